import type { Estate } from "../../estate/estate";
import { leadsTo, target } from "../../estate/joins/references";
import { isAttributes, isList, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import { amountOf, Bill } from "./bill";
import { exactly, HOURS_PER_MONTH, numberText, rangeText, times } from "./money";
import type { PriceBook } from "./price-book";
import { isHourly, type PriceCloud, unitOf } from "./price-list";
import { resolved } from "./regions";

/** Something that a price list has an item for. */
export interface Priced {
  /** `ec2/g6.xlarge` */
  readonly item: string;

  /** As people call it: `g6.xlarge`. */
  readonly what: string;
}

/** How much of something is charged. */
export interface Amount {
  readonly count: Money;

  /** GiB, IOPS: of what is charged by size and not by the piece. */
  readonly each?: { readonly amount: number; readonly unit: string };
}

/** A number of Terraform, null when it is not set, undefined when it is not known. */
export type Known<T> = T | null | undefined;

/** Nobody orders more of anything: a larger number is a mistake, and its price would be no number any more. */
const MOST = 1e12;

/** All instances of one resource: `${aws_subnet.private[*].id}`. */
const SPLAT = /^\$\{[\w.-]+(?:\[\*\]|\.\*)\.id\}$/;

/** One resource on one side of a change, while its bill is made. */
export class Pricing {
  public readonly bill = new Bill();
  private readonly copies: Money | undefined;

  constructor(
    readonly estate: Estate,
    readonly resource: Resource,
    private readonly book: PriceBook,
    private readonly cloud: PriceCloud,
    readonly region: string | undefined,
  ) {
    this.copies = copiesOf(resource);
  }

  /** Charges for so many of what it is, or of any of them: the cheapest at the low end, the dearest at the high one. */
  public charge(part: string, of: Priced | readonly Priced[], { count, each }: Amount): void {
    const choices = "item" in of ? [of] : of;
    if (this.copies === undefined) {
      this.bill.miss(part, "how many there are");
      return;
    }
    const prices = choices.map((one) => ({ ...one, price: this.book.price(this.cloud, this.region ?? "", one.item) }));
    const [first] = prices;
    // The size of a volume may have a price where its IOPS have none.
    const performance = each === undefined || /^Gi?B$/.test(each.unit) ? "" : `${each.unit} of `;
    const without = prices.filter(({ price }) => price === undefined);
    const missing = without.map(({ what }) => `${performance}${what}`);
    if (missing.length > 0 || first === undefined) {
      const where = this.region === undefined ? ": its region is not known" : ` in ${this.region}`;
      this.bill.miss(part, `the price of ${missing.join(" and of ")}${where}`);
      const region = this.region ?? "";
      if (without.some(({ item }) => this.book.canBeUpdated(this.cloud, region, item))) {
        this.bill.lack(this.cloud, region);
      }
      return;
    }
    const amounts = prices.map(({ price }) => price?.amount ?? 0);
    const price: Money = { low: Math.min(...amounts), high: Math.max(...amounts) };
    const pieces = times(count, this.copies);
    const quantity = each === undefined ? pieces : amountOf(pieces, each.amount);
    const month = times(quantity, price);
    const size = each === undefined ? "" : `${numberText(each.amount)} ${each.unit} of `;
    this.bill.add(
      part,
      isHourly(first.item) ? times(month, exactly(HOURS_PER_MONTH)) : month,
      `${rangeText(pieces)} x ${size}${choices.map(({ what }) => what).join(" or ")} at ${rangeText(price)} USD ${unitOf(first.item)}`,
      prices.flatMap((one) => one.price?.list ?? []),
    );
  }

  /** The day that the price of the item is of; undefined when it has none. */
  public priceDay(item: string): string | undefined {
    return this.book.price(this.cloud, this.region ?? "", item)?.list.asOf;
  }

  /** Something costs, and how much is not known. */
  public miss(part: string, reason: string): void {
    this.bill.miss(part, reason);
  }

  /** Nobody knows all that there is of it. */
  public missAll(reason: string): void {
    this.bill.missAll(reason);
  }

  /** Something small may cost or not, and the note names it. */
  public leaveOpen(part: string, note: string): void {
    this.bill.leaveOpen(part, note);
  }

  public note(text: string): void {
    this.bill.note(text);
  }

  /** GPUs of so many machines. */
  public countGpus(gpu: string, count: Money): void {
    if (this.copies !== undefined) {
      this.bill.addGpuHours(gpu, times(times(count, this.copies), exactly(HOURS_PER_MONTH)));
    }
  }

  /** The text at the path, also by way of a reference. */
  public text(path: string, within: Attributes = this.resource.attributes): Known<string> {
    const value = resolved(this.estate, this.resource, valueAt(within, path));
    return value === null || value === "" ? null : textOf(value);
  }

  /** The number at the path, also by way of a reference, and written as a text; what is negative or beyond all measure is no amount. */
  public number(path: string, within: Attributes = this.resource.attributes): Known<number> {
    const value = resolved(this.estate, this.resource, valueAt(within, path));
    if (value === null || value === "") {
      return null;
    }
    const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
    return number >= 0 && number <= MOST ? number : undefined;
  }

  /** Whether the setting is switched on; undefined when it is not known. */
  public isOn(path: string, within: Attributes = this.resource.attributes): boolean | undefined {
    const value = resolved(this.estate, this.resource, valueAt(within, path));
    return isUnknown(value)
      ? undefined
      : value === true || (typeof value === "string" && value.toLowerCase() === "true");
  }

  /** The blocks at the path; undefined when it is not known which there are. */
  public blocks(path: string, within: Attributes = this.resource.attributes): readonly Attributes[] | undefined {
    const value = valueAt(within, path);
    return isUnknown(value) || listOf(value).some(isUnknown) ? undefined : listOf(value).filter(isAttributes);
  }

  /** How many the list at the path has, known or not; undefined when that cannot be told. */
  public lengthOf(path: string, kind: string): Known<number> {
    const value = valueAt(this.resource.attributes, path);
    if (value === null) {
      return null;
    }
    if (isList(value)) {
      return value.length;
    }
    // A plan knows nothing of a set that it does not know in full; what it is made from is its members.
    if (!isUnknown(value) || (value.text !== undefined && !SPLAT.test(value.text))) {
      return undefined;
    }
    const led = [...new Set(value.references.flatMap((one) => leadsTo(this.estate, one)))];
    const copies = led.map((one) => (one.kind === kind && one.mode === "managed" ? copiesOf(one)?.low : undefined));
    return led.length === 0 || copies.includes(undefined)
      ? undefined
      : copies.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  }

  /** All resources of the kind that the list at the path leads to; undefined unless every member leads to one. */
  public allLedTo(path: string, kind: string): readonly Resource[] | undefined {
    const value = valueAt(this.resource.attributes, path);
    const led = isList(value)
      ? value.map((_, index) => this.ledTo(`${path}.${index}`, kind))
      : isUnknown(value)
        ? value.references.flatMap((one) => leadsTo(this.estate, one, this.resource))
        : [];
    const found = led.filter((one) => one?.kind === kind && one.mode === "managed");
    return led.length === 0 || found.length < led.length ? undefined : found.flatMap((one) => one ?? []);
  }

  /** The resource that the attribute leads to, when it is one of the kind, and in the estate. */
  public ledTo(path: string, kind: string): Resource | undefined {
    const found = target(this.estate, this.resource, path, kind);
    return found === undefined || isUnknown(found) || found.kind !== kind || found.mode !== "managed"
      ? undefined
      : found;
  }
}

/** The first of them that is set, known or not; null when none is. */
export function firstSet<T, Of>(of: readonly Of[], read: (one: Of) => Known<T>): Known<T> {
  for (const one of of) {
    const found = read(one);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** How many of a resource a declaration makes: instances are read one by one; undefined when it is not known. */
function copiesOf({ actions, address, meta }: Resource): Money | undefined {
  if (actions.length > 0 || address.endsWith("]")) {
    return exactly(1);
  }
  const count = own(meta, "count");
  if (count !== null) {
    const number = typeof count === "number" || typeof count === "string" ? Number(count) : Number.NaN;
    return Number.isInteger(number) && number >= 0 && number <= MOST ? exactly(number) : undefined;
  }
  return sizeOf(own(meta, "for_each"));
}

function sizeOf(forEach: Value): Money | undefined {
  if (forEach === null) {
    return exactly(1);
  }
  if (isList(forEach)) {
    return exactly(forEach.length);
  }
  return isAttributes(forEach) ? exactly(Object.keys(forEach).length) : undefined;
}
