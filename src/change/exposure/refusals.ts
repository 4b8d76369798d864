import { covers, type PolicyCondition, type PolicyStatement } from "../../estate/policy-statement";
import type { Value } from "../../estate/resource";
import { conditionLimits, leftBy } from "./conditions";
import { overlaps } from "./covering";
import { spelling } from "./peers";

/** What is allowed, as far as a refusal can be about it. */
export interface Allowed {
  readonly action: string;

  /** As it is written; `*` where none is. */
  readonly resource: string;
}

/** What a refusal takes out of what is allowed. */
export interface Refused {
  readonly action: string;
  readonly resource: string;

  /** Words for whom alone it meets; empty for everybody. */
  readonly limit: string;
}

/** What refusals leave. */
export interface Left {
  /** Somebody may still do all of it, or some of it. */
  readonly isAny: boolean;

  /** Whoever meets one of these is left; each list is one way of being left. */
  readonly narrowings: readonly (readonly PolicyCondition[])[];
  readonly except: readonly Refused[];
}

const MOST_NARROWINGS = 16;

/** What the refusals leave of what is allowed, whoever is not met by them. */
export function leftOf(refusals: readonly PolicyStatement[], allowed: Allowed): Left {
  let narrowings: readonly (readonly PolicyCondition[])[] = [[]];
  const except: Refused[] = [];
  for (const refusal of refusals) {
    const share = shareOf(refusal, allowed);
    const left = share === "none" ? undefined : leftBy(refusal);
    if (left === undefined) {
      continue;
    }
    if (share === "part") {
      except.push(...partsOf(refusal, allowed, left === "nobody" ? "" : conditionLimits(refusal).join(" and ")));
    } else if (left === "nobody") {
      return { isAny: false, narrowings: [], except: [] };
    } else if (narrowings.length * left.length <= MOST_NARROWINGS) {
      narrowings = narrowings.flatMap((one) => left.map((other) => [...one, other]));
    }
  }
  return { isAny: true, narrowings, except };
}

type Share = "all" | "part" | "none";

/** How much of what is allowed the refusal is about. */
function shareOf(refusal: PolicyStatement, { action, resource }: Allowed): Share {
  const shares = [
    shareOfPatterns(refusal.actions, refusal.not_actions, action),
    refusal.resources.length === 0 && refusal.not_resources.length === 0
      ? "all"
      : shareOfPatterns(refusal.resources, refusal.not_resources, resource),
  ];
  return shares.includes("none") ? "none" : shares.includes("part") ? "part" : "all";
}

function shareOfPatterns(patterns: readonly Value[], others: readonly Value[], text: string): Share {
  if (others.length > 0) {
    const isLeft = others.some((pattern) => includes(spelling(pattern), text));
    return isLeft ? "none" : others.some((pattern) => overlaps(spelling(pattern), text)) ? "part" : "all";
  }
  const isMet = patterns.some((pattern) => includes(spelling(pattern), text));
  return isMet ? "all" : patterns.some((pattern) => overlaps(spelling(pattern), text)) ? "part" : "none";
}

/** Also for texts with placeholders, which are the same when they are written the same. */
function includes(pattern: string, text: string): boolean {
  const end = pattern.indexOf("*");
  return (
    pattern === text ||
    covers(pattern, text) === true ||
    (end >= 0 && end === pattern.length - 1 && text.startsWith(pattern.slice(0, end)))
  );
}

/** Each action on each resource that is refused; for all but some there is no pattern. */
function partsOf(refusal: PolicyStatement, { action, resource }: Allowed, limit: string): readonly Refused[] {
  const actions = refusal.not_actions.length > 0 ? [] : refusal.actions.map(spelling);
  const written = refusal.resources.length === 0 ? ["*"] : refusal.resources.map(spelling);
  const resources = refusal.not_resources.length > 0 ? [] : written;
  const [met, on] = [
    actions.filter((one) => overlaps(one, action)),
    resources.filter((one) => overlaps(one, resource)),
  ];
  const all = (names: readonly Value[]): string => `all but ${names.map(spelling).join(", ")}`;
  return (met.length > 0 ? met : [all(refusal.not_actions)]).flatMap((one) =>
    (on.length > 0 ? on : [all(refusal.not_resources)]).map((other) => ({ action: one, resource: other, limit })),
  );
}
