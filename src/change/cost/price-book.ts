import { readJson } from "../../estate/input-file";
import { lazily } from "../../estate/memo";
import { AWS_EC2 } from "./data/aws-ec2";
import { AWS_EC2_REGIONS } from "./data/aws-ec2-regions";
import { AWS_LIST_PRICES } from "./data/aws-list-prices";
import { GOOGLE_DISKS } from "./data/google-disks";
import { GOOGLE_LIST_PRICES } from "./data/google-list-prices";
import { GOOGLE_MACHINES } from "./data/google-machines";
import { GOOGLE_VERTEX_PRICES } from "./data/google-vertex-prices";
import { parsePrices } from "./price-file";
import { EVERYWHERE, type Price, type PriceCloud, type PriceList, UPDATED_LISTS } from "./price-list";
import { isUpdatable, unusedPrices } from "./price-names";
import { type PriceTable, priceListOf } from "./price-table";

/**
 * Price lists, the first of which that knows an item says its price: a file of one's own stands before the lists that come
 * with the package.
 */
export class PriceBook {
  /** @param warnings what the reader of a file must know of it, one line each: names that are never asked for */
  constructor(
    readonly lists: readonly PriceList[],
    readonly warnings: readonly string[] = [],
  ) {}

  /** Undefined when no list has the item in the region, or everywhere: it is never guessed from another region. */
  public price(cloud: PriceCloud, region: string, item: string): Price | undefined {
    for (const list of this.lists) {
      const regions = list.prices[cloud];
      const amount = regions?.get(region)?.get(item) ?? regions?.get(EVERYWHERE)?.get(item);
      if (amount !== undefined) {
        return { amount, list };
      }
    }
    return undefined;
  }

  /** Whether `modelkeep prices update` may have the price of what this book has none of: not when it was asked already. */
  public canBeUpdated(cloud: PriceCloud, region: string, item: string): boolean {
    const isUpdated = this.lists.some(
      ({ source, prices }) => source === UPDATED_LISTS[cloud] && prices[cloud]?.has(region) === true,
    );
    return !isUpdated && isUpdatable(cloud, region, item);
  }
}

/** The newest first: where two lists know an item, the first of them says its price. */
const TABLES: readonly PriceTable[] = [
  GOOGLE_LIST_PRICES,
  AWS_LIST_PRICES,
  GOOGLE_MACHINES,
  AWS_EC2,
  GOOGLE_VERTEX_PRICES,
  AWS_EC2_REGIONS,
  GOOGLE_DISKS,
];

const lists = lazily((): readonly PriceList[] => TABLES.map(priceListOf));

/** The dated prices that come with the package; their sources and what they leave out: docs/decisions/0013-prices.md. */
export function bundledPrices(): PriceBook {
  return new PriceBook(lists());
}

/**
 * Prices of one's own before those of the package, as `modelkeep prices update` writes them, or as they were negotiated.
 *
 * @throws InputError when the file cannot be read, or is no list of prices
 */
export function readPrices(file: string): PriceBook {
  const own = parsePrices(file, readJson(file));
  const unused = unusedPrices(own);
  return new PriceBook([...own, ...lists()], unused === undefined ? [] : [`${file}: ${unused}`]);
}
