import type { PrincipalChange } from "../report";

/** What decides over permissions and is not in the input: the document of a policy that is made elsewhere. */
export const MISSING_POLICY = "the document of a policy that it has";
export const MISSING_BOUNDARY = "the document of its permissions boundary";

/** It is there, and is no policy. */
export const READABLE_POLICY = "the document of a policy that can be read";

/** The same of clusters: what their groups are bound to, and what the roles are that pods take. */
export const MISSING_BINDING = "the binding of a group that it is in";
export const MISSING_ROLE = "the role that it may act as";

/** Why it cannot be told, and no apply tells it. */
export function whyUntold(missing: string): string {
  return missing === READABLE_POLICY ? "a policy cannot be read" : `${missing} is not in the input`;
}

/** Principals of which it is not known what they gain, for one reason. */
export interface Untold {
  readonly principals: readonly PrincipalChange[];

  /** Behind "what 1 principal": `may do, or who may become it, is known only after apply`. */
  readonly words: string;
}

/**
 * Principals that gain what is undecided, by the reason: what is not in the input, apply does not tell either. Permissions of an
 * admin are left out: they are dangerous as they are.
 */
export function untoldOf(all: readonly PrincipalChange[]): readonly Untold[] {
  const reasons = new Map<string, PrincipalChange[]>();
  for (const principal of all) {
    for (const words of new Set(reasonsOf(principal))) {
      const others = reasons.get(words);
      others === undefined ? reasons.set(words, [principal]) : others.push(principal);
    }
  }
  return [...reasons].map(([words, principals]) => ({ words, principals }));
}

function reasonsOf({ gained, trust }: PrincipalChange): readonly string[] {
  return [
    ...gained.filter(({ level, undecided }) => undecided && level !== "admin").map(({ missing }) => missing),
    ...trust.gained.filter(({ undecided }) => undecided).map(({ missing }) => missing),
  ].map((missing) => {
    const what = missing === undefined || missing === READABLE_POLICY ? "may do, or who may become it," : "may do";
    return missing === undefined
      ? `${what} is known only after apply`
      : `${what} cannot be told: ${whyUntold(missing)}`;
  });
}
