import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import type { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { GcsBackend, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ownershipOf } from "../core/ownership";
import { markSecureState } from "../core/state";
import type { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { requireBucketName, requireExistingBucketName } from "./bucket-names";
import { GoogleLookups } from "./google-lookups";
import { requireNamedMember } from "./iam-members";
import { LogBucket } from "./log-bucket";
import { memberGrantId } from "./member-grants";
import { ModelKey } from "./model-key";
import { googleName } from "./names";
import { expireSuperseded, privateBucket } from "./private-bucket";
import type { StateLocation } from "./state-location";

/** Properties of {@link SecureStateBackend}. */
export interface SecureStateBackendProps {
  /** Globally unique name of the bucket: 3 to 63 lower-case letters, digits, hyphens and underscores. */
  readonly bucketName: string;

  /**
   * Bucket that receives the usage logs.
   *
   * @default - a log bucket of the backend's own
   */
  readonly logBucket?: LogBucket;
}

/** Old states are kept long enough to find out what happened. */
const SUPERSEDED_DAYS = 365;

/** The newest ten superseded states stay for ever; the live one counts as one more. */
const KEPT_VERSIONS = 11;

/** Reads, writes, lists and deletes: replacing a state and taking a lock away both count as deleting. */
const STATE_ROLE = "roles/storage.objectUser";

/** Letters, digits, underscores and periods. */
const MAXIMUM_ROLE_ID = 64;
const KEY_NAME = /^projects\/[a-z0-9:.-]+\/locations\/[a-z0-9-]+\/keyRings\/[\w-]{1,63}\/cryptoKeys\/[\w-]{1,63}$/;
const SERVICE_ACCOUNT = /^[a-z0-9-]+@[a-z0-9.:-]+\.gserviceaccount\.com$/;

/**
 * The bucket that Terraform states lie in: private, encrypted with its own key, versioned, logged, each team's states for
 * that team's members alone.
 *
 * Apply it once from a stack of its own, then `attach` it to every other stack with the names of bucket and key, which it
 * prints as outputs.
 *
 * Throws a ValidationError when the name is not fit.
 *
 * @see docs/hardening.md#google-state
 */
export class SecureStateBackend extends Construct {
  /**
   * Keeps the state of `stack` in the bucket, under `<tier>/<tenant>/<stack>`, encrypted with the key. Cloud Storage locks it
   * by itself: Terraform makes an object beside the state that can be made but once.
   *
   * Throws a ValidationError when the stack does not say whom it belongs to, or the location is not literal: Terraform reads
   * it before it knows anything else.
   *
   * @param stack a HardenedStack
   * @param location where the bucket and its key are
   */
  public static attach(stack: TerraformStack, location: StateLocation): void {
    const validator = new Validator(stack, "google.SecureStateBackend.attach").given(
      location,
      "bucketName",
      "kmsKeyName",
    );
    const ownership = ownershipOf(stack);
    requireExistingBucketName(validator, "bucketName", location.bucketName)
      .matches(
        "kmsKeyName",
        location.kmsKeyName,
        KEY_NAME,
        "a key such as projects/acme-platform/locations/europe-west4/keyRings/states/cryptoKeys/states, without a version",
      )
      .matches(
        "impersonateServiceAccount",
        location.impersonateServiceAccount,
        SERVICE_ACCOUNT,
        "the e-mail address of a service account such as states@acme-platform.iam.gserviceaccount.com",
      )
      .require(ownership !== undefined, {
        code: "MK_STATE_OWNER",
        message: "the stack does not say whom it belongs to, so its state has no place of its own.",
        remedy: "Use a HardenedStack.",
      })
      .done();

    new GcsBackend(stack, {
      bucket: location.bucketName,
      prefix: `${ownership?.tier}/${ownership?.tenant}/${stack.node.path}`,
      kmsEncryptionKey: location.kmsKeyName,
      ...(location.impersonateServiceAccount !== undefined && {
        impersonateServiceAccount: location.impersonateServiceAccount,
      }),
    });
    markSecureState(stack);
  }

  /** Name of the bucket. */
  public readonly bucketName: string;

  /** Key that encrypts the states. */
  public readonly key: ModelKey;

  private readonly bucket: StorageBucket;

  constructor(scope: Construct, id: string, props: SecureStateBackendProps) {
    super(scope, id);
    requireBucketName(
      new Validator(this, "google.SecureStateBackend").given(props, "bucketName"),
      "bucketName",
      props.bucketName,
    ).done();

    this.bucketName = props.bucketName;
    this.key = new ModelKey(this, "Key");
    this.bucket = privateBucket(this, {
      bucketName: props.bucketName,
      content: "state",
      key: this.key,
      logBucket: props.logBucket ?? new LogBucket(this, "Logs"),
      lifecycle: [expireSuperseded(SUPERSEDED_DAYS, KEPT_VERSIONS)],
    });

    new TerraformOutput(this, "BucketName", {
      value: this.bucket.name,
      description: "bucketName of SecureStateBackend.attach",
    });
    new TerraformOutput(this, "KeyName", {
      value: this.key.keyId,
      description: "kmsKeyName of SecureStateBackend.attach",
    });
  }

  /**
   * Lets a member read and write the states of one tenant in one tier, and lock them. It may list the names of all states, for
   * Terraform lists when it starts and Google cannot narrow that to a folder; it cannot read another tenant's. To Cloud Storage, replacing an object is
   * deleting the one before: whoever writes a state can also delete it. Versions bring it back, and soft deletion for a week
   * those that were deleted too.
   *
   * Google has no refusal that a bucket could carry: whoever may read the whole project's storage reads states too. Keep the
   * bucket in a project of its own, where nobody holds such a role.
   *
   * Throws a ValidationError when the member is everybody, a person or a whole pool, or the tenant is not a name.
   *
   * @param member the tenant's pipeline, as in `serviceAccount:vision@acme-platform.iam.gserviceaccount.com`
   * @param tier segment whose states it may reach
   * @param tenant team whose states it may reach
   */
  public grantAccess(member: string, tier: ServingTier, tenant: string): void {
    const validator = new Validator(this, "google.SecureStateBackend.grantAccess");
    requireNamedMember(validator, "member", member).tier("tier", tier).kubernetesName("tenant", tenant).done();
    const folder = `${tier}/${tenant}`;
    const id = memberGrantId(this, "Access", member, folder);
    if (this.node.tryFindChild(id) !== undefined) {
      return;
    }
    new StorageBucketIamMember(this, id, {
      bucket: this.bucket.name,
      role: STATE_ROLE,
      member,
      condition: withinFolder(this.bucketName, folder),
    });
    this.letList(member);
  }

  /**
   * A list is asked of the bucket, whose name says nothing of folders, so no condition of an allow policy can narrow it. The
   * role has this permission alone: who holds it learns the names of states, and nothing that is in them.
   */
  private letList(member: string): void {
    const id = memberGrantId(this, "List", member);
    if (this.node.tryFindChild(id) !== undefined) {
      return;
    }
    new StorageBucketIamMember(this, id, { bucket: this.bucket.name, role: this.listerRole().name, member });
  }

  private listerRole(): ProjectIamCustomRole {
    const existing = this.node.tryFindChild("Lister");
    if (existing instanceof ProjectIamCustomRole) {
      return existing;
    }
    return new ProjectIamCustomRole(this, "Lister", {
      project: GoogleLookups.of(this).project,
      roleId: googleName(this, MAXIMUM_ROLE_ID).replace(/-/g, "_"),
      title: "Lists Terraform states",
      description: `Names of the states in ${this.bucketName}, not what is in them`,
      permissions: ["storage.objects.list"],
    });
  }
}

/** True of the objects below the folder alone. The slash at the end keeps one tenant from a namesake's longer name. */
function withinFolder(bucketName: string, folder: string): { title: string; description: string; expression: string } {
  return {
    title: `states-${folder.replace("/", "-")}`,
    description: `States of ${folder}`,
    expression: `resource.name.startsWith("projects/_/buckets/${bucketName}/objects/${folder}/")`,
  };
}
