import { isUnknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";

/** Terraform writes booleans and numbers as texts in places: launch templates, the Kubernetes provider. */
export const VALUE_FUNCTIONS: FunctionTable = {
  /** `isTrue(self.encrypted)`: true, or the text "true". Null is not. */
  isTrue: {
    arity: 1,
    call: ([value]) => value === true || (typeof value === "string" && value.toLowerCase() === "true"),
  },

  /** `number(self.rotation_period_in_days, 365)`: the number, or the number that the text is; the second when there is none. */
  number: {
    arity: 2,
    call: ([value, fallback = null]) => {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : fallback;
    },
  },

  /** `text(self.policy_arn)`: the text, or an empty one when it is not set. */
  text: {
    arity: 1,
    call: ([value = null]) => (value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)),
  },

  /** `list(self.cidr_blocks)`: the list, an empty one when it is not set, one element when it is a single value. */
  list: {
    arity: 1,
    call: ([value = null]) => (value === null ? [] : Array.isArray(value) ? value : [value]),
  },

  /** `json(self.configuration_values)`: what the JSON text holds; null when it is no JSON. */
  json: {
    arity: 1,
    call: ([value]) => {
      if (typeof value !== "string") {
        return value ?? null;
      }
      try {
        return JSON.parse(value);
      } catch {
        return null;
      }
    },
  },

  /**
   * `spelling(self.service_name)`: the text as it is written, with `${...}` where a part is not known yet; an empty one when
   * it is not set. Not known only where the source does not say, as in a plan.
   */
  spelling: {
    arity: 1,
    takesUnknown: true,
    call: ([value = null]) => (isUnknown(value) ? (value.text ?? value) : value === null ? "" : String(value)),
  },

  /** `referredKinds(self.principal_arn)`: kinds of the resources that a value not known yet is made from; none when it is known. */
  referredKinds: {
    arity: 1,
    takesUnknown: true,
    call: ([value = null]) => (isUnknown(value) ? value.references.map(({ address }) => kindOf(address)) : []),
  },
};

/** Kind in an address such as `module.a.data.aws_iam_role.b["x"]`. */
export function kindOf(address: string): string {
  const steps = address.replaceAll(/\[[^\]]*\]/g, "").split(".");
  return steps.at(-2) ?? "";
}
