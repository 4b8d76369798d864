import type { Mutation } from "../mutation";

const REPOSITORY = "google_artifact_registry_repository";
const GRANT = "google_artifact_registry_repository_iam_member";

export const GOOGLE_ARTIFACT_REGISTRY_MUTATIONS: readonly Mutation[] = [
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_IMMUTABLE_TAGS",
    name: "tags can be moved",
    breaks: (stack) => stack.change(REPOSITORY, (it) => (it.docker_config = { immutable_tags: false })),
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_CUSTOMER_KEY",
    name: "images are encrypted with Google's key",
    breaks: (stack) => stack.change(REPOSITORY, (it) => delete it.kms_key_name),
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_SCANNED",
    name: "images are not scanned",
    breaks: (stack) =>
      stack.change(REPOSITORY, (it) => (it.vulnerability_scanning_config = { enablement_config: "DISABLED" })),
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_CLEANED_UP",
    name: "the cleanup is on trial",
    breaks: (stack) => stack.change(REPOSITORY, (it) => (it.cleanup_policy_dry_run = true)),
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_NO_ANYONE",
    name: "everybody may pull",
    breaks: (stack) => stack.change(GRANT, (it) => (it.member = "allAuthenticatedUsers")),
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_NODES_PULL_ONLY",
    name: "nodes may push",
    breaks: (stack) => {
      const [, { node_config: nodes }] = stack.first("google_container_node_pool");
      const { service_account: account } = (Array.isArray(nodes) ? nodes[0] : nodes) as { service_account: string };
      return stack.change(
        GRANT,
        (it) => (it.role = "roles/artifactregistry.writer"),
        (it) => it.member === `serviceAccount:${account}`,
      );
    },
  },
  {
    control: "GOOGLE_ARTIFACT_REGISTRY_SERVING_PULLS_ONLY",
    name: "a model server may push",
    stack: "vision-cloud-gke",
    breaks: (stack) =>
      stack.add(GRANT, "added", {
        repository: "experiments",
        location: "europe-west4",
        role: "roles/artifactregistry.writer",
        member:
          "principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/subject/ns/vision/sa/bert",
      }),
  },
  {
    control: "GOOGLE_CONTAINER_REGISTRY_NOT_USED",
    name: "images lie in Container Registry",
    stack: "everything-google",
    breaks: (stack) => stack.add("google_container_registry", "old", { location: "US" }),
  },
  {
    control: "GOOGLE_PROJECT_SERVICE_KEPT",
    name: "destroying the stack ends scanning",
    stack: "everything-google",
    breaks: (stack) =>
      stack.add("google_project_service", "scanning", {
        service: "containerscanning.googleapis.com",
        disable_on_destroy: true,
      }),
  },
];
