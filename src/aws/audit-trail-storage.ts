import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { AwsLookups } from "./aws-lookups";
import { LogBucket } from "./log-bucket";
import { ModelKey } from "./model-key";
import type { ObjectLock } from "./object-lock";
import { denyWritesButByServices, privateBucket } from "./private-bucket";

/** Where a trail keeps its records. */
export interface TrailStorage {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly key: ModelKey;
  /** CloudTrail tries to write when the trail is made: the policy must stand by then. */
  readonly policy: S3BucketPolicy;
}

interface TrailStorageProps {
  readonly trailArn: string;
  readonly retentionDays: number;
  readonly objectLock: ObjectLock;
  readonly logBucket: LogBucket | undefined;
}

/** The bucket of a trail: only that trail may write, nobody may delete before the lock ends, its own reads are logged. */
export function trailStorage(trail: Construct, props: TrailStorageProps): TrailStorage {
  const scope = new Construct(trail, "Storage");
  const lookups = AwsLookups.of(trail);
  const key = new ModelKey(scope, "Key", { description: `Records of ${trail.node.path}` });
  const store = privateBucket(scope, {
    bucketName: physicalName(scope, 63),
    content: "audit",
    key,
    logBucket: props.logBucket ?? new LogBucket(scope, "Logs"),
    objectLock: props.objectLock,
    lifecycle: {
      id: "expire-records",
      status: "Enabled",
      filter: [{ prefix: "" }],
      expiration: [{ days: props.retentionDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
    },
  });
  denyWritesButByServices(store);
  const { bucket, arn, policy, policyResource } = store;
  const ofTrail = { StringEquals: { "aws:SourceArn": props.trailArn } };
  policy.add({
    sid: "TrailChecksBucket",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    actions: ["s3:GetBucketAcl"],
    resources: [arn],
    conditions: ofTrail,
  });
  policy.add({
    sid: "TrailWritesRecords",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: [`${arn}/AWSLogs/${lookups.accountId}/*`],
    conditions: { StringEquals: { "aws:SourceArn": props.trailArn, "s3:x-amz-acl": "bucket-owner-full-control" } },
  });
  allowTrail(key, props.trailArn);
  return { bucketName: bucket.id, bucketArn: arn, key, policy: policyResource };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function allowTrail(key: ModelKey, trailArn: string): void {
  const ofTrail = { "aws:SourceArn": trailArn };
  key._allow({
    sid: "TrailEncrypts",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    actions: ["kms:GenerateDataKey*"],
    resources: ["*"],
    conditions: { StringEquals: { ...ofTrail, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } },
  });
  key._allow({
    sid: "TrailChecksKey",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    // Decrypt is asked for when a trail writes to a bucket with a bucket key.
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    resources: ["*"],
    conditions: { StringEquals: ofTrail },
  });
}
