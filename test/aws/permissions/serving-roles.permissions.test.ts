import { ACCOUNT, FOREIGN_ACCOUNT, promoted } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { COPIES, provePermissions, type Row, roleArn, simulatedEstate } from "./estate";

const account = simulatedEstate();
const modelsKey = account.arn("aws_kms_key", "models/Key");
const audioKey = account.arn("aws_kms_key", "audioModels/Key");
const s3 = account.endpoint("network/S3Endpoint");
const kms = account.endpoint("network/Endpoint-kms");
const logs = account.endpoint("network/Endpoint-logs");

const inNetwork = { "aws:SourceVpce": s3 };
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com`, "aws:ViaAWSService": "true" };
const ownKey = `arn:aws:kms:${REGION}:${ACCOUNT}:key/any-other-key-of-the-account`;

function object(key: string, bucket = "acme-models"): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

function stream(logGroupName: string): string {
  return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}:log-stream:pod-1`;
}

/** What no serving role may ever do, whichever model it serves: neither by its grants nor by its boundary. */
const NEVER: readonly Row[] = [
  ["list the bucket", { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-models", context: inNetwork }],
  [
    "list versions of the bucket",
    { action: "s3:ListBucketVersions", resource: "arn:aws:s3:::acme-models", context: inNetwork },
  ],
  [
    "list uploads of the bucket",
    { action: "s3:ListBucketMultipartUploads", resource: "arn:aws:s3:::acme-models", context: inNetwork },
  ],
  ["list all buckets", { action: "s3:ListAllMyBuckets", resource: "*", context: inNetwork }],
  ["read the bucket policy", { action: "s3:GetBucketPolicy", resource: "arn:aws:s3:::acme-models" }],
  ["replace the bucket policy", { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::acme-models" }],
  ["delete the bucket policy", { action: "s3:DeleteBucketPolicy", resource: "arn:aws:s3:::acme-models" }],
  ["delete the bucket", { action: "s3:DeleteBucket", resource: "arn:aws:s3:::acme-models" }],
  ["lift the public access block", { action: "s3:PutBucketPublicAccessBlock", resource: "arn:aws:s3:::acme-models" }],
  ["suspend versioning", { action: "s3:PutBucketVersioning", resource: "arn:aws:s3:::acme-models" }],
  ["change the encryption", { action: "s3:PutEncryptionConfiguration", resource: "arn:aws:s3:::acme-models" }],
  ["stop the access log", { action: "s3:PutBucketLogging", resource: "arn:aws:s3:::acme-models" }],
  ["set up replication", { action: "s3:PutReplicationConfiguration", resource: "arn:aws:s3:::acme-models" }],
  ["create a bucket", { action: "s3:CreateBucket", resource: "arn:aws:s3:::loot" }],
  ["write to a thief's bucket", { action: "s3:PutObject", resource: object("w", "loot"), account: FOREIGN_ACCOUNT }],
  [
    "read from a thief's bucket",
    { action: "s3:GetObject", resource: object("backdoored", "loot"), account: FOREIGN_ACCOUNT },
  ],
  ["write to the copy", { action: "s3:PutObject", resource: `${COPIES.bucketArn}/x` }],
  ["encrypt with the model key", { action: "kms:Encrypt", resource: modelsKey, context: viaS3 }],
  ["generate data keys", { action: "kms:GenerateDataKey", resource: modelsKey, context: viaS3 }],
  ["re-encrypt", { action: "kms:ReEncryptFrom", resource: modelsKey, context: viaS3 }],
  ["grant the key on", { action: "kms:CreateGrant", resource: modelsKey, context: viaS3 }],
  ["grant the key on directly", { action: "kms:CreateGrant", resource: modelsKey }],
  ["replace the key policy", { action: "kms:PutKeyPolicy", resource: modelsKey }],
  ["delete the key", { action: "kms:ScheduleKeyDeletion", resource: modelsKey }],
  ["disable the key", { action: "kms:DisableKey", resource: modelsKey }],
  [
    "encrypt with a thief's key",
    { action: "kms:Encrypt", resource: ownKey.replace(ACCOUNT, FOREIGN_ACCOUNT), account: FOREIGN_ACCOUNT },
  ],
  [
    "decrypt with a thief's key",
    { action: "kms:Decrypt", resource: ownKey.replace(ACCOUNT, FOREIGN_ACCOUNT), account: FOREIGN_ACCOUNT },
  ],
  ["list keys", { action: "kms:ListKeys", resource: "*" }],
  ["pass a role", { action: "iam:PassRole", resource: roleArn("administrator") }],
  ["create a user", { action: "iam:CreateUser", resource: `arn:aws:iam::${ACCOUNT}:user/mallory` }],
  ["create an access key", { action: "iam:CreateAccessKey", resource: `arn:aws:iam::${ACCOUNT}:user/mallory` }],
  ["attach a policy to a role", { action: "iam:AttachRolePolicy", resource: roleArn("administrator") }],
  ["remove a boundary", { action: "iam:DeleteRolePermissionsBoundary", resource: roleArn("administrator") }],
  ["change a trust policy", { action: "iam:UpdateAssumeRolePolicy", resource: roleArn("administrator") }],
  [
    "become a role of another account",
    { action: "sts:AssumeRole", resource: `arn:aws:iam::${FOREIGN_ACCOUNT}:role/x`, account: FOREIGN_ACCOUNT },
  ],
  [
    "become the control plane",
    { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "cluster/ControlPlaneRole") },
  ],
  ["become a node", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "cluster/NodeRole") }],
  ["describe instances", { action: "ec2:DescribeInstances", resource: "*" }],
  ["run instances", { action: "ec2:RunInstances", resource: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*` }],
  [
    "terminate instances",
    { action: "ec2:TerminateInstances", resource: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1` },
  ],
  ["snapshot a volume", { action: "ec2:CreateSnapshot", resource: `arn:aws:ec2:${REGION}:${ACCOUNT}:volume/vol-1` }],
  [
    "read a secret",
    {
      action: "secretsmanager:GetSecretValue",
      resource: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:token-a1b2c3`,
    },
  ],
  ["read a parameter", { action: "ssm:GetParameter", resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/token` }],
  ["open a shell on a node", { action: "ssm:StartSession", resource: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1` }],
  ["describe the cluster", { action: "eks:DescribeCluster", resource: account.arn("aws_eks_cluster", "cluster") }],
  [
    "admit itself to the cluster",
    { action: "eks:CreateAccessEntry", resource: account.arn("aws_eks_cluster", "cluster") },
  ],
  ["delete the cluster", { action: "eks:DeleteCluster", resource: account.arn("aws_eks_cluster", "cluster") }],
  ["log in to a registry", { action: "ecr:GetAuthorizationToken", resource: "*" }],
  ["push an image", { action: "ecr:PutImage", resource: account.arn("aws_ecr_repository", "images") }],
  [
    "delete its log group",
    { action: "logs:DeleteLogGroup", resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/serving/resnet` },
  ],
  ["delete a log stream", { action: "logs:DeleteLogStream", resource: stream("/serving/resnet") }],
  ["read logs", { action: "logs:GetLogEvents", resource: stream("/serving/resnet") }],
  [
    "create a log group",
    { action: "logs:CreateLogGroup", resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/new` },
  ],
  [
    "shorten how long logs are kept",
    { action: "logs:PutRetentionPolicy", resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/serving/resnet` },
  ],
  [
    "stop the trail",
    { action: "cloudtrail:StopLogging", resource: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/weights` },
  ],
  [
    "call a SageMaker endpoint",
    { action: "sagemaker:InvokeEndpoint", resource: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/other` },
  ],
];

const WRITES: readonly (readonly [label: string, action: string])[] = [
  ["replace", "s3:PutObject"],
  ["delete", "s3:DeleteObject"],
  ["delete a version of", "s3:DeleteObjectVersion"],
  ["read a version of", "s3:GetObjectVersion"],
  ["read the tags of", "s3:GetObjectTagging"],
  ["tag", "s3:PutObjectTagging"],
  ["change the ACL of", "s3:PutObjectAcl"],
  ["restore", "s3:RestoreObject"],
  ["lift the lock of", "s3:BypassGovernanceRetention"],
  ["change the lock of", "s3:PutObjectRetention"],
];

interface Model {
  readonly role: string;
  readonly prefix: string;
  readonly otherPrefix: string;
  readonly logGroup: string;
  readonly otherLogGroup: string;
}

describe.each<[string, Model]>([
  [
    "IRSA",
    {
      role: "resnet",
      prefix: "resnet/v3",
      otherPrefix: "bert/v1",
      logGroup: "/serving/resnet",
      otherLogGroup: "/serving/bert",
    },
  ],
  [
    "Pod Identity",
    {
      role: "bert",
      prefix: "bert/v1",
      otherPrefix: "resnet/v3",
      logGroup: "/serving/bert",
      otherLogGroup: "/serving/resnet",
    },
  ],
])("a serving role by %s", (_, { role, prefix, otherPrefix, logGroup, otherLogGroup }) => {
  const ownArtifact = object(`${prefix}/variables.data`);

  provePermissions(account, account.role(role), {
    allowed: [
      ["read its artifact through the S3 endpoint", { action: "s3:GetObject", resource: ownArtifact, through: s3 }],
      [
        "read the manifest of its artifact",
        { action: "s3:GetObject", resource: object(`${prefix}/SHA256SUMS`), through: s3 },
      ],
      ["decrypt its artifact through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      ["create a stream of its log", { action: "logs:CreateLogStream", resource: stream(logGroup), through: logs }],
      ["write its log", { action: "logs:PutLogEvents", resource: stream(logGroup), through: logs }],
    ],
    denied: [
      ...NEVER,
      ...WRITES.map<Row>(([verb, action]) => [
        `${verb} its own artifact`,
        { action, resource: ownArtifact, context: inNetwork },
      ]),
      ["read its artifact from the internet", { action: "s3:GetObject", resource: ownArtifact }],
      [
        "read its artifact through another VPC endpoint",
        { action: "s3:GetObject", resource: ownArtifact, context: { "aws:SourceVpce": "vpce-of-a-stranger" } },
      ],
      [
        "read its artifact over plain HTTP",
        {
          action: "s3:GetObject",
          resource: ownArtifact,
          context: { ...inNetwork, "aws:SecureTransport": "false" },
        },
      ],
      [
        "read its artifact over TLS 1.1",
        { action: "s3:GetObject", resource: ownArtifact, context: { ...inNetwork, "s3:TlsVersion": "1.1" } },
      ],
      [
        "read another model",
        { action: "s3:GetObject", resource: object(`${otherPrefix}/weights`), context: inNetwork },
      ],
      [
        "read another version of its model",
        { action: "s3:GetObject", resource: object(`${prefix.replace(/\d$/, "9")}/weights`), context: inNetwork },
      ],
      [
        "read a prefix that begins like its own",
        { action: "s3:GetObject", resource: object(`${prefix}0/weights`), context: inNetwork },
      ],
      [
        "read the folder above its own",
        { action: "s3:GetObject", resource: object(`${prefix.split("/")[0]}/README`), context: inNetwork },
      ],
      ["read the root of the bucket", { action: "s3:GetObject", resource: object("weights"), context: inNetwork }],
      [
        "read its own prefix in another tenant's bucket",
        { action: "s3:GetObject", resource: object(`${prefix}/weights`, "acme-audio-models"), context: inNetwork },
      ],
      [
        "read another tenant's model",
        { action: "s3:GetObject", resource: object("whisper/v2/weights", "acme-audio-models"), context: inNetwork },
      ],
      [
        "read the access logs",
        { action: "s3:GetObject", resource: object("acme-models/2026", "acme-models-logs"), context: inNetwork },
      ],
      [
        "read Terraform states",
        {
          action: "s3:GetObject",
          resource: object("production/vision/cloud.tfstate", "acme-states"),
          context: inNetwork,
        },
      ],
      [
        "read a bucket nobody guards",
        { action: "s3:GetObject", resource: object("x", "some-other-bucket"), context: inNetwork },
      ],
      ["decrypt with its key directly", { action: "kms:Decrypt", resource: modelsKey }],
      [
        "decrypt with its key through the KMS endpoint directly",
        { action: "kms:Decrypt", resource: modelsKey, through: kms },
      ],
      [
        "decrypt with its key through Secrets Manager",
        {
          action: "kms:Decrypt",
          resource: modelsKey,
          context: { "kms:ViaService": `secretsmanager.${REGION}.amazonaws.com` },
        },
      ],
      [
        "decrypt with its key through S3 of another region",
        { action: "kms:Decrypt", resource: modelsKey, context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      ],
      ["decrypt with another tenant's key", { action: "kms:Decrypt", resource: audioKey, context: viaS3 }],
      ["decrypt with a key that trusts the account", { action: "kms:Decrypt", resource: ownKey, context: viaS3 }],
      [
        "decrypt the states",
        { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "states/Key"), context: viaS3 },
      ],
      [
        "decrypt Kubernetes secrets",
        { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "cluster/SecretsKey") },
      ],
      ["decrypt node volumes", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "cluster/NodeKey") }],
      ["decrypt logs", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "LogKey") }],
      ["decrypt the copies", { action: "kms:Decrypt", resource: COPIES.keyArn, context: viaS3 }],
      ["write another model's log", { action: "logs:PutLogEvents", resource: stream(otherLogGroup) }],
      ["create a stream of another model's log", { action: "logs:CreateLogStream", resource: stream(otherLogGroup) }],
      ["write a log that begins like its own", { action: "logs:PutLogEvents", resource: stream(`${logGroup}-audit`) }],
      [
        "write the audit log of the cluster",
        { action: "logs:PutLogEvents", resource: stream("/aws/eks/serving/cluster") },
      ],
      ["become another serving role", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "whisper") }],
      ["become itself once more", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", role) }],
    ],
  });
});

