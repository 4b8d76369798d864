import { keyOf } from "../estate/joins/keys";
import { target } from "../estate/joins/references";
import { isAttributes, own, valueAt } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about what settings mean: keys, tags, where they lead. */
export const SETTING_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `customerKey(self.kms_key_id)`: a key of the customer encrypts, not one of AWS and not none. An alias is followed to
   * its key; a reference is a key; only a variable may still be none.
   */
  customerKey: {
    arity: 1,
    takesUnknown: true,
    call: ([value = null], { estate, resource }) => {
      const key = resource === undefined ? new Unknown() : keyOf(estate, resource, value);
      if (isUnknown(key)) {
        return isUnknown(value) && value.text !== undefined && /\bvar\.|\beach\.|\blocal\.|\?/.test(value.text)
          ? value
          : true;
      }
      return key !== undefined && key !== "aws-managed";
    },
  },

  /** `sameTarget(self, "bucket", "target_bucket")`: two attributes lead to one resource, or say the same. */
  sameTarget: {
    arity: 3,
    call: ([attributes = null, one, other], context) => {
      const from = owner(attributes, context);
      const [left, right] = [one, other].map((path) => {
        const value = valueAt(from.attributes, String(path));
        return { value, leads: target(context.estate, from, String(path), "aws_s3_bucket") };
      });
      if (left === undefined || right === undefined || left.value === null || right.value === null) {
        return false;
      }
      if (isUnknown(left.leads) && isUnknown(right.leads) && isUnknown(left.value) && isUnknown(right.value)) {
        return left.value.text === right.value.text ? (left.value.text === undefined ? left.value : true) : false;
      }
      if (isUnknown(left.leads)) {
        return left.value === right.value;
      }
      return left.leads === right.leads && sameInstance(left.leads, left.value, right.value);
    },
  },

  /** `tag(self, "ai-artifact")`: the tag of the resource, or the one that its provider adds; null when it has none. */
  tag: { arity: 2, call: ([attributes = null, name]) => tagOf(attributes, String(name)) },
};

/** A resource with `for_each` or `count` is many: `this["models"]` is another one than `this["logs"]`. */
function sameInstance(resource: Resource | undefined, one: Value, other: Value): boolean | Unknown {
  const isMany =
    resource !== undefined && (own(resource.meta, "for_each") ?? own(resource.meta, "count") ?? null) !== null;
  const [left, right] = [one, other].map((value) =>
    isUnknown(value) ? /\[([^\]]*)\]/.exec(value.text ?? "")?.[1] : undefined,
  );
  if (!isMany || left === right) {
    return true;
  }
  return isLiteralKey(left) && isLiteralKey(right) ? false : new Unknown();
}

function isLiteralKey(key: string | undefined): boolean {
  return key !== undefined && /^("[^"$]*"|\d+)$/.test(key);
}

function tagOf(attributes: Value, name: string): Value {
  let undecided: Unknown | undefined;
  for (const place of ["tags", "tags_all"]) {
    const tags = isAttributes(attributes) ? valueAt(attributes, place) : null;
    const tag = isAttributes(tags) ? own(tags, name) : tags;
    if (isUnknown(tag)) {
      undecided ??= tag;
    } else if (typeof tag === "string") {
      return tag;
    }
  }
  return undecided ?? null;
}
