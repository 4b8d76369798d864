import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv2020 = require("ajv/dist/2020");

import type { DriftReport } from "../../../src/change/drift/drift-report";
import { DRIFT_FORMATS } from "../../../src/change/drift/formats";
import { renderDrift } from "../../../src/change/drift/render";
import { driftPlan, reportOf, type Stated } from "./drift-plans";

const render = (report: DriftReport, format: (typeof DRIFT_FORMATS)[number], width = 100): string =>
  renderDrift(report, format, { colour: false, width });

const SUSPENDED: Stated = {
  address: "aws_s3_bucket_versioning.models",
  was: { bucket: "b", versioning_configuration: [{ status: "Enabled" }] },
  is: { bucket: "b", versioning_configuration: [{ status: "Suspended" }] },
};
const GONE: Stated = { address: "aws_instance.server", was: { id: "i-1", instance_type: "g6.xlarge" }, is: null };
const TAGGED: Stated = { address: "aws_iam_user.ci", was: { tags: { by: "code" } }, is: { tags: { by: "hand" } } };
const sized = (desired: number) => ({
  node_group_name: "gpu",
  scaling_config: [{ desired_size: desired, min_size: 1, max_size: 3 }],
});
const AUTOSCALED: Stated = { address: "aws_eks_node_group.gpu", was: sized(1), is: sized(3) };
const PLAN = driftPlan([SUSPENDED, GONE, TAGGED]);

describe("text", () => {
  const text = render(reportOf(PLAN), "text");

  test("has the groups in order, and the sum last", () => {
    const headings = text.split("\n").filter((line) => /^[A-Z-]+ \(\d+\)$/.test(line));
    expect(headings).toEqual(["SECURITY-RELEVANT (1)", "OUTAGE-RELEVANT (1)", "HARMLESS (1)"]);
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      "3 of 3 resources changed outside of Terraform: 1 security-relevant, 1 outage-relevant, 1 harmless",
    );
  });

  test("says what to run and what to write", () => {
    expect(text).toContain("    Undo      terraform apply -target='aws_s3_bucket_versioning.models'\n");
    expect(text).toContain('                  status = "Suspended"\n');
    expect(text).toContain('Was, is   versioning_configuration.0.status: "Enabled" -> "Suspended"');
  });

  test("keeps to the width, but for what is copied", () => {
    const lines = render(reportOf(PLAN), "text", 60).split("\n");
    expect(lines.filter((line) => line.length > 60 && !/^ +(?:Undo +terraform| {14})/.test(line))).toEqual([]);
  });

  test("has no colours unless they are asked for", () => {
    expect(text).not.toContain("\u001b");
    expect(renderDrift(reportOf(PLAN), "text", { colour: true })).toContain("\u001b[31m");
  });

  test("warnings come first", () => {
    const failed = render(reportOf(driftPlan([SUSPENDED], { errored: true })), "text");
    expect(failed).toMatch(/^Warning: planning failed/);
  });
});

describe("--only relevant", () => {
  const report = reportOf(PLAN, { onlyRelevant: true });

  test("leaves out what is harmless, and says how many", () => {
    expect(report.drift.map(({ group }) => group)).toEqual(["security", "outage"]);
    expect(report).toMatchObject({ leftOut: 1, summary: { counts: { security: 1, outage: 1, harmless: 1 } } });
    expect(render(report, "text")).toContain("1 harmless change left out by --only relevant");
    expect(render(report, "text")).not.toContain("aws_iam_user.ci");
  });
});

test.each([
  ["security", [SUSPENDED], "drift"],
  ["security", [GONE, TAGGED], "clean"],
  ["outage", [GONE], "drift"],
  ["outage", [SUSPENDED], "drift"],
  ["outage", [TAGGED], "clean"],
  ["any", [TAGGED], "drift"],
  ["any", [], "clean"],
  ["none", [SUSPENDED, GONE], "clean"],
] as const)("--fail-on %s of %j is %s", (failOn, resources, verdict) => {
  expect(reportOf(driftPlan(resources), { failOn }).verdict).toBe(verdict);
});

