import { isJsonObject, type JsonObject, own } from "../../estate/plan-json";
import type { PlanContent } from "../plan-entries";
import type { StateResource } from "./mirrors";

/** Managed resources of the refreshed state by address; where the plan holds none, those that it plans from. */
export function stateOf({ json, entries }: PlanContent): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const prior = own(json, "prior_state");
  const values = isJsonObject(prior) ? own(prior, "values") : undefined;
  const modules = [isJsonObject(values) ? own(values, "root_module") : undefined];
  for (let module = modules.shift(); module !== undefined; module = modules.shift()) {
    if (isJsonObject(module)) {
      const [resources, children] = [own(module, "resources"), own(module, "child_modules")];
      for (const resource of Array.isArray(resources) ? resources : []) {
        if (isJsonObject(resource) && isStanding(resource)) {
          found.set(String(resource.address), resource);
        }
      }
      modules.push(...(Array.isArray(children) ? children : []));
    }
  }
  if (values === undefined) {
    for (const { address, raw, change, isDeposed } of entries) {
      if (!isDeposed && isJsonObject(own(change, "before"))) {
        found.set(address, { ...raw, values: change.before });
      }
    }
  }
  return found;
}

/** Managed and not deposed; what has another shape is refused where drift is read, and left aside here. */
function isStanding({ address, type, mode, deposed_key, values }: JsonObject): boolean {
  return (
    typeof address === "string" &&
    typeof type === "string" &&
    mode !== "data" &&
    (deposed_key ?? undefined) === undefined &&
    isJsonObject(values)
  );
}

/** The resources of the state, as far as they say something of others. */
export function stateResources(found: ReadonlyMap<string, JsonObject>): readonly [string, StateResource][] {
  return [...found].map(([address, { type, values }]) => [
    address,
    { kind: String(type), values: isJsonObject(values) ? values : {} },
  ]);
}

/** A resource that stays as it is. */
export function standing({ address, mode, type, name, index, deposed }: JsonObject, values: unknown): JsonObject {
  return {
    address,
    mode,
    type,
    name,
    index,
    ...(deposed === undefined ? {} : { deposed }),
    change: { actions: ["no-op"], before: null, after: values, after_unknown: false },
  };
}
