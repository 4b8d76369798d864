import type { Severity } from "../policy/control";
import { isAtOrAbove } from "../policy/reports/order";
import { count } from "../policy/reports/wording";
import { isDescription } from "./drift/meaning";
import { servicesHit, summaryLine } from "./render/summary-line";
import { counted, distinct, isEgress, monthly, names, SOURCE_WORDS, together } from "./render/words";
import type { ChangeReport, ChangeVerdict, Cost, Counts, Hit, Money, Named, Reason, Source } from "./report";
import { CHANGE_ACTIONS, type ChangeAction, type ResourceChange } from "./sides";

/** What the verdict is made of: the report without what the verdict adds to it. */
export interface ChangeParts
  extends Pick<
    ChangeReport,
    "basis" | "changes" | "blastRadius" | "exposure" | "permissions" | "dataLoss" | "findings" | "cost"
  > {
  /** What the reader must know first: each makes the change one to look at. */
  readonly warnings: readonly string[];

  /** Planning failed: there is more to the change than anybody knows. */
  readonly isFailed?: boolean;
}

/** What a change comes to. */
export interface JudgedChange {
  readonly verdict: ChangeVerdict;

  /** Why it is not `safe`: what is dangerous first. */
  readonly reasons: readonly Reason[];

  /** `4 changes: 1 to create, 3 to update; 2 services hit; +412.45 USD a month`. */
  readonly line: string;
  readonly counts: Counts;
}

/** A cost that grows by more than this, in USD a month and as a part of what there was, is worth a look. */
const COST_GROWTH = { usd: 50, part: 0.1 };

/** Who must not reach anything without a person having said so. */
const WIDE: readonly Source[] = ["internet", "any-account", "other-account"];

/** The verdict, by the rules of docs/decisions/0014-verdict-and-guards.md. */
export function verdictOf(parts: ChangeParts): JudgedChange {
  const reasons = [...dangers(parts), ...doubts(parts)];
  const verdict = reasons[0]?.level ?? "safe";
  const counts = countsOf(parts.changes);
  return { verdict, reasons, line: summaryLine(parts, counts, verdict), counts };
}

// ----- What is dangerous

function dangers(parts: ChangeParts): readonly Reason[] {
  return [
    ...failed(parts),
    ...lostData(parts),
    ...WIDE.flatMap((source) => opened(parts, source, "dangerous")),
    ...takenOver(parts),
    ...newFindings(parts, "critical", "dangerous"),
    ...newFindings(parts, "high", "dangerous"),
    ...production(parts),
  ];
}

function failed({ isFailed }: ChangeParts): readonly Reason[] {
  const text = "what all the change does, nobody knows: see the warnings";
  return isFailed === true ? [{ aspect: "incomplete", level: "dangerous", text }] : [];
}

function lostData({ dataLoss }: ChangeParts): readonly Reason[] {
  const lost = dataLoss.filter(({ isProtected, action }) => !isProtected && action !== "update");
  return when(lost, "data-loss", "dangerous", `data of ${together(lost)} is lost, and nothing protects it`, addresses);
}

function opened({ exposure }: ChangeParts, source: Source, level: Reason["level"]): readonly Reason[] {
  const reached = distinct(
    exposure.gained.filter((reach) => reach.source === source && !reach.undecided && !isEgress(reach)),
  );
  const become = reached.length === 1 ? "becomes" : "become";
  return when(
    reached,
    "exposure",
    level,
    `${together(reached)} ${become} reachable from ${SOURCE_WORDS[source]}`,
    addresses,
  );
}

/** What may be sent to somebody opens nothing, and is the way out of who got in. */
function sending({ exposure }: ChangeParts): readonly Reason[] {
  const senders = distinct(exposure.gained.filter((reach) => !reach.undecided && isEgress(reach)));
  return when(senders, "exposure", "review", `${together(senders)} may send to more than before`, addresses);
}

function takenOver({ permissions }: ChangeParts): readonly Reason[] {
  const open = permissions.filter(({ trust }) => trust.gained.some((each) => each.isAnyone && !each.undecided));
  // What is known only after apply may narrow where it counts, and does not narrow what it allows.
  const foreign = permissions.filter(({ trust }) =>
    trust.gained.some((each) => each.isForeign === true && !each.isAnyone),
  );
  const admins = permissions.filter(({ gained }) => gained.some(({ level }) => level === "admin"));
  return [
    ...when(open, "permissions", "dangerous", `anyone may become ${counted(open.length, "principal")}`, principals),
    ...when(
      foreign,
      "permissions",
      "dangerous",
      `${counted(foreign.length, "principal")} ${foreign.length === 1 ? "trusts" : "trust"} somebody of another account`,
      principals,
    ),
    ...when(
      admins,
      "permissions",
      "dangerous",
      `${counted(admins.length, "principal")} ${admins.length === 1 ? "gains" : "gain"} admin permissions`,
      principals,
    ),
  ];
}

