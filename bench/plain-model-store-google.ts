import { createHash } from "node:crypto";
import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { StorageBucket, type StorageBucketLifecycleRule } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamBinding } from "@cdktf/provider-google/lib/storage-bucket-iam-binding";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import type { TerraformStack } from "cdktf";

const DAY = 86_400;

/** One model store of the baseline on Google Cloud. */
export interface PlainGoogleModelStore {
  readonly id: string;
  readonly bucketName: string;
  readonly publisher: string;
  readonly labels: Record<string, string>;
  readonly place: { readonly project: string; readonly region: string };
  readonly keyRing: KmsKeyRing;

  /** Cloud Storage's own identity in the project. */
  readonly storageAgent: string;
}

/**
 * The resources of a google.SecureModelBucket with its key, its log bucket and one publisher, written out by hand.
 *
 * The ids are those of Modelkeep's construct tree with hyphens for slashes: the comparison of the outputs relies on it.
 */
export function plainGoogleModelStore(stack: TerraformStack, store: PlainGoogleModelStore): void {
  const { id, bucketName, publisher } = store;

  const key = new KmsCryptoKey(stack, `${id}-Key-Resource`, {
    name: `${bucketName}-key`,
    keyRing: store.keyRing.id,
    purpose: "ENCRYPT_DECRYPT",
    rotationPeriod: `${90 * DAY}s`,
    destroyScheduledDuration: `${30 * DAY}s`,
    versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "SOFTWARE" },
    labels: store.labels,
    lifecycle: { preventDestroy: true },
  });
  const agent = new KmsCryptoKeyIamMember(stack, `${id}-Key-User-Storage`, {
    cryptoKeyId: key.id,
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: `serviceAccount:${store.storageAgent}`,
  });

  const logs = plainBucket(stack, store, `${id}-Logs`, {
    name: `${bucketName}-logs`,
    content: "log",
    key,
    retentionDays: 400,
    lifecycleRule: [{ action: { type: "Delete" }, condition: { age: 400 } }],
    dependsOn: [agent],
  });
  const delivery = new StorageBucketIamMember(stack, `${id}-Logs-Delivery`, {
    bucket: logs.name,
    role: "roles/storage.objectCreator",
    member: "group:cloud-storage-analytics@google.com",
  });

  const bucket = plainBucket(stack, store, id, {
    name: bucketName,
    content: "model",
    key,
    logging: { logBucket: `${bucketName}-logs`, logObjectPrefix: bucketName },
    lifecycleRule: [
      {
        action: { type: "Delete" },
        condition: { daysSinceNoncurrentTime: 90, withState: "ARCHIVED", numNewerVersions: 3 },
      },
    ],
    dependsOn: [agent, delivery],
  });
  const objects = `projects/_/buckets/${bucketName}/objects/`;
  new StorageBucketIamMember(stack, `${id}-Publish-${digest(`${publisher} `)}`, {
    bucket: bucketName,
    role: "roles/storage.objectCreator",
    member: publisher,
    condition: {
      title: `publish-${digest(objects)}`,
      description: `publish gs://${bucketName}/`,
      expression: `resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("${objects}")`,
    },
    dependsOn: [bucket],
  });
}

interface PlainBucket {
  readonly name: string;
  readonly content: string;
  readonly key: KmsCryptoKey;
  readonly retentionDays?: number;
  readonly logging?: { readonly logBucket: string; readonly logObjectPrefix: string };
  readonly lifecycleRule: readonly StorageBucketLifecycleRule[];
  readonly dependsOn: (KmsCryptoKeyIamMember | StorageBucketIamMember)[];
}

function plainBucket(
  stack: TerraformStack,
  { labels, place }: PlainGoogleModelStore,
  id: string,
  { name, content, key, retentionDays, logging, lifecycleRule, dependsOn }: PlainBucket,
): StorageBucket {
  const bucket = new StorageBucket(stack, `${id}-Resource`, {
    name,
    project: place.project,
    location: place.region.toUpperCase(),
    labels: { ...labels, "ai-artifact": content },
    forceDestroy: false,
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    versioning: { enabled: retentionDays === undefined },
    retentionPolicy:
      retentionDays === undefined ? undefined : { retentionPeriod: retentionDays * DAY, isLocked: false },
    softDeletePolicy: { retentionDurationSeconds: 7 * DAY },
    encryption: { defaultKmsKeyName: key.id },
    lifecycleRule: [{ action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } }, ...lifecycleRule],
    logging,
    dependsOn,
  });
  for (const role of ["legacyBucketOwner", "legacyBucketReader", "legacyObjectOwner", "legacyObjectReader"]) {
    new StorageBucketIamBinding(stack, `${id}-No-${role}`, {
      bucket: bucket.name,
      role: `roles/storage.${role}`,
      members: [],
    });
  }
  return bucket;
}

/** Modelkeep tells grants apart by what they are for. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
