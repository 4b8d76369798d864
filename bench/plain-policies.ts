import type { Place } from "./plain-model-store";

const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

const WRITES = [
  "s3:PutObject",
  "s3:PutObjectAcl",
  "s3:PutObjectRetention",
  "s3:PutObjectTagging",
  "s3:ReplicateObject",
  "s3:ReplicateTags",
];

const NOT_A_SERVICE = { "aws:PrincipalIsAWSService": "false" };

/** Policy of the key that encrypts the artifacts. */
export function keyPolicy({ region, accountId, partition }: Place, publisherArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Administration",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: ADMINISTRATION,
        Resource: "*",
      },
      {
        Sid: "Publish",
        Effect: "Allow",
        Principal: { AWS: publisherArn },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      },
    ],
  });
}

/** Policy of the bucket that holds the artifacts. */
export function modelBucketPolicy(bucketArn: string, keyArn: string, publisherArn: string): string {
  const objects = `${bucketArn}/*`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...tlsStatements(bucketArn),
      {
        Sid: "DenyOtherEncryption",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: objects,
        Condition: {
          StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
          Null: { "s3:x-amz-server-side-encryption": "false" },
        },
      },
      {
        Sid: "DenyOtherKeys",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: objects,
        Condition: {
          StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
          Null: { "s3:x-amz-server-side-encryption": "false" },
        },
      },
      {
        Sid: "DenyCustomerKeys",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: objects,
        Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
      },
      {
        Sid: "DenyWritesButByPublishers",
        Effect: "Deny",
        Principal: "*",
        Action: WRITES,
        Resource: objects,
        Condition: { Bool: NOT_A_SERVICE, ArnNotEquals: { "aws:PrincipalArn": [publisherArn] } },
      },
      {
        Sid: "DenyDeletion",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ReplicateDelete"],
        Resource: objects,
        Condition: { Bool: NOT_A_SERVICE },
      },
      {
        Sid: "Publish1",
        Effect: "Allow",
        Principal: { AWS: publisherArn },
        Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: objects,
      },
      {
        Sid: "Publish1NowhereElse",
        Effect: "Deny",
        Principal: "*",
        Action: WRITES,
        NotResource: objects,
        Condition: { ArnEquals: { "aws:PrincipalArn": publisherArn } },
      },
    ],
  });
}

/** Policy of the bucket that receives the access logs. */
export function logBucketPolicy(bucketArn: string, sourceBucketName: string, place: Place): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...tlsStatements(bucketArn),
      {
        Sid: "DenyWritesButByServices",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
        Resource: `${bucketArn}/*`,
        Condition: { Bool: NOT_A_SERVICE },
      },
      {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/*`,
        Condition: {
          ArnEquals: { "aws:SourceArn": [`arn:${place.partition}:s3:::${sourceBucketName}`] },
          StringEquals: { "aws:SourceAccount": place.accountId },
        },
      },
    ],
  });
}

function tlsStatements(bucketArn: string): object[] {
  const everything = [bucketArn, `${bucketArn}/*`];
  return [
    {
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everything,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyOldTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everything,
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
  ];
}