test.each([
  ["shows no drift is unproven", [TAGGED], "outage", "unproven"],
  ["shows drift is drift", [SUSPENDED], "outage", "drift"],
  ["nobody wants to fail is clean", [TAGGED], "none", "clean"],
] as const)("a plan that failed and %s", (_, resources, failOn, verdict) => {
  expect(reportOf(driftPlan(resources, { errored: true }), { failOn }).verdict).toBe(verdict);
});

test.each([
  [[], {}, "no drift: the state holds no resources"],
  [[{ address: "aws_iam_user.a", was: {} }], {}, "no drift: 1 resource is as Terraform left it"],
  [[], { errored: true }, "nothing is proven: planning failed, and what it shows has no drift"],
] as const)("%j says what it comes to", (resources, members, line) => {
  expect(reportOf(driftPlan(resources, members)).summary.line).toBe(line);
});

describe("json", () => {
  const schema = JSON.parse(readFileSync(join(__dirname, "../../../docs/schemas/drift.schema.json"), "utf8")) as object;
  const validate = new Ajv2020.default({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
  }).compile(schema);

  test.each([
    ["no drift", driftPlan([])],
    ["drift of each group", PLAN],
    ["a failed plan", driftPlan([GONE], { errored: true })],
    ["moved", driftPlan([{ address: "aws_instance.b", was: { id: "a" }, previousAddress: "aws_instance.a" }])],
  ])("%s fits the schema", (_, plan) => {
    const json = JSON.parse(render(reportOf(plan), "json")) as object;
    expect(validate(json) ? [] : validate.errors).toEqual([]);
  });

  test("what is gone is deleted", () => {
    const { drift } = JSON.parse(render(reportOf(driftPlan([GONE])), "json")) as { drift: object[] };
    expect(drift).toMatchObject([{ resource: "aws_instance.server", action: "delete", group: "outage" }]);
  });
});

test("sarif has a result for each, by the rule of its group", () => {
  const { runs } = JSON.parse(render(reportOf(PLAN), "sarif")) as {
    runs: { results: { ruleId: string; level: string; message: { text: string } }[]; tool: object }[];
  };
  expect(runs[0]?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ["MODELKEEP_DRIFT_SECURITY", "error"],
    ["MODELKEEP_DRIFT_OUTAGE", "warning"],
    ["MODELKEEP_DRIFT_HARMLESS", "note"],
  ]);
  expect(runs[0]?.results[0]?.message.text).toMatch(
    /^aws_s3_bucket_versioning\.models changed: .*Undo: terraform apply/,
  );
});

test.each([
  ["security", SUSPENDED, true],
  ["outage", GONE, true],
  ["harmless", TAGGED, false],
  ["harmless", AUTOSCALED, false],
] as const)("sarif says how to undo what is %s: %j", (group, resource, isSaid) => {
  const { runs } = JSON.parse(render(reportOf(driftPlan([resource])), "sarif")) as {
    runs: { results: { ruleId: string; message: { text: string } }[] }[];
  };
  const results = runs.flatMap(({ results: of }) => of);
  expect(results.map(({ ruleId }) => ruleId)).toEqual([`MODELKEEP_DRIFT_${group.toUpperCase()}`]);
  expect(results.map(({ message: { text } }) => text.includes("Undo"))).toEqual([isSaid]);
});

