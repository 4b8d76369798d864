import type { Cost, CostItem, GpuHours, Money, Named, Unpriced } from "../report";
import { type Bill, isPriced } from "./bill";
import type { InfracostFigures } from "./infracost";
import { difference, inCents, NOTHING, plus } from "./money";
import type { PriceList } from "./price-list";

/** The bills of a resource on both sides; undefined where it is not there. */
export interface Bills {
  readonly named: Named;
  readonly before?: Bill;
  readonly after?: Bill;

  /** The figures are infracost's. */
  readonly isGiven?: boolean;
}

/** What a resource costs before and after, to the last digit. */
export interface Line {
  readonly bills: Bills;

  /** Parts that have a price on all sides that they are on. */
  readonly parts: readonly string[];

  /** Of these parts: this alone is in rows, sums and differences. */
  readonly counted: { readonly before: Money; readonly after: Money };
}

/**
 * A part that has no price on one side is counted on neither: the machines of a pool that become a type without a price do not
 * become free. A part that is not there costs nothing.
 */
export function lineOf(bills: Bills): Line {
  const { before, after } = bills;
  const names = new Set([...(before?.parts.keys() ?? []), ...(after?.parts.keys() ?? [])]);
  const parts = [...names].filter((name) => [before, after].every((bill) => bill?.isKnown(name) !== false));
  const sum = (bill: Bill | undefined) =>
    parts.reduce((money, name) => plus(money, bill?.parts.get(name)?.money ?? NOTHING), NOTHING);
  return { bills, parts, counted: { before: sum(before), after: sum(after) } };
}

export function total(lines: readonly Line[], side: "before" | "after"): Money {
  return lines.reduce((sum, { counted }) => plus(sum, counted[side]), NOTHING);
}

/** Whether there is anything to pay for the resource, on one side at least. */
function hasParts({ before, after }: Bills): boolean {
  return (before?.parts.size ?? 0) + (after?.parts.size ?? 0) > 0;
}

/** Whether what the resource costs differs between the sides, or what is known of it does, or the GPUs of what is not. */
export function isDifferent(bills: Bills): boolean {
  const { before, after } = lineOf(bills).counted;
  const missing = (bill: Bill | undefined) =>
    [...(bill?.parts.values() ?? [])].flatMap((part) => part.missing).join("\n");
  const hours = (bill: Bill | undefined) =>
    [...(bill?.gpuHours ?? [])].map(([gpu, { low, high }]) => `${gpu} ${low} ${high}`).join("\n");
  return (
    before.low !== after.low ||
    before.high !== after.high ||
    missing(bills.before) !== missing(bills.after) ||
    hours(bills.before) !== hours(bills.after)
  );
}

/**
 * What is compared, the largest difference first: a row says of both sides what is in the sums, and nothing beside it. A
 * resource of which nothing can be compared is unpriced alone.
 */
export function itemsOf(lines: readonly Line[]): readonly CostItem[] {
  return lines
    .filter(({ parts }) => parts.length > 0)
    .map((line) => ({ line, delta: difference(line.counted.after, line.counted.before) }))
    .sort((one, other) => size(other.delta) - size(one.delta) || compare(one.line.bills.named, other.line.bills.named))
    .map(({ line, delta }) => ({
      ...line.bills.named,
      before: line.bills.before === undefined ? null : inCents(line.counted.before),
      after: line.bills.after === undefined ? null : inCents(line.counted.after),
      delta: inCents(delta),
      basis: basisOf(line),
    }));
}

function size({ low, high }: Money): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

function compare(one: Named, other: Named): number {
  const [a, b] = [one, other].map(({ root, resource }) => `${root}\u0000${resource}`);
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}

/** How both sides are computed, and once when it is the same. */
function basisOf({ bills: { before, after }, parts }: Line): string {
  const [was, is] = [before, after].map((bill) =>
    bill === undefined ? undefined : parts.flatMap((name) => bill.parts.get(name)?.bases ?? []).join(", ") || "nothing",
  );
  if (was === undefined || is === undefined || was === is) {
    return is ?? was ?? "";
  }
  return `before: ${was}; after: ${is}`;
}

