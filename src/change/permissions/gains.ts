import { type ActionSet, difference, isNone, meet } from "./action-set";
import { type Condition, isDivisible, isWider, wordsOf } from "./conditions";
import {
  type Grant,
  isNotRead,
  keyOfGrant,
  mayMeet,
  type ResourcePattern,
  resourcesCover,
  resourcesMeet,
  spelt,
} from "./grant";
import { Granted } from "./granted";

/** What a principal can do that it could not do before. */
export interface Gain {
  readonly grant: Grant;

  /** Those of the grant's actions that are new. */
  readonly actions: ActionSet;
  readonly resource: ResourcePattern;
  readonly conditions: readonly Condition[];
  readonly undecided: boolean;

  /** What decides it and is not in the input: apply does not tell it either. */
  readonly missing?: string;

  /** The narrower conditions on which the principal could do it already, any of them; undefined where there were none. */
  readonly heldIf?: readonly (readonly Condition[])[];

  /** Of a Deny that is gone: what allows it now. */
  readonly allow?: Grant;

  /** With it, and with what else it is given, the principal can become what it is not: see `escalations.ts`. */
  readonly isEscalation?: true;
}

/** What else than the principal's own grants may allow what a Deny lets go of. */
export interface OtherAllows {
  readonly grants: readonly Grant[];

  /** Something that nobody here has read may allow it too. */
  readonly mayBeMore: boolean;
}

const NO_OTHERS: OtherAllows = { grants: [], mayBeMore: false };

/**
 * What the later grants allow that the earlier ones did not, by meaning: how statements are split, ordered and named is of no
 * matter, a wider pattern covers a narrower one, and a Deny that goes is a gain of what is allowed. What is lost is the same,
 * asked the other way around.
 *
 * @param others for a Deny that stands on a resource: who else is allowed something there afterwards
 */
export function gains(
  earlier: readonly Grant[],
  later: readonly Grant[],
  others: (deny: Grant) => OtherAllows = () => NO_OTHERS,
): readonly Gain[] {
  const [from, to] = [new Granted(earlier), new Granted(later)];
  const allowed = to.allows
    .filter((grant) => !from.keys.has(keyOfGrant(grant)))
    .flatMap((grant) => newlyAllowed(from, to, grant));
  const released = from.denies
    .filter((grant) => !to.keys.has(keyOfGrant(grant)))
    .flatMap((deny) => releasedBy(to, deny, allowed, others));
  return [...allowed, ...released];
}

function newlyAllowed(from: Granted, to: Granted, grant: Grant): readonly Gain[] {
  const { scope } = grant;
  return grant.resources.flatMap((resource) =>
    dividedBy(grant.conditions, (on) =>
      to.notDenied(from.notAllowed(grant.actions, scope, resource, on), scope, resource, on),
    ).flatMap(({ actions: all, conditions }) =>
      from.heldMoreNarrowly(all, scope, resource, conditions).map(({ actions, heldIf }) => ({
        ...gain(grant, actions, resource, conditions, from.mayDecide(actions, scope)),
        ...(heldIf.length === 0 ? {} : { heldIf }),
      })),
    ),
  );
}

/** Actions, and the conditions on which they are new. */
type Part = Pick<Gain, "actions" | "conditions">;

/** A product of many values is not taken apart further. */
const MOST_PARTS = 100;

/**
 * What is left of the actions, value by value where any value of a condition will do: who is let in by a value that was there
 * before gains nothing by the one that comes beside it.
 */
function dividedBy(
  conditions: readonly Condition[],
  left: (conditions: readonly Condition[]) => ActionSet,
): readonly Part[] {
  const whole = left(conditions);
  let parts: readonly Part[] = isNone(whole) ? [] : [{ actions: whole, conditions }];
  for (const [index, condition] of conditions.entries()) {
    if (isDivisible(condition) && parts.length <= MOST_PARTS) {
      parts = parts.flatMap((part) => divided(part, index, left));
    }
  }
  return parts;
}

/** The part by the values of one of its conditions; those of which the same is left stay together. */
function divided(
  { conditions }: Part,
  index: number,
  left: (conditions: readonly Condition[]) => ActionSet,
): readonly Part[] {
  const groups = new Map<string, { readonly actions: ActionSet; readonly values: string[] }>();
  const withValues = (values: readonly string[]): readonly Condition[] =>
    conditions.map((condition, at) => (at === index ? { ...condition, values } : condition));
  for (const value of conditions[index]?.values ?? []) {
    const actions = left(withValues([value]));
    if (!isNone(actions)) {
      const key = keyOfActions(actions);
      const group = groups.get(key) ?? { actions, values: [] };
      group.values.push(value);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ actions, values }) => ({ actions, conditions: withValues(values) }));
}

