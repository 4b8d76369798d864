import type { Estate, RootModule } from "../estate/estate";
import { isKey, stepsOf, textOf } from "../estate/plan-address";
import type { Resource, Value } from "../estate/resource";
import type { StateMove } from "../estate/state-edits";

/** A resource or data source that has another address afterwards. */
export interface Moved {
  readonly root: string;
  readonly from: string;
  readonly to: string;

  /** How the two are written, with the indexes that an estate without a plan leaves out: `aws_s3_bucket.a[0]`. */
  readonly written: StateMove;

  /** How many there are: of an instance that is moved, as many as there are where it comes to. */
  readonly count: Value;
}

/**
 * What the blocks `moved` of the root move. Terraform refuses to move what is still configured, or onto what is there: that stays
 * as it is, and so does what leads nowhere.
 */
export function moves({ name, stateEdits }: RootModule, before: Estate, after: Estate): readonly Moved[] {
  const rules = stateEdits?.moved ?? [];
  const taken = new Map<string, Moved>();
  for (const resource of rules.length === 0 ? [] : before.resources) {
    const { root, address, mode } = resource;
    if (root !== name || mode === "manifest" || after.at(root, address) !== undefined) {
      continue;
    }
    const written = followed(resource, rules);
    const target = written === undefined ? undefined : targetIn(after, root, written.to);
    if (written === undefined || target?.kind !== resource.kind || target.mode !== mode) {
      continue;
    }
    if (before.at(root, target.address) === undefined && !taken.has(target.address)) {
      const isInstance = [written.from, written.to].some((each) => each.endsWith("]"));
      const count = isInstance ? target.meta.count : resource.meta.count;
      taken.set(target.address, { root, from: address, to: target.address, written, count: count ?? null });
    }
  }
  return [...taken.values()];
}

/** Whether the resource is what the address names, an instance of it, or in that module. */
export function covers(address: string, resource: string): boolean {
  return resource === address || resource.startsWith(`${address}.`) || resource.startsWith(`${address}[`);
}

/** Where the resource ends up: what is moved on is moved again. Each block moves it once. */
function followed(resource: Resource, rules: readonly StateMove[]): StateMove | undefined {
  const open = new Set(rules);
  let found: StateMove | undefined;
  for (;;) {
    let next: StateMove | undefined;
    for (const rule of open) {
      next = found === undefined ? first(rule, resource) : again(rule, found);
      if (next !== undefined) {
        open.delete(rule);
        break;
      }
    }
    if (next === undefined) {
      return found;
    }
    found = next;
  }
}

function first(rule: StateMove, { address, meta }: Resource): StateMove | undefined {
  const from = [rule.from, withoutIndexes(rule.from)].find((each) => covers(each, address));
  // One of several that are one resource here: what becomes of the others would be left out.
  const isOneOfMany = from !== rule.from && typeof meta.count === "number" && meta.count > 1;
  if (from === undefined || isOneOfMany) {
    return undefined;
  }
  const rest = address.slice(from.length);
  return { from: `${rule.from}${rest}`, to: `${rule.to}${rest}` };
}

function again(rule: StateMove, { from, to }: StateMove): StateMove | undefined {
  return covers(rule.from, to) ? { from, to: `${rule.to}${to.slice(rule.from.length)}` } : undefined;
}

function targetIn(after: Estate, root: string, address: string): Resource | undefined {
  return after.at(root, address) ?? after.at(root, withoutIndexes(address));
}

/** Without what estates have only from plans: what `count` makes is one resource, and so is what a module makes. */
function withoutIndexes(address: string): string {
  if (!address.includes("[")) {
    return address;
  }
  const steps = stepsOf(address);
  const isModule = (index: number): boolean => steps[index - 2] === "module" && !isKey(steps[index - 1]);
  return textOf(steps.filter((step, index) => !isKey(step) || !(isModule(index) || /^\[\d+\]$/.test(step))));
}
