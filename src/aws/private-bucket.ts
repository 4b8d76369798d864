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
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Validator } from "../core/validation";
import type { LogBucket } from "./log-bucket";
import type { ModelKey } from "./model-key";
import type { ObjectLock } from "./object-lock";
import { type PolicyConditions, PolicyDocument } from "./policy-document";

const BUCKET_NAME = /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED_SUFFIX = /(-s3alias|--ols-s3|--x-s3|--table-s3|\.mrap)$/;
const INCOMPLETE_UPLOAD_DAYS = 7;

/** The rule for names of buckets, for every construct that makes or imports one. */
export function requireBucketName(validator: Validator, property: string, bucketName: string | undefined): Validator {
  return validator
    .matches(
      property,
      bucketName,
      BUCKET_NAME,
      "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit",
    )
    .require(bucketName === undefined || !RESERVED_SUFFIX.test(bucketName), {
      code: "MK_NAME_FORMAT",
      message: `${property} is "${bucketName}", which ends as AWS's own names do.`,
      remedy: "Choose another ending than -s3alias, --ols-s3, --x-s3, --table-s3 and .mrap.",
    });
}

/** The rule for locks, for every construct that offers one. */
export function requireObjectLock(
  validator: Validator,
  property: string,
  objectLock: ObjectLock | undefined,
): Validator {
  return validator.wholeNumber(`${property}.days`, objectLock?.days, 1, 36_500);
}

/** What tells one kind of private bucket from another. */
export interface PrivateBucketProps {
  readonly bucketName: string;

  /** What lies in it, for the tag `ai-artifact`. */
  readonly content: "model" | "log" | "audit" | "state";

  /** Customer key; without one, objects are encrypted with keys of S3, the only kind that log delivery can write. */
  readonly key?: ModelKey;

  /** Where requests are logged; only log buckets do without. */
  readonly logBucket?: LogBucket;

  readonly objectLock?: ObjectLock;

  /** What expires, besides broken uploads. */
  readonly lifecycle: S3BucketLifecycleConfigurationRule;
}

/** A bucket with all its satellites, and its policy, which can still grow. */
export interface PrivateBucket {
  readonly bucket: S3Bucket;

  /** ARN of the bucket, read once: CDKTF takes a stack trace for every token, and each reading makes one. */
  readonly arn: string;
  readonly versioning: S3BucketVersioningA;
  readonly policy: PolicyDocument;
  readonly policyResource: S3BucketPolicy;
}

/** Makes a bucket below `scope` together with everything that makes it private; none of it can be left out. */
export function privateBucket(scope: Construct, props: PrivateBucketProps): PrivateBucket {
  const bucket = createBucket(scope, props);
  const block = blockPublicAccess(scope, bucket);
  enforceOwnership(scope, bucket);
  const versioning = keepVersions(scope, bucket);
  const arn = bucket.arn;
  const { document, resource } = attachPolicy(scope, bucket, arn, block);
  if (props.key) {
    encryptWithKey(scope, bucket, props.key);
  } else {
    encryptWithManagedKeys(scope, bucket);
  }
  if (props.objectLock) {
    lockObjects(scope, bucket, versioning, props.objectLock);
  }
  expire(scope, bucket, versioning, props.lifecycle);
  if (props.logBucket) {
    logAccess(scope, bucket, props.logBucket);
  }
  return { bucket, arn, versioning, policy: document, policyResource: resource };
}

/** The bucket alone; without its satellites it is not safe. It is never emptied by Terraform. */
function createBucket(scope: Construct, { bucketName, content, objectLock }: PrivateBucketProps): S3Bucket {
  return new S3Bucket(scope, "Resource", {
    bucket: bucketName,
    forceDestroy: false,
    tags: { "ai-artifact": content },
    ...(objectLock && { objectLockEnabled: true }),
  });
}

