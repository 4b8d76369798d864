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
};
