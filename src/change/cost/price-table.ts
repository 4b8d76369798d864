import type { PriceCloud, PriceList } from "./price-list";

/** A price list as it is kept in the package: a table of items and regions. */
export interface PriceTable {
  readonly source: string;
  readonly asOf: string;
  readonly cloud: PriceCloud;

  /** Lines of `item,price,price,...`, after a first one of `,region,region,...`. What has no price stays empty. */
  readonly table: string;
}

/** The list in the table. */
export function priceListOf({ source, asOf, cloud, table }: PriceTable): PriceList {
  const [head = "", ...rows] = table.trim().split("\n");
  const [, ...regions] = head.split(",");
  const items = regions.map(() => new Map<string, number>());
  for (const row of rows) {
    const [item = "", ...prices] = row.split(",");
    for (const [index, price] of prices.entries()) {
      if (price !== "") {
        items[index]?.set(item, Number(price));
      }
    }
  }
  return {
    source,
    asOf,
    prices: { [cloud]: new Map(regions.map((region, index) => [region, items[index] ?? new Map()])) },
  };
}

/** The table that says the prices, by region and item, in the order of the alphabet. */
export function tableOf(prices: ReadonlyMap<string, ReadonlyMap<string, number>>): string {
  const regions = [...prices.keys()].sort();
  const items = [...new Set([...prices.values()].flatMap((list) => [...list.keys()]))].sort();
  const rows = items.map((item) => [item, ...regions.map((region) => prices.get(region)?.get(item) ?? "")].join(","));
  return `${["", ...regions].join(",")}\n${rows.join("\n")}\n`;
}
