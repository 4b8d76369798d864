import { add, choose, decide, drop, type Fixes, include, set, unset } from "./fix";
import { example } from "./google-example";

const KEY = choose(
  "key of the images, in the location of the repository",
  "projects/acme-platform/locations/europe-west4/keyRings/images/cryptoKeys/images",
);

const PLACE = { project: "acme-platform", location: "europe-west4", repository: "serving" };
const PULLS = [
  "google_artifact_registry_repository_iam_member",
  "nodes",
  {
    ...PLACE,
    role: "roles/artifactregistry.reader",
    member: "serviceAccount:serving-nodes@acme-vision.iam.gserviceaccount.com",
  },
] as const;
const PUSHES = [
  "google_artifact_registry_repository_iam_member",
  "build",
  {
    ...PLACE,
    role: "roles/artifactregistry.writer",
    member: "serviceAccount:build-images@acme-platform.iam.gserviceaccount.com",
  },
] as const;

export const GOOGLE_ARTIFACT_REGISTRY_FIXES: Fixes = {
  GOOGLE_ARTIFACT_REGISTRY_IMMUTABLE_TAGS: [set("docker_config.immutable_tags", true)],
  GOOGLE_ARTIFACT_REGISTRY_CUSTOMER_KEY: [set("kms_key_name", KEY)],
  GOOGLE_ARTIFACT_REGISTRY_SCANNED: [set("vulnerability_scanning_config.enablement_config", "INHERITED")],
  GOOGLE_ARTIFACT_REGISTRY_CLEANED_UP: [
    include("cleanup_policies", {
      id: "delete-untagged",
      action: "DELETE",
      condition: { tag_state: "UNTAGGED", older_than: "2592000s" },
    }),
    unset("cleanup_policy_dry_run"),
  ],
  GOOGLE_ARTIFACT_REGISTRY_NO_ANYONE: [
    decide(
      "Which service accounts pull from the repository, and which one pushes to it: each is named in place of everybody.",
      example(PULLS, PUSHES),
    ),
  ],
  GOOGLE_ARTIFACT_REGISTRY_NODES_PULL_ONLY: [
    decide(
      "Who pushes, since nodes no longer do: nodes read the repositories that they start images of, and have no role in the " +
        "project that writes to a registry or to buckets.",
      example(PULLS, PUSHES),
    ),
  ],
  GOOGLE_ARTIFACT_REGISTRY_SERVING_PULLS_ONLY: [
    decide(
      "Which identity of a pipeline pushes in place of the model server, which needs no role on the repository: its node pulls.",
      example(PUSHES),
    ),
  ],
  GOOGLE_CONTAINER_REGISTRY_NOT_USED: [
    add("google_artifact_registry_repository", "images", {
      repository_id: choose(
        "gcr.io, eu.gcr.io, us.gcr.io or asia.gcr.io, as images are called today; any name once they are called anew",
        "eu.gcr.io",
      ),
      location: choose("location of the images: us, europe or asia where they keep their names", "europe"),
      format: "DOCKER",
      docker_config: { immutable_tags: true },
      kms_key_name: choose(
        "key of the images, in that location",
        "projects/acme-platform/locations/europe/keyRings/images/cryptoKeys/images",
      ),
    }),
    drop(),
  ],
  GOOGLE_PROJECT_SERVICE_KEPT: [set("disable_on_destroy", false)],
};
