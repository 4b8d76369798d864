import { ACCOUNT, FOREIGN_ACCOUNT } from "../../support/principals";
import { REGION } from "../../support/simulate";
import { COPIES, provePermissions, type Row, roleArn, simulatedEstate } from "./estate";

const account = simulatedEstate();
const modelsKey = account.arn("aws_kms_key", "models/Key");
const viaS3 = { "kms:ViaService": `s3.${REGION}.amazonaws.com` };
const MODELS = "arn:aws:s3:::acme-models";

function log(logGroupName: string, streamName = "stream-1"): string {
  return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}:log-stream:${streamName}`;
}

/** What no role that a service assumes may do. */
const NEVER: readonly Row[] = [
  ["pass a role", { action: "iam:PassRole", resource: roleArn("administrator") }],
  ["become another role", { action: "sts:AssumeRole", resource: account.arn("aws_iam_role", "resnet") }],
  ["create an access key", { action: "iam:CreateAccessKey", resource: `arn:aws:iam::${ACCOUNT}:user/mallory` }],
  ["list all buckets", { action: "s3:ListAllMyBuckets", resource: "*" }],
  ["write a model", { action: "s3:PutObject", resource: `${MODELS}/resnet/v3/weights` }],
  ["delete a model", { action: "s3:DeleteObject", resource: `${MODELS}/resnet/v3/weights` }],
  ["read a model", { action: "s3:GetObject", resource: `${MODELS}/resnet/v3/weights` }],
  [
    "read another tenant's model",
    {
      action: "s3:GetObject",
      resource: "arn:aws:s3:::acme-audio-models/whisper/v2/w",
      context: { "aws:SourceVpce": account.endpoint("network/S3Endpoint") },
    },
  ],
  ["read states", { action: "s3:GetObject", resource: "arn:aws:s3:::acme-states/production/vision/a.tfstate" }],
  ["replace a bucket policy", { action: "s3:PutBucketPolicy", resource: MODELS }],
  ["grant the model key on", { action: "kms:CreateGrant", resource: modelsKey }],
  ["decrypt models directly", { action: "kms:Decrypt", resource: modelsKey }],
  [
    "decrypt another tenant's models",
    { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "audioModels/Key"), context: viaS3 },
  ],
  ["decrypt states", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "states/Key"), context: viaS3 }],
  ["run instances", { action: "ec2:RunInstances", resource: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*` }],
  ["describe the cluster", { action: "eks:DescribeCluster", resource: account.arn("aws_eks_cluster", "cluster") }],
  [
    "read a secret",
    {
      action: "secretsmanager:GetSecretValue",
      resource: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:token-a1b2c3`,
    },
  ],
  [
    "delete the audit log",
    { action: "logs:DeleteLogGroup", resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/eks/serving/cluster` },
  ],
  ["write the log of a model", { action: "logs:PutLogEvents", resource: log("/serving/resnet") }],
  [
    "stop the trail",
    { action: "cloudtrail:StopLogging", resource: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/weights` },
  ],
];

describe("the role of flow logs", () => {
  const group = account.arn("aws_cloudwatch_log_group", "network/FlowLogs/LogGroup");

  provePermissions(account, account.role("network/FlowLogs/Role"), {
    allowed: [
      ["create a stream of its group", { action: "logs:CreateLogStream", resource: `${group}:log-stream:eni-1` }],
      ["write its group", { action: "logs:PutLogEvents", resource: `${group}:log-stream:eni-1` }],
      ["find the streams of its group", { action: "logs:DescribeLogStreams", resource: `${group}:*` }],
    ],
    denied: [
      ...NEVER,
      ["read its group", { action: "logs:GetLogEvents", resource: `${group}:log-stream:eni-1` }],
      ["delete a stream", { action: "logs:DeleteLogStream", resource: `${group}:log-stream:eni-1` }],
      ["delete its group", { action: "logs:DeleteLogGroup", resource: group }],
      ["forget its group earlier", { action: "logs:PutRetentionPolicy", resource: group }],
      ["forward its group", { action: "logs:PutSubscriptionFilter", resource: group }],
      ["write a group that begins alike", { action: "logs:PutLogEvents", resource: `${group}-2:log-stream:eni-1` }],
      [
        "write a group of another account",
        {
          action: "logs:PutLogEvents",
          resource: `${group}:log-stream:eni-1`.replace(ACCOUNT, FOREIGN_ACCOUNT),
          account: FOREIGN_ACCOUNT,
        },
      ],
      [
        "create a group",
        { action: "logs:CreateLogGroup", resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/new` },
      ],
    ],
  });
});

