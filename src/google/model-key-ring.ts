import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { Validator } from "../core/validation";
import { GoogleLookups } from "./google-lookups";
import { requireKeyLocation } from "./locations";
import { googleName } from "./names";

/** Properties of {@link ModelKeyRing}. */
export interface ModelKeyRingProps {
  /**
   * Region or multi-region that the keys lie in, as in `europe-west4` or `europe`. What a key encrypts must lie in the same;
   * buckets in `eu` take keys in `europe`.
   *
   * @default - the region of the stack's provider
   */
  readonly location?: string;

  /**
   * Name: 1 to 63 letters, digits, hyphens and underscores.
   *
   * @default - derived from the construct path
   */
  readonly keyRingName?: string;
}

const KEY_RING_NAME = /^[A-Za-z0-9_-]{1,63}$/;
const MAXIMUM_KEY_RING_NAME = 63;

/**
 * A Cloud KMS key ring: the place of the keys of one location. Google never deletes a key ring or a key, nor frees its name:
 * what was destroyed in development is taken back with `terraform import`, or made anew under another construct id.
 *
 * Throws a ValidationError when location or name are not fit.
 *
 * @see docs/hardening.md#google-keys
 */
export class ModelKeyRing extends Construct {
  /**
   * The key ring that keys without one of their own share: one for each location in the stack of `scope`.
   *
   * @param scope any construct of the stack
   * @param location region or multi-region; that of the stack's provider when left out
   */
  public static of(scope: Construct, location?: string): ModelKeyRing {
    const stack = TerraformStack.of(scope);
    const place = lowerCase(location ?? GoogleLookups.of(scope).region);
    const id = Token.isUnresolved(place) ? "Keys" : `Keys-${place}`;
    const existing = stack.node.tryFindChild(id);
    return existing instanceof ModelKeyRing
      ? existing
      : new ModelKeyRing(stack, id, Token.isUnresolved(place) ? {} : { location: place });
  }

  /** Full name: `projects/<project>/locations/<location>/keyRings/<name>`. */
  public readonly keyRingId: string;

  /** Location of the keys, in lower case. */
  public readonly location: string;

  constructor(scope: Construct, id: string, props: ModelKeyRingProps = {}) {
    super(scope, id);
    validate(this, props);

    const lookups = GoogleLookups.of(this);
    this.location = lowerCase(props.location ?? lookups.region);
    const ring = new KmsKeyRing(this, "Resource", {
      name: props.keyRingName ?? googleName(this, MAXIMUM_KEY_RING_NAME),
      location: this.location,
      project: lookups.project,
    });
    this.keyRingId = ring.id;
  }
}

function validate(ring: ModelKeyRing, props: ModelKeyRingProps): void {
  const validator = new Validator(ring, "google.ModelKeyRing");
  requireKeyLocation(validator, "location", props.location);
  validator
    .matches("keyRingName", props.keyRingName, KEY_RING_NAME, "1 to 63 letters, digits, hyphens and underscores")
    .done();
}

/** A token stays as it is: in other letters it would be no token. */
function lowerCase(location: string): string {
  return Token.isUnresolved(location) ? location : location.toLowerCase();
}
