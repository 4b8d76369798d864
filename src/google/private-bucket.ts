import { StorageBucket, type StorageBucketLifecycleRule } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamBinding } from "@cdktf/provider-google/lib/storage-bucket-iam-binding";
import { type ITerraformDependable, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Validator } from "../core/validation";
import { GoogleLookups } from "./google-lookups";
import { requireKeyIn } from "./key-locations";
import { requireLocation } from "./locations";
import type { LogBucket } from "./log-bucket";
import type { ModelKey } from "./model-key";
import type { Retention } from "./retention";
import { letUseKey } from "./service-agents";

const INCOMPLETE_UPLOAD_DAYS = 7;
const SECONDS_A_DAY = 86_400;
const SOFT_DELETE_DAYS = 7;

/** Locations of Cloud KMS that Cloud Storage does not know. */
const ONLY_OF_KEYS = /^(global|europe)$/i;

/**
 * What Google grants in every new bucket to whoever holds a basic role in the project: its viewers read all objects, its
 * editors replace them.
 *
 * @see https://cloud.google.com/storage/docs/access-control/iam#convenience-values
 */
const ROLES_OF_BASIC_ROLES = ["legacyBucketOwner", "legacyBucketReader", "legacyObjectOwner", "legacyObjectReader"];

/** The rule for retentions, for every construct that offers one. */
export function requireRetention(validator: Validator, property: string, retention: Retention | undefined): Validator {
  return validator.wholeNumber(`${property}.days`, retention?.days, 1, 36_500);
}

/** The rule for locations of buckets and of the keys that encrypt them. Undefined is accepted. */
export function requireBucketLocation(
  validator: Validator,
  construct: Construct,
  location: string | undefined,
  key: ModelKey | undefined,
): Validator {
  requireLocation(validator, "location", location).require(!ONLY_OF_KEYS.test(location ?? ""), {
    code: "MK_LOCATION",
    message: `location is "${location}", where Cloud Storage has no buckets.`,
    remedy: "Name a region such as europe-west4, or a multi-region such as eu.",
  });
  if (key === undefined) {
    return validator;
  }
  return requireKeyIn(validator, key, location ?? GoogleLookups.of(construct).region, "the bucket", "Cloud Storage");
}

/** What tells one kind of private bucket from another. */
export interface PrivateBucketProps {
  /** Literal, so that conditions and members can name the bucket without depending on it. */
  readonly bucketName: string;

  /** What lies in it, for the label `ai-artifact`. */
  readonly content: "model" | "log" | "audit" | "state";

  /** Region or multi-region; that of the stack's provider when left out. */
  readonly location?: string;

  /** Key that encrypts the objects; it lies where the bucket does. */
  readonly key: ModelKey;

  /** Where requests are logged; only log buckets do without. */
  readonly logBucket?: LogBucket;

  readonly retention?: Retention;

  /** What expires, besides broken uploads. */
  readonly lifecycle: readonly StorageBucketLifecycleRule[];
}

/**
 * Makes a bucket below `scope` that nothing can open: no ACL, no public member, no web site, its own key, and nobody in it
 * by a role in the project. None of it can be left out.
 */
export function privateBucket(scope: Construct, props: PrivateBucketProps): StorageBucket {
  const lookups = GoogleLookups.of(scope);
  const { bucketName, key, logBucket, retention } = props;
  const bucket = new StorageBucket(scope, "Resource", {
    name: bucketName,
    project: lookups.project,
    location: upperCase(props.location ?? lookups.region),
    labels: { "ai-artifact": props.content },
    forceDestroy: false,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    // Google takes one or the other: what is retained can be neither replaced nor deleted, so there is no version to keep.
    versioning: { enabled: retention === undefined },
    ...(retention && {
      retentionPolicy: { retentionPeriod: retention.days * SECONDS_A_DAY, isLocked: retention.locked ?? false },
    }),
    softDeletePolicy: { retentionDurationSeconds: SOFT_DELETE_DAYS * SECONDS_A_DAY },
    encryption: { defaultKmsKeyName: key.keyId },
    lifecycleRule: [abortIncompleteUploads(), ...props.lifecycle],
    ...(logBucket && { logging: { logBucket: logBucket.bucketName, logObjectPrefix: bucketName } }),
    dependsOn: [...letStorageUse(scope, key), ...(logBucket?._deliveryFor(scope) ?? [])],
  });
  refuseBasicRoles(scope, bucket);
  return bucket;
}

/** Takes out of the bucket's policy whom Google put in: without this, each viewer of the project reads the weights. */
function refuseBasicRoles(scope: Construct, bucket: StorageBucket): void {
  for (const role of ROLES_OF_BASIC_ROLES) {
    new StorageBucketIamBinding(scope, `No-${role}`, {
      bucket: bucket.name,
      role: `roles/storage.${role}`,
      members: [],
    });
  }
}

/** Deletes superseded versions after the days, all but the `kept` newest; the live version counts as one of these. */
export function expireSuperseded(days: number, kept?: number): StorageBucketLifecycleRule {
  return {
    action: { type: "Delete" },
    condition: { daysSinceNoncurrentTime: days, withState: "ARCHIVED", ...(kept && { numNewerVersions: kept }) },
  };
}

/** Broken uploads vanish. */
function abortIncompleteUploads(): StorageBucketLifecycleRule {
  return { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: INCOMPLETE_UPLOAD_DAYS } };
}

/**
 * Lets Cloud Storage itself use the key: it encrypts and decrypts as the service agent of the bucket's project, whoever reads
 * or writes. The grant belongs to the key's stack, so that several stacks can share a key.
 *
 * @returns what the bucket waits for: Google refuses a bucket whose key the agent may not use
 */
function letStorageUse(scope: Construct, key: ModelKey): ITerraformDependable[] {
  const { project } = GoogleLookups.of(scope);
  const lookups = GoogleLookups.of(key);
  const id = project === lookups.project ? "Storage" : `Storage-${project}`;
  return letUseKey(scope, key, id, lookups._storageServiceAgentOf(project));
}

/** As the API answers it. */
function upperCase(location: string): string {
  return Token.isUnresolved(location) ? location : location.toUpperCase();
}
