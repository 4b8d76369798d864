import { bundledPrices, readPrices } from "../change/cost/price-book";
import { priceFile } from "../change/cost/price-file";
import { EVERYWHERE, type PriceList, unitOf } from "../change/cost/price-list";
import { cloudOfRegion, updatedPrices } from "../change/cost/price-update";
import { InputError } from "../estate/input-error";
import { today } from "../policy/calendar";
import { printable } from "../policy/reports/wording";
import { ExitCode } from "./exit-code";
import { KEY_VARIABLE } from "./google-api-key";
import type { ListOptions, UpdateOptions } from "./prices";
import { ReportFile } from "./report-file";
import { UsageError } from "./usage-error";

const UPDATE = "modelkeep prices update";

/** Fetches the prices of the regions, and writes them. */
export async function updatePrices(options: UpdateOptions): Promise<void> {
  const unknown = options.region.find((region) => cloudOfRegion(region) === undefined);
  if (unknown !== undefined || options.region.length === 0) {
    throw new UsageError(`--region: ${JSON.stringify(unknown ?? "")} is no region of AWS or of Google Cloud`, UPDATE);
  }
  const googleApiKey = options.googleApiKey ?? process.env[KEY_VARIABLE];
  if ((googleApiKey ?? "") === "" && options.region.some((region) => cloudOfRegion(region) === "google")) {
    throw new UsageError(
      `--google-api-key: the price list of Google Cloud wants an API key, and neither the option nor ${KEY_VARIABLE} has one`,
      UPDATE,
    );
  }
  const source = options.source === undefined ? undefined : serverOf(options.source);
  const output = options.output === undefined ? undefined : new ReportFile(options.output, []);
  const lists = await updatedPrices({
    regions: options.region,
    asOf: today(),
    timeout: options.timeout * 1000,
    onProgress: (text) => process.stderr.write(`${text}\n`),
    ...(source === undefined ? {} : { source }),
    ...(googleApiKey === undefined ? {} : { googleApiKey }),
  });
  const file = priceFile(lists);
  if (output === undefined) {
    process.stdout.write(file);
  } else {
    output.write(file);
  }
  process.exitCode = ExitCode.CLEAN;
}

function serverOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.search !== "") {
    throw new UsageError("--source: is no http or https address without a user and without a query", UPDATE);
  }
  return text.replace(/\/+$/, "");
}

/** Prints where the prices come from, or those of a region. */
export function listPrices({ region, prices }: ListOptions): void {
  const book = prices === undefined ? bundledPrices() : readPrices(prices);
  for (const warning of book.warnings) {
    process.stderr.write(`warning: ${printable(warning)}\n`);
  }
  if (region === undefined) {
    process.stdout.write(book.lists.map(described).join(""));
    return;
  }
  const cloud = cloudOfRegion(region);
  const regions = new Set(
    book.lists.flatMap((each) => Object.values(each.prices).flatMap((found) => [...found.keys()])),
  );
  if (cloud === undefined || !regions.has(region)) {
    const near = [...regions].filter((name) => name !== EVERYWHERE).sort();
    throw new InputError(region, `no list has prices of this region; those there are: ${near.join(", ")}`);
  }
  const items = new Set(
    book.lists.flatMap((each) =>
      [region, EVERYWHERE].flatMap((name) => [...(each.prices[cloud]?.get(name)?.keys() ?? [])]),
    ),
  );
  const rows = [...items].sort().flatMap((item) => {
    const price = book.price(cloud, region, item);
    return price === undefined ? [] : [[item, `${price.amount} USD ${unitOf(item)}`, price.list.asOf] as const];
  });
  const widest = (column: 0 | 1) => rows.reduce((width, row) => Math.max(width, row[column].length), 0);
  const [item, amount] = [widest(0), widest(1)];
  process.stdout.write(
    rows.map(([name, price, day]) => `${name.padEnd(item)}  ${price.padEnd(amount)}  ${day}\n`).join(""),
  );
}

function described({ source, asOf, prices }: PriceList): string {
  const counts = Object.entries(prices).map(([cloud, regions]) => {
    const items = [...regions.values()].reduce((sum, { size }) => sum + size, 0);
    return `${items} ${items === 1 ? "price" : "prices"}, ${regions.size} ${regions.size === 1 ? "region" : "regions"} of ${cloud}`;
  });
  return `${asOf}  ${source}: ${counts.join("; ")}\n`;
}
