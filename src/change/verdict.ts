import { dangers } from "./dangers";
import { doubts } from "./doubts";
import type { ChangeParts } from "./reasons";
import { summaryLine } from "./render/summary-line";
import type { ChangeVerdict, Counts, Reason } from "./report";
import { CHANGE_ACTIONS, type ChangeAction, type ResourceChange } from "./sides";

/** What a change comes to. */
export interface JudgedChange {
  readonly verdict: ChangeVerdict;

  /** Why it is not `safe`: what is dangerous first. */
  readonly reasons: readonly Reason[];

  /** `4 changes: 1 to create, 3 to update; 2 services hit; +412.45 USD a month`. */
  readonly line: string;
  readonly counts: Counts;
}

/** The verdict, by the rules of docs/decisions/0014-verdict-and-guards.md. */
export function verdictOf(parts: ChangeParts): JudgedChange {
  const reasons = [...dangers(parts), ...doubts(parts)];
  const verdict = reasons[0]?.level ?? "safe";
  const counts = countsOf(parts.changes);
  return { verdict, reasons, line: summaryLine(parts, counts, verdict), counts };
}

function countsOf(changes: readonly ResourceChange[]): Counts {
  const counts = Object.fromEntries(CHANGE_ACTIONS.map((action) => [action, 0])) as Record<ChangeAction, number>;
  for (const { action } of changes) {
    counts[action] += 1;
  }
  return counts;
}
