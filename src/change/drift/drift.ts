import { compareText } from "../../policy/reports/order";
import { dataLossOf } from "../data-loss";
import { redacted } from "../redacted-report";
import type { Hit } from "../report";
import { addressKey, CHANGE_ACTIONS, type ResourceChange, type Sides } from "../sides";
import { guardReasons, harmlessReason, isOnlyAutoscaled, servingReasons, telling, unjudgedReasons } from "./classify";
import { consequencesOf, type DriftJudges } from "./consequences";
import { DRIFT_GROUPS, type DriftEntry, type DriftGroup, type DriftReason } from "./drift-report";
import { servesNothing } from "./meaning";
import type { Drifted, DriftReading } from "./plan-drift";
import { remedyOf } from "./remedy";

/** So many are followed one by one to what depends on them, fewer in a large estate; the others together. */
const FOLLOWED = 100;
const MOST_WALKED = 1_000_000;

/** All that drifted: each in one group, with the reasons for it and the ways out of it. The worst first. */
export function driftEntries({ sides, drifted }: DriftReading, judges: DriftJudges): readonly DriftEntry[] {
  const consequences = consequencesOf(sides, drifted, judges);
  const services = servicesReached(sides, drifted, judges);
  const losses = new Map(
    dataLossOf(sides).map(({ root, resource, lost }) => [keyOf({ root, address: resource }), lost]),
  );
  return drifted
    .map((drift): DriftEntry => {
      const { reasons: seen = [], findings = [], waived = [] } = consequences.get(drift) ?? {};
      const reached = services.get(drift) ?? [];
      const means = drift.action === "destroy" || drift.differences.length > 0;
      const lost = losses.get(keyOf(drift));
      const isJudged = seen.some(({ aspect }) => aspect === "exposure" || aspect === "permissions");
      const own = means ? [...guardReasons(drift), ...servingReasons(sides, drift, reached, lost, isJudged)] : [];
      const known = inOrder([...seen, ...own]);
      const isTold = known.some((reason) => reason.group !== "harmless");
      const found = isTold ? known : inOrder([...known, ...unjudgedReasons(sides, drift)]);
      const group = found[0]?.group ?? "harmless";
      const reasons = group === "harmless" ? [...found, harmlessReason(sides, drift)] : found;
      const { root, address, kind, action, previousAddress, attributes } = drift;
      return {
        resource: address,
        root,
        kind,
        group,
        action,
        ...(previousAddress === undefined ? {} : { previousAddress }),
        reasons,
        attributes,
        services: group === "harmless" ? [] : reached,
        findings,
        waived,
        remedy: remedyOf(drift, [...new Set(findings.map(({ control }) => control))].sort(compareText), {
          losesData: lost !== undefined,
          isAutoscaled: group === "harmless" && isOnlyAutoscaled(sides, drift),
        }),
      };
    })
    .sort(compareEntries)
    .map((entry) => redacted(entry, sides.hidden));
}

/** How many are in each group. */
export function countGroups(entries: readonly DriftEntry[]): Readonly<Record<DriftGroup, number>> {
  const counts: Record<DriftGroup, number> = { security: 0, outage: 0, harmless: 0 };
  for (const { group } of entries) {
    counts[group] += 1;
  }
  return counts;
}

/** The worst group first; every reason once. */
function inOrder(reasons: readonly DriftReason[]): readonly DriftReason[] {
  const known = new Map(reasons.map((reason) => [`${reason.group} ${reason.text}`, reason]));
  return [...known.values()].sort((one, other) => rank(one.group) - rank(other.group));
}

function rank(group: DriftGroup): number {
  return DRIFT_GROUPS.indexOf(group);
}

function compareEntries(one: DriftEntry, other: DriftEntry): number {
  return (
    rank(one.group) - rank(other.group) ||
    CHANGE_ACTIONS.indexOf(one.action) - CHANGE_ACTIONS.indexOf(other.action) ||
    compareText(one.root, other.root) ||
    compareText(one.resource, other.resource)
  );
}

/** Services by the drift that reaches them: what only describes, or guards, is felt by none. */
function servicesReached(
  sides: Sides,
  drifted: readonly Drifted[],
  judges: DriftJudges,
): ReadonlyMap<Drifted, readonly Hit[]> {
  const changes = new Map(sides.changes.map((change) => [keyOf(change), change]));
  const felt = drifted.flatMap((drift): (readonly [Drifted, ResourceChange])[] => {
    const change = changes.get(keyOf(drift));
    const isFelt = drift.action === "destroy" || telling(sides, drift).length > 0;
    return change !== undefined && isFelt && !servesNothing(drift.kind) ? [[drift, change]] : [];
  });
  const followed = Math.min(FOLLOWED, Math.ceil(MOST_WALKED / Math.max(1, sides.before.resources.length)));
  const hits = new Map<Drifted, readonly Hit[]>();
  for (const [drift, change] of felt.slice(0, followed)) {
    hits.set(drift, judges.blastRadius({ ...sides, changes: [change] }).hits);
  }
  const rest = felt.slice(followed);
  const together =
    rest.length === 0 ? [] : judges.blastRadius({ ...sides, changes: rest.map(([, change]) => change) }).hits;
  const byStart = new Map<string, Hit[]>();
  for (const hit of together) {
    const start = `${hit.path[0]?.root}\u0000${hit.path[0]?.resource}`;
    byStart.set(start, [...(byStart.get(start) ?? []), hit]);
  }
  for (const [drift] of rest) {
    hits.set(drift, byStart.get(keyOf(drift)) ?? []);
  }
  return hits;
}

function keyOf({ root, address }: { readonly root: string; readonly address: string }): string {
  return addressKey(root, address);
}
