import { InputError } from "../../estate/input-error";
import { dateProblem } from "../../policy/calendar";
import type { PriceCloud, PriceList } from "./price-list";

/** What a file of prices calls its format. */
export const PRICE_FORMAT = "modelkeep-prices/1";

/** More than a graphics card, less than a data centre: what is beyond is a mistake of units. */
const DEAREST = 1_000_000;

const CLOUDS: readonly PriceCloud[] = ["aws", "google"];

/**
 * The lists in the JSON of a file of prices.
 *
 * @throws InputError when it is no list of prices
 */
export function parsePrices(file: string, json: unknown): readonly PriceList[] {
  const content = object(file, json, "the file");
  if (own(content, "format") !== PRICE_FORMAT) {
    throw new InputError(file, `is no list of prices: its "format" is not "${PRICE_FORMAT}"`);
  }
  if (own(content, "currency") !== "USD") {
    throw new InputError(file, 'its "currency" is not "USD": other currencies are not read');
  }
  const lists = own(content, "lists");
  if (!Array.isArray(lists) || lists.length === 0) {
    throw new InputError(file, '"lists" is not a list of at least one list of prices');
  }
  return lists.map((list, index) => priceList(file, list, `lists[${index}]`));
}

/** The text of a file that holds the lists. */
export function priceFile(lists: readonly PriceList[]): string {
  const content = {
    format: PRICE_FORMAT,
    currency: "USD",
    lists: lists.map(({ source, asOf, prices }) => ({
      source,
      asOf,
      prices: Object.fromEntries(
        Object.entries(prices).map(([cloud, regions]) => [
          cloud,
          sorted([...regions], (items) => sorted([...items], same)),
        ]),
      ),
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function sorted<From, To>(entries: readonly (readonly [string, From])[], to: (value: From) => To): Record<string, To> {
  const inOrder = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(inOrder.map(([name, value]) => [name, to(value)]));
}

function same(value: number): number {
  return value;
}

function priceList(file: string, json: unknown, place: string): PriceList {
  const list = object(file, json, place);
  const [source, asOf] = [own(list, "source"), own(list, "asOf")];
  if (typeof source !== "string" || source.trim() === "") {
    throw new InputError(file, `${place}.source does not say where the prices come from`);
  }
  if (typeof asOf !== "string" || dateProblem(asOf) !== undefined) {
    throw new InputError(file, `${place}.asOf is no day like 2026-07-20`);
  }
  const prices = object(file, own(list, "prices"), `${place}.prices`);
  const unknown = Object.keys(prices).find((name) => !CLOUDS.some((cloud) => cloud === name));
  if (unknown !== undefined) {
    throw new InputError(file, `${place}.prices has ${quoted(unknown)}: those there are: ${CLOUDS.join(", ")}`);
  }
  return {
    source: oneLine(source),
    asOf,
    prices: Object.fromEntries(
      Object.entries(prices).map(([cloud, regions]) => [cloud, regionsIn(file, regions, `${place}.prices.${cloud}`)]),
    ),
  };
}

function regionsIn(file: string, json: unknown, place: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    Object.entries(object(file, json, place)).map(([region, items]) => [
      region,
      itemsIn(file, items, `${place}.${oneLine(region)}`),
    ]),
  );
}

function itemsIn(file: string, json: unknown, place: string): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(object(file, json, place)).map(([item, price]) => {
      if (typeof price !== "number" || !Number.isFinite(price) || price <= 0 || price > DEAREST) {
        const what = typeof price === "number" ? String(price) : Array.isArray(price) ? "a list" : typeof price;
        throw new InputError(file, `${place}[${quoted(item)}] is ${what}, and no price in US dollars above 0`);
      }
      return [item, price];
    }),
  );
}

function object(file: string, value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(file, `${place} is no object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function own(of: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function quoted(text: string): string {
  return JSON.stringify(oneLine(text));
}

/** Names are input, and go to terminals. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
