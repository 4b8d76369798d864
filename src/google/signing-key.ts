import type { BinaryAuthorizationAttestorAttestationAuthorityNotePublicKeys } from "@cdktf/provider-google/lib/binary-authorization-attestor";
import { DataGoogleKmsCryptoKeyVersion } from "@cdktf/provider-google/lib/data-google-kms-crypto-key-version";
import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { Construct } from "constructs";
import { tierOf } from "../core/ownership";
import { ServingTier } from "../core/tier";
import { KeyProtectionLevel } from "./model-key";
import { ModelKeyRing } from "./model-key-ring";
import { googleName } from "./names";

/** What a signing key may be told. */
export interface SigningKeyProps {
  readonly protectionLevel: KeyProtectionLevel | undefined;
}

const MAXIMUM_KEY_NAME = 63;

/** Days that a destroyed version can still be restored, in seconds: as long as a model key's. */
const DESTROY_SCHEDULED = "2592000s";

/**
 * A key of Cloud KMS that signs and never leaves: there is no private half to lose. Google does not rotate such keys by
 * itself, for whoever verifies must learn each new public half.
 */
export class SigningKey extends Construct {
  /** Full name of the key. */
  public readonly keyId: string;

  /** Full name of the version that signs. */
  public readonly versionName: string;

  /** The public half, as an attestor takes it. */
  public readonly publicKey: BinaryAuthorizationAttestorAttestationAuthorityNotePublicKeys;

  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    const key = new KmsCryptoKey(this, "Resource", {
      name: googleName(this, MAXIMUM_KEY_NAME),
      keyRing: ModelKeyRing.of(this).keyRingId,
      purpose: "ASYMMETRIC_SIGN",
      destroyScheduledDuration: DESTROY_SCHEDULED,
      versionTemplate: {
        algorithm: "EC_SIGN_P256_SHA256",
        protectionLevel: props.protectionLevel ?? KeyProtectionLevel.SOFTWARE,
      },
      lifecycle: { preventDestroy: tierOf(this) !== ServingTier.DEVELOPMENT },
    });
    const version = new DataGoogleKmsCryptoKeyVersion(this, "Version", { cryptoKey: key.id });
    const publicHalf = version.publicKey.get(0);

    this.keyId = key.id;
    this.versionName = version.name;
    this.publicKey = {
      id: version.id,
      pkixPublicKey: { publicKeyPem: publicHalf.pem, signatureAlgorithm: publicHalf.algorithm },
    };
  }
}
