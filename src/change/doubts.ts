import { isAtOrAbove } from "../policy/reports/order";
import { count } from "../policy/reports/wording";
import { dataKind } from "./data-kinds";
import { isDescription } from "./description";
import { isMakingJudged } from "./judged-kinds";
import { untoldOf } from "./permissions/missing";
import {
  addresses,
  type ChangeParts,
  changed,
  namedChange,
  newFindings,
  opened,
  principals,
  serviceNames,
  stops,
  WIDE,
  when,
} from "./reasons";
import { servicesHit } from "./render/summary-line";
import { counted, distinct, isEgress, monthlyCost, names, SOURCE_WORDS, together } from "./render/words";
import { isReplacementKnown } from "./replacements";
import type { Cost, Money, Reason, Source } from "./report";
import { addressKey, type ResourceChange } from "./sides";
import { stoppedBy } from "./stopped";

/** A cost that grows by more than this, in USD a month and as a part of what there was, is worth a look. */
const COST_GROWTH = { usd: 50, part: 0.1 };

/** What a person must look at. */
export function doubts(parts: ChangeParts): readonly Reason[] {
  const narrow = (Object.keys(SOURCE_WORDS) as Source[]).filter((source) => !WIDE.includes(source));
  return [
    ...incomplete(parts),
    ...takenAway(parts),
    ...keptData(parts),
    ...changedInPlace(parts),
    ...stops(stoppedBy(parts.changes), "review"),
    ...narrow.flatMap((source) => opened(parts, source, "review")),
    ...sending(parts),
    ...granted(parts),
    ...newFindings(parts, "medium", "review"),
    ...undecided(parts),
    ...unjudged(parts),
    ...hitServices(parts),
    ...dearer(parts.cost),
    ...unpriced(parts.cost),
    ...drifted(parts),
  ];
}

function incomplete({ warnings, changes }: ChangeParts): readonly Reason[] {
  const deferred = changes.filter(({ deferred: why }) => why !== undefined);
  return [
    ...when(warnings, "incomplete", "review", `the report comes with ${count(warnings.length, "warning")}`),
    ...when(deferred, "incomplete", "review", `${count(deferred.length, "change")} left to a later plan`, changed),
  ];
}

/** What an apply undoes is among the changes; what it leaves as somebody made it, no part of the report speaks of. */
function drifted({ changes, drift }: ChangeParts): readonly Reason[] {
  const planned = new Set(changes.map(({ root, address }) => addressKey(root, address)));
  const left = drift.filter(
    ({ root, address, action }) => action !== "move" && !planned.has(addressKey(root, address)),
  );
  const was = left.length === 1 ? "was" : "were";
  const text = `${together(left.map(namedChange))} ${was} changed outside of Terraform and stay${left.length === 1 ? "s" : ""} so; modelkeep drift says what that means`;
  return when(left, "drift", "review", text, changed);
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
  const updated = changes.filter((change) => change.action === "update" && !onlyDescribes(change));
  const isUnsure = ({ isEstimate, kind }: ResourceChange): boolean => isEstimate && !isReplacementKnown(kind);
  const [unsure, sure] = [updated.filter(isUnsure), updated.filter((change) => !isUnsure(change))];
  const forgotten = changes.filter(({ action, leavesBehind }) => action === "forget" || leavesBehind === true);
  const is = (all: readonly unknown[]): string => (all.length === 1 ? "is" : "are");
  return [
    ...when(sure, "update", "review", `${together(sure.map(namedChange))} ${is(sure)} updated in place`, changed),
    ...when(
      unsure,
      "update",
      "review",
      `${together(unsure.map(namedChange))} ${is(unsure)} updated in place or replaced, which a plan knows`,
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

function onlyDescribes({ kind, attributes }: ResourceChange): boolean {
  return attributes.length > 0 && attributes.every(({ path }) => isDescription(kind, path));
}

function keptData({ dataLoss }: ChangeParts): readonly Reason[] {
  const kept = dataLoss.filter(({ isProtected, action }) => isProtected && action !== "update");
  const weaker = dataLoss.filter(({ action }) => action === "update");
  const holding = weaker.filter(({ kind }) => dataKind(kind) !== undefined);
  const guarding = weaker.filter(({ kind }) => dataKind(kind) === undefined);
  const protect = guarding.length === 1 ? "protects" : "protect";
  return [
    ...when(kept, "data-loss", "review", `data of ${together(kept)} would be lost, and is protected`, addresses),
    ...when(holding, "data-loss", "review", `data of ${together(holding)} is protected less than before`, addresses),
    ...when(guarding, "data-loss", "review", `${together(guarding)} ${protect} less than before`, addresses),
  ];
}

/** What may be sent to somebody opens nothing, and is the way out of who got in. */
function sending({ exposure }: ChangeParts): readonly Reason[] {
  const senders = distinct(exposure.gained.filter((reach) => !reach.undecided && isEgress(reach)));
  return when(senders, "exposure", "review", `${together(senders)} may send to more than before`, addresses);
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
  const untold = exposure.gained.filter((reach) => reach.undecided);
  const [reaches, sends] = [distinct(untold.filter((reach) => !isEgress(reach))), distinct(untold.filter(isEgress))];
  const open = findings.undecided.filter(({ severity }) => isAtOrAbove(severity, "high"));
  return [
    ...when(reaches, "undecided", "review", `who reaches ${together(reaches)} cannot be told for sure`, addresses),
    ...when(sends, "undecided", "review", `where ${together(sends)} may send to cannot be told for sure`, addresses),
    ...untoldOf(permissions).flatMap(({ principals: all, words }) =>
      when(all, "undecided", "review", `what ${counted(all.length, "principal")} ${words}`, principals),
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

/** What is updated or replaced asks for a look anyway; what is made of a kind that nobody reads must not pass as harmless. */
function unjudged({ changes }: ChangeParts): readonly Reason[] {
  const made = changes.filter(
    ({ action, after }) => action === "create" && after !== undefined && !isMakingJudged(after),
  );
  const text = `what ${together(made.map(namedChange))} ${made.length === 1 ? "opens or grants" : "open or grant"} is not judged`;
  return when(made, "undecided", "review", text, changed);
}

function hitServices(parts: ChangeParts): readonly Reason[] {
  const hits = servicesHit(parts);
  const text = `${count(hits.length, "service")} ${hits.length === 1 ? "is" : "are"} hit`;
  return when(hits, "blast-radius", "review", text, serviceNames);
}

function dearer(cost: Cost): readonly Reason[] {
  const { before, monthlyDelta } = cost;
  const isDearer = (end: keyof Money): boolean =>
    monthlyDelta[end] > COST_GROWTH.usd && monthlyDelta[end] > COST_GROWTH.part * before[end];
  const isWorse = isDearer("low") || isDearer("high");
  return isWorse ? [{ aspect: "cost", level: "review", text: `it costs ${monthlyCost(cost)}` }] : [];
}

function unpriced({ unpriced: without }: Cost): readonly Reason[] {
  const text = `the price of ${together(without)} is not known`;
  return when(without, "unpriced", "review", text, addresses);
}