describe("a serving role without grants", () => {
  provePermissions(account, account.role("ungranted"), {
    allowed: [],
    denied: [
      ...NEVER,
      ["read a model", { action: "s3:GetObject", resource: object("resnet/v3/weights"), context: inNetwork }],
      ["decrypt a model", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      ["write a log", { action: "logs:PutLogEvents", resource: stream("/serving/resnet") }],
    ],
  });
});

/** What the boundary leaves to IAM, it leaves to the resource policies: those of the estate stand in the other tables. */
describe("a serving role that was given AdministratorAccess by mistake", () => {
  provePermissions(account, promoted(account.role("resnet")), {
    allowed: [
      [
        "read its artifact through the S3 endpoint",
        { action: "s3:GetObject", resource: object("resnet/v3/weights"), through: s3 },
      ],
    ],
    denied: [
      ...NEVER,
      ...WRITES.map<Row>(([verb, action]) => [
        `${verb} its own artifact`,
        { action, resource: object("resnet/v3/weights"), context: inNetwork },
      ]),
      ["read its artifact from the internet", { action: "s3:GetObject", resource: object("resnet/v3/weights") }],
      ["decrypt with another tenant's key", { action: "kms:Decrypt", resource: audioKey, context: viaS3 }],
      ["decrypt with its key directly", { action: "kms:Decrypt", resource: modelsKey }],
      ["decrypt with a key that trusts the account directly", { action: "kms:Decrypt", resource: ownKey }],
      [
        "read Terraform states",
        { action: "s3:GetObject", resource: object("production/vision/cloud.tfstate", "acme-states") },
      ],
      [
        "read another tenant's model from outside the endpoint",
        { action: "s3:GetObject", resource: object("whisper/v2/weights", "acme-audio-models") },
      ],
    ],
  });
});
