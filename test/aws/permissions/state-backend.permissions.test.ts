import { administrator, FOREIGN_ACCOUNT, session } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, ROLES, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const key = account.arn("aws_kms_key", "states/Key");
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
const encrypted = {
  "s3:x-amz-server-side-encryption": "aws:kms",
  "s3:x-amz-server-side-encryption-aws-kms-key-id": key,
};

const BUCKET = "arn:aws:s3:::acme-states";

function state(folder: string, name = "cloud.tfstate"): string {
  return `${BUCKET}/${folder}/${name}`;
}

const ALL_FOLDERS = ["production/vision", "staging/vision", "production/audio", "development/vision", "staging/audio"];

/** Folders that a role may not reach: those of others, those that begin like its own, the root. */
function otherFolders(own: string): string[] {
  return [
    ...ALL_FOLDERS.filter((folder) => folder !== own),
    `${own}-2`,
    own.replace("/", "/x/"),
    own.split("/")[0] ?? "",
  ];
}

function strayCalls(own: string): Row[] {
  return otherFolders(own).flatMap<Row>((folder) => [
    [`read a state in ${folder}`, { action: "s3:GetObject", resource: state(folder) }],
    [`write a state in ${folder}`, { action: "s3:PutObject", resource: state(folder), context: encrypted }],
    [`delete a state in ${folder}`, { action: "s3:DeleteObject", resource: state(folder) }],
    [
      `lock a state in ${folder}`,
      { action: "s3:PutObject", resource: state(folder, "cloud.tfstate.tflock"), context: encrypted },
    ],
    [`break a lock in ${folder}`, { action: "s3:DeleteObject", resource: state(folder, "cloud.tfstate.tflock") }],
    [`list ${folder}`, { action: "s3:ListBucket", resource: BUCKET, context: { "s3:prefix": `${folder}/` } }],
  ]);
}

describe.each([
  ["production of vision", ROLES.visionPipeline, "production/vision"],
  ["staging of vision", ROLES.visionStagingPipeline, "staging/vision"],
  ["production of audio", ROLES.audioPipeline, "production/audio"],
])("the pipeline for %s, which has no policy of its own", (_, roleName, folder) => {
  const lock = state(folder, "cloud.tfstate.tflock");

  provePermissions(account, session(roleName), {
    allowed: [
      ["read its state", { action: "s3:GetObject", resource: state(folder) }],
      ["write its state", { action: "s3:PutObject", resource: state(folder), context: encrypted }],
      ["look at its lock", { action: "s3:GetObject", resource: lock }],
      ["take its lock", { action: "s3:PutObject", resource: lock, context: encrypted }],
      ["release its lock", { action: "s3:DeleteObject", resource: lock }],
      ["list its states", { action: "s3:ListBucket", resource: BUCKET, context: { "s3:prefix": `${folder}/` } }],
      ["look for workspaces", { action: "s3:ListBucket", resource: BUCKET, context: { "s3:prefix": "env:/" } }],
      ["decrypt through S3", { action: "kms:Decrypt", resource: key, context: viaS3 }],
      ["make data keys through S3", { action: "kms:GenerateDataKey", resource: key, context: viaS3 }],
    ],
    denied: [
      ...strayCalls(folder),
      ["delete its state", { action: "s3:DeleteObject", resource: state(folder) }],
      ["delete a version of its state", { action: "s3:DeleteObjectVersion", resource: state(folder) }],
      ["read a superseded version", { action: "s3:GetObjectVersion", resource: state(folder) }],
      ["delete a version of its lock", { action: "s3:DeleteObjectVersion", resource: lock }],
      ["write what is no state", { action: "s3:PutObject", resource: state(folder, "malware.sh"), context: encrypted }],
      ["read what is no state", { action: "s3:GetObject", resource: state(folder, "notes.txt") }],
      ["list the whole bucket", { action: "s3:ListBucket", resource: BUCKET }],
      ["list versions", { action: "s3:ListBucketVersions", resource: BUCKET }],
      ["replace the bucket policy", { action: "s3:PutBucketPolicy", resource: BUCKET }],
      ["suspend versioning", { action: "s3:PutBucketVersioning", resource: BUCKET }],
      ["delete the bucket", { action: "s3:DeleteBucket", resource: BUCKET }],
      [
        "write its state encrypted otherwise",
        { action: "s3:PutObject", resource: state(folder), context: { "s3:x-amz-server-side-encryption": "AES256" } },
      ],
      [
        "write its state over plain HTTP",
        { action: "s3:PutObject", resource: state(folder), context: { ...encrypted, "aws:SecureTransport": "false" } },
      ],
      ["decrypt directly", { action: "kms:Decrypt", resource: key }],
      ["encrypt directly", { action: "kms:Encrypt", resource: key }],
      ["grant the key on", { action: "kms:CreateGrant", resource: key, context: viaS3 }],
      ["delete the key", { action: "kms:ScheduleKeyDeletion", resource: key }],
      ["read models", { action: "s3:GetObject", resource: "arn:aws:s3:::acme-models/resnet/v3/w" }],
      ["decrypt models", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "models/Key"), context: viaS3 }],
    ],
  });
});

describe.each([
  ["an administrator of the account", administrator()],
  ["an administrator of another account", administrator("administrator", FOREIGN_ACCOUNT)],
  ["the publisher of models, whom IAM allows everything,", administrator(ROLES.publisher)],
  ["a namesake of the pipeline in another account", administrator(ROLES.visionPipeline, FOREIGN_ACCOUNT)],
  ["a role whose name begins like the pipeline's", administrator(`${ROLES.visionPipeline}-2`)],
])("%s", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: [
      ...ALL_FOLDERS.flatMap<Row>((folder) =>
        ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"].flatMap<Row>((action) => [
          [`${action} of a state in ${folder}`, { action, resource: state(folder) }],
          [`${action} of a lock in ${folder}`, { action, resource: state(folder, "cloud.tfstate.tflock") }],
        ]),
      ),
      ["write a state", { action: "s3:PutObject", resource: state("production/vision"), context: encrypted }],
      ["decrypt a state", { action: "kms:Decrypt", resource: key, context: viaS3 }],
      ["encrypt a state", { action: "kms:GenerateDataKey", resource: key, context: viaS3 }],
    ],
  });
});

/** Pipelines that run Terraform usually are allowed much by IAM; the bucket's policy keeps each to its own folder. */
describe("the pipeline for production of vision, were IAM to allow it everything,", () => {
  test.each<Row>([
    ["read another tenant's state", { action: "s3:GetObject", resource: state("production/audio") }],
    [
      "write another tenant's state",
      { action: "s3:PutObject", resource: state("production/audio"), context: encrypted },
    ],
    ["delete another tenant's state", { action: "s3:DeleteObject", resource: state("production/audio") }],
    ["read another tier's state", { action: "s3:GetObject", resource: state("staging/vision") }],
    ["write another tier's state", { action: "s3:PutObject", resource: state("staging/vision"), context: encrypted }],
    ["delete its own state", { action: "s3:DeleteObject", resource: state("production/vision") }],
    ["delete a version of its own state", { action: "s3:DeleteObjectVersion", resource: state("production/vision") }],
  ])("may not %s", async (_, call) => {
    expect(await account.ask(administrator(ROLES.visionPipeline), call)).toMatch(/Denied$/);
  });
});
