import { InputError } from "../../estate/input-error";
import { AWS_PRICE_LIST, awsPrices } from "./aws-price-source";
import type { DownloadLimits } from "./download";
import { GOOGLE_PRICE_LIST } from "./google-catalog";
import { googlePrices } from "./google-price-source";
import { type PriceCloud, type PriceList, UPDATED_LISTS } from "./price-list";

/** What is asked for. */
export interface PriceUpdate {
  /** Regions of AWS and of Google Cloud, in any mix. */
  readonly regions: readonly string[];

  /** Day that the lists are of: that of the download. */
  readonly asOf: string;

  /** Another server than the clouds' own: a mirror. */
  readonly source?: string;

  readonly googleApiKey?: string;

  /** Milliseconds for one file. */
  readonly timeout: number;

  /** Says what happens while it does, and what was left out. */
  readonly onProgress: (text: string) => void;
}

/** The largest list of AWS, that of EC2 in us-east-1, is some hundred megabytes. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;
const MOST_BYTES_OF_A_PAGE = 64 * 1024 * 1024;
const IDLE = 30_000;

/** Whose region it is; undefined when it is nobody's. */
export function cloudOfRegion(region: string): PriceCloud | undefined {
  if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) {
    return "aws";
  }
  return /^[a-z]+-[a-z]+\d+$/.test(region) ? "google" : undefined;
}

/**
 * Prices of today from the clouds' own lists, one list for each cloud that has a region.
 *
 * @throws InputError when a list cannot be fetched, or has nothing for a region
 */
export async function updatedPrices(update: PriceUpdate): Promise<readonly PriceList[]> {
  const found: Record<PriceCloud, Map<string, ReadonlyMap<string, number>>> = { aws: new Map(), google: new Map() };
  for (const region of new Set(update.regions)) {
    const cloud = cloudOfRegion(region);
    if (cloud === undefined) {
      throw new InputError(region, "is no region of AWS or of Google Cloud");
    }
    update.onProgress(`${region}: fetching`);
    const prices = await (cloud === "aws" ? fromAws(update, region) : fromGoogle(update, region));
    if (prices.size === 0) {
      throw new InputError(region, "the price list has nothing in it for the region that is priced here");
    }
    update.onProgress(`${region}: ${prices.size} prices`);
    found[cloud].set(region, prices);
  }
  const lists: PriceList[] = [];
  if (found.aws.size > 0) {
    lists.push({ source: UPDATED_LISTS.aws, asOf: update.asOf, prices: { aws: found.aws } });
  }
  if (found.google.size > 0) {
    lists.push({ source: UPDATED_LISTS.google, asOf: update.asOf, prices: { google: found.google } });
  }
  return lists;
}

function fromAws({ source, timeout, onProgress }: PriceUpdate, region: string): Promise<ReadonlyMap<string, number>> {
  return awsPrices(source ?? AWS_PRICE_LIST, region, {
    limits: limitsOf(timeout, MOST_BYTES),
    onMissing: (offer) => onProgress(`${region}: the price list has no ${offer}`),
  });
}

function fromGoogle(
  { source, timeout, googleApiKey, onProgress }: PriceUpdate,
  region: string,
): Promise<ReadonlyMap<string, number>> {
  if (googleApiKey === undefined || googleApiKey === "") {
    throw new InputError(region, "the price list of Google Cloud wants an API key");
  }
  const limits = limitsOf(timeout, MOST_BYTES_OF_A_PAGE);
  return googlePrices({ source: source ?? GOOGLE_PRICE_LIST, region, key: googleApiKey, limits }, (service) =>
    onProgress(`${region}: the price list has no ${service}`),
  );
}

function limitsOf(total: number, bytes: number): DownloadLimits {
  return { total, idle: Math.min(IDLE, total), bytes };
}
