import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { physicalName } from "../core/names";
import { ownershipOf } from "../core/ownership";
import type { Validator } from "../core/validation";

/**
 * No dots: Google asks for proof that one owns a name with dots as a domain.
 *
 * @see https://cloud.google.com/storage/docs/buckets#naming
 */
const BUCKET_NAME = /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/;

/** With dots, each part as long as a name without; 222 characters together. */
const DOTTED_NAME =
  /^(?!\d+\.\d+\.\d+\.\d+$)(?=.{3,222}$)[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)+$/;

/** Google keeps names for itself that begin with `goog` or hold `google`, or what could be read as it. */
const RESERVED = /^goog|g[o0][o0]gle/;

const MAXIMUM_LENGTH = 63;
const MAXIMUM_OWNER = 40;

/** The rule for names of buckets that are made here. Undefined is accepted. */
export function requireBucketName(validator: Validator, property: string, bucketName: string | undefined): Validator {
  validator.matches(
    property,
    bucketName,
    BUCKET_NAME,
    "a bucket name: 3 to 63 lower-case letters, digits, hyphens and underscores, beginning and ending with a letter or digit",
  );
  return requireUnreserved(validator, property, bucketName);
}

/** The rule for names of buckets that exist already: such a name may be a verified domain. */
export function requireExistingBucketName(validator: Validator, property: string, bucketName: string): Validator {
  const isDotted = !Token.isUnresolved(bucketName) && DOTTED_NAME.test(bucketName);
  return isDotted
    ? requireUnreserved(validator, property, bucketName)
    : requireBucketName(validator, property, bucketName);
}

/**
 * A globally unique name for a bucket of the construct. Tier and tenant come first, so that IAM can scope by name and people
 * can tell buckets apart.
 */
export function derivedBucketName(construct: IConstruct): string {
  const ownership = ownershipOf(construct);
  const owner = ownership === undefined ? "" : `${ownership.tier}-${ownership.tenant}-`.slice(0, MAXIMUM_OWNER);
  // The hash at the end is of the whole path: what is replaced here makes no two names equal.
  const name = (owner + physicalName(construct, MAXIMUM_LENGTH - owner.length)).replace(/g[o0][o0]gle/g, "gcp");
  return name.startsWith("goog") ? `m-${name}`.slice(0, 2) + name.slice(0, MAXIMUM_LENGTH - 2) : name;
}

function requireUnreserved(validator: Validator, property: string, bucketName: string | undefined): Validator {
  const isLiteral = typeof bucketName === "string" && !Token.isUnresolved(bucketName);
  return validator.require(!isLiteral || !RESERVED.test(bucketName), {
    code: "MK_NAME_RESERVED",
    message: `${property} is "${bucketName}", which Google keeps for itself.`,
    remedy: 'Choose a name that does not begin with "goog" and does not hold "google" or a close spelling of it.',
  });
}
