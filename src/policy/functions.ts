import type { FunctionTable } from "./cel/functions";
import { ADDRESS_FUNCTIONS } from "./functions-address";
import { BUCKET_POLICY_FUNCTIONS } from "./functions-bucket-policy";
import { EDGE_FUNCTIONS } from "./functions-edges";
import { GKE_FUNCTIONS } from "./functions-gke";
import { GOOGLE_FUNCTIONS } from "./functions-google";
import { GOOGLE_AUDIT_FUNCTIONS } from "./functions-google-audit";
import { GOOGLE_IDENTITY_FUNCTIONS } from "./functions-google-identity";
import { GOOGLE_NETWORK_FUNCTIONS } from "./functions-google-network";
import { HELM_FUNCTIONS } from "./functions-helm";
import { IDENTITY_FUNCTIONS } from "./functions-identity";
import { JOIN_FUNCTIONS } from "./functions-join";
import { KEY_FUNCTIONS } from "./functions-keys";
import { KUBERNETES_FUNCTIONS } from "./functions-kubernetes";
import { MESH_FUNCTIONS } from "./functions-mesh";
import { NETWORK_FUNCTIONS } from "./functions-network";
import { PLAN_FUNCTIONS } from "./functions-plan";
import { POLICY_FUNCTIONS } from "./functions-policy";
import { ROLE_FUNCTIONS } from "./functions-roles";
import { SECRET_FUNCTIONS } from "./functions-secrets";
import { SETTING_FUNCTIONS } from "./functions-settings";
import { STATE_FUNCTIONS } from "./functions-state";
import { TIER_FUNCTIONS } from "./functions-tier";
import { VALUE_FUNCTIONS } from "./functions-value";
import type { ControlContext } from "./scope";

/**
 * What controls may ask beyond CEL itself, documented in docs/guides/controls.md.
 *
 * Each has a counterpart in Rego and Sentinel: they look at policy documents, addresses and joins, and have no effect.
 */
export const FUNCTIONS: FunctionTable<ControlContext> = merged([
  VALUE_FUNCTIONS,
  TIER_FUNCTIONS,
  STATE_FUNCTIONS,
  ADDRESS_FUNCTIONS,
  POLICY_FUNCTIONS,
  SETTING_FUNCTIONS,
  JOIN_FUNCTIONS,
  KUBERNETES_FUNCTIONS,
  MESH_FUNCTIONS,
  HELM_FUNCTIONS,
  NETWORK_FUNCTIONS,
  GKE_FUNCTIONS,
  GOOGLE_AUDIT_FUNCTIONS,
  GOOGLE_IDENTITY_FUNCTIONS,
  GOOGLE_NETWORK_FUNCTIONS,
  IDENTITY_FUNCTIONS,
  GOOGLE_FUNCTIONS,
  SECRET_FUNCTIONS,
  EDGE_FUNCTIONS,
  ROLE_FUNCTIONS,
  KEY_FUNCTIONS,
  BUCKET_POLICY_FUNCTIONS,
  PLAN_FUNCTIONS,
]);

/** Two functions of one name would hide one another in silence. */
function merged(tables: readonly FunctionTable<ControlContext>[]): FunctionTable<ControlContext> {
  const all = new Map<string, FunctionTable<ControlContext>[string]>();
  for (const [name, called] of tables.flatMap((table) => Object.entries(table))) {
    if (all.has(name)) {
      throw new Error(`two functions of controls are called ${name}`);
    }
    all.set(name, called);
  }
  return Object.fromEntries(all);
}
