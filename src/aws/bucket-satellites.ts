import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import type { Validator } from "../core/validation";
import type { LogBucket } from "./log-bucket";
import type { ModelKey } from "./model-key";
import type { ObjectLock } from "./object-lock";
import { PolicyDocument } from "./policy-document";

const BUCKET_NAME = /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const INCOMPLETE_UPLOAD_DAYS = 7;

/** The rule for names of buckets, for every construct that makes or imports one. */
export function requireBucketName(validator: Validator, property: string, bucketName: string | undefined): Validator {
  return validator.matches(
    property,
    bucketName,
    BUCKET_NAME,
    "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit",
  );
}

/** The rule for locks, for every construct that offers one. */
export function requireObjectLock(
  validator: Validator,
  property: string,
  objectLock: ObjectLock | undefined,
): Validator {
  return validator.wholeNumber(`${property}.days`, objectLock?.days, 1, 36_500);
}

/** The bucket alone; without its satellites it is not safe. It is never emptied by Terraform. */
export function createBucket(
  scope: Construct,
  bucketName: string,
  options: { tags?: Record<string, string>; objectLock?: ObjectLock } = {},
): S3Bucket {
  return new S3Bucket(scope, "Resource", {
    bucket: bucketName,
    forceDestroy: false,
    ...(options.objectLock && { objectLockEnabled: true }),
    ...(options.tags && { tags: options.tags }),
  });
}

/** No ACL and no policy can make the bucket public. */
export function blockPublicAccess(scope: Construct, bucket: S3Bucket): S3BucketPublicAccessBlock {
  return new S3BucketPublicAccessBlock(scope, "PublicAccessBlock", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

/** ACLs are off: the bucket's account owns every object, whoever wrote it. */
export function enforceOwnership(scope: Construct, bucket: S3Bucket): void {
  new S3BucketOwnershipControls(scope, "OwnershipControls", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
}

/** A replaced or deleted object can be had back. */
export function keepVersions(scope: Construct, bucket: S3Bucket): S3BucketVersioningA {
  return new S3BucketVersioningA(scope, "Versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
}

/** Objects are encrypted with the key; a bucket key keeps sharded weights from throttling KMS. */
export function encryptWithKey(scope: Construct, bucket: S3Bucket, key: ModelKey): void {
  new S3BucketServerSideEncryptionConfigurationA(scope, "Encryption", {
    bucket: bucket.id,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
}

/** Objects are encrypted with keys of S3: the only kind that log delivery can write. */
export function encryptWithManagedKeys(scope: Construct, bucket: S3Bucket): void {
  new S3BucketServerSideEncryptionConfigurationA(scope, "Encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
}

/** Broken uploads vanish; the given rules are added. Versioning comes first, or their noncurrent parts are refused. */
export function expire(
  scope: Construct,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  rules: readonly S3BucketLifecycleConfigurationRule[],
): void {
  new S3BucketLifecycleConfiguration(scope, "Lifecycle", {
    bucket: bucket.id,
    rule: [
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS }],
      },
      ...rules,
    ],
    dependsOn: [versioning],
  });
}

/** Every request to the bucket is logged, under the bucket's own name. S3 tries to deliver at once, so the policy comes first. */
export function logAccess(scope: Construct, bucket: S3Bucket, logBucket: LogBucket): void {
  const bucketName = bucket.bucketInput ?? "";
  new S3BucketLoggingA(scope, "Logging", {
    bucket: bucket.id,
    targetBucket: logBucket.bucketName,
    targetPrefix: `${bucketName}/`,
    dependsOn: [logBucket._receiveFrom(bucketName)],
  });
}

/** New objects cannot be deleted or replaced before the retention ends. */
export function lockObjects(
  scope: Construct,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  objectLock: ObjectLock,
): void {
  new S3BucketObjectLockConfigurationA(scope, "ObjectLock", {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: objectLock.mode, days: objectLock.days } },
    dependsOn: [versioning],
  });
}

/** A bucket policy that can still grow, and the resource that carries it. */
export interface AttachedPolicy {
  readonly document: PolicyDocument;
  readonly resource: S3BucketPolicy;
}

/**
 * The bucket's policy, which refuses plain HTTP and old TLS from the start. It is attached after the public-access block:
 * S3 refuses both changes at the same moment.
 */
export function attachPolicy(scope: Construct, bucket: S3Bucket, block: S3BucketPublicAccessBlock): AttachedPolicy {
  const everything = [bucket.arn, `${bucket.arn}/*`];
  const document = new PolicyDocument(
    {
      sid: "DenyPlainHttp",
      effect: "Deny",
      principals: "*",
      actions: ["s3:*"],
      resources: everything,
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      sid: "DenyOldTls",
      effect: "Deny",
      principals: "*",
      actions: ["s3:*"],
      resources: everything,
      conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
  );
  const resource = new S3BucketPolicy(scope, "Policy", {
    bucket: bucket.id,
    policy: document.json,
    dependsOn: [block],
  });
  return { document, resource };
}

/** Objects that do not name this key when they ask for encryption are refused; those that name none get it by default. */
export function denyForeignKeys(policy: PolicyDocument, bucket: S3Bucket, key: ModelKey): void {
  const objects = [`${bucket.arn}/*`];
  policy.add({
    sid: "DenyOtherEncryption",
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: objects,
    conditions: { StringNotEqualsIfExists: { "s3:x-amz-server-side-encryption": "aws:kms" } },
  });
  policy.add({
    sid: "DenyOtherKeys",
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: objects,
    conditions: { StringNotEqualsIfExists: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key.arn } },
  });
}
