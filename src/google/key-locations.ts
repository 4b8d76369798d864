import { Token } from "cdktf";
import type { Validator } from "../core/validation";
import type { ModelKey } from "./model-key";

/**
 * Location of the keys that a bucket's location takes: the same, save that Cloud KMS calls the multi-region of Europe
 * `europe`, which Cloud Storage calls `EU`.
 *
 * @see https://cloud.google.com/kms/docs/locations
 */
export function keyLocationOf(bucketLocation: string): string {
  if (Token.isUnresolved(bucketLocation)) {
    return bucketLocation;
  }
  const location = bucketLocation.toLowerCase();
  return location === "eu" ? "europe" : location;
}

/**
 * The rule for keys of a user's own: services use keys of their own location alone. What only Terraform knows is not compared.
 *
 * @param location where the encrypted resource lies
 * @param what what is encrypted, as in `the bucket`
 * @param service who encrypts it, as in `Cloud Storage`
 */
export function requireKeyIn(
  validator: Validator,
  key: ModelKey | undefined,
  location: string,
  what: string,
  service: string,
): Validator {
  if (key === undefined || Token.isUnresolved(location) || Token.isUnresolved(key.location)) {
    return validator;
  }
  const wanted = keyLocationOf(location);
  return validator.require(wanted === keyLocationOf(key.location), {
    code: "MK_KEY_LOCATION",
    message: `key ${key.node.path} lies in ${key.location}, but ${what} in ${location.toLowerCase()}: ${service} uses keys of its own location alone.`,
    remedy: `Make the key in a key ring there (new ModelKeyRing(scope, "keys", { location: "${wanted}" })), or leave key out.`,
  });
}
