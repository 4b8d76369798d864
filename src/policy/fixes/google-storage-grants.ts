import { decide, type Fixes } from "./fix";
import { type ExampleResource, example } from "./google-example";

const BUCKET = "acme-vision-models";

const READS_RESNET: ExampleResource = [
  "google_storage_bucket_iam_member",
  "resnet",
  {
    bucket: BUCKET,
    role: "roles/storage.objectViewer",
    member: "serviceAccount:resnet@acme-vision.iam.gserviceaccount.com",
    condition: {
      title: "resnet",
      expression: `resource.name.startsWith("projects/_/buckets/${BUCKET}/objects/resnet/")`,
    },
  },
];

const PUBLISHES: ExampleResource = [
  "google_storage_bucket_iam_member",
  "release_models",
  {
    bucket: BUCKET,
    role: "roles/storage.objectCreator",
    member: "serviceAccount:release-models@acme-vision.iam.gserviceaccount.com",
  },
];

export const GOOGLE_STORAGE_GRANTS_FIXES: Fixes = {
  GOOGLE_STORAGE_NO_PUBLIC_MEMBER: [
    decide(
      "Who reads what in the bucket: the workload or the group is named in place of everybody.",
      example(READS_RESNET),
    ),
  ],
  GOOGLE_STORAGE_SERVING_READS_ONLY: [
    decide(
      "Which identity publishes models from now on: what serves them reads, and nothing else.",
      example(READS_RESNET, PUBLISHES),
    ),
  ],
  GOOGLE_STORAGE_MODELS_NOT_ADMINISTERED: [
    decide(
      "What the service account does with models: it adds objects, or replaces them (roles/storage.objectUser), and people in " +
        "a group administer the bucket.",
      example(PUBLISHES),
    ),
  ],
  GOOGLE_STORAGE_SERVING_PREFIX: [
    decide("Which model the workload serves, and the prefix that it lies under.", example(READS_RESNET)),
  ],
};