/** No ACL and no policy can make the bucket public. */
function blockPublicAccess(scope: Construct, bucket: S3Bucket): S3BucketPublicAccessBlock {
  return new S3BucketPublicAccessBlock(scope, "PublicAccessBlock", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

/** ACLs are off: the bucket's account owns every object, whoever wrote it. */
function enforceOwnership(scope: Construct, bucket: S3Bucket): void {
  new S3BucketOwnershipControls(scope, "OwnershipControls", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
}

/** A replaced or deleted object can be had back. */
function keepVersions(scope: Construct, bucket: S3Bucket): S3BucketVersioningA {
  return new S3BucketVersioningA(scope, "Versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
}

/** Objects are encrypted with the key; a bucket key keeps sharded weights from throttling KMS. */
function encryptWithKey(scope: Construct, bucket: S3Bucket, key: ModelKey): void {
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
function encryptWithManagedKeys(scope: Construct, bucket: S3Bucket): void {
  new S3BucketServerSideEncryptionConfigurationA(scope, "Encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
}

/** Broken uploads vanish; the given rule is added. Versioning comes first, or their noncurrent parts are refused. */
function expire(
  scope: Construct,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  rule: S3BucketLifecycleConfigurationRule,
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
      rule,
    ],
    dependsOn: [versioning],
  });
}

/** Every request to the bucket is logged, under the bucket's own name. S3 tries to deliver at once, so the policy comes first. */
function logAccess(scope: Construct, bucket: S3Bucket, logBucket: LogBucket): void {
  const bucketName = bucket.bucketInput ?? "";
  const policy = logBucket._receiveFrom(bucketName);
  const sameStack = TerraformStack.of(logBucket) === TerraformStack.of(scope);
  new S3BucketLoggingA(scope, "Logging", {
    bucket: bucket.id,
    targetBucket: logBucket.bucketName,
    targetPrefix: `${bucketName}/`,
    // Another stack is applied before this one; a resource in it cannot be named here.
    ...(sameStack && { dependsOn: [policy] }),
  });
}

/** New objects cannot be deleted or replaced before the retention ends. */
function lockObjects(
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

interface AttachedPolicy {
  readonly document: PolicyDocument;
  readonly resource: S3BucketPolicy;
}

/**
 * The bucket's policy, which refuses plain HTTP and old TLS from the start. It is attached after the public-access block:
 * S3 refuses both changes at the same moment.
 */
function attachPolicy(
  scope: Construct,
  bucket: S3Bucket,
  arn: string,
  block: S3BucketPublicAccessBlock,
): AttachedPolicy {
  const everything = [arn, `${arn}/*`];
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

/** The key of the header is present: the upload asks for an encryption of its own. */
const ENCRYPTION = "s3:x-amz-server-side-encryption";
const ENCRYPTION_KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER_ALGORITHM = "s3:x-amz-server-side-encryption-customer-algorithm";

/**
 * Uploads that ask for another encryption than this key are refused; those that ask for none get it by default.
 *
 * A missing header must be told from a wrong one by `Null`: in a Deny, the `IfExists` operators hold when the key is missing.
 */
export function denyForeignKeys({ policy, arn }: PrivateBucket, key: ModelKey): void {
  const asksForEncryption = { Null: { [ENCRYPTION]: "false" } };
  const conditions: Record<string, PolicyConditions> = {
    DenyOtherEncryption: { StringNotEquals: { [ENCRYPTION]: "aws:kms" }, ...asksForEncryption },
    DenyOtherKeys: { StringNotEquals: { [ENCRYPTION_KEY]: key.arn }, ...asksForEncryption },
    // A key that only the uploader has: the way of ransom.
    DenyCustomerKeys: { Null: { [CUSTOMER_ALGORITHM]: "false" } },
  };
  for (const [sid, condition] of Object.entries(conditions)) {
    policy.add({
      sid,
      effect: "Deny",
      principals: "*",
      actions: ["s3:PutObject"],
      resources: [`${arn}/*`],
      conditions: condition,
    });
  }
}

/** Nobody but services of AWS writes or deletes: logs and records cannot be forged or wiped from within the account. */
export function denyWritesButByServices({ policy, arn }: PrivateBucket): void {
  policy.add({
    sid: "DenyWritesButByServices",
    effect: "Deny",
    principals: "*",
    actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
    resources: [`${arn}/*`],
    conditions: { Bool: NOT_A_SERVICE },
  });
}

/** Log delivery, lifecycle and replication act as services of AWS; guards against principals leave them alone. */
export const NOT_A_SERVICE = { "aws:PrincipalIsAWSService": "false" };
