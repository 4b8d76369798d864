import { SEVERITIES, type Severity } from "../policy/control";
import { isAtOrAbove } from "../policy/reports/order";
import { count, digits } from "../policy/reports/wording";
import type { ChangeParts } from "./reasons";
import { servicesHit } from "./render/summary-line";
import { counted, distinct, isEgress, monthly, together } from "./render/words";
import type { Aspect, ChangeVerdict, Cost, GuardResult } from "./report";
import type { ChangeAction } from "./sides";

/** What a guard watches: a part of the report, all changes, or the verdict. */
export type GuardWord = Aspect | "changes" | "dangerous" | "review" | "none";

/** A threshold that a change must not exceed. */
export interface Guard {
  /** As it was asked: `cost>500`. */
  readonly asked: string;

  readonly word: GuardWord;

  /** Broken above this; 0 unless the guard says more. Words of the verdict have none. */
  readonly above: number;

  /** `findings` counts from this severity on. */
  readonly severity: Severity;

  /** `cost:priced` looks away from what has no price. */
  readonly pricedOnly: boolean;
}

/** A guard that cannot be understood: one line, without the name of the option or the file that it stands in. */
export class GuardError extends Error {
  public override readonly name = "GuardError";
}

/** Words that count something, and take a threshold. */
const COUNTABLE: readonly GuardWord[] = [
  "destroy",
  "replace",
  "blast-radius",
  "exposure",
  "permissions",
  "data-loss",
  "findings",
  "cost",
  "changes",
];
const OF_THE_VERDICT: readonly GuardWord[] = ["dangerous", "review", "none"];

/** All words that `--fail-on` takes, in the order in which help lists them. */
export const GUARD_WORDS: readonly GuardWord[] = [...COUNTABLE, ...OF_THE_VERDICT];

/** What a change is held to when nobody says anything. */
export const DEFAULT_GUARDS = "dangerous";

/**
 * Guards as `--fail-on` takes them: `destroy,cost>500,findings:medium>3`.
 *
 * Throws a GuardError for a word that is none, and for a threshold that is no number.
 */
export function parseGuards(text: string): readonly Guard[] {
  const guards = text.split(",").map((each) => guardOf(each.trim()));
  if (guards.length > 1 && guards.some(({ word }) => word === "none")) {
    throw new GuardError("none lets every change pass and stands alone");
  }
  return guards;
}

function guardOf(asked: string): Guard {
  const [, name = "", qualifier, threshold] = /^([^:>]*)(?::([^>]*))?(?:>(.*))?$/s.exec(asked) ?? [];
  const word = GUARD_WORDS.find((each) => each === name.trim());
  if (word === undefined) {
    throw new GuardError(`${quoted(asked)} is no guard; there are ${GUARD_WORDS.join(", ")}`);
  }
  if (threshold !== undefined && !COUNTABLE.includes(word)) {
    throw new GuardError(`${quoted(asked)}: ${word} is a verdict and takes no threshold`);
  }
  return {
    asked: asked.replaceAll(/\s/g, ""),
    word,
    above: threshold === undefined ? 0 : thresholdOf(asked, word, threshold.trim()),
    ...qualified(asked, word, qualifier?.trim()),
  };
}

function thresholdOf(asked: string, word: GuardWord, threshold: string): number {
  if (!(word === "cost" ? /^\d{1,12}(?:\.\d{1,2})?$/ : /^\d{1,12}$/).test(threshold)) {
    const what = word === "cost" ? "USD a month, as in cost>500 or cost>0.50" : `a whole number, as in ${word}>2`;
    throw new GuardError(`${quoted(asked)}: behind > stands ${what}`);
  }
  return Number(threshold);
}

