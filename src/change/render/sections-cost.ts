import { digits } from "../../policy/reports/wording";
import type { ChangeReport, Money } from "../report";
import { type Entry, entriesOf, group, type RootName, type Section, type Tone } from "./section";
import { distinct, dollars, firstOf, gpuChanges, isNothing, monthlyCost, range, signedHours } from "./words";

/** Notes and price lists that are told one by one. */
const LISTED = 8;

/** What the change costs a month, what is not priced, and of which day the prices are. */
export function costSection({ cost }: ChangeReport, rootName: RootName): Section {
  const { items, gpuHours, unpriced, notes, prices } = cost;
  const entries = entriesOf(
    group(
      gpuChanges(gpuHours),
      ({ gpu, delta }): Entry => ({
        tone: toneOf(delta),
        label: `${range(delta, signedHours)} h`,
        name: gpu,
        where: "",
        text: "GPU hours a month",
        details: [],
        more: 0,
      }),
    ),
    group(
      items.filter(({ delta }) => !isNothing(delta)),
      ({ resource, root, delta, basis }): Entry => ({
        tone: toneOf(delta),
        label: range(delta),
        name: resource,
        where: rootName(root),
        text: basis,
        details: [],
        more: 0,
      }),
    ),
    group(
      unpriced,
      ({ resource, root, reason }): Entry => ({
        tone: "doubt",
        label: "unpriced",
        name: resource,
        where: rootName(root),
        text: reason,
        details: [],
        more: 0,
      }),
    ),
  );
  const asOf = firstOf(
    prices.map(({ source, asOf: day }) => `${source} of ${day}`),
    LISTED,
  );
  const left = notes.length - LISTED;
  return {
    id: "cost",
    title: "Cost",
    total: totalOf(cost),
    ...entries,
    notes: [
      ...notes.slice(0, LISTED).map((note) => `Not in it: ${note}.`),
      ...(left > 0 ? [`Not in it: ${digits(left)} more (see --format json).`] : []),
      ...(asOf === "" ? [] : [`Prices: ${asOf}; ${cost.hoursPerMonth} hours a month.`]),
    ],
  };
}

/** A sum of which a part is missing is a part of the sum. */
function totalOf(cost: ChangeReport["cost"]): string {
  const { before, after, monthlyDelta, unpriced } = cost;
  const open = distinct(unpriced).length;
  if (open > 0 && [before, after, monthlyDelta].every(isNothing)) {
    return `not known: ${digits(open)} unpriced`;
  }
  const known = `${monthlyCost(cost)} (before ${range(before, dollars)}, after ${range(after, dollars)})`;
  return open === 0 ? known : `${known}, and ${digits(open)} unpriced beside it`;
}

function toneOf({ low, high }: Money): Tone {
  return low > 0 || high > 0 ? "doubt" : low < 0 || high < 0 ? "good" : "plain";
}
