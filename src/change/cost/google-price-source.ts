import { MACHINE_TYPES } from "../../core/gpu-machine-types";
import { InputError } from "../../estate/input-error";
import { parseJson } from "../../estate/json";
import { type DownloadLimits, text } from "./download";

/**
 * The Cloud Billing Catalog, which wants an API key.
 *
 * @see https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list
 */
export const GOOGLE_PRICE_LIST = "https://cloudbilling.googleapis.com";

const COMPUTE_ENGINE = "services/6F81-5844-456A";

/** More pages than this has no service. */
const MOST_PAGES = 200;

/** What one unit costs in the region: `core N2`, `ram N2`, `gpu nvidia-l4`, `disk pd-ssd`. */
type Units = ReadonlyMap<string, number>;

/** Descriptions of on-demand units, and what we call them. */
const UNITS: readonly (readonly [description: RegExp, unit: (match: RegExpExecArray) => string])[] = [
  [/^(E2|N2|G2|A2) Instance (Core|Ram) running in /, ([, family = "", what = ""]) => unit(family, what)],
  [/^(N2D) AMD Instance (Core|Ram) running in /, ([, family = "", what = ""]) => unit(family, what)],
  [/^(N1) Predefined Instance (Core|Ram) running in /, ([, family = "", what = ""]) => unit(family, what)],
  [
    /^Nvidia Tesla (T4|V100|P100|P4|A100) GPU (?:running|attached) /,
    ([, model = ""]) => `gpu nvidia-tesla-${model.toLowerCase()}`,
  ],
  [/^Nvidia L4 GPU (?:running|attached) /, () => "gpu nvidia-l4"],
  [/^Storage PD Capacity(?: in |$)/, () => "disk pd-standard"],
  [/^Balanced PD Capacity(?: in |$)/, () => "disk pd-balanced"],
  [/^SSD backed PD Capacity(?: in |$)/, () => "disk pd-ssd"],
  [/^SSD backed Local Storage(?: in |$)/, () => "disk local-ssd"],
];

/** GB of memory by vCPU. @see https://cloud.google.com/compute/docs/general-purpose-machines */
const MEMORY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  e2: { standard: 4, highmem: 8, highcpu: 1 },
  n1: { standard: 3.75, highmem: 6.5, highcpu: 0.9 },
  n2: { standard: 4, highmem: 8, highcpu: 1 },
  n2d: { standard: 4, highmem: 8, highcpu: 1 },
};

const SIZES: Readonly<Record<string, readonly number[]>> = {
  "e2-standard": [2, 4, 8, 16, 32],
  "e2-highmem": [2, 4, 8, 16],
  "e2-highcpu": [2, 4, 8, 16, 32],
  "n1-standard": [1, 2, 4, 8, 16, 32, 64, 96],
  "n1-highmem": [2, 4, 8, 16, 32, 64, 96],
  "n1-highcpu": [2, 4, 8, 16, 32, 64, 96],
  "n2-standard": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128],
  "n2-highmem": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128],
  "n2-highcpu": [2, 4, 8, 16, 32, 48, 64, 80, 96],
  "n2d-standard": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224],
  "n2d-highmem": [2, 4, 8, 16, 32, 48, 64, 80, 96],
  "n2d-highcpu": [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224],
};

/** What a machine type is made of. */
export interface Shape {
  readonly family: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly gpus?: { readonly type: string; readonly count: number };
}

/**
 * Prices of Compute Engine in the region, by item. Machines are priced as they are billed, by their cores, memory and GPUs.
 *
 * @throws InputError when the catalog cannot be fetched, or is not what Google writes
 */
export async function googlePrices(
  source: string,
  region: string,
  { key, limits }: { readonly key: string; readonly limits: DownloadLimits },
): Promise<ReadonlyMap<string, number>> {
  const units = new Map<string, number>();
  const page = `${source}/v1/${COMPUTE_ENGINE}/skus?currencyCode=USD&pageSize=5000`;
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
    for (const sku of skus) {
      addUnit(units, object(sku) ?? {}, region);
    }
    token = typeof json?.nextPageToken === "string" ? json.nextPageToken : "";
  }
  return pricesOf(units);
}

function pricesOf(units: Units): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const [name, price] of units) {
    const [what = "", item = ""] = name.split(" ");
    if (what === "gpu" || what === "disk") {
      prices.set(`${what}/${item}`, price);
    }
  }
  for (const [machine, { family, cores, memoryGb, gpus }] of machineShapes()) {
    const [core, ram] = [units.get(`core ${family}`), units.get(`ram ${family}`)];
    const gpu = gpus === undefined ? 0 : units.get(`gpu ${gpus.type}`);
    if (core !== undefined && ram !== undefined && gpu !== undefined) {
      prices.set(`gce/${machine}`, Number((cores * core + memoryGb * ram + (gpus?.count ?? 0) * gpu).toFixed(9)));
    }
  }
  return prices;
}

/** Machine types whose prices are the sum of what they are made of, by name. */
export function machineShapes(): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const [series, sizes] of Object.entries(SIZES)) {
    const [family = "", kind = ""] = series.split("-");
    for (const cores of sizes) {
      const memoryGb = cores * (MEMORY[family]?.[kind] ?? 0);
      shapes.set(`${series}-${cores}`, { family, cores, memoryGb });
    }
  }
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-l4"]?.google ?? []) {
    const cores = Number(name.replace("g2-standard-", ""));
    shapes.set(name, { family: "g2", cores, memoryGb: 4 * cores, gpus: { type: "nvidia-l4", count: gpuCount } });
  }
  for (const { name, gpuCount } of MACHINE_TYPES["nvidia-a100-40gb"]?.google ?? []) {
    const [cores, memoryGb] = name.startsWith("a2-megagpu") ? [96, 1360] : [12 * gpuCount, 85 * gpuCount];
    shapes.set(name, { family: "a2", cores, memoryGb, gpus: { type: "nvidia-tesla-a100", count: gpuCount } });
  }
  return shapes;
}

function unit(family: string, what: string): string {
  return `${what.toLowerCase()} ${family.toLowerCase()}`;
}

function addUnit(units: Map<string, number>, sku: Readonly<Record<string, unknown>>, region: string): void {
  const { description, serviceRegions, category, pricingInfo } = sku;
  const isHere = Array.isArray(serviceRegions) && serviceRegions.includes(region);
  if (typeof description !== "string" || !isHere || object(category)?.usageType !== "OnDemand") {
    return;
  }
  for (const [pattern, name] of UNITS) {
    const match = pattern.exec(description);
    const price = match === null ? undefined : priceIn(pricingInfo);
    if (match !== null && price !== undefined) {
      units.set(name(match), price);
    }
  }
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
