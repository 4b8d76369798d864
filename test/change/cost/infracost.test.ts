import { utimesSync } from "node:fs";
import { costOf } from "../../../src/change/cost/cost";
import { readInfracost } from "../../../src/change/cost/infracost";
import { folderOf, removeFolders } from "../../support/folder";
import { sidesOf } from "../../support/sides";
import { BOOK, LIST, stack } from "./book";

afterAll(removeFolders);

type Figures = Readonly<Record<string, string | null>>;

const breakdown = (figures: Figures) => ({
  resources: Object.entries(figures).map(([name, monthlyCost]) => ({ name, monthlyCost, metadata: {} })),
});
const project = (name: string, before: Figures, after: Figures) => ({
  name,
  metadata: { path: name },
  pastBreakdown: breakdown(before),
  breakdown: breakdown(after),
});
const output = (...projects: readonly object[]) => ({
  version: "0.2",
  currency: "USD",
  projects,
  timeGenerated: "2026-11-20T10:00:00Z",
});
const fileOf = (content: string | object) => `${folderOf({ "infracost.json": content })}/infracost.json`;

const BEFORE = { aws_instance: { a: { instance_type: "m7i.large" } }, aws_kms_key: { k: {} } };
const AFTER = {
  aws_instance: { a: { instance_type: "g9.large" } },
  aws_db_instance: { d: {} },
  aws_nat_gateway: { n: {} },
};

test("its figures replace ours, and ours stay where it has none", () => {
  const file = fileOf(
    output(
      project(
        "acme/case",
        { "aws_instance.a": "70", "aws_kms_key.k": null },
        { "aws_instance.a": "100.5", "aws_db_instance.d": "200" },
      ),
    ),
  );
  const cost = costOf(sidesOf(stack(BEFORE), stack(AFTER)), BOOK, { infracost: readInfracost(file) });
  expect(cost.items.map(({ resource, delta, basis }) => [resource, delta.high, basis])).toEqual([
    ["aws_db_instance.d", 200, "infracost"],
    // 0.045 x 730
    ["aws_nat_gateway.n", 32.85, "1 x NAT gateway at 0.045 USD an hour"],
    ["aws_instance.a", 30.5, "infracost"],
    ["aws_kms_key.k", -1, "1 x KMS key at 1 USD a month"],
  ]);
  expect(cost.unpriced).toEqual([]);
  expect(cost.notes).toEqual([
    "data through NAT gateways",
    "public IPv4 addresses that subnets and launch templates may give to machines",
    "requests to KMS",
    "root volumes whose size the image decides",
  ]);
  expect(cost.prices).toEqual([
    { source: `infracost figures (${file}), for 2 of 4 resources`, asOf: "2026-11-20" },
    { source: LIST.source, asOf: LIST.asOf },
  ]);
});

test.each([
  ["that it fits", { "aws_kms_key.k": "2" }, "for 1 of 1 resource"],
  ["that it fits nothing", { "aws_kms_key.other": "2" }, "for 0 of 1 resource"],
])("its share says %s", (_, figures, share) => {
  const file = fileOf(output(project("case", {}, figures)));
  const made = stack({ aws_kms_key: { k: {} }, aws_security_group: { free: {} } });
  const cost = costOf(sidesOf({}, made), BOOK, { infracost: readInfracost(file) });
  expect(cost.prices[0]?.source).toBe(`infracost figures (${file}), ${share}`);
});

test.each([
  ["nothing", {}],
  ["no day", { timeGenerated: "yesterday" }],
  ["a day that there is not", { timeGenerated: "2026-02-30T00:00:00Z" }],
])("a file that says %s of when it was made is as old as the file system says", (_, made) => {
  const file = fileOf({ projects: [], ...made });
  utimesSync(file, new Date(0), new Date("2026-10-05T23:59:00Z"));
  expect(readInfracost(file).asOf).toBe("2026-10-05");
});

test("a figure for one side alone is not compared with ours for the other", () => {
  const file = fileOf(output(project("case", {}, { "aws_instance.a": "100" })));
  const instance = (type: string) => stack({ aws_instance: { a: { instance_type: type } } });
  const cost = costOf(sidesOf(instance("m7i.large"), instance("g6.xlarge")), BOOK, { infracost: readInfracost(file) });
  // (0.8048 - 0.1008) x 730
  expect(cost.monthlyDelta).toEqual({ low: 513.92, high: 513.92 });
});

test("of several projects with the same address, the one that is called as the root counts; without one, none does", () => {
  const figures = readInfracost(
    fileOf(
      output(project("acme/case", {}, { "aws_kms_key.k": "7" }), project("acme/other", {}, { "aws_kms_key.k": "9" })),
    ),
  );
  const made = stack({ aws_kms_key: { k: {} } });
  expect(costOf(sidesOf({}, made), BOOK, { infracost: figures }).monthlyDelta.high).toBe(7);
  const renamed = { ...figures, projects: figures.projects.map((one, index) => ({ ...one, name: `p${index}` })) };
  expect(costOf(sidesOf({}, made), BOOK, { infracost: renamed }).monthlyDelta.high).toBe(1);
});

test("hours of GPUs are still counted by us", () => {
  const file = fileOf(output(project("case", {}, { "aws_instance.a": "600" })));
  const made = stack({ aws_instance: { a: { instance_type: "g6.xlarge" } } });
  const cost = costOf(sidesOf({}, made), BOOK, { infracost: readInfracost(file) });
  expect(cost.gpuHours).toEqual([{ gpu: "NVIDIA L4", before: { low: 0, high: 0 }, after: { low: 730, high: 730 } }]);
});

describe("what infracost does not write is refused in one line", () => {
  const broken = (resource: unknown) => output({ name: "a", breakdown: { resources: [resource] } });

  test.each([
    ["truncated", '{"projects": [', /line 1, column 15: unexpected end of JSON/],
    ["a report of another tool", { results: [] }, /is no output of infracost --format json/],
    ["another currency", { ...output(), currency: "EUR" }, /its currency is not USD/],
    ["a project that is none", output("p" as unknown as object), /projects\[0\] is no object/],
    [
      "resources that are no list",
      output({ breakdown: { resources: {} } }),
      /projects\[0\]\.breakdown\.resources is no list/,
    ],
    ["a cost in words", broken({ name: "a", monthlyCost: "much" }), /resources\[0\]\.monthlyCost is no amount/],
    ["a negative cost", broken({ name: "a", monthlyCost: "-1" }), /is no amount/],
    ["a cost that is empty", broken({ name: "a", monthlyCost: "" }), /is no amount/],
    ["a cost that is NaN", broken({ name: "a", monthlyCost: "NaN" }), /is no amount/],
  ])("%s", (_, content, expected) => {
    const read = () => readInfracost(fileOf(content));
    expect(read).toThrow(expect.objectContaining({ name: "InputError", message: expect.stringMatching(expected) }));
  });

  test("a __proto__ in it is a name like any other", () => {
    const figures = readInfracost(fileOf(output(project("case", {}, JSON.parse('{"__proto__": "5"}')))));
    expect(figures.projects[0]?.after.get("__proto__")).toBe(5);
  });
});