/** What a Deny that is gone or narrower does not deny any more. */
function releasedBy(
  to: Granted,
  deny: Grant,
  allowed: readonly Gain[],
  others: (deny: Grant) => OtherAllows,
): readonly Gain[] {
  if (deny.goesWithItsResource) {
    return [];
  }
  const { grants, mayBeMore: othersMay } = deny.standsAlone ? others(deny) : NO_OTHERS;
  const mayBeMore = othersMay || to.allows.some(isNotRead);
  const allows = grants.length === 0 ? to.allows : [...new Set([...to.allows, ...grants])];
  return deny.resources.flatMap((resource) =>
    dividedBy(deny.conditions, (on) => to.notDenied(deny.actions, deny.scope, resource, on)).flatMap((part) => {
      const free = { ...part, resource };
      const found = allows.flatMap((allow) => releasedOf(to, deny, free, allow, allowed));
      const rest = mayBeMore ? besides(free, found) : part.actions;
      return mayBeMore && !isNone(rest) ? [...found, gain(deny, rest, resource, part.conditions, true)] : found;
    }),
  );
}

/** What of the actions none of the gains is about on the whole of the resource. */
function besides({ actions, resource, conditions }: Free, found: readonly Gain[]): ActionSet {
  return found
    .filter((each) => resourcesCover(each.resource, resource) && isWider(each.conditions, conditions))
    .reduce<ActionSet>((left, each) => difference(left, each.actions), actions);
}

/** What a Deny does not deny any more. */
type Free = Pick<Gain, "actions" | "resource" | "conditions">;

/** What of it the grant allows now; what is said of the grant already is not said again. */
function releasedOf(to: Granted, deny: Grant, free: Free, allow: Grant, allowed: readonly Gain[]): readonly Gain[] {
  const both = meet(free.actions, allow.actions);
  if (isNone(both)) {
    return [];
  }
  const conditions = merged(free.conditions, allow.conditions);
  return allow.resources.flatMap((resource) => {
    const met = resourcesMeet(resource, free.resource);
    const narrow = met ?? (mayMeet(resource, free.resource) ? free.resource : undefined);
    if (narrow === undefined) {
      return [];
    }
    const said = allowed.filter((each) => each.grant === allow && each.resource === resource);
    const unsaid = said.reduce<ActionSet>((left, each) => difference(left, each.actions), both);
    const actions = to.notDenied(unsaid, allow.scope, narrow, conditions);
    return isNone(actions)
      ? []
      : [{ ...gain(deny, actions, narrow, conditions, allow.undecided || met === undefined), allow }];
  });
}

function merged(one: readonly Condition[], other: readonly Condition[]): readonly Condition[] {
  const words = new Set(one.map(wordsOf));
  return [...one, ...other.filter((condition) => !words.has(wordsOf(condition)))];
}

function gain(
  grant: Grant,
  actions: ActionSet,
  resource: ResourcePattern,
  conditions: readonly Condition[],
  undecided: boolean,
): Gain {
  const isUndecided = undecided || conditions.some((condition) => condition.undecided);
  return {
    grant,
    actions,
    resource,
    conditions,
    undecided: isUndecided || grant.undecided,
    ...(isUndecided || grant.missing === undefined ? {} : { missing: grant.missing }),
  };
}

/** A key under which gains of one grant that differ in their resources alone are one entry of a report. */
export function keyOfGain(gain: Gain): string {
  const { grant, actions, conditions, heldIf = [], undecided, missing, isEscalation } = gain;
  const { address, root } = { address: grant.through.resource, root: grant.through.root };
  return JSON.stringify([
    root,
    address,
    grant.effect,
    grant.actions.written,
    keyOfActions(actions),
    conditions.map(wordsOf),
    heldIf.map((each) => each.map(wordsOf)),
    undecided,
    missing ?? "",
    isEscalation === true,
  ]);
}

function keyOfActions({ known, others }: ActionSet): string {
  return JSON.stringify([known.length, known[0] ?? "", hash(known), others]);
}

const hashes = new WeakMap<readonly number[], number>();

function hash(numbers: readonly number[]): number {
  let known = hashes.get(numbers);
  if (known === undefined) {
    known = numbers.reduce((sum, number) => (Math.imul(sum, 31) + number) | 0, 7);
    hashes.set(numbers, known);
  }
  return known;
}

/** Resources of gains in words, each once. */
export function resourcesOf(all: readonly Gain[]): readonly string[] {
  return [...new Set(all.map(({ resource }) => spelt(resource)))];
}
