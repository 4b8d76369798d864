import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformStack } from "cdktf";
import { keyPolicy, logBucketPolicy, modelBucketPolicy } from "./plain-policies";

/** Where the stack is applied, as Terraform knows it. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

/** One model store of the baseline. */
export interface PlainModelStore {
  readonly id: string;
  readonly bucketName: string;
  readonly publisherArn: string;
  readonly tags: Record<string, string>;
  readonly place: Place;
}

/**
 * The resources of a SecureModelBucket with its key, its log bucket and one publisher, written out by hand.
 *
 * The ids are those of Modelkeep's construct tree with hyphens for slashes: the comparison of the outputs relies on it.
 */
export function plainModelStore(stack: TerraformStack, store: PlainModelStore): void {
  const { id, bucketName, publisherArn, tags, place } = store;

  const key = new KmsKey(stack, `${id}-Key-Resource`, {
    description: `Model artifacts in ${bucketName}`,
    enableKeyRotation: true,
    rotationPeriodInDays: 365,
    deletionWindowInDays: 30,
    multiRegion: false,
    policy: keyPolicy(place, publisherArn),
    lifecycle: { preventDestroy: true },
    tags,
  });
  new KmsAlias(stack, `${id}-Key-Alias`, { name: `alias/${bucketName}`, targetKeyId: key.keyId });

  const bucket = new S3Bucket(stack, `${id}-Resource`, {
    bucket: bucketName,
    forceDestroy: false,
    tags: { ...tags, "ai-artifact": "model" },
  });
  const block = new S3BucketPublicAccessBlock(stack, `${id}-PublicAccessBlock`, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, `${id}-OwnershipControls`, {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-Versioning`, {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-Encryption`, {
    bucket: bucket.id,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
  new S3BucketPolicy(stack, `${id}-Policy`, {
    bucket: bucket.id,
    policy: modelBucketPolicy(bucket.arn, key.arn, publisherArn),
    dependsOn: [block],
  });
  new S3BucketLifecycleConfiguration(stack, `${id}-Lifecycle`, {
    bucket: bucket.id,
    rule: [
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
      {
        id: "expire-superseded",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrentVersionExpiration: [{ noncurrentDays: 90, newerNoncurrentVersions: 3 }],
      },
    ],
    dependsOn: [versioning],
  });
  new S3BucketNotification(stack, `${id}-Notification`, { bucket: bucket.id, eventbridge: true });

  const logs = plainLogBucket(stack, store);
  new S3BucketLoggingA(stack, `${id}-Logging`, {
    bucket: bucket.id,
    targetBucket: logs.bucket.id,
    targetPrefix: `${bucketName}/`,
    dependsOn: [logs.policy],
  });
}

function plainLogBucket(
  stack: TerraformStack,
  { id, bucketName, tags, place }: PlainModelStore,
): { bucket: S3Bucket; policy: S3BucketPolicy } {
  const bucket = new S3Bucket(stack, `${id}-Logs-Resource`, {
    bucket: `${bucketName}-logs`,
    forceDestroy: false,
    tags: { ...tags, "ai-artifact": "log" },
  });
  const block = new S3BucketPublicAccessBlock(stack, `${id}-Logs-PublicAccessBlock`, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, `${id}-Logs-OwnershipControls`, {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-Logs-Versioning`, {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-Logs-Encryption`, {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new S3BucketLifecycleConfiguration(stack, `${id}-Logs-Lifecycle`, {
    bucket: bucket.id,
    rule: [
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
      {
        id: "expire-logs",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: 400 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
      },
    ],
    dependsOn: [versioning],
  });
  const policy = new S3BucketPolicy(stack, `${id}-Logs-Policy`, {
    bucket: bucket.id,
    policy: logBucketPolicy(bucket.arn, bucketName, place),
    dependsOn: [block],
  });
  return { bucket, policy };
}
