import { ModelFormat, ServingTier } from "modelkeep";
import { SecureModelBucket, ServingCluster, WorkloadIdentityBinding } from "modelkeep/google";
import { type GoogleCall, type GoogleCaller, SimulatedProject } from "../../support/google-iam";
import { googleTestStack, synthesize } from "../../support/stack";

/** Service accounts that are made elsewhere and only named by grants. */
export const ACCOUNTS = {
  publisher: "release-models@acme-vision.iam.gserviceaccount.com",
  resnetPublisher: "release-resnet@acme-vision.iam.gserviceaccount.com",
} as const;

/** One line of a table: who reads the report sees the label. */
export type Row = readonly [label: string, call: GoogleCall];

const SAVED_MODEL = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };

/** One project: two model stores and one of somebody else's, four identities of both kinds, publishers, logs. */
export function simulatedProject(): SimulatedProject {
  const stack = googleTestStack(ServingTier.PRODUCTION, "estate");
  const cluster = ServingCluster.fromClusterAttributes(stack, "cluster", {
    clusterName: "serving",
    location: "europe-west4",
    endpoint: "https://172.16.0.2",
    certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
  });
  const bound = (namespace: string, serviceAccountName: string, impersonate = false) =>
    new WorkloadIdentityBinding(stack, serviceAccountName, { cluster, namespace, serviceAccountName, impersonate });

  const models = new SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  const audioModels = new SecureModelBucket(stack, "audioModels", { bucketName: "acme-audio-models" });
  const shared = SecureModelBucket.fromBucketName(stack, "shared", "acme-shared-models");
  const resnet = bound("vision", "resnet");
  models.grantRead(resnet, models.artifact("resnet/v3", SAVED_MODEL));
  models.grantRead(bound("text", "bert", true), models.artifact("bert/v1", SAVED_MODEL));
  audioModels.grantRead(bound("audio", "whisper"), audioModels.artifact("whisper/v2", SAVED_MODEL));
  shared.grantRead(resnet, shared.artifact("backbones/resnet50", SAVED_MODEL));
  bound("vision", "ungranted");
  bound("vision", "ungranted-impersonating", true);
  models.grantPublish(`serviceAccount:${ACCOUNTS.publisher}`);
  models.grantPublish(`serviceAccount:${ACCOUNTS.resnetPublisher}`, "resnet");
  return new SimulatedProject(synthesize(stack));
}

/** Tests that every row is allowed and every row refused; a caller's refusals outnumber its permissions three to one. */
export function provePermissions(
  project: SimulatedProject,
  caller: GoogleCaller,
  { allowed, denied }: { allowed: readonly Row[]; denied: readonly Row[] },
): void {
  if (allowed.length > 0) {
    test.each(allowed)("may %s", (_, call) => {
      expect(project.allows(caller, call)).toBe(true);
    });
  }

  test.each(denied)("may not %s", (_, call) => {
    expect(project.allows(caller, call)).toBe(false);
  });

  test("fewer than three refusals are tried for each permission: none", () => {
    expect(denied.length).toBeGreaterThanOrEqual(Math.max(3, 3 * allowed.length));
  });
}

/** Reading an object. */
export function reading(object: string, bucket = "acme-models"): Row {
  return [`read gs://${bucket}/${object}`, { permission: "storage.objects.get", bucket, object }];
}

/** Everything that would change an object, or its rights. */
export function changing(object: string, bucket = "acme-models"): Row[] {
  return ["create", "delete", "update", "restore", "setIamPolicy"].map((verb) => [
    `${verb} gs://${bucket}/${object}`,
    { permission: `storage.objects.${verb}`, bucket, object },
  ]);
}

/** Looking around in a bucket, and changing it. */
export function handling(bucket = "acme-models"): Row[] {
  const permissions = [
    "storage.objects.list",
    "storage.multipartUploads.list",
    "storage.folders.list",
    "storage.managedFolders.list",
    "storage.managedFolders.create",
    "storage.buckets.get",
    "storage.buckets.getIamPolicy",
    "storage.buckets.setIamPolicy",
    "storage.buckets.update",
  ];
  return permissions.map((permission) => [`${permission} on gs://${bucket}`, { permission, bucket }]);
}
