import { ACCOUNT, administrator, FOREIGN_ACCOUNT, session } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { provePermissions, ROLES, type Row, simulatedEstate } from "./estate";

const account = simulatedEstate();
const modelsKey = account.arn("aws_kms_key", "models/Key");
const audioKey = account.arn("aws_kms_key", "audioModels/Key");
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
const ownEncryption = {
  "s3:x-amz-server-side-encryption": "aws:kms",
  "s3:x-amz-server-side-encryption-aws-kms-key-id": modelsKey,
};

function object(key: string, bucket = "acme-models"): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

const BUCKET = "arn:aws:s3:::acme-models";

/** What a publisher may never do: it fills the store, it neither empties nor governs it. */
const NEVER: readonly Row[] = [
  ["read what it published", { action: "s3:GetObject", resource: object("resnet/v3/weights") }],
  ["read a version of what it published", { action: "s3:GetObjectVersion", resource: object("resnet/v3/weights") }],
  ["read tags", { action: "s3:GetObjectTagging", resource: object("resnet/v3/weights") }],
  ["delete what it published", { action: "s3:DeleteObject", resource: object("resnet/v3/weights") }],
  ["delete a version", { action: "s3:DeleteObjectVersion", resource: object("resnet/v3/weights") }],
  ["change an ACL", { action: "s3:PutObjectAcl", resource: object("resnet/v3/weights") }],
  ["lift a lock", { action: "s3:BypassGovernanceRetention", resource: object("resnet/v3/weights") }],
  ["list the bucket", { action: "s3:ListBucket", resource: BUCKET }],
  ["replace the bucket policy", { action: "s3:PutBucketPolicy", resource: BUCKET }],
  ["suspend versioning", { action: "s3:PutBucketVersioning", resource: BUCKET }],
  ["lift the public access block", { action: "s3:PutBucketPublicAccessBlock", resource: BUCKET }],
  [
    "publish to another tenant",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w", "acme-audio-models"),
      context: { ...ownEncryption, "s3:x-amz-server-side-encryption-aws-kms-key-id": audioKey },
    },
  ],
  ["write into the access logs", { action: "s3:PutObject", resource: object("acme-models/x", "acme-models-logs") }],
  ["write states", { action: "s3:PutObject", resource: object("production/vision/a.tfstate", "acme-states") }],
  [
    "publish over plain HTTP",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w"),
      context: { ...ownEncryption, "aws:SecureTransport": "false" },
    },
  ],
  [
    "publish over TLS 1.1",
    { action: "s3:PutObject", resource: object("resnet/v4/w"), context: { ...ownEncryption, "s3:TlsVersion": "1.1" } },
  ],
  [
    "publish encrypted with keys of S3",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w"),
      context: { ...ownEncryption, "s3:x-amz-server-side-encryption": "AES256" },
    },
  ],
  [
    "publish encrypted twice over",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w"),
      context: { ...ownEncryption, "s3:x-amz-server-side-encryption": "aws:kms:dsse" },
    },
  ],
  [
    "publish encrypted with another tenant's key",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w"),
      context: { ...ownEncryption, "s3:x-amz-server-side-encryption-aws-kms-key-id": audioKey },
    },
  ],
  [
    "publish encrypted with a thief's key",
    {
      action: "s3:PutObject",
      resource: object("resnet/v4/w"),
      context: {
        ...ownEncryption,
        "s3:x-amz-server-side-encryption-aws-kms-key-id": modelsKey.replace(ACCOUNT, FOREIGN_ACCOUNT),
      },
    },
  ],
  ["decrypt directly", { action: "kms:Decrypt", resource: modelsKey }],
  ["generate data keys directly", { action: "kms:GenerateDataKey", resource: modelsKey }],
  [
    "generate data keys through another service",
    {
      action: "kms:GenerateDataKey",
      resource: modelsKey,
      context: { "kms:ViaService": `ebs.${REGION}.amazonaws.com` },
    },
  ],
  ["encrypt through S3", { action: "kms:Encrypt", resource: modelsKey, context: viaS3 }],
  ["grant the key on", { action: "kms:CreateGrant", resource: modelsKey, context: viaS3 }],
  ["replace the key policy", { action: "kms:PutKeyPolicy", resource: modelsKey }],
  ["delete the key", { action: "kms:ScheduleKeyDeletion", resource: modelsKey }],
  ["use another tenant's key", { action: "kms:GenerateDataKey", resource: audioKey, context: viaS3 }],
  [
    "use the key of the states",
    { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "states/Key"), context: viaS3 },
  ],
];

