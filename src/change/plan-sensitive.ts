import { isJsonObject, own, put } from "../estate/plan-json";
import type { HiddenTexts } from "./hidden-texts";
import type { PlanContent, PlanEntry } from "./plan-entries";
import { marksOfOtherSide, Sensitive, SensitiveValues } from "./sensitive";

/**
 * Hides all that the plan marks as sensitive, in place, before anything reads it.
 *
 * @returns the texts that were hidden, for who shows values that may be copies of them
 */
export function hideSensitiveValues(
  { json, entries, drift }: PlanContent,
  sensitive: SensitiveValues = new SensitiveValues(),
): HiddenTexts {
  for (const entry of [...entries, ...drift]) {
    hideInChange(entry, sensitive);
  }
  const listed = new Set(entries.map(({ raw }) => raw.address));
  const prior = own(json, "prior_state");
  for (const values of [own(json, "planned_values"), isJsonObject(prior) ? own(prior, "values") : undefined]) {
    if (isJsonObject(values)) {
      hideInModules(own(values, "root_module"), listed, sensitive);
      hideOutputs(own(values, "outputs"));
    }
  }
  return sensitive.texts;
}

/** What is marked on one side is hidden on both: the other one says what it was, or what it will be. */
function hideInChange({ change }: PlanEntry, sensitive: SensitiveValues): void {
  for (const side of ["before", "after"]) {
    const values = own(change, side);
    if (isJsonObject(values)) {
      const other = side === "before" ? "after" : "before";
      sensitive.hide(values, own(change, `${side}_sensitive`));
      sensitive.hide(values, marksOfOtherSide(own(change, `${other}_sensitive`)));
    }
  }
}

/** What is listed as a change is not read here. Broken shapes are refused by the readers. */
function hideInModules(root: unknown, listed: ReadonlySet<unknown>, sensitive: SensitiveValues): void {
  const modules = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (!isJsonObject(module)) {
      continue;
    }
    const [resources, children] = [own(module, "resources"), own(module, "child_modules")];
    for (const resource of Array.isArray(resources) ? resources : []) {
      const values = isJsonObject(resource) && !listed.has(resource.address) ? own(resource, "values") : undefined;
      if (isJsonObject(values)) {
        sensitive.hide(values, own(resource, "sensitive_values"));
      }
    }
    modules.push(...(Array.isArray(children) ? children : []));
  }
}

function hideOutputs(outputs: unknown): void {
  for (const output of isJsonObject(outputs) ? Object.values(outputs) : []) {
    if (isJsonObject(output) && output.sensitive === true && own(output, "value") !== undefined) {
      put(output, "value", new Sensitive());
    }
  }
}
