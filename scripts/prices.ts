import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { PriceTable } from "../src/change/cost/price-table";
import { tableOf } from "../src/change/cost/price-table";

/**
 * Writes the prices of machines that come with the package, from the lists that they are published in:
 *
 *   tsx scripts/prices.ts --aws aws-us-east-1.json --google google.json --libcloud pricing.json
 *
 * `aws` and `google` are `{ as_of, source, prices }`, made from the price lists of karpenter-provider-aws and
 * karpenter-provider-gcp; `libcloud` is libcloud/data/pricing.json of Apache Libcloud. Prices beside those of machines are
 * written by hand, each with its source: data/*-list-prices.ts. See docs/decisions/0013-prices.md.
 */
const DATA = join(__dirname, "../src/change/cost/data");

/** Cheaper by a factor than the list price means a discount, dearer a dedicated host or a licence: neither is taken. */
const SAME = 0.004;

const { values } = parseArgs({
  options: { aws: { type: "string" }, google: { type: "string" }, libcloud: { type: "string" } },
});
const aws = read(values.aws) as DatedList<Readonly<Record<string, number>>>;
const google = read(values.google) as DatedList<Readonly<Record<string, Readonly<Record<string, number>>>>>;
const libcloud = read(values.libcloud) as LibcloudPrices;

interface DatedList<Prices> {
  readonly as_of: string;
  readonly prices: Prices;
}

interface LibcloudPrices {
  readonly updated: number;
  readonly compute: {
    readonly ec2_linux: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  };
}

write("aws-ec2", "AWS_EC2", {
  source: "AWS EC2 on-demand prices (Linux) in karpenter-provider-aws, Apache-2.0",
  asOf: aws.as_of,
  cloud: "aws",
  table: tableOf(new Map([["us-east-1", items("ec2", aws.prices)]])),
});
write("aws-ec2-regions", "AWS_EC2_REGIONS", {
  source: "AWS EC2 on-demand prices (Linux) in Apache Libcloud, Apache-2.0",
  asOf: new Date(libcloud.updated * 1000).toISOString().slice(0, 10),
  cloud: "aws",
  table: tableOf(consistentPrices(libcloud.compute.ec2_linux, aws.prices)),
});
write("google-machines", "GOOGLE_MACHINES", {
  source: "Google Compute Engine on-demand prices in karpenter-provider-gcp, Apache-2.0",
  asOf: google.as_of,
  cloud: "google",
  table: tableOf(new Map(Object.entries(google.prices).map(([region, prices]) => [region, items("gce", prices)]))),
});

/**
 * Libcloud's list mixes the prices of shared machines with those of dedicated ones and with nothing, type by type. On demand,
 * a region has one factor to us-east-1 for all sizes of a family: only what more than half of the known sizes of a family
 * agree on, and three at least, is taken, and only of families whose prices in us-east-1 are still those of today.
 */
function consistentPrices(
  listed: LibcloudPrices["compute"]["ec2_linux"],
  today: Readonly<Record<string, number>>,
): Map<string, Map<string, number>> {
  const families = new Map<string, string[]>();
  for (const type of Object.keys(listed).filter((name) => today[name] !== undefined)) {
    const family = type.replace(/\..*/, "");
    families.set(family, [...(families.get(family) ?? []), type]);
  }
  const prices = new Map<string, Map<string, number>>();
  for (const types of families.values()) {
    const factor = (type: string, region: string) => Number(listed[type]?.[region] ?? 0) / (today[type] ?? 1);
    const unchanged = types.filter((type) => Math.abs(factor(type, "us-east-1") - 1) < 1e-6);
    const regions = new Set(types.flatMap((type) => Object.keys(listed[type] ?? {})));
    // Local zones are no regions, and us-east-1 has a newer list.
    for (const region of [...regions].filter((name) => name !== "us-east-1" && /^[a-z-]+-\d$/.test(name))) {
      const known = types.filter((type) => factor(type, region) > 0);
      const agreeing = known
        .map((type) => known.filter((other) => Math.abs(factor(other, region) / factor(type, region) - 1) < SAME))
        .reduce((best, one) => (one.length > best.length ? one : best), []);
      if (unchanged.length >= 2 && agreeing.length >= 3 && agreeing.length * 2 > known.length) {
        const list = prices.get(region) ?? new Map<string, number>();
        prices.set(region, list);
        for (const type of agreeing) {
          list.set(`ec2/${type}`, Number(listed[type]?.[region]));
        }
      }
    }
  }
  return prices;
}

function items(kind: string, prices: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(Object.entries(prices).map(([name, price]) => [`${kind}/${name}`, Number(price.toFixed(9))]));
}

function read(file: string | undefined): unknown {
  if (file === undefined) {
    throw new Error("tsx scripts/prices.ts --aws FILE --google FILE --libcloud FILE");
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

function write(name: string, constant: string, { table, ...list }: PriceTable): void {
  const fields = Object.entries(list).map(([field, value]) => `  ${field}: ${JSON.stringify(value)},\n`);
  writeFileSync(
    join(DATA, `${name}.ts`),
    `import type { PriceTable } from "../price-table";

/** USD an hour. Made by scripts/prices.ts; sources and what is left out: docs/decisions/0013-prices.md. */
export const ${constant}: PriceTable = {
${fields.join("")}  table: \`\\
${table}\`,
};
`,
  );
  console.log(`${name}: ${table.split("\n").length - 2} items, ${table.length} characters`);
}
