import { HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  AuditTrail,
  ImageRepository,
  IrsaServingRole,
  ModelKey,
  PodIdentityServingRole,
  SecureModelBucket,
  SecureStateBackend,
  ServingCluster,
  ServingLogGroup,
  ServingNetwork,
} from "modelkeep/aws";
import { ACCOUNT, type Principal } from "../../support/principals";
import { type Call, SimulatedAccount } from "../../support/simulate";
import { synthesize, testStack } from "../../support/stack";

/** Roles that are made elsewhere and only named by grants. */
export const ROLES = {
  publisher: "release-models",
  resnetPublisher: "release-resnet",
  keyAdministrator: "key-administrator",
  imageBuilder: "build-images",
  imagePromoter: "promote-images",
  visionPipeline: "deploy-vision",
  visionStagingPipeline: "deploy-vision-staging",
  audioPipeline: "deploy-audio",
} as const;

export const COPIES = {
  bucketArn: "arn:aws:s3:::acme-models-copy",
  keyArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/copies`,
  region: "eu-central-1",
} as const;

/** One line of a table: who reads the report sees the label. */
export type Row = readonly [label: string, call: Call];

/**
 * One account with everything in it: two model stores, three identities of two kinds, a cluster, a trail, states, images.
 */
export function simulatedEstate(): SimulatedAccount {
  const stack = testStack(ServingTier.PRODUCTION, "estate");
  const network = new ServingNetwork(stack, "network", {
    cidr: "10.20.0.0/16",
    additionalEndpoints: ["secretsmanager"],
  });
  const cluster = new ServingCluster(stack, "cluster", { network, version: "1.35", clusterName: "serving" });
  const models = modelStores(stack, cluster);
  new ModelKey(stack, "managedKey", { administratorArns: [roleArn(ROLES.keyAdministrator)] });
  new AuditTrail(stack, "trail", { modelStores: [models], trailName: "weights" });
  imageRepositories(stack);
  stateBackend(stack);
  return new SimulatedAccount(synthesize(stack));
}

export function roleArn(roleName: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${roleName}`;
}

/** Tests that every row is allowed and every row refused; a role's refusals outnumber its permissions three to one. */
export function provePermissions(
  account: SimulatedAccount,
  principal: Principal,
  { allowed, denied }: { allowed: readonly Row[]; denied: readonly Row[] },
): void {
  if (allowed.length > 0) {
    test.each(allowed)("may %s", async (_, call) => {
      expect(await account.ask(principal, call)).toBe("Allowed");
    });
  }

  test.each(denied)("may not %s", async (_, call) => {
    expect(await account.ask(principal, call)).toMatch(/Denied$/);
  });

  test("fewer than three refusals are tried for each permission: none", () => {
    expect(denied.length).toBeGreaterThanOrEqual(Math.max(3, 3 * allowed.length));
  });
}

function modelStores(stack: HardenedStack, cluster: ServingCluster): SecureModelBucket {
  const models = new SecureModelBucket(stack, "models", {
    bucketName: "acme-models",
    replication: {
      destinationBucketArn: COPIES.bucketArn,
      destinationKeyArn: COPIES.keyArn,
      destinationRegion: COPIES.region,
    },
  });
  const audioModels = new SecureModelBucket(stack, "audioModels", { bucketName: "acme-audio-models" });
  const resnet = new IrsaServingRole(stack, "resnet", { cluster, namespace: "vision", serviceAccountName: "resnet" });
  const bert = new PodIdentityServingRole(stack, "bert", { cluster, namespace: "text", serviceAccountName: "bert" });
  const whisper = new IrsaServingRole(stack, "whisper", { cluster, namespace: "audio", serviceAccountName: "whisper" });
  new IrsaServingRole(stack, "ungranted", { cluster, namespace: "vision", serviceAccountName: "ungranted" });
  const format = ModelFormat.SAVED_MODEL;
  models.grantRead(resnet, models.artifact("resnet/v3", { format, sha256: "9c".repeat(32) }));
  models.grantRead(bert, models.artifact("bert/v1", { format, sha256: "8b".repeat(32) }));
  audioModels.grantRead(whisper, audioModels.artifact("whisper/v2", { format, sha256: "7a".repeat(32) }));
  models.grantPublish(roleArn(ROLES.publisher));
  models.grantPublish(roleArn(ROLES.resnetPublisher), "resnet");
  new ServingLogGroup(stack, "resnetLogs", { logGroupName: "/serving/resnet" }).grantWrite(resnet);
  new ServingLogGroup(stack, "bertLogs", { logGroupName: "/serving/bert" }).grantWrite(bert);
  return models;
}

function imageRepositories(stack: HardenedStack): void {
  const images = new ImageRepository(stack, "images", { repositoryName: "serving/tensorflow" });
  images.grantPush(roleArn(ROLES.imageBuilder));
  images.grantPull(roleArn(ROLES.imagePromoter));
  new ImageRepository(stack, "otherImages", { repositoryName: "serving/triton" });
}

function stateBackend(stack: HardenedStack): void {
  const states = new SecureStateBackend(stack, "states", { bucketName: "acme-states" });
  states.grantAccess(roleArn(ROLES.visionPipeline), ServingTier.PRODUCTION, "vision");
  states.grantAccess(roleArn(ROLES.visionStagingPipeline), ServingTier.STAGING, "vision");
  states.grantAccess(roleArn(ROLES.audioPipeline), ServingTier.PRODUCTION, "audio");
}
