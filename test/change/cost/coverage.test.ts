import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPrices } from "../../../src/change/cost/price-book";

const GUIDE = readFileSync(join(__dirname, "../../../docs/guides/cost.md"), "utf8");

const sizes = (family: string, ...names: readonly string[]) => names.map((name) => `${family}.${name}`);
const USUAL = [
  ...sizes("t3", "micro", "small", "medium", "large", "xlarge"),
  ...sizes("m5", "large", "xlarge", "2xlarge", "4xlarge"),
  ...sizes("c5", "large", "xlarge", "2xlarge"),
  ...["r5", "m6i", "c6i", "m7g"].flatMap((family) => sizes(family, "large", "xlarge")),
];
const WITH_GPUS = [
  ...["g4dn", "g5", "g6"].flatMap((family) => sizes(family, "xlarge", "2xlarge", "12xlarge")),
  "g6e.xlarge",
  "p4d.24xlarge",
  "p5.48xlarge",
];

/** What the guide says of a region: how many of the types have a price. */
const ROWS = [...GUIDE.matchAll(/^\| ([a-z]{2}-[a-z]+-\d) \| (\d+) of (\d+) \| (\d+) of (\d+) \|$/gm)].map(
  ([, region = "", ...numbers]): [string, readonly number[]] => [region, numbers.map(Number)],
);

test("the guide says of the usual regions how many types have a price", () => {
  expect(ROWS.map(([region]) => region)).toEqual(
    expect.arrayContaining(["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1", "ap-southeast-2"]),
  );
});

test.each(ROWS)("what the guide says of %s is so", (region, numbers) => {
  const book = bundledPrices();
  const priced = (types: readonly string[]) =>
    types.filter((type) => book.price("aws", region, `ec2/${type}`) !== undefined).length;
  expect(numbers).toEqual([priced(USUAL), USUAL.length, priced(WITH_GPUS), WITH_GPUS.length]);
});

test.each(["ec2/m5.large", "ec2/t3.medium", "ec2/g5.xlarge", "ec2/g6.xlarge", "ec2/g6.12xlarge"])(
  "%s has no price in eu-west-1, as the guide says",
  (item) => {
    expect(bundledPrices().price("aws", "eu-west-1", item)).toBeUndefined();
  },
);
