import { bundledPrices, readPrices } from "../../../src/change/cost/price-book";
import type { PriceCloud } from "../../../src/change/cost/price-list";
import { unusedPrices } from "../../../src/change/cost/price-names";
import { folderOf, removeFolders } from "../../support/folder";
import { LIST } from "./book";

afterAll(removeFolders);

const listOf = (cloud: PriceCloud, region: string, ...items: readonly string[]) => [
  { ...LIST, prices: { [cloud]: new Map([[region, new Map(items.map((item) => [item, 1]))]]) } },
];

test("of the prices of the package and of the tests, all are used", () => {
  expect(bundledPrices().warnings).toEqual([]);
  expect(bundledPrices().lists.length).toBeGreaterThan(0);
  expect(unusedPrices([...bundledPrices().lists, LIST])).toBeUndefined();
});

test.each<[PriceCloud, string]>([
  ["aws", "*"],
  ["aws", "ap-southeast-7"],
  ["aws", "ca-west-1"],
  ["aws", "cn-northwest-1"],
  ["aws", "us-gov-east-1"],
  ["aws", "eusc-de-east-1"],
  ["aws", "sa-west-1"],
  ["google", "global"],
  ["google", "europe-west12"],
  ["google", "northamerica-south1"],
])("%s has the region %s, or may have it one day", (cloud, region) => {
  expect(unusedPrices(listOf(cloud, region))).toBeUndefined();
});

test.each<[PriceCloud, string]>([
  ["aws", "eu-wset-1"],
  ["aws", "eu-west1"],
  ["aws", "eu-west-1a"],
  ["aws", "EU (Ireland)"],
  ["aws", "us-central1"],
  ["google", "europe-west4-a"],
  ["google", "eu"],
  ["google", "us-east-1"],
])("%s has no region %s", (cloud, region) => {
  expect(unusedPrices(listOf(cloud, region))).toBe(
    `has prices that are never used: regions that there are not (${region} of ${cloud})`,
  );
});

test.each<[PriceCloud, string]>([
  ["aws", "rds/db.t3.medium"],
  ["aws", "ec2/g6"],
  ["aws", "EC2/g6.xlarge"],
  ["aws", "ec2/G6.xlarge"],
  ["aws", "g6.xlarge"],
  ["aws", "ebs/gp4"],
  ["aws", "sagemaker/g5.xlarge"],
  ["aws", "gce/e2-medium"],
  ["google", "ec2/g6.xlarge"],
  ["google", "gce/standard"],
  ["google", "kms/key"],
])("nothing of %s is priced with %s", (cloud, item) => {
  expect(unusedPrices(listOf(cloud, "*", item))).toBe(
    `has prices that are never used: items that nothing is priced with (${item} of ${cloud})`,
  );
});

test("a file says it in one line, and its prices count all the same", () => {
  const prices = {
    aws: {
      "eu-wset-1": { "ec2/g6.xlarge": 0.9, "rds/db.t3.medium": 0.1 },
      "us-east-1": { "ec2/g6.xlarge": 0.5, "rds/db.t3.medium": 0.1 },
    },
  };
  const lists = [{ source: "contract", asOf: "2026-10-01", prices }];
  const file = `${folderOf({ "prices.json": { format: "modelkeep-prices/1", currency: "USD", lists } })}/prices.json`;
  const book = readPrices(file);
  expect(book.warnings).toEqual([
    `${file}: has prices that are never used: regions that there are not (eu-wset-1 of aws), and items that nothing is ` +
      "priced with (rds/db.t3.medium of aws)",
  ]);
  expect(book.price("aws", "us-east-1", "ec2/g6.xlarge")?.amount).toBe(0.5);
});

test("many names are cut, and stay on their line", () => {
  const items = ["a\nb", "c".repeat(200), ...Array.from({ length: 40 }, (_, index) => `x${index}`)];
  const said = unusedPrices(listOf("aws", "*", ...items)) ?? "";
  expect(said).toContain("(a\\nb of aws, ");
  expect(said).toMatch(/ and 37 more\)$/);
  expect(said).not.toContain("\n");
  expect(said.length).toBeLessThan(400);
});
