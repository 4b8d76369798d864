import { InputError } from "../../estate/input-error";
import { parseJson } from "../../estate/json";
import { type DownloadLimits, text } from "./download";

/**
 * The Cloud Billing Catalog, which wants an API key.
 *
 * @see https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list
 */
export const GOOGLE_PRICE_LIST = "https://cloudbilling.googleapis.com";

/** More pages than this has no service. */
const MOST_PAGES = 200;

/** Whose prices are read, and how. */
export interface CatalogAccess {
  /** Server of the catalog. */
  readonly source: string;
  readonly region: string;
  readonly key: string;
  readonly limits: DownloadLimits;
}

/** What one unit costs in the region: `core n2`, `ram n2`, `gpu nvidia-l4`, `disk pd-ssd`. */
export type Units = ReadonlyMap<string, number>;

/** Descriptions of on-demand units, and what we call them. */
export type UnitNames = readonly (readonly [description: RegExp, unit: (match: RegExpExecArray) => string])[];

/**
 * The units of a service that are named, in the region, on demand. What the catalog says twice, and not alike, has no price.
 *
 * @param service as in `services/6F81-5844-456A`
 * @throws InputError when the catalog cannot be fetched, or is not what Google writes
 */
export async function unitsOf(service: string, names: UnitNames, access: CatalogAccess): Promise<Units> {
  const found = new Map<string, Set<number>>();
  for await (const sku of skusOf(service, access)) {
    for (const [unit, price] of pricesIn(sku, names, access.region)) {
      found.set(unit, (found.get(unit) ?? new Set()).add(price));
    }
  }
  return new Map(
    [...found].flatMap(([unit, prices]) => (prices.size === 1 ? [...prices].map((one) => [unit, one]) : [])),
  );
}

/** The name of a unit of a family of machines: `core n2`. */
export function machineUnit(family: string, what: string): string {
  return `${what.toLowerCase()} ${family.toLowerCase()}`;
}

async function* skusOf(service: string, { source, key, limits }: CatalogAccess): AsyncGenerator<unknown> {
  const page = `${source}/v1/${service}/skus?currencyCode=USD&pageSize=5000`;
  let token = "";
  for (let pages = 0; pages === 0 || token !== ""; pages++) {
    if (pages > MOST_PAGES) {
      throw new InputError(page, `has more than ${MOST_PAGES} pages`);
    }
    const url = token === "" ? page : `${page}&pageToken=${encodeURIComponent(token)}`;
    // The key goes in a header: an address is said when something fails.
    const json = object(parseJson(url, await text(url, limits, { "x-goog-api-key": key })));
    const skus = json === undefined ? undefined : json.skus;
    if (!Array.isArray(skus)) {
      throw new InputError(url, 'is no catalog of Google\'s: it has no list of "skus"');
    }
    yield* skus;
    token = typeof json?.nextPageToken === "string" ? json.nextPageToken : "";
  }
}

function pricesIn(sku: unknown, names: UnitNames, region: string): readonly (readonly [unit: string, price: number])[] {
  const { description, serviceRegions, category, pricingInfo } = object(sku) ?? {};
  const isHere = Array.isArray(serviceRegions) && serviceRegions.includes(region);
  if (typeof description !== "string" || !isHere || object(category)?.usageType !== "OnDemand") {
    return [];
  }
  return names.flatMap(([pattern, name]) => {
    const match = pattern.exec(description);
    const price = match === null ? undefined : priceIn(pricingInfo);
    return match === null || price === undefined ? [] : [[name(match), price] as const];
  });
}

/** What is paid beyond the tiers that are free. */
function priceIn(pricingInfo: unknown): number | undefined {
  const latest = object(Array.isArray(pricingInfo) ? pricingInfo.at(-1) : undefined);
  const rates = object(latest?.pricingExpression)?.tieredRates;
  const price = object(object(Array.isArray(rates) ? rates.at(-1) : undefined)?.unitPrice);
  const amount = Number(price?.units ?? 0) + Number(price?.nanos ?? 0) / 1e9;
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

function object(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