describe("the role of record delivery", () => {
  const group = account.arn("aws_cloudwatch_log_group", "trail/LogGroup");
  const own = `${group}:log-stream:${ACCOUNT}_CloudTrail_${REGION}`;

  provePermissions(account, account.role("trail/DeliveryRole"), {
    allowed: [
      ["create its stream", { action: "logs:CreateLogStream", resource: own }],
      ["write its stream", { action: "logs:PutLogEvents", resource: own }],
    ],
    denied: [
      ...NEVER,
      ["read its stream", { action: "logs:GetLogEvents", resource: own }],
      ["delete its stream", { action: "logs:DeleteLogStream", resource: own }],
      ["delete its group", { action: "logs:DeleteLogGroup", resource: group }],
      ["forget its group earlier", { action: "logs:PutRetentionPolicy", resource: group }],
      ["write another stream of its group", { action: "logs:PutLogEvents", resource: `${group}:log-stream:forged` }],
      [
        "create another stream of its group",
        { action: "logs:CreateLogStream", resource: `${group}:log-stream:forged` },
      ],
      [
        "write the stream of another account",
        {
          action: "logs:PutLogEvents",
          resource: `${group}:log-stream:${FOREIGN_ACCOUNT}_CloudTrail_${REGION}`,
        },
      ],
      ["write into the bucket of records", { action: "s3:PutObject", resource: `arn:aws:s3:::x/AWSLogs/${ACCOUNT}/y` }],
      ["decrypt records", { action: "kms:Decrypt", resource: account.arn("aws_kms_key", "trail/Storage/Key") }],
    ],
  });
});

describe("the role of replication", () => {
  const copy = `${COPIES.bucketArn}/resnet/v3/weights`;
  const viaS3There = { "kms:ViaService": `s3.${COPIES.region}.amazonaws.com` };
  const source = `${MODELS}/resnet/v3/weights`;

  provePermissions(account, account.role("models/ReplicationRole"), {
    allowed: [
      ["read the rules", { action: "s3:GetReplicationConfiguration", resource: MODELS }],
      ["list the store", { action: "s3:ListBucket", resource: MODELS }],
      ["read a version to copy it", { action: "s3:GetObjectVersionForReplication", resource: source }],
      ["read the tags of a version", { action: "s3:GetObjectVersionTagging", resource: source }],
      ["write a copy", { action: "s3:ReplicateObject", resource: copy }],
      ["decrypt the original through S3", { action: "kms:Decrypt", resource: modelsKey, context: viaS3 }],
      [
        "encrypt the copy through S3 over there",
        { action: "kms:Encrypt", resource: COPIES.keyArn, context: viaS3There },
      ],
    ],
    denied: [
      ...NEVER,
      ["read a version otherwise", { action: "s3:GetObjectVersion", resource: source }],
      ["delete a version", { action: "s3:DeleteObjectVersion", resource: source }],
      [
        "copy another store",
        { action: "s3:GetObjectVersionForReplication", resource: "arn:aws:s3:::acme-audio-models/x" },
      ],
      ["copy the states", { action: "s3:GetObjectVersionForReplication", resource: "arn:aws:s3:::acme-states/x" }],
      ["list another store", { action: "s3:ListBucket", resource: "arn:aws:s3:::acme-audio-models" }],
      ["change the rules", { action: "s3:PutReplicationConfiguration", resource: MODELS }],
      ["write back into the store", { action: "s3:ReplicateObject", resource: source }],
      ["write anywhere else", { action: "s3:ReplicateObject", resource: "arn:aws:s3:::acme-audio-models/x" }],
      [
        "write to a thief's bucket",
        { action: "s3:ReplicateObject", resource: "arn:aws:s3:::loot/x", account: FOREIGN_ACCOUNT },
      ],
      ["delete copies", { action: "s3:ReplicateDelete", resource: copy }],
      ["give copies away", { action: "s3:ObjectOwnerOverrideToBucketOwner", resource: copy }],
      ["read copies", { action: "s3:GetObject", resource: copy }],
      ["put objects beside the copies", { action: "s3:PutObject", resource: copy }],
      ["encrypt with the store's key", { action: "kms:Encrypt", resource: modelsKey, context: viaS3 }],
      ["make data keys of the store", { action: "kms:GenerateDataKey", resource: modelsKey, context: viaS3 }],
      [
        "decrypt the original through S3 over there",
        { action: "kms:Decrypt", resource: modelsKey, context: viaS3There },
      ],
      ["decrypt copies", { action: "kms:Decrypt", resource: COPIES.keyArn, context: viaS3There }],
      ["encrypt the copy directly", { action: "kms:Encrypt", resource: COPIES.keyArn }],
      ["encrypt the copy through S3 over here", { action: "kms:Encrypt", resource: COPIES.keyArn, context: viaS3 }],
    ],
  });
});
