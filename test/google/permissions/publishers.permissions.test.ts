import { serviceAccount } from "../../support/google-callers";
import { ACCOUNTS, changing, handling, provePermissions, type Row, reading, simulatedProject } from "./estate";

const project = simulatedProject();

function adding(object: string, bucket = "acme-models"): Row {
  return [`add gs://${bucket}/${object}`, { permission: "storage.objects.create", bucket, object }];
}

function uploadingInParts(object: string): Row {
  const permission = "storage.multipartUploads.create";
  return [`upload ${object} in parts`, { permission, bucket: "acme-models", object }];
}

/** Replacing takes the right to delete, besides that to create. */
function replacing(object: string, bucket = "acme-models"): Row[] {
  return changing(object, bucket).filter(([, { permission }]) => permission !== "storage.objects.create");
}

describe("the publisher of resnet", () => {
  provePermissions(project, serviceAccount(ACCOUNTS.resnetPublisher), {
    allowed: [adding("resnet/v4/saved_model.pb"), uploadingInParts("resnet/v4/saved_model.pb")],
    denied: [
      adding("resnet50/v1/saved_model.pb"),
      adding("bert/v2/saved_model.pb"),
      adding("saved_model.pb"),
      adding("resnet/v4/saved_model.pb", "acme-audio-models"),
      adding("resnet/v4/saved_model.pb", "acme-models-logs"),
      adding("resnet/v4/saved_model.pb", "acme-shared-models"),
      uploadingInParts("bert/v2/saved_model.pb"),
      ...replacing("resnet/v3/saved_model.pb"),
      reading("resnet/v4/saved_model.pb"),
      ...handling(),
      ["encrypt with the key", { permission: "cloudkms.cryptoKeyVersions.useToEncrypt", key: "models/Key" }],
    ],
  });
});

describe("the publisher of every model", () => {
  provePermissions(project, serviceAccount(ACCOUNTS.publisher), {
    allowed: [adding("resnet/v4/saved_model.pb"), adding("bert/v2/saved_model.pb")],
    denied: [
      adding("resnet/v4/saved_model.pb", "acme-audio-models"),
      adding("log", "acme-models-logs"),
      ...replacing("resnet/v3/saved_model.pb"),
      ...replacing("bert/v1/saved_model.pb"),
      reading("resnet/v3/saved_model.pb"),
      ...handling(),
      ["encrypt with the key", { permission: "cloudkms.cryptoKeyVersions.useToEncrypt", key: "models/Key" }],
    ],
  });
});

describe("a pipeline that nothing was granted", () => {
  provePermissions(project, serviceAccount("deploy@acme-vision.iam.gserviceaccount.com"), {
    allowed: [],
    denied: [adding("resnet/v4/saved_model.pb"), ...replacing("resnet/v3/saved_model.pb"), ...handling()],
  });
});
