import { isJsonObject, own, put } from "../estate/plan-json";
import type { PlanContent, PlanEntry } from "./plan-entries";
import { hiddenTexts, hideCopies, hideSensitive, Sensitive } from "./sensitive";

/** Hides all that the plan marks as sensitive, in place, before anything reads it. */
export function hideSensitiveValues({ json, entries, drift }: PlanContent): void {
  const changes = [...entries, ...drift];
  for (const entry of changes) {
    hideInChange(entry);
  }
  hideCopiesIn(changes.filter(({ action }) => action !== undefined));
  const listed = new Set(entries.map(({ raw }) => raw.address));
  const prior = own(json, "prior_state");
  for (const values of [own(json, "planned_values"), isJsonObject(prior) ? own(prior, "values") : undefined]) {
    if (isJsonObject(values)) {
      hideInModules(own(values, "root_module"), listed);
      hideOutputs(own(values, "outputs"));
    }
  }
}

function hideInChange({ change }: PlanEntry): void {
  for (const side of ["before", "after"]) {
    const marks = own(change, `${side}_sensitive`);
    if (marks === true && own(change, side) !== undefined) {
      change[side] = {};
    } else {
      hideSensitive(own(change, side), marks);
    }
  }
}

function hideCopiesIn(changes: readonly PlanEntry[]): void {
  const texts = new Set<string>();
  for (const { change } of changes) {
    hiddenTexts([own(change, "before"), own(change, "after")], texts);
  }
  for (const { change } of texts.size > 0 ? changes : []) {
    hideCopies([own(change, "before"), own(change, "after")], texts);
  }
}

/** What is listed as a change is not read here. Broken shapes are refused by the readers. */
function hideInModules(root: unknown, listed: ReadonlySet<unknown>): void {
  const modules = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (!isJsonObject(module)) {
      continue;
    }
    const [resources, children] = [own(module, "resources"), own(module, "child_modules")];
    for (const resource of Array.isArray(resources) ? resources : []) {
      if (isJsonObject(resource) && !listed.has(resource.address)) {
        hideSensitive(own(resource, "values"), own(resource, "sensitive_values"));
      }
    }
    modules.push(...(Array.isArray(children) ? children : []));
  }
}

function hideOutputs(outputs: unknown): void {
  for (const output of isJsonObject(outputs) ? Object.values(outputs) : []) {
    if (isJsonObject(output) && output.sensitive === true && own(output, "value") !== undefined) {
      put(output, "value", new Sensitive(output.value));
    }
  }
}
