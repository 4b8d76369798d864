import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { isAttributes, isList } from "./values";

/** A setting of a resource that names a key, as in `rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id`. */
export interface KeySetting {
  readonly path: string;
  readonly value: string | Unknown;
}

/** `kms_key_id`, `kms_master_key_id`, `kms_key`, `default_kms_key_name`, `boot_disk_kms_key`; `key_arn` and `key_name` in blocks. */
const NAMES_KEY = /(?:^|_)kms_(?:\w+_)?key(?:_|$)|^kms_key|^key_(?:arn|name)$/;

/** Settings that say how keys are chosen, not which key. */
const NO_KEY = /_(?:enabled|usage|spec|type|version|service_account)$/;

const known = new WeakMap<Resource, readonly KeySetting[]>();

/** Names of attributes are few, and each stands in thousands of resources. */
const keyNames = new Map<string, boolean>();

function namesKey(name: string): boolean {
  let names = keyNames.get(name);
  if (names === undefined) {
    names = NAMES_KEY.test(name) && !NO_KEY.test(name);
    // Names of tags come from the input: what is remembered of them has a bound.
    if (keyNames.size < 50_000) {
      keyNames.set(name, names);
    }
  }
  return names;
}

/** The settings of the resource that name keys, at any depth. */
export function keySettings(resource: Resource): readonly KeySetting[] {
  let settings = known.get(resource);
  if (settings === undefined) {
    const found: KeySetting[] = [];
    collect(resource.attributes, "", found);
    settings = found;
    known.set(resource, settings);
  }
  return settings;
}

function collect(attributes: Attributes, at: string, found: KeySetting[]): void {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name] ?? null;
    if (isNamed(value)) {
      if (namesKey(name)) {
        found.push({ path: join(at, name), value });
      }
    } else if (isList(value)) {
      for (const [index, element] of value.entries()) {
        if (isAttributes(element)) {
          collect(element, `${join(at, name)}.${index}`, found);
        }
      }
    } else if (isAttributes(value)) {
      collect(value, join(at, name), found);
    }
  }
}

function join(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

function isNamed(value: Value): value is string | Unknown {
  return isUnknown(value) || (typeof value === "string" && value !== "");
}
