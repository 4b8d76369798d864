import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { target } from "../../estate/joins/references";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Cost, Named } from "../report";
import { keyOf, type ResourceChange, type Sides } from "../sides";
import { Bill } from "./bill";
import {
  type Bills,
  gpuHoursOf,
  isDifferent,
  itemsOf,
  lineOf,
  notesOf,
  sourcesOf,
  total,
  unpricedOf,
  updatesOf,
} from "./cost-lines";
import { figureOf, type InfracostFigures } from "./infracost";
import { kindsThatDependOnOthers, pricedKind, regionOf } from "./kinds";
import { difference, exactly, HOURS_PER_MONTH, inCents } from "./money";
import { canAlterPrice } from "./price-attributes";
import type { PriceBook } from "./price-book";
import { Pricing } from "./pricing";
import { unpricedReason, usageNotes } from "./usage";

/** What may be given beside the prices. */
export interface CostOptions {
  /** Figures of infracost, which replace ours where it has them. */
  readonly infracost?: InfracostFigures;
}

/** A resource whose cost may change. */
interface Pair {
  readonly named: Named;
  readonly before?: Resource;
  readonly after?: Resource;

  /** Undefined when only others change, that decide what it costs. */
  readonly change?: ResourceChange;
}

/**
 * What the change costs a month: every changed resource on both sides, and those that others decide about, as a launch template
 * does about its machines. What has no price is said, and is in no sum.
 */
export function costOf(sides: Sides, prices: PriceBook, { infracost }: CostOptions = {}): Cost {
  const bills = pairsOf(sides)
    .map((pair) => ({ change: pair.change, ...billsOf(sides, pair, prices, infracost) }))
    .filter((each) => each.change !== undefined || isDifferent(each));
  const lines = bills.map(lineOf);
  const open = bills.filter(isOpen);
  const [before, after] = [total(lines, "before"), total(lines, "after")];
  return {
    currency: "USD",
    hoursPerMonth: HOURS_PER_MONTH,
    before: inCents(before),
    after: inCents(after),
    monthlyDelta: inCents(difference(after, before)),
    items: itemsOf(lines),
    gpuHours: gpuHoursOf(bills),
    unpriced: open.flatMap((each) => unpricedOf(each) ?? []),
    notes: [...updatesOf(open), ...notesOf(bills)],
    prices: sourcesOf(bills, infracost),
  };
}

/** Whether what is unpriced of it counts: not when the resource costs after the change what it cost before, whatever that is. */
function isOpen(each: Bills & { readonly change: ResourceChange | undefined }): boolean {
  return each.change === undefined || canAlterPrice(each.change) || isDifferent(each);
}

/** Changed resources, and those of which others decide what they cost; each once. */
function pairsOf({ before, after, changes }: Sides): readonly Pair[] {
  const pairs: Pair[] = [];
  const seen = new Set<Resource>();
  for (const change of changes) {
    const { root, address, kind, action } = change;
    // What is forgotten stays and costs; what is imported is there already. Both cost before what they cost afterwards.
    // What is left behind beside a new one costs on, so that the new one is all that is added.
    const there = change.leavesBehind === true ? undefined : change.before;
    const [was, is] = [there ?? (action === "import" ? change.after : undefined), change.after];
    const stays = action === "forget" ? (is ?? was) : is;
    const named = { resource: address, root, kind };
    pairs.push({
      named,
      change,
      ...(was === undefined ? {} : { before: was }),
      ...(stays === undefined ? {} : { after: stays }),
    });
    for (const one of [change.before, change.after]) {
      if (one !== undefined) {
        seen.add(one);
      }
    }
  }
  for (const kind of kindsThatDependOnOthers()) {
    const were = new Map(thereOf(before, kind).map((resource) => [keyOf(resource), resource]));
    for (const is of thereOf(after, kind)) {
      const was = were.get(keyOf(is));
      if (was !== undefined && !seen.has(is) && !seen.has(was)) {
        pairs.push({ named: namedAs(is), before: was, after: is });
      }
    }
  }
  return pairs;
}

function thereOf(estate: Estate, kind: string): readonly Resource[] {
  return estate.ofKind(kind).filter((one) => one.mode === "managed" && !isGone(one));
}

function namedAs({ address, root, kind }: Resource): Named {
  return { resource: address, root, kind };
}

/** The bill of what is there; undefined prices are in it as what is missing. */
function billOf(estate: Estate, resource: Resource, prices: PriceBook): Bill {
  const kind = resource.mode === "managed" ? pricedKind(resource.kind) : undefined;
  if (kind === undefined) {
    const bill = new Bill();
    const reason = unpricedReason(resource);
    if (reason !== undefined) {
      bill.missAll(reason);
    }
    for (const note of usageNotes(resource)) {
      bill.note(note);
    }
    return bill;
  }
  const region = regionOf(estate, resource, kind.cloud) ?? clusterRegion(estate, resource);
  const pricing = new Pricing(estate, resource, prices, kind.cloud, region);
  kind.price(pricing);
  return pricing.bill;
}

/** A node pool that says no location lies where its cluster does. */
function clusterRegion(estate: Estate, resource: Resource): string | undefined {
  const cluster =
    resource.kind === "google_container_node_pool"
      ? target(estate, resource, "cluster", "google_container_cluster")
      : undefined;
  return cluster === undefined || isUnknown(cluster) ? undefined : regionOf(estate, cluster, "google");
}

/** Infracost's figures take the place of ours when it has one for each side that the resource is on. */
function billsOf(
  { before: was, after: is }: Sides,
  { named, before, after }: Pair,
  prices: PriceBook,
  infracost: InfracostFigures | undefined,
): Bills {
  const ours: Bills = {
    named,
    ...(before === undefined ? {} : { before: billOf(was, before, prices) }),
    ...(after === undefined ? {} : { after: billOf(is, after, prices) }),
  };
  if (infracost === undefined) {
    return ours;
  }
  const figure = (side: "before" | "after", resource: Resource | undefined) =>
    resource === undefined ? undefined : figureOf(infracost, side, resource);
  const [spent, costs] = [figure("before", before), figure("after", after)];
  if ((before !== undefined && spent === undefined) || (after !== undefined && costs === undefined)) {
    return ours;
  }
  return {
    named,
    isGiven: true,
    ...(spent === undefined ? {} : { before: Bill.given(exactly(spent), "infracost", ours.before) }),
    ...(costs === undefined ? {} : { after: Bill.given(exactly(costs), "infracost", ours.after) }),
  };
}
