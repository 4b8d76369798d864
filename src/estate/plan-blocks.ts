import { isExpression } from "./plan-configuration";
import { isJsonObject, type JsonObject, own } from "./plan-json";

/** Beyond it the comparison of planned blocks with declared ones would take longer than it is worth. */
const MOST_COMPARISONS = 65_536;

/** Declared blocks of a node of the configuration; undefined when the node is an expression, or is not there. */
export function declaredBlocks(node: unknown): readonly unknown[] | undefined {
  if (Array.isArray(node)) {
    return node;
  }
  return isJsonObject(node) && !isExpression(node) ? [node] : undefined;
}

/**
 * Which declared block each planned one comes from: an index, or -1 for what a `dynamic` block made.
 *
 * Sets are planned in an order of their own, so that the position alone would tie a block to the references of its
 * neighbour: blocks are told apart by the values that the configuration states outright.
 */
export function alignment(planned: readonly unknown[], declared: readonly unknown[]): readonly number[] {
  if (planned.length === declared.length && planned.every((block, index) => score(block, declared[index]) >= 0)) {
    return planned.map((_, index) => index);
  }
  if (planned.length * declared.length > MOST_COMPARISONS) {
    return planned.map((_, index) => (index < declared.length ? index : -1));
  }
  const taken = new Set<number>();
  return planned.map((block, position) => {
    let best = -1;
    let bestScore = -1;
    for (const [index, candidate] of declared.entries()) {
      const points = taken.has(index) ? -1 : score(block, candidate) * 2 + (index === position ? 1 : 0);
      if (points > bestScore) {
        best = index;
        bestScore = points;
      }
    }
    taken.add(best);
    return best;
  });
}

/** How many stated values the planned block has; negative when it has another one. */
function score(planned: unknown, declared: unknown): number {
  if (!isJsonObject(planned) || !isJsonObject(declared)) {
    return 0;
  }
  let points = 0;
  for (const name of Object.keys(declared)) {
    const node = own(declared, name);
    const stated = isJsonObject(node) && isExpression(node) ? own(node, "constant_value") : undefined;
    if (stated === undefined) {
      continue;
    }
    const value = own(planned, name);
    if (!isPossible(value, stated)) {
      return Number.NEGATIVE_INFINITY;
    }
    points++;
  }
  return points;
}

/** Whether the planned value can be the stated one: scalars as Terraform converts them, lists in any order, for sets have none. */
function isPossible(planned: unknown, stated: unknown): boolean {
  if (planned === undefined) {
    return true;
  }
  if (Array.isArray(stated)) {
    const members = new Set(Array.isArray(planned) ? planned.map(scalarText) : []);
    return Array.isArray(planned) && stated.every((member) => members.has(scalarText(member)));
  }
  return typeof stated === "object" || scalarText(planned) === scalarText(stated);
}

/** Text of a scalar; lists and objects are not told apart, nor walked. */
function scalarText(value: unknown): string {
  return typeof value === "object" ? "" : String(value);
}

/** The planned list, and the declared block of each member. Anything else has no declaration. */
export function declaredMembers(planned: unknown, node: unknown): readonly (JsonObject | undefined)[] {
  const declared = declaredBlocks(node);
  if (declared === undefined || !Array.isArray(planned)) {
    return [];
  }
  return alignment(planned, declared).map((index) => {
    const block = declared[index];
    return isJsonObject(block) ? block : undefined;
  });
}