function newFindings({ findings }: ChangeParts, severity: Severity, level: Reason["level"]): readonly Reason[] {
  const added = findings.added.filter((finding) => finding.severity === severity);
  return when(added, "findings", level, count(added.length, `new ${severity} finding`), (all) =>
    names(all.map(({ control }) => control)),
  );
}

function production(parts: ChangeParts): readonly Reason[] {
  const felt = servicesHit(parts).filter(({ service }) => service.tier === "prod");
  return (["destroy", "replace"] as const).flatMap((action) =>
    (["endpoint", "cluster"] as const).flatMap((type) => {
      const hits = felt.filter((hit) => hit.action === action && hit.service.type === type);
      const done = action === "destroy" ? "destroyed" : "replaced";
      const [itself, others] = [hits.filter(isItself), hits.filter((hit) => !isItself(hit))];
      const of = (all: readonly Hit[], one: string, many: string): string =>
        `${counted(all.length, type)} of production ${all.length === 1 ? one : many} ${done}`;
      return [
        ...when(itself, "blast-radius", "dangerous", of(itself, "is", "are"), serviceNames),
        ...when(
          others,
          "blast-radius",
          "dangerous",
          of(others, "depends on what is", "depend on what is"),
          serviceNames,
        ),
      ];
    }),
  );
}

/** Whether the service is what changes, and does not merely stand on it. */
function isItself({ service, path }: Hit): boolean {
  const [first, ...rest] = path;
  return rest.length === 0 && first?.resource === service.resource && first.root === service.root;
}

// ----- What a person must look at

function doubts(parts: ChangeParts): readonly Reason[] {
  const narrow = (Object.keys(SOURCE_WORDS) as Source[]).filter((source) => !WIDE.includes(source));
  return [
    ...incomplete(parts),
    ...takenAway(parts),
    ...keptData(parts),
    ...changedInPlace(parts),
    ...narrow.flatMap((source) => opened(parts, source, "review")),
    ...sending(parts),
    ...granted(parts),
    ...newFindings(parts, "medium", "review"),
    ...undecided(parts),
    ...hitServices(parts),
    ...dearer(parts.cost),
    ...unpriced(parts.cost),
  ];
}

function incomplete({ warnings, changes }: ChangeParts): readonly Reason[] {
  const deferred = changes.filter(({ deferred: why }) => why !== undefined);
  return [
    ...when(warnings, "incomplete", "review", `the report comes with ${count(warnings.length, "warning")}`),
    ...when(deferred, "incomplete", "review", `${count(deferred.length, "change")} left to a later plan`, changed),
  ];
}

function takenAway({ changes, basis }: ChangeParts): readonly Reason[] {
  const guess = basis === "estimate" ? ", as far as can be told without a plan" : "";
  return (
    [
      ["destroy", "destroyed", ""],
      ["replace", "replaced", guess],
    ] as const
  ).flatMap(([action, done, how]) => {
    const these = changes.filter((change) => change.action === action);
    const text = `${together(these.map(namedChange))} ${these.length === 1 ? "is" : "are"} ${done}${how}`;
    return when(these, action, "review", text, changed);
  });
}

/** What is there changes, and not in its description alone: what that does to what runs, somebody has to know. */
function changedInPlace({ changes }: ChangeParts): readonly Reason[] {
  const updated = changes.filter(
    ({ action, kind, attributes }) =>
      action === "update" && (attributes.length === 0 || !attributes.every(({ path }) => isDescription(kind, path))),
  );
  const forgotten = changes.filter(({ action }) => action === "forget");
  const is = (all: readonly unknown[]): string => (all.length === 1 ? "is" : "are");
  return [
    ...when(
      updated,
      "update",
      "review",
      `${together(updated.map(namedChange))} ${is(updated)} updated in place`,
      changed,
    ),
    ...when(
      forgotten,
      "update",
      "review",
      `${together(forgotten.map(namedChange))} ${is(forgotten)} forgotten: Terraform neither guards nor mends it any more`,
      changed,
    ),
  ];
}