describe("markdown", () => {
  test("stays below what GitHub takes, however much drifted, and says what was cut", () => {
    const many = Array.from({ length: 800 }, (_, index) => ({
      address: `aws_instance.server_with_a_long_name_${index}`,
      was: { id: `i-${index}`, instance_type: "g6.xlarge" },
      is: { id: `i-${index}`, instance_type: "t3.micro" },
    }));
    const markdown = render(reportOf(driftPlan(many)), "markdown");
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_000);
    expect(Buffer.byteLength(markdown)).toBeGreaterThan(55_000);
    expect(markdown).toMatch(/\.\.\. and [\d,]+ more, cut here/);
  });

  test("names of others are inert", () => {
    const hostile = 'aws_instance.a["</summary><img src=x>`@team`\u202e\n"]';
    const markdown = render(
      reportOf(
        driftPlan([{ address: hostile, was: { id: "a", instance_type: "a" }, is: { id: "a", instance_type: "b" } }]),
      ),
      "markdown",
    );
    const outside = markdown.replaceAll(/\n(`{3,})[\s\S]*?\n\1\n/g, "");
    expect(markdown).toContain("instance_type");
    expect(outside).not.toContain("<img");
    expect(outside).not.toContain("@team");
    expect(markdown).not.toContain("\u202e");
  });
});

describe("secrets", () => {
  const SECRET = "hunter2-super-secret";
  const OTHER = "another-secret-value";
  const cases: readonly (readonly [string, Stated])[] = [
    [
      "an attribute that the plan marks",
      {
        address: "aws_db_instance.db",
        was: { id: "db", marked: SECRET },
        is: { id: "db", marked: OTHER },
        sensitive: { marked: true },
      },
    ],
    [
      "an attribute within a block that the plan marks",
      {
        address: "vendor_thing.a",
        was: { id: "a", auth: [{ marked: SECRET }] },
        is: { id: "a", auth: [{ marked: OTHER }] },
        sensitive: { auth: [{ marked: true }] },
      },
    ],
    [
      "an attribute of what is gone",
      { address: "vendor_thing.a", was: { id: "a", marked: SECRET }, is: null, sensitive: { marked: true } },
    ],
    [
      "an attribute that its name tells of",
      { address: "aws_db_instance.db", was: { id: "db", password: SECRET }, is: { id: "db", password: OTHER } },
    ],
    [
      "a value of a Secret",
      {
        address: "kubernetes_secret_v1.s",
        was: { metadata: [{ name: "s" }], data: { a: SECRET } },
        is: { metadata: [{ name: "s" }], data: { a: OTHER } },
      },
    ],
    [
      "a policy that is marked as a whole",
      {
        address: "aws_iam_role_policy.p",
        was: {
          role: "r",
          name: "p",
          policy: `{"Statement":[{"Effect":"Allow","Action":"s3:Get","Resource":"${SECRET}"}]}`,
        },
        is: {
          role: "r",
          name: "p",
          policy: `{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${OTHER}"}]}`,
        },
        sensitive: { policy: true },
      },
    ],
  ];

  test.each(cases.flatMap(([name, resource]) => DRIFT_FORMATS.map((format) => [name, format, resource] as const)))(
    "%s is in no %s",
    (_, format, resource) => {
      const text = render(reportOf(driftPlan([resource])), format);
      expect(text).toContain(resource.address);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(OTHER);
    },
  );

  test("that a secret changed is said", () => {
    const [, resource] = cases[0] ?? [];
    const report = reportOf(driftPlan(resource === undefined ? [] : [resource]));
    expect(report.drift[0]?.attributes).toMatchObject([
      { path: "marked", before: { hidden: "sensitive" }, after: { hidden: "sensitive" } },
    ]);
  });

  test("in a plan of an apply, the state's marks count too", () => {
    const resource: Stated = {
      address: "vendor_thing.a",
      was: { id: "a", marked: SECRET },
      is: { id: "a", marked: SECRET, other: 1 },
      sensitive: { marked: true },
    };
    const plan = driftPlan(
      [resource, { address: "vendor_thing.b", was: { marked: OTHER }, sensitive: { marked: true } }],
      {
        resource_changes: ["a", "b"].map((name) => ({
          address: `vendor_thing.${name}`,
          mode: "managed",
          type: "vendor_thing",
          name,
          change: { actions: ["no-op"], before: { marked: OTHER }, after: { marked: OTHER }, after_unknown: {} },
        })),
      },
    );
    for (const format of DRIFT_FORMATS) {
      const text = render(reportOf(plan), format);
      expect(text).toContain("vendor_thing.a");
      expect(text).not.toMatch(new RegExp(`${SECRET}|${OTHER}`));
    }
  });
});
