import type { Named, Permission } from "../report";
import type { GivenActions } from "./action-set";
import { type Condition, wordsOf } from "./conditions";
import { patternCovers, patternsMeet } from "./wildcard";

/** Resources of a statement: those of a pattern, or all but those of some patterns. */
export type ResourcePattern = { readonly of: string } | { readonly except: readonly string[] };

export type Level = Permission["level"];

/** What a statement, a binding or a grant gives to a principal, or denies it; the same for all systems of permissions. */
export interface Grant {
  readonly effect: "allow" | "deny";
  readonly actions: GivenActions;
  readonly resources: readonly ResourcePattern[];

  /**
   * Where the resources are names: one bucket, one key, one cluster; empty when they are names everywhere. A grant covers those of
   * its own scope alone.
   */
  readonly scope: string;
  readonly conditions: readonly Condition[];
  readonly through: Named;

  /** A part of it is not known: only after apply, or not at all when `missing` says what. */
  readonly undecided: boolean;

  /** What decides it and is not in the input, where nothing else about it is undecided. */
  readonly missing?: string;

  /** Nothing is known of it: it could give everything. */
  readonly isOpaque?: boolean;

  /** What actions come to that the table of AWS does not hold. */
  readonly levelOf?: (actions: readonly string[]) => Level;

  /** It holds for principals whose other permissions are not known: a Deny is felt although nothing else is given. */
  readonly standsAlone?: boolean;

  /** Of a Deny: what its policy stands on is destroyed or replaced by the change, or made by it. Nobody gains what is no more. */
  readonly goesWithItsResource?: boolean;

  /** Of a trust: everybody is meant, or everybody that its conditions leave; undefined where it cannot be told. */
  readonly isAnyone?: boolean;

  /** Of a trust: who is meant is of another account or project; undefined where it is not known. */
  readonly isForeign?: boolean;

  /** Of a trust: who is meant, for people, where that is a pattern. */
  readonly whoInWords?: (who: string) => string;
}

/** Whether it is a policy of AWS that is known by its name alone: it may give anything. */
export function isNotRead({ levelOf, actions, isOpaque, through }: Grant): boolean {
  return (
    through.kind.startsWith("aws_") && (isOpaque === true || (levelOf !== undefined && actions.known.length === 0))
  );
}

const keys = new WeakMap<Grant, string>();

/** Grants with the same key give the same; also those of which not all is known. */
export function keyOfGrant(grant: Grant): string {
  let key = keys.get(grant);
  if (key === undefined) {
    const { effect, actions, resources, scope, conditions } = grant;
    key = JSON.stringify([
      effect,
      [...actions.patterns].sort(),
      [...actions.except].sort(),
      resources.map(spelt).sort(),
      scope,
      conditions.map(wordsOf).sort(),
    ]);
    keys.set(grant, key);
  }
  return key;
}

export function spelt(pattern: ResourcePattern): string {
  return "of" in pattern ? pattern.of : `* except ${pattern.except.join(", ")}`;
}

/** Whether all that the one pattern stands for is what the other stands for. */
export function resourcesCover(wide: ResourcePattern, narrow: ResourcePattern): boolean {
  if ("of" in wide) {
    return "of" in narrow ? patternCovers(wide.of, narrow.of) : wide.of === "*";
  }
  return "of" in narrow
    ? wide.except.every((pattern) => !patternsMeet(pattern, narrow.of))
    : wide.except.every((pattern) => narrow.except.some((other) => patternCovers(other, pattern)));
}

/** Whether it is not known: the one is an ARN that is known after apply, and the other a pattern of ARNs. */
export function mayMeet(one: ResourcePattern, other: ResourcePattern): boolean {
  const [isOpen, isOtherOpen] = [one, other].map((pattern) => "of" in pattern && pattern.of.startsWith("${"));
  const pattern = isOpen ? other : one;
  return isOpen !== isOtherOpen && "of" in pattern && /[*?]/.test(pattern.of) && !pattern.of.includes("${");
}

/**
 * What both patterns stand for; undefined for nothing. Where they overlap and neither covers the other it is the first one: a
 * report says rather too much than too little.
 */
export function resourcesMeet(one: ResourcePattern, other: ResourcePattern): ResourcePattern | undefined {
  if (resourcesCover(other, one)) {
    return one;
  }
  if (resourcesCover(one, other)) {
    return other;
  }
  if ("of" in one && "of" in other) {
    return patternsMeet(one.of, other.of) ? one : undefined;
  }
  const [pattern, rest] = "of" in one ? [one, other] : [other, one];
  const isLeftOut =
    "of" in pattern && "except" in rest && rest.except.some((excepted) => patternCovers(excepted, pattern.of));
  return isLeftOut ? undefined : pattern;
}
