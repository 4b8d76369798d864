import { isObject, type Json, type JsonObject, listOf, section } from "./json";

/** Sections of a plan that tell of drift, and of what surrounds it. */
const KEPT = [
  "format_version",
  "terraform_version",
  "planned_values",
  "resource_drift",
  "resource_changes",
  "prior_state",
  "configuration",
  "applyable",
  "complete",
  "errored",
];

/** Parts of the audit trail, which say nothing of drift that the model bucket does not say. */
const LEFT_OUT = /^(?:aws_\w+|data\.\w+)\.audit_(?!DeliveryRole)/;

/** A plan as a fixture: without the provider's settings, the time, and half of what stays as it was. */
export function shortened(plan: JsonObject): JsonObject {
  const kept: JsonObject = Object.fromEntries(
    KEPT.flatMap((key) => (plan[key] === undefined ? [] : [[key, plan[key]]])),
  );
  const configuration = section(kept, "configuration");
  const prior = section(kept, "prior_state");
  const values = section(prior, "values");
  return {
    ...kept,
    planned_values: {},
    ...listed(kept, "resource_drift"),
    ...listed(kept, "resource_changes"),
    prior_state: { ...prior, values: { ...values, root_module: module(section(values, "root_module")) } },
    configuration: { root_module: module(section(configuration, "root_module")) },
  };
}

function listed(plan: JsonObject, key: string): JsonObject {
  if (plan[key] === undefined) return {};
  return { [key]: listOf(plan[key]).filter(isKept).filter(isChanged).map(withoutDependencies) };
}

function module(root: JsonObject): JsonObject {
  return { ...root, resources: listOf(root.resources).filter(isKept).map(withoutDependencies) };
}

function isKept(resource: Json): boolean {
  return isObject(resource) && !LEFT_OUT.test(String(resource.address));
}

function isChanged(entry: Json): boolean {
  return !isObject(entry) || !listOf(section(entry, "change").actions).includes("no-op");
}

/** What depends on what follows from the references. */
function withoutDependencies(resource: Json): Json {
  if (!isObject(resource)) return resource;
  const { depends_on: _, provider_config_key: __, schema_version: ___, ...rest } = resource;
  return rest;
}