function keptData({ dataLoss }: ChangeParts): readonly Reason[] {
  const kept = dataLoss.filter(({ isProtected, action }) => isProtected && action !== "update");
  const weaker = dataLoss.filter(({ action }) => action === "update");
  return [
    ...when(kept, "data-loss", "review", `data of ${together(kept)} would be lost, and is protected`, addresses),
    ...when(weaker, "data-loss", "review", `data of ${together(weaker)} is protected less than before`, addresses),
  ];
}

function granted({ permissions }: ChangeParts): readonly Reason[] {
  const trusting = permissions.filter(({ trust }) =>
    trust.gained.some((each) => !each.isAnyone && each.isForeign !== true && !each.undecided),
  );
  const gaining = permissions.filter(({ gained }) => gained.some((each) => each.level !== "admin" && !each.undecided));
  return [
    ...when(
      trusting,
      "permissions",
      "review",
      `${counted(trusting.length, "principal")} ${trusting.length === 1 ? "trusts" : "trust"} somebody more`,
      principals,
    ),
    ...when(
      gaining,
      "permissions",
      "review",
      `${counted(gaining.length, "principal")} ${gaining.length === 1 ? "gains" : "gain"} permissions`,
      principals,
    ),
  ];
}

/** Unknown is not safe: what is known only after apply may be anything. */
function undecided({ exposure, permissions, findings }: ChangeParts): readonly Reason[] {
  const reaches = distinct(exposure.gained.filter((reach) => reach.undecided));
  const gaining = permissions.filter(({ gained, trust }) =>
    [...gained.filter(({ level }) => level !== "admin"), ...trust.gained].some((each) => each.undecided),
  );
  const open = findings.undecided.filter(({ severity }) => isAtOrAbove(severity, "high"));
  const later = "is known only after apply";
  return [
    ...when(reaches, "undecided", "review", `who reaches ${together(reaches)} cannot be told for sure`, addresses),
    ...when(
      gaining,
      "undecided",
      "review",
      `what ${counted(gaining.length, "principal")} may do, or who may become it, ${later}`,
      principals,
    ),
    ...when(
      open,
      "undecided",
      "review",
      `${count(open.length, "control")} of severity high or critical ${open.length === 1 ? "is" : "are"} undecided before apply`,
      (all) => names(all.map(({ control }) => control)),
    ),
  ];
}

function hitServices(parts: ChangeParts): readonly Reason[] {
  const hits = servicesHit(parts);
  const text = `${count(hits.length, "service")} ${hits.length === 1 ? "is" : "are"} hit`;
  return when(hits, "blast-radius", "review", text, serviceNames);
}

function dearer({ before, monthlyDelta }: Cost): readonly Reason[] {
  const isDearer = (end: keyof Money): boolean =>
    monthlyDelta[end] > COST_GROWTH.usd && monthlyDelta[end] > COST_GROWTH.part * before[end];
  const isWorse = isDearer("low") || isDearer("high");
  return isWorse ? [{ aspect: "cost", level: "review", text: `it costs ${monthly(monthlyDelta)}` }] : [];
}

function unpriced({ unpriced: without }: Cost): readonly Reason[] {
  const text = `the price of ${together(without)} is not known`;
  return when(without, "unpriced", "review", text, addresses);
}

function countsOf(changes: readonly ResourceChange[]): Counts {
  const counts = Object.fromEntries(CHANGE_ACTIONS.map((action) => [action, 0])) as Record<ChangeAction, number>;
  for (const { action } of changes) {
    counts[action] += 1;
  }
  return counts;
}

// ----- Sentences

/** The reason, unless there is nothing that it is about; the names of what it is about stand behind it. */
function when<T>(
  about: readonly T[],
  aspect: Reason["aspect"],
  level: Reason["level"],
  text: string,
  named?: (about: readonly T[]) => string,
): readonly Reason[] {
  return about.length === 0 ? [] : [{ aspect, level, text: named === undefined ? text : `${text}: ${named(about)}` }];
}

function namedChange({ address, root, kind }: ResourceChange): Named {
  return { resource: address, root, kind };
}

const addresses = (all: readonly Named[]): string => names(all.map(({ resource }) => resource));
const changed = (all: readonly ResourceChange[]): string => names(all.map(({ address }) => address));
const principals = (all: readonly { readonly principal: string }[]): string =>
  names(all.map(({ principal }) => principal));
const serviceNames = (all: readonly Hit[]): string => names(all.map(({ service }) => service.name));
