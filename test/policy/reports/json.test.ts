import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv2020 = require("ajv/dist/2020");

import { renderJson } from "../../../src/policy/reports/json";
import { finding, HOSTILE_NAMES, hostile, oneOfEach, options, result, thousands } from "./results";

type Node = Record<string, unknown>;

const SCHEMA = JSON.parse(readFileSync(join(__dirname, "../../../docs/schemas/check.schema.json"), "utf8")) as Node;
const validate = new Ajv2020.default({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(SCHEMA);

function problems(report: unknown): readonly string[] {
  return validate(report) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function parsed(of = oneOfEach(), overrides = {}): Node {
  return JSON.parse(renderJson(of, options(overrides))) as Node;
}

test.each([
  ["an empty result", result()],
  ["one of each severity", oneOfEach()],
  ["hostile names", hostile()],
  ["6,000 findings", thousands()],
])("%s: fits the schema", (_, of) => {
  expect(problems(parsed(of))).toEqual([]);
});

test("findings come worst first, and what is not known is null", () => {
  const bare = { namespace: undefined, constructPath: undefined, line: undefined, file: "" };
  const of = result({ findings: [finding("low", bare), finding("critical", bare)] });
  expect(parsed(of).findings).toMatchObject([
    { severity: "critical", namespace: null, constructPath: null, file: null, line: null },
    { severity: "low", namespace: null, constructPath: null, file: null, line: null },
  ]);
});

test("the summary counts findings alone, by severity and by category", () => {
  expect(parsed().summary).toEqual({
    verdict: "findings",
    profile: "baseline",
    failOn: "high",
    strict: false,
    date: "2026-11-21",
    failing: 2,
    findings: 4,
    waived: 1,
    undecided: 1,
    bySeverity: { critical: 1, high: 1, medium: 1, low: 1 },
    byCategory: { encryption: 1, network: 2, workload: 1 },
    resources: 114,
    controls: 97,
    evaluations: 11_058,
  });
});

test("names come back as they went in", () => {
  const { findings } = parsed(hostile()) as { findings: readonly Node[] };
  expect(findings.map(({ resource }) => resource).sort()).toEqual([...HOSTILE_NAMES].sort());
});

test("all 6,000 findings are there", () => {
  expect(parsed(thousands()).findings).toHaveLength(6000);
});

describe("the schema refuses", () => {
  const [first] = (parsed() as { findings: readonly Node[] }).findings;
  const [accepted] = (parsed() as { waived: readonly Node[] }).waived;

  test.each<[string, (report: Node) => Node]>([
    ["a key at the top that nobody knows", (report) => ({ ...report, extra: 1 })],
    ["a report without undecided", ({ undecided: _, ...report }) => report],
    ["a finding with a key that nobody knows", (report) => ({ ...report, findings: [{ ...first, extra: 1 }] })],
    ["a finding with a waiver", (report) => ({ ...report, findings: [accepted] })],
    ["a waived finding without its waiver", (report) => ({ ...report, waived: [first] })],
    ["a waived finding with a key that nobody knows", (report) => ({ ...report, waived: [{ ...accepted, extra: 1 }] })],
    ["a severity that is none", (report) => ({ ...report, findings: [{ ...first, severity: "HIGH" }] })],
    ["a category that is none", (report) => ({ ...report, findings: [{ ...first, category: "misc" }] })],
    ["line 0", (report) => ({ ...report, findings: [{ ...first, line: 0 }] })],
    ["a finding without a resource", (report) => ({ ...report, findings: [{ ...first, resource: undefined }] })],
    ["a verdict that is none", (report) => ({ ...report, summary: { ...(report.summary as Node), verdict: "ok" } })],
    [
      "a summary with a key that nobody knows",
      (report) => ({ ...report, summary: { ...(report.summary as Node), x: 1 } }),
    ],
    [
      "an input of a kind that nobody reads",
      (report) => ({ ...report, inputs: [{ path: "x", kind: "bicep", resources: 1 }] }),
    ],
    ["a count below zero", (report) => ({ ...report, inputs: [{ path: "x", kind: "plan", resources: -1 }] })],
    [
      "a category in the summary that is none",
      (report) => ({ ...report, summary: { ...(report.summary as Node), byCategory: { misc: 1 } } }),
    ],
  ])("%s", (_, spoil) => {
    expect(problems(parsed())).toEqual([]);
    expect(problems(spoil(parsed()))).not.toEqual([]);
  });
});

test("every property of the schema is described", () => {
  const missing: string[] = [];
  const definitions = SCHEMA.$defs as Record<string, Node>;
  const visit = (path: string, node: Node): void => {
    for (const [name, property] of Object.entries((node.properties ?? {}) as Record<string, Node>)) {
      const target = definitions[String(property.$ref ?? "").replace("#/$defs/", "")];
      if (property.description === undefined && target?.description === undefined && !path.endsWith("/bySeverity")) {
        missing.push(`${path}/${name}`);
      }
      visit(`${path}/${name}`, property);
    }
  };
  visit("", SCHEMA);
  for (const [name, definition] of Object.entries(definitions)) {
    visit(name, definition);
  }
  expect(missing).toEqual([]);
});