/** What of the resource has no price: each reason once, also when it holds on both sides; undefined when all has one. */
export function unpricedOf(bills: Bills): Unpriced | undefined {
  const { named, before, after } = bills;
  const parts = [before, after].flatMap((bill) => [...(bill?.parts.values() ?? [])]);
  const reasons = [...new Set(parts.flatMap(({ missing }) => missing))];
  return reasons.length === 0 ? undefined : { ...named, reason: [...reasons, ...leftOut(bills)].join("; ") };
}

/** What has a price on its side, and is in no sum because the other side of it has none. */
function leftOut({ before, after }: Bills): readonly string[] {
  const left = (bill: Bill | undefined, other: Bill | undefined, side: string) =>
    [...(bill?.parts ?? [])]
      .filter(
        ([name, part]) => isPriced(part) && other?.isKnown(name) === false && other.parts.get(name)?.isOpen !== true,
      )
      .flatMap(([, { bases }]) => bases.map((basis) => `${basis} (${side})`));
  const all = [...left(before, after, "before"), ...left(after, before, "after")];
  return all.length === 0 ? [] : [`left out of the comparison with it: ${all.join(", ")}`];
}

/** By the name of the GPU; those that are on neither side are not there. */
export function gpuHoursOf(bills: readonly Bills[]): readonly GpuHours[] {
  const sums = { before: new Map<string, Money>(), after: new Map<string, Money>() };
  for (const each of bills) {
    for (const side of ["before", "after"] as const) {
      for (const [gpu, hours] of each[side]?.gpuHours ?? []) {
        sums[side].set(gpu, plus(sums[side].get(gpu) ?? NOTHING, hours));
      }
    }
  }
  const names = new Set([...sums.before.keys(), ...sums.after.keys()]);
  return [...names].sort().map((gpu) => ({
    gpu,
    before: inCents(sums.before.get(gpu) ?? NOTHING),
    after: inCents(sums.after.get(gpu) ?? NOTHING),
  }));
}

/** The way to prices that the lists lack: once for a region, however many lack theirs. */
export function updatesOf(bills: readonly Bills[]): readonly string[] {
  const regions = new Map(
    bills.flatMap(({ before, after }) => [...(before?.lackingRegions ?? []), ...(after?.lackingRegions ?? [])]),
  );
  return [...regions].sort().map(([region, cloud]) => {
    const key = cloud === "google" ? " --google-api-key KEY" : "";
    const command = `modelkeep prices update --region ${region}${key} --output prices.json`;
    return `what the price lists lack in ${region}; newer ones: ${command}, then --prices prices.json`;
  });
}

export function notesOf(bills: readonly Bills[]): readonly string[] {
  return [...new Set(bills.flatMap(({ before, after }) => [...(before?.notes ?? []), ...(after?.notes ?? [])]))].sort();
}

/** The lists that prices were taken from, and infracost's file. */
export function sourcesOf(bills: readonly Bills[], infracost: InfracostFigures | undefined): Cost["prices"] {
  const lists = new Set<PriceList>();
  for (const { before, after } of bills) {
    for (const list of [...(before?.lists ?? []), ...(after?.lists ?? [])]) {
      lists.add(list);
    }
  }
  return [
    ...(infracost === undefined ? [] : [{ source: shareOf(infracost, bills), asOf: infracost.asOf }]),
    ...[...lists]
      .map(({ source, asOf }) => ({ source, asOf }))
      .sort((one, other) => (one.source < other.source ? -1 : 1)),
  ];
}

/** How much of what costs has its figure from infracost: the rest has ours. */
function shareOf({ file }: InfracostFigures, bills: readonly Bills[]): string {
  const costing = bills.filter(hasParts);
  const given = costing.filter(({ isGiven }) => isGiven === true).length;
  return `infracost figures (${file}), for ${given} of ${costing.length} ${costing.length === 1 ? "resource" : "resources"}`;
}
