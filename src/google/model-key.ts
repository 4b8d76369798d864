import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { tierOf } from "../core/ownership";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { requireNamedMember } from "./iam-members";
import { ModelKeyRing } from "./model-key-ring";
import { googleName } from "./names";

/** Where the key material is kept. */
export enum KeyProtectionLevel {
  /** In software of Google's. */
  SOFTWARE = "SOFTWARE",

  /** In hardware security modules, for regulated estates. */
  HSM = "HSM",
}

/** Properties of {@link ModelKey}. */
export interface ModelKeyProps {
  /**
   * Key ring of the key: it decides the location.
   *
   * @default - the ring that the stack's keys share in the region of its provider
   */
  readonly keyRing?: ModelKeyRing;

  /**
   * Days between rotations of the key material, 1 to 90.
   *
   * @default 90
   */
  readonly rotationPeriodDays?: number;

  /**
   * Where the key material is kept. Can only be chosen when the key is made.
   *
   * @default KeyProtectionLevel.SOFTWARE
   */
  readonly protectionLevel?: KeyProtectionLevel;

  /**
   * Days that a destroyed version can still be restored, 30 to 120. What the key encrypts is lost with it.
   *
   * @default 30
   */
  readonly destroyScheduledDays?: number;
}

const SECONDS_A_DAY = 86_400;
const MAXIMUM_KEY_NAME = 63;
const USER_ROLE = "roles/cloudkms.cryptoKeyEncrypterDecrypter";

/**
 * A customer-managed Cloud KMS key: rotated every 90 days, its versions restorable for 30, protected from `terraform
 * destroy` outside development.
 *
 * Nobody may use the key at first. Constructs that it encrypts let in the service that encrypts for them; `grantUse` lets
 * in others.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-keys
 */
export class ModelKey extends Construct {
  /** Full name: `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>`. */
  public readonly keyId: string;

  /** Location of the key, in lower case. */
  public readonly location: string;

  private readonly users = new Map<string, KmsCryptoKeyIamMember>();

  constructor(scope: Construct, id: string, props: ModelKeyProps = {}) {
    super(scope, id);
    validate(this, props);

    const keyRing = props.keyRing ?? ModelKeyRing.of(this);
    this.location = keyRing.location;
    const key = new KmsCryptoKey(this, "Resource", {
      name: googleName(this, MAXIMUM_KEY_NAME),
      keyRing: keyRing.keyRingId,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: seconds(props.rotationPeriodDays ?? 90),
      destroyScheduledDuration: seconds(props.destroyScheduledDays ?? 30),
      versionTemplate: {
        algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
        protectionLevel: props.protectionLevel ?? KeyProtectionLevel.SOFTWARE,
      },
      lifecycle: { preventDestroy: tierOf(this) !== ServingTier.DEVELOPMENT },
    });
    this.keyId = key.id;
  }

  /**
   * Lets a service account or a workload identity encrypt and decrypt with the key.
   *
   * Throws a ValidationError when the member is everybody, a person or a whole pool, or the id is that of another grant.
   *
   * @param id id of the grant, as in `release-pipeline`
   * @param member as IAM spells it, as in `serviceAccount:release@acme-vision.iam.gserviceaccount.com`
   */
  public grantUse(id: string, member: string): void {
    const validator = new Validator(this, "google.ModelKey.grantUse");
    requireNamedMember(validator, "member", member)
      .require(this.users.has(member) || this.node.tryFindChild(`User-${id}`) === undefined, {
        code: "MK_GRANT_ID",
        message: `id is "${id}", which names the grant to another member already.`,
        remedy: "Give each member's grant an id of its own.",
      })
      .done();
    this._allow(id, member);
  }

  /**
   * Lets a member use the key, once however often it is asked for.
   *
   * @returns what the encrypted resource must wait for: Google checks the permission when it is made
   * @internal
   */
  public _allow(id: string, member: string): ITerraformDependable {
    const known = this.users.get(member);
    if (known !== undefined) {
      return known;
    }
    const grant = new KmsCryptoKeyIamMember(this, `User-${id}`, { cryptoKeyId: this.keyId, role: USER_ROLE, member });
    this.users.set(member, grant);
    return grant;
  }
}

function seconds(days: number): string {
  return `${days * SECONDS_A_DAY}s`;
}

function validate(key: ModelKey, props: ModelKeyProps): void {
  new Validator(key, "google.ModelKey")
    .wholeNumber("rotationPeriodDays", props.rotationPeriodDays, 1, 90)
    .wholeNumber("destroyScheduledDays", props.destroyScheduledDays, 30, 120)
    .done();
}
