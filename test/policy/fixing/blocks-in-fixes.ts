import { schemaOf } from "../../../src/estate/schema";
import { FIXES } from "../../../src/policy/fixes/all";
import { type FixAttributes, type FixValue, isFields } from "../../../src/policy/fixes/fix";
import { editsOf, isEdit } from "../../../src/policy/fixing/edits";
import { fragmentOf } from "../../../src/policy/fixing/fragment";
import { controlsOfAllProfiles } from "../../../src/policy/profiles";

/** Blocks of resources of AWS and Google Cloud that fixes write: the type, and the way to the block. */
export function blocksInFixes(): readonly (readonly [type: string, path: string])[] {
  const found = new Map<string, readonly [string, string]>();
  const collect = (type: string, fields: FixAttributes, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(fields)) {
      const here = [...path, name];
      const schema = here.reduce<ReturnType<typeof schemaOf>>(
        (outer, each) => outer?.blocks[each],
        schemaOf(type, "managed"),
      );
      const items: readonly FixValue[] = Array.isArray(value) ? value : [value];
      if (schema !== undefined) {
        found.set(`${type} ${here.join(".")}`, [type, here.join(".")]);
        for (const item of items.filter(isFields)) {
          collect(type, item, here);
        }
      }
    }
  };
  for (const { id, appliesTo } of controlsOfAllProfiles()) {
    for (const step of FIXES[id] ?? []) {
      const types = step.do === "add" ? [step.kind] : "on" in step && step.on !== undefined ? [step.on] : appliesTo;
      for (const type of types.filter((each) => /^(?:aws|google)_/.test(each))) {
        if (step.do === "add") {
          collect(type, step.attributes, []);
        } else if (isEdit(step)) {
          collect(type, fragmentOf(editsOf(step, { kind: type })).fields, []);
        }
      }
    }
  }
  return [...found.values()].sort(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1));
}