function qualified(asked: string, word: GuardWord, qualifier?: string): Pick<Guard, "severity" | "pricedOnly"> {
  if (qualifier === undefined) {
    return { severity: "high", pricedOnly: false };
  }
  const severity = SEVERITIES.find((each) => each === qualifier);
  if (word === "findings" && severity !== undefined) {
    return { severity, pricedOnly: false };
  }
  if (word === "cost" && qualifier === "priced") {
    return { severity: "high", pricedOnly: true };
  }
  const known =
    word === "findings"
      ? `behind : stands one of ${SEVERITIES.join(", ")}`
      : word === "cost"
        ? "behind : stands priced, or nothing"
        : `${word} takes nothing behind :`;
  throw new GuardError(`${quoted(asked)}: ${known}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/**
 * What each guard finds, in the order in which they were asked.
 *
 * @param verdict what the parts come to
 */
export function judgeGuards(
  guards: readonly Guard[],
  parts: ChangeParts,
  verdict: ChangeVerdict,
): readonly GuardResult[] {
  return guards.map((guard) => ({ guard: guard.asked, ...judged(guard, parts, verdict) }));
}

type Judged = Omit<GuardResult, "guard">;

function judged(guard: Guard, parts: ChangeParts, verdict: ChangeVerdict): Judged {
  switch (guard.word) {
    case "destroy":
    case "replace":
      return actions(guard, parts, guard.word);
    case "changes":
      return over(guard, parts.changes.length, count(parts.changes.length, "change"));
    case "blast-radius": {
      const hits = servicesHit(parts).length;
      return over(guard, hits, `${count(hits, "service")} hit`);
    }
    case "exposure":
      return exposure(guard, parts);
    case "permissions":
      return permissions(guard, parts);
    case "data-loss":
      return dataLoss(guard, parts);
    case "findings":
      return findings(guard, parts);
    case "cost":
      return cost(guard, parts.cost);
    case "none":
      return { broken: false, found: "every change passes" };
    default:
      return {
        broken: verdict === "dangerous" || (verdict === "review" && guard.word === "review"),
        found: `the verdict is ${verdict}`,
      };
  }
}

function over({ above }: Guard, amount: number, found: string): Judged {
  return { broken: amount > above, found };
}

function actions(
  guard: Guard,
  { changes, basis }: ChangeParts,
  action: ChangeAction & ("destroy" | "replace"),
): Judged {
  const amount = changes.filter((change) => change.action === action).length;
  const guess = action === "replace" && basis === "estimate" ? ", as an estimate" : "";
  return over(guard, amount, `${digits(amount)} to ${action}${guess}`);
}

/** What is undecided counts: it may be what the guard is there for. A way out is how what got in takes along what it found. */
function exposure(guard: Guard, { exposure: { gained } }: ChangeParts): Judged {
  const open = gained.filter(({ undecided }) => undecided).length;
  const out = gained.filter(isEgress).length;
  const ways = `${counted(gained.length - out, "way")} in${out === 0 ? "" : ` and ${digits(out)} out`} gained`;
  const found = `${ways}${open === 0 ? "" : `, ${digits(open)} of them undecided`}`;
  return over(guard, gained.length, found);
}

function permissions(guard: Guard, { permissions: principals }: ChangeParts): Judged {
  const gaining = principals.filter(({ gained, trust }) => gained.length > 0 || trust.gained.length > 0).length;
  return over(guard, gaining, `${counted(gaining, "principal")} with more permissions or trust`);
}

/** What is protected, and what is protected less than before, is told and does not count. */
function dataLoss(guard: Guard, { dataLoss: losses }: ChangeParts): Judged {
  const lost = losses.filter(({ isProtected, action }) => !isProtected && action !== "update");
  const kept = losses.filter(({ isProtected }) => isProtected).length;
  const weaker = losses.filter(({ action }) => action === "update").length;
  const found = [
    `data of ${together(lost)} lost`,
    ...(kept === 0 ? [] : [`of ${digits(kept)} more protected`]),
    ...(weaker === 0 ? [] : [`${digits(weaker)} protected less than before`]),
  ].join(", ");
  return over(guard, distinct(lost).length, found);
}

function findings(guard: Guard, { findings: { added, undecided } }: ChangeParts): Judged {
  const isCounted = ({ severity }: { readonly severity: Severity }): boolean => isAtOrAbove(severity, guard.severity);
  const amount = added.filter(isCounted).length;
  const open = undecided.filter(isCounted).length;
  const found = `${count(amount, "new finding")} at or above ${guard.severity}`;
  return over(guard, amount, open === 0 ? found : `${found}, and ${digits(open)} undecided`);
}

/** A price that is not known may be any: it breaks a limit, unless the guard asks for what is priced alone. */
function cost({ above, pricedOnly }: Guard, { monthlyDelta, unpriced }: Cost): Judged {
  const without = distinct(unpriced).length;
  // Where fewer nodes cost more, and more of them less, the low ends are further apart.
  const high = Math.max(monthlyDelta.low, monthlyDelta.high);
  return {
    broken: high > above || (without > 0 && !pricedOnly),
    found:
      without === 0
        ? `${monthly({ low: high, high })} at most`
        : `${monthly({ low: high, high })} and what ${digits(without)} unpriced cost`,
  };
}