describe("the publisher of the whole store, which has no policy of its own", () => {
  provePermissions(account, session(ROLES.publisher), {
    allowed: [
      [
        "publish any other, naming the key",
        { action: "s3:PutObject", resource: object("gpt/v1/weights"), context: ownEncryption },
      ],
      [
        "publish a model, naming the key",
        { action: "s3:PutObject", resource: object("resnet/v4/weights"), context: ownEncryption },
      ],
      ["give an upload up", { action: "s3:AbortMultipartUpload", resource: object("resnet/v4/weights") }],
      ["list the parts of an upload", { action: "s3:ListMultipartUploadParts", resource: object("resnet/v4/weights") }],
      ["generate data keys through S3", { action: "kms:GenerateDataKey", resource: modelsKey, context: viaS3 }],
      ["decrypt data keys through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
    ],
    denied: NEVER,
  });
});

describe("the publisher of one prefix", () => {
  provePermissions(account, session(ROLES.resnetPublisher), {
    allowed: [
      [
        "publish below its prefix, naming the key",
        { action: "s3:PutObject", resource: object("resnet/v4/weights"), context: ownEncryption },
      ],
      ["give an upload below its prefix up", { action: "s3:AbortMultipartUpload", resource: object("resnet/v4/w") }],
      ["generate data keys through S3", { action: "kms:GenerateDataKey", resource: modelsKey, context: viaS3 }],
    ],
    denied: [
      ...NEVER,
      [
        "publish below another prefix",
        { action: "s3:PutObject", resource: object("bert/v1/weights"), context: ownEncryption },
      ],
      [
        "publish below a prefix that begins like its own",
        { action: "s3:PutObject", resource: object("resnet2/v1/w"), context: ownEncryption },
      ],
      ["publish at the root", { action: "s3:PutObject", resource: object("weights"), context: ownEncryption }],
      [
        "publish an object of the prefix's name",
        { action: "s3:PutObject", resource: object("resnet"), context: ownEncryption },
      ],
      ["give another's upload up", { action: "s3:AbortMultipartUpload", resource: object("bert/v1/weights") }],
    ],
  });
});

/** The bucket's own default encryption is enough: an upload that names no key gets the right one. */
describe("an upload that leaves encryption to the bucket", () => {
  test.each([
    ["publisher of the whole store", ROLES.publisher],
    ["publisher of one prefix", ROLES.resnetPublisher],
  ])("is allowed to the %s", async (_, roleName) => {
    const call = { action: "s3:PutObject", resource: object("resnet/v4/weights") };
    expect(await account.ask(session(roleName), call)).toBe("Allowed");
  });
});

/** IAM allows them everything; the bucket's policy does not. Publishers are told apart by their role alone. */
describe.each([
  ["an administrator", administrator()],
  ["an administrator whose role's name begins like a publisher's", administrator(`${ROLES.publisher}-2`)],
  ["a publisher's namesake in another account", administrator(ROLES.publisher, FOREIGN_ACCOUNT)],
  ["a pipeline of states", administrator(ROLES.visionPipeline)],
])("%s, whom IAM allows everything,", (_, principal) => {
  provePermissions(account, principal, {
    allowed: [],
    denied: [
      ["write a model", { action: "s3:PutObject", resource: object("resnet/v4/weights"), context: ownEncryption }],
      ["replace a model", { action: "s3:PutObject", resource: object("resnet/v3/weights"), context: ownEncryption }],
      [
        "write a model from within the network",
        {
          action: "s3:PutObject",
          resource: object("resnet/v4/weights"),
          context: { ...ownEncryption, "aws:SourceVpce": account.endpoint("network/S3Endpoint") },
        },
      ],
      ["delete a model", { action: "s3:DeleteObject", resource: object("resnet/v3/weights") }],
      ["delete a version of a model", { action: "s3:DeleteObjectVersion", resource: object("resnet/v3/weights") }],
      ["read a model from outside the network", { action: "s3:GetObject", resource: object("resnet/v3/weights") }],
      [
        "read a version from outside the network",
        { action: "s3:GetObjectVersion", resource: object("resnet/v3/weights") },
      ],
      [
        "write to another store",
        {
          action: "s3:PutObject",
          resource: object("whisper/v2/w", "acme-audio-models"),
          context: { ...ownEncryption, "s3:x-amz-server-side-encryption-aws-kms-key-id": audioKey },
        },
      ],
      ["decrypt a model", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      ["encrypt a model", { action: "kms:GenerateDataKey", resource: modelsKey, context: viaS3 }],
    ],
  });
});

/** The bucket's policy says who may write, and takes back what IAM allows a publisher besides. */
describe("the publisher of one prefix, were IAM to allow it everything,", () => {
  test.each<Row>([
    ["read models from the internet", { action: "s3:GetObject", resource: object("bert/v1/weights") }],
    ["delete models", { action: "s3:DeleteObject", resource: object("resnet/v3/weights") }],
    ["delete versions of models", { action: "s3:DeleteObjectVersion", resource: object("resnet/v3/weights") }],
    [
      "publish below another prefix",
      { action: "s3:PutObject", resource: object("bert/v1/weights"), context: ownEncryption },
    ],
  ])("may not %s", async (_, call) => {
    expect(await account.ask(administrator(ROLES.resnetPublisher), call)).toMatch(/Denied$/);
  });
});

/** Replication from a bucket of theirs writes without `s3:PutObject`; the guard names it too. */
describe("an administrator who replicates into the store", () => {
  test.each<Row>([
    [
      "replace a model",
      { action: "s3:ReplicateObject", resource: object("resnet/v3/weights"), context: ownEncryption },
    ],
    ["delete a model", { action: "s3:ReplicateDelete", resource: object("resnet/v3/weights") }],
  ])("may not %s", async (_, call) => {
    expect(await account.ask(administrator(), call)).toMatch(/Denied$/);
  });
});
