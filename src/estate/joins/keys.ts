import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { leadsTo, target, targetOf } from "./references";
import { textOf } from "./values";

/** The key behind a setting: a resource of the estate, a key of AWS, a key that is named but not in the estate. */
export type Key = Resource | "aws-managed" | "external" | Unknown | undefined;

const KEY_KINDS: readonly string[] = [
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_kms_external_key",
  "google_kms_crypto_key",
];
const ALIAS = "aws_kms_alias";

/**
 * The key that encrypts: an alias is followed to its key.
 *
 * @param value the value of `kms_key_id`, `kms_master_key_id`, `key_arn` and their like; undefined for none
 */
export function keyOf(estate: Estate, resource: Resource, value: Value): Key {
  if (value === null || value === "") {
    return undefined;
  }
  const text = isUnknown(value) ? undefined : textOf(value);
  if (text !== undefined && /(?:^|:)alias\/aws\//.test(text)) {
    return "aws-managed";
  }
  for (const kind of [...KEY_KINDS, ALIAS]) {
    const found = targetOf(estate, resource, value, undefined, kind);
    if (found !== undefined && !isUnknown(found)) {
      return keyBehind(estate, found, new Set());
    }
  }
  if (text !== undefined) {
    return "external";
  }
  return isUnknown(value) ? value : new Unknown();
}

/** The key of an attribute, with the references that the source has for it although its value is known. */
export function keyAt(estate: Estate, resource: Resource, path: string, value: Value): Key {
  for (const reference of resource.references.get(path) ?? []) {
    const [found, ...others] = leadsTo(estate, reference, resource);
    if (found !== undefined && others.length === 0) {
      const key = keyBehind(estate, found, new Set());
      if (key !== undefined) {
        return key;
      }
    }
  }
  return keyOf(estate, resource, value);
}

function keyBehind(estate: Estate, found: Resource, seen: Set<Resource>): Key {
  if (found.mode === "data") {
    return textOf(found.attributes.key_id ?? found.attributes.name)?.includes("alias/aws/")
      ? "aws-managed"
      : "external";
  }
  if (KEY_KINDS.includes(found.kind)) {
    return found;
  }
  if (found.kind !== ALIAS || seen.has(found)) {
    return new Unknown();
  }
  seen.add(found);
  const key = target(estate, found, "target_key_id", "aws_kms_key");
  if (key === undefined || isUnknown(key)) {
    return typeof found.attributes.target_key_id === "string" ? "external" : key;
  }
  return keyBehind(estate, key, seen);
}
