import type { FunctionTable } from "./cel/functions";
import { ADDRESS_FUNCTIONS } from "./functions-address";
import { JOIN_FUNCTIONS } from "./functions-join";
import { KUBERNETES_FUNCTIONS } from "./functions-kubernetes";
import { NETWORK_FUNCTIONS } from "./functions-network";
import { POLICY_FUNCTIONS } from "./functions-policy";
import { VALUE_FUNCTIONS } from "./functions-value";
import type { ControlContext } from "./scope";

/**
 * What controls may ask beyond CEL itself, documented in docs/guides/controls.md.
 *
 * Each has a counterpart in Rego and Sentinel: they look at policy documents, addresses and joins, and have no effect.
 */
export const FUNCTIONS: FunctionTable<ControlContext> = {
  ...VALUE_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...POLICY_FUNCTIONS,
  ...JOIN_FUNCTIONS,
  ...KUBERNETES_FUNCTIONS,
  ...NETWORK_FUNCTIONS,
};
