import { bundledPrices, readPrices } from "../../../src/change/cost/price-book";
import { parsePrices, priceFile } from "../../../src/change/cost/price-file";
import { folderOf, removeFolders } from "../../support/folder";
import { LIST } from "./book";

afterAll(removeFolders);

const GOOD = {
  format: "modelkeep-prices/1",
  currency: "USD",
  lists: [{ source: "contract", asOf: "2026-10-01", prices: { aws: { "us-east-1": { "ec2/g6.xlarge": 0.5 } } } }],
};
const withPrice = (price: unknown) => ({
  ...GOOD,
  lists: [{ ...GOOD.lists[0], prices: { aws: { "us-east-1": { "ec2/g6.xlarge": price } } } }],
});

test("a file's prices stand before those of the package, which answer for the rest", () => {
  const book = readPrices(`${folderOf({ "prices.json": GOOD })}/prices.json`);
  expect(book.price("aws", "us-east-1", "ec2/g6.xlarge")).toMatchObject({ amount: 0.5, list: { source: "contract" } });
  expect(book.price("aws", "us-east-1", "ec2/g5.xlarge")?.amount).toBe(1.006);
});

test("what is written is read again as it was", () => {
  expect(parsePrices("f", JSON.parse(priceFile([LIST])))).toEqual([LIST]);
});

describe("what is no list of prices is refused in one line that names the file and the place", () => {
  test.each([
    ["truncated", JSON.stringify(GOOD).slice(0, 60), /prices\.json: line 1, column \d+: unexpected end of JSON/],
    ["empty", "", /is empty/],
    ["a list", [], /the file is no object/],
    ["of another format", { ...GOOD, format: "modelkeep-prices/2" }, /is no list of prices: its "format"/],
    ["in another currency", { ...GOOD, currency: "EUR" }, /its "currency" is not "USD"/],
    ["without lists", { ...GOOD, lists: [] }, /"lists" is not a list of at least one/],
    ["without a source", { ...GOOD, lists: [{ ...GOOD.lists[0], source: "" }] }, /lists\[0\]\.source/],
    ["without a day", { ...GOOD, lists: [{ ...GOOD.lists[0], asOf: "2026-02-30" }] }, /lists\[0\]\.asOf is no day/],
    [
      "of another cloud",
      { ...GOOD, lists: [{ ...GOOD.lists[0], prices: { azure: {} } }] },
      /has "azure": those there are: aws, google/,
    ],
    [
      "with regions that are no object",
      { ...GOOD, lists: [{ ...GOOD.lists[0], prices: { aws: [] } }] },
      /prices\.aws is no object/,
    ],
    ["with a negative price", withPrice(-1), /\["ec2\/g6\.xlarge"\] is -1, and no price/],
    ["with a price of nothing", withPrice(0), /is 0, and no price/],
    ["with a price in words", withPrice("0.5"), /is string, and no price/],
    ["with a price that is a list", withPrice([0.5]), /is a list, and no price/],
    [
      "with an endless price",
      '{"format":"modelkeep-prices/1","currency":"USD","lists":[{"source":"a","asOf":"2026-10-01","prices":{"aws":{"r":{"i":1e999}}}}]}',
      /is Infinity, and no price/,
    ],
    ["with NaN, which is no JSON", '{"format":"modelkeep-prices/1","lists":NaN}', /line 1/],
  ])("%s", (_, content, expected) => {
    const file = `${folderOf({ "prices.json": content })}/prices.json`;
    const read = () => readPrices(file);
    expect(read).toThrow(expect.objectContaining({ name: "InputError", message: expect.stringMatching(expected) }));
    expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining("\n") }));
  });

  test("a __proto__ in it is a name like any other", () => {
    const text = JSON.stringify(GOOD).replace('"ec2/g6.xlarge"', '"__proto__"');
    const book = readPrices(`${folderOf({ "prices.json": text })}/prices.json`);
    expect(book.price("aws", "us-east-1", "__proto__")?.amount).toBe(0.5);
    expect(book.price("aws", "us-east-1", "constructor")).toBeUndefined();
    expect({}).not.toHaveProperty("amount");
  });
});

describe("the prices of the package", () => {
  const book = bundledPrices();

  test.each([
    ["aws", "us-east-1", "ec2/g6.xlarge", 0.8048],
    ["aws", "us-east-1", "ec2/g5.xlarge", 1.006],
    ["aws", "us-east-1", "ec2/p5.48xlarge", 55.04],
    ["aws", "eu-central-1", "ec2/g6.xlarge", 1.0064],
    ["aws", "eu-west-1", "nat/gateway", 0.048],
    ["aws", "sa-east-1", "eks/cluster", 0.1],
    ["google", "us-central1", "gce/g2-standard-4", 0.706832255],
    ["google", "us-central1", "gce/a3-highgpu-8g", 88.489999903],
    ["google", "asia-east1", "gke/cluster", 0.1],
    ["google", "europe-west4", "disk/pd-balanced", 0.11],
    ["google", "us-central1", "disk/pd-ssd", 0.17],
    ["google", "us-west4", "disk/local-ssd", 0.088],
  ] as const)("%s %s %s is %d", (cloud, region, item, expected) => {
    expect(book.price(cloud, region, item)?.amount).toBe(expected);
  });

  test.each([
    ["a type that Libcloud's list has at the price of a dedicated host", "eu-west-1", "ec2/m7g.2xlarge"],
    ["a family that became cheaper since", "eu-west-1", "ec2/p4d.24xlarge"],
    ["a region without a source", "eu-west-3", "nat/gateway"],
  ])("%s has none", (_, region, item) => {
    expect(book.price("aws", region, item)).toBeUndefined();
  });

  test("are all dated, above 0, and none is beyond what a machine may cost", () => {
    const prices = book.lists.flatMap(({ prices: clouds }) =>
      Object.values(clouds).flatMap((regions) => [...regions.values()].flatMap((items) => [...items])),
    );
    expect(prices.length).toBeGreaterThan(10_000);
    expect(prices.filter(([, price]) => !(price > 0 && price < 500))).toEqual([]);
    expect(book.lists.map(({ asOf }) => asOf)).toEqual(
      book.lists.map(() => expect.stringMatching(/^202[56]-\d\d-\d\d$/)),
    );
  });

  test("say of one machine in several regions what its family says of the others", () => {
    const factors = ["g6.xlarge", "g6.2xlarge", "g6.4xlarge"].flatMap((type) => {
      const [here, there] = ["us-east-1", "eu-central-1"].map(
        (region) => book.price("aws", region, `ec2/${type}`)?.amount,
      );
      return here === undefined || there === undefined ? [] : [there / here];
    });
    expect(factors.length).toBeGreaterThan(1);
    expect(Math.max(...factors) / Math.min(...factors)).toBeCloseTo(1, 2);
  });
});
