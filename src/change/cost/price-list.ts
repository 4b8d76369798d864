/** Whose prices they are. */
export type PriceCloud = "aws" | "google";

/** What `modelkeep prices update` calls the lists that it makes. */
export const UPDATED_LISTS: Readonly<Record<PriceCloud, string>> = {
  aws: "AWS price list",
  google: "Google Cloud Billing Catalog",
};

/** Prices of one source and one day. */
export interface PriceList {
  /** Where they come from, as people would look it up. */
  readonly source: string;

  /** Day that they are of, as in `2026-07-20`. */
  readonly asOf: string;

  /** US dollars by cloud, region and item, as in `aws`, `us-east-1`, `ec2/g6.xlarge`. */
  readonly prices: Readonly<Partial<Record<PriceCloud, RegionalPrices>>>;
}

/** US dollars by region and item. The region `*` is for what costs the same in all of them. */
export type RegionalPrices = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The region of what costs the same in all of them. */
export const EVERYWHERE = "*";

/** What an item costs, and who says so. */
export interface Price {
  /** US dollars. */
  readonly amount: number;
  readonly list: PriceList;
}

/** How an item is charged; by the hour unless it is one of these. */
const UNITS: readonly (readonly [items: RegExp, unit: string])[] = [
  [/^ebs\/.*-iops$/, "an IOPS-month"],
  [/^ebs\/.*-throughput$/, "a MiB/s-month"],
  [/^(?:ebs|disk)\/|^sagemaker\/storage$/, "a GB-month"],
  [/^(?:kms|secret)\//, "a month"],
];

/** `an hour`, `a month`, `a GB-month`. */
export function unitOf(item: string): string {
  return UNITS.find(([items]) => items.test(item))?.[1] ?? "an hour";
}

/** Whether the item is charged by the hour, and not by the month. */
export function isHourly(item: string): boolean {
  return unitOf(item) === "an hour";
}
