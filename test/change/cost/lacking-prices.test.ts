import { costOf } from "../../../src/change/cost/cost";
import { machineShapes, vertexShapes } from "../../../src/change/cost/google-machine-shapes";
import { PriceBook } from "../../../src/change/cost/price-book";
import { type PriceList, UPDATED_LISTS } from "../../../src/change/cost/price-list";
import { isUpdatable } from "../../../src/change/cost/price-names";
import { sidesOf } from "../../support/sides";
import { BOOK, costBetween, LIST, stack } from "./book";

type Resources = Parameters<typeof costBetween>[0];

const way = (region: string, key = "") =>
  `what the price lists lack in ${region}; newer ones: modelkeep prices update --region ${region}${key} --output prices.json, then --prices prices.json`;
const waysOf = (resources: Resources, book = BOOK) =>
  costOf(sidesOf({}, stack(resources)), book).notes.filter((note) => note.startsWith("what the price lists lack"));
const machine = (type: string, region: string) => ({ instance_type: type, associate_public_ip_address: false, region });

describe("what the lists lack", () => {
  test.each<[string, Resources, readonly string[]]>([
    [
      "is told once for a region, however many items of it have no price",
      {
        aws_instance: { a: machine("g6.xlarge", "eu-west-1"), b: machine("m5.large", "eu-west-1") },
        aws_lb: { l: { region: "eu-west-1" } },
      },
      [way("eu-west-1")],
    ],
    [
      "is told for each region",
      { aws_instance: { a: machine("g6.xlarge", "eu-west-2"), b: machine("g6.xlarge", "eu-west-1") } },
      [way("eu-west-1"), way("eu-west-2")],
    ],
    [
      "wants a key when it is Google's",
      { google_compute_instance: { i: { machine_type: "n2-standard-4", zone: "europe-west4-a", scratch_disk: [] } } },
      [way("europe-west4", " --google-api-key KEY")],
    ],
    [
      "is not told of spot machines, which no list of the clouds has",
      { aws_spot_instance_request: { r: machine("m7i.large", "us-east-1") } },
      [],
    ],
    ["is not told of what modelkeep has no price of anywhere", { aws_db_instance: { d: {} } }, []],
    ["is not told of a region that there is not", { aws_instance: { a: machine("m7i.large", "eu-wset-1") } }, []],
    ["is not told when all has a price", { aws_instance: { a: machine("m7i.large", "us-east-1") } }, []],
  ])("%s", (_, resources, expected) => {
    expect(waysOf(resources)).toEqual(expected);
  });

  test("is not told when the list was just made: another one has no more", () => {
    const updated: PriceList = {
      source: UPDATED_LISTS.aws,
      asOf: "2026-11-01",
      prices: { aws: new Map([["eu-west-1", new Map([["ec2/m7i.large", 0.11]])]]) },
    };
    const made = { aws_instance: { a: machine("g9.xlarge", "eu-west-1") } };
    expect(waysOf(made)).toEqual([way("eu-west-1")]);
    expect(waysOf(made, new PriceBook([updated, LIST]))).toEqual([]);
  });

  test("is not told of an update that cannot alter the price", () => {
    const tagged = (tags: object) => ({ aws_instance: { a: { ...machine("g9.xlarge", "us-east-1"), tags } } });
    expect(costBetween(tagged({}), tagged({ a: "1" })).notes).not.toContain(way("us-east-1"));
    expect(costBetween({}, tagged({})).notes).toContain(way("us-east-1"));
  });
});

test("every machine type that Google's catalog is asked for can be updated", () => {
  const items = [
    ...[...machineShapes().keys()].map((type) => `gce/${type}`),
    ...[...vertexShapes().keys()].map((type) => `vertex/${type}`),
  ];
  expect(items.length).toBeGreaterThan(100);
  expect(items.filter((item) => !isUpdatable("google", "europe-west4", item))).toEqual([]);
});

test.each([
  ["aws", "eu-west-1", "sagemaker/ml.g5.xlarge", true],
  ["aws", "eu-west-1", "elb/application", true],
  ["aws", "eu-west-1", "ec2-spot/g5.xlarge", false],
  ["google", "europe-west4", "gce/g2-standard-8", true],
  ["google", "europe-west4", "gce/a3-highgpu-8g", false],
  ["google", "europe-west4", "gpu/nvidia-tesla-t4", true],
  ["google", "europe-west4", "disk/hyperdisk-balanced", false],
  ["google", "europe-west4", "vertex/g2-standard-12", true],
  ["google", "europe-west4", "vertex/a3-highgpu-2g", true],
  ["google", "europe-west4", "vertex/a3-megagpu-8g", false],
  ["google", "europe-west4", "vertex-gpu/nvidia-tesla-t4", true],
  ["google", "europe-west4", "vertex-gpu/nvidia-l4", false],
  ["google", "global", "disk/pd-ssd", false],
] as const)("%s in %s: that prices update has %s is %s", (cloud, region, item, expected) => {
  expect(isUpdatable(cloud, region, item)).toBe(expected);
});
