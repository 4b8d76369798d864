import { createHash } from "node:crypto";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import type { ModelArtifact } from "../core/model-artifact";
import type { IModelStore } from "../core/model-store";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import { memberGrantId } from "./member-grants";
import { WorkloadIdentityBinding } from "./workload-identity-binding";

/** Copies one object; `--quiet` asks nothing, and nobody would answer. */
export const GCS_COPY_COMMAND: readonly string[] = ["gcloud", "storage", "cp", "--quiet"];

const READER = "roles/storage.objectViewer";
const PUBLISHER = "roles/storage.objectCreator";

/**
 * IAM takes that many bindings of one role to one member in a policy when their conditions differ.
 *
 * @see https://cloud.google.com/iam/quotas
 */
const MAXIMUM_CONDITIONS = 20;

/**
 * Names of objects have at most 1,024 bytes; that of the manifest comes after the prefix.
 *
 * @see https://cloud.google.com/storage/quotas#objects
 */
const MAXIMUM_PREFIX = 1024 - "/SHA256SUMS".length;

/** The rule for prefixes that a condition names. Undefined is accepted. */
export function requirePrefixLength(validator: Validator, property: string, prefix: string | undefined): Validator {
  return validator.require(prefix === undefined || prefix.length <= MAXIMUM_PREFIX, {
    code: "MK_NAME_LENGTH",
    message: `${property} has ${prefix?.length} characters, more than the ${MAXIMUM_PREFIX} that leave room for names of objects.`,
    remedy: `Shorten ${property} to ${MAXIMUM_PREFIX} characters.`,
  });
}

/**
 * Lets the identity read one artifact: `storage.objects.get` on the objects below its prefix.
 *
 * The role's right to list is asked of the bucket, which the condition refuses: the artifact's manifest names every file, so
 * nothing needs to be listed, and nothing can be. No permission on the key: Cloud Storage decrypts as its own service agent,
 * and hands out plain text to whoever may read the object.
 *
 * Each artifact has a grant of its own, below the identity: one more does not take the others away for a moment, as a changed
 * condition would.
 *
 * @param bucket resource of the bucket, where it is made in the program
 * @throws ValidationError when the identity is not one of Google Cloud, or the artifact lies in another store
 */
export function grantArtifactRead(
  store: IModelStore,
  identity: IServingIdentity,
  artifact: ModelArtifact,
  bucket?: ITerraformDependable,
): void {
  const binding = requireBinding(store, identity, artifact);
  const id = grantId("Read", store.bucketName, artifact.prefix);
  if (binding.node.tryFindChild(id) !== undefined) {
    return;
  }
  requireRoom(store, binding);
  applyAfter(binding, store);
  new StorageBucketIamMember(binding, id, {
    bucket: store.bucketName,
    role: READER,
    member: binding.member,
    condition: belowPrefix(store.bucketName, "read", artifact.prefix),
    dependsOn: [...(bucket && inSameStack(binding, store) ? [bucket] : []), ...binding._prerequisites],
  });
}

/**
 * Lets a member add objects below the prefix. It cannot read or list; nor replace or delete, for both take
 * `storage.objects.delete`, which the role lacks.
 */
export function grantPublish(
  scope: Construct,
  bucketName: string,
  bucket: ITerraformDependable,
  member: string,
  prefix?: string,
): void {
  const id = memberGrantId(scope, "Publish", member, prefix ?? "");
  if (scope.node.tryFindChild(id) !== undefined) {
    return;
  }
  new StorageBucketIamMember(scope, id, {
    bucket: bucketName,
    role: PUBLISHER,
    member,
    condition: belowPrefix(bucketName, "publish", prefix),
    dependsOn: [bucket],
  });
}

interface Condition {
  readonly title: string;
  readonly description: string;
  readonly expression: string;
}

/**
 * True of the objects below the prefix alone, all of the bucket when there is none. The slash at the end keeps `resnet/v1`
 * from opening `resnet/v10`.
 */
function belowPrefix(bucketName: string, verb: string, prefix?: string): Condition {
  const path = prefix === undefined ? "" : `${prefix}/`;
  const objects = `projects/_/buckets/${bucketName}/objects/${path}`;
  return {
    title: `${verb}-${digest(objects)}`,
    description: shortened(`${verb} gs://${bucketName}/${path}`),
    expression: `resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("${objects}")`,
  };
}

const MAXIMUM_DESCRIPTION = 256;

function shortened(text: string): string {
  return text.length <= MAXIMUM_DESCRIPTION ? text : `${text.slice(0, MAXIMUM_DESCRIPTION - 3)}...`;
}

function grantId(verb: string, ...what: string[]): string {
  return `${verb}-${digest(what.join(" "))}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function inSameStack(one: Construct, other: IModelStore): boolean {
  return TerraformStack.of(one) === TerraformStack.of(other);
}

/** The bucket's name is literal, so CDKTF sees no reference that would put its stack first. */
function applyAfter(binding: Construct, store: IModelStore): void {
  if (!inSameStack(binding, store)) {
    TerraformStack.of(binding).addDependency(TerraformStack.of(store));
  }
}

function requireRoom(store: IModelStore, binding: WorkloadIdentityBinding): void {
  const grants = binding.node.children.filter(
    (child) => child instanceof StorageBucketIamMember && child.bucketInput === store.bucketName,
  ).length;
  new Validator(store, "google.SecureModelBucket.grantRead")
    .require(grants < MAXIMUM_CONDITIONS, {
      code: "MK_GRANT_LIMIT",
      message: `identity ${binding.node.path} reads ${MAXIMUM_CONDITIONS} artifacts of ${store.uri} already, as many as IAM allows.`,
      remedy: "Give each served model an identity of its own, or let the artifacts lie below one prefix.",
    })
    .done();
}

function requireBinding(
  store: IModelStore,
  identity: IServingIdentity,
  artifact: ModelArtifact,
): WorkloadIdentityBinding {
  const validator = new Validator(store, "google.SecureModelBucket.grantRead")
    .require(identity instanceof WorkloadIdentityBinding, {
      code: "MK_GRANT_OTHER_CLOUD",
      message: `identity ${identity.node.path} is of ${identity.cloud}, but the store is a bucket of Cloud Storage.`,
      remedy: "Use google.WorkloadIdentityBinding.",
    })
    .require(artifact.store === store, {
      code: "MK_GRANT_OTHER_STORE",
      message: `artifact ${artifact.uri} does not lie in this store.`,
      remedy: `Call grantRead on ${artifact.store.node.path}.`,
    });
  requirePrefixLength(validator, "artifact.prefix", artifact.prefix).done();
  if (!(identity instanceof WorkloadIdentityBinding)) {
    throw new TypeError(`${CloudProvider.GOOGLE} identity expected`);
  }
  return identity;
}
