import { anybody, logDelivery, person, storageAgent } from "../../support/google-callers";
import type { GoogleCaller } from "../../support/google-iam";
import { changing, handling, provePermissions, type Row, reading, simulatedProject } from "./estate";

const project = simulatedProject();
const BUCKETS = ["acme-models", "acme-models-logs", "acme-audio-models"];

/** Google lets holders of basic roles into every new bucket; these buckets it does not. */
const STRANGERS: readonly (readonly [label: string, caller: GoogleCaller])[] = [
  ["an owner of the project", person("owner")],
  ["an editor of the project", person("editor")],
  ["a viewer of the project", person("viewer")],
  ["somebody with an account of Google's", person()],
  ["anybody on the internet", anybody],
];

describe.each(STRANGERS)("%s", (_, caller) => {
  provePermissions(project, caller, {
    allowed: [],
    denied: BUCKETS.flatMap((bucket) => [
      reading("resnet/v3/saved_model.pb", bucket),
      ...changing("resnet/v3/saved_model.pb", bucket),
      ...handling(bucket),
    ]),
  });
});

const FOLDER_OF_LOGS: Row = [
  "storage.managedFolders.create on gs://acme-models-logs",
  { permission: "storage.managedFolders.create", bucket: "acme-models-logs" },
];

function writingLog(bucket: string): Row {
  const object = "acme-models_usage_2026_01_01_00_00_00_0a1b_v0";
  return [`add a log to gs://${bucket}`, { permission: "storage.objects.create", bucket, object }];
}

describe("Google's writer of usage logs", () => {
  provePermissions(project, logDelivery, {
    allowed: [
      writingLog("acme-models-logs"),
      writingLog("acme-audio-models-logs"),
      // The role brings it; a folder holds nothing, and whoever reads logs is granted that elsewhere.
      FOLDER_OF_LOGS,
    ],
    denied: [
      writingLog("acme-models"),
      writingLog("acme-audio-models"),
      writingLog("acme-shared-models"),
      reading("acme-models_usage_2026_01_01", "acme-models-logs"),
      ...changing("acme-models_usage_2026_01_01", "acme-models-logs").slice(1),
      ...handling("acme-models-logs").filter(([label]) => label !== FOLDER_OF_LOGS[0]),
      ...handling("acme-models"),
    ],
  });
});

describe("Cloud Storage itself", () => {
  const using = (verb: string, key: string): Row => [
    `${verb} with ${key}`,
    { permission: `cloudkms.cryptoKeyVersions.useTo${verb}`, key },
  ];

  provePermissions(project, storageAgent, {
    allowed: [
      using("Encrypt", "models/Key"),
      using("Decrypt", "models/Key"),
      using("Encrypt", "audioModels/Key"),
      using("Decrypt", "audioModels/Key"),
    ],
    denied: [
      using("Sign", "models/Key"),
      ["manage the key", { permission: "cloudkms.cryptoKeys.setIamPolicy", key: "models/Key" }],
      ["destroy the key", { permission: "cloudkms.cryptoKeyVersions.destroy", key: "models/Key" }],
      reading("resnet/v3/saved_model.pb"),
      ...changing("resnet/v3/saved_model.pb"),
      ...handling(),
    ],
  });
});
