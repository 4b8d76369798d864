import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import Ajv = require("ajv");
import addFormats = require("ajv-formats");

import { renderSarif } from "../../../src/policy/reports/sarif";
import { CONTROLS, finding, hostile, oneOfEach, options, result, thousands, waived } from "./results";

interface Rule {
  readonly id: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[]; readonly "security-severity": string };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

/** Draft 4 in name; it uses nothing that later drafts read otherwise but the name of its own id. */
function schema(): object {
  const file = join(__dirname, "../../fixtures/schemas/sarif-schema-2.1.0.json");
  const { $schema: _, id: $id, ...rest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return { $id, ...rest };
}

const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: false }));
const validate = ajv.compile(schema());

function problems(log: unknown): readonly string[] {
  return validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function runOf(of = oneOfEach(), overrides = {}): Run {
  const { runs } = JSON.parse(renderSarif(of, options(overrides))) as { runs: readonly Run[] };
  expect(runs).toHaveLength(1);
  return runs[0] as Run;
}

test.each([
  ["an empty result", result()],
  ["one of each severity", oneOfEach()],
  ["hostile names", hostile()],
  ["6,000 findings", thousands()],
])("%s: fits the SARIF 2.1.0 schema, strict or not", (_, of) => {
  expect(problems(JSON.parse(renderSarif(of, options())))).toEqual([]);
  expect(problems(JSON.parse(renderSarif(of, options({ strict: true }))))).toEqual([]);
});

test("the schema refuses what is wrong", () => {
  const log = JSON.parse(renderSarif(oneOfEach(), options()));
  log.runs[0].results[0].level = "fatal";
  expect(problems(log)).not.toEqual([]);
});

test("every control of the catalogue is a rule, and every result points to its own", () => {
  const stranger = finding("low", { control: "CUSTOM_ONE", category: "custom" });
  const run = runOf(result({ findings: [...oneOfEach().findings, stranger] }));
  const ids = run.tool.driver.rules.map(({ id }) => id);
  expect(ids).toEqual([...CONTROLS.map(({ id }) => id), "CUSTOM_ONE"].sort());
  expect(run.results).toHaveLength(5);
  for (const { ruleId, ruleIndex } of run.results) {
    expect(ids[ruleIndex]).toBe(ruleId);
  }
});

test("levels and scores say what GitHub shows", () => {
  const run = runOf();
  expect(run.results.slice(0, 4).map(({ level }) => level)).toEqual(["error", "error", "warning", "note"]);
  const scores = run.results.map(({ ruleIndex }) => run.tool.driver.rules[ruleIndex]?.properties["security-severity"]);
  expect(scores.slice(0, 4)).toEqual(["9.5", "8.0", "5.0", "2.0"]);
});

test("a rule has at most ten tags, security and category among them, none twice", () => {
  const answers = Array.from({ length: 30 }, (_, index) => `CKV_${index % 20}`);
  const controls = CONTROLS.map((control) => ({ ...control, answers }));
  for (const { properties } of runOf(oneOfEach(), { controls }).tool.driver.rules) {
    expect(properties.tags).toHaveLength(10);
    expect(properties.tags[0]).toBe("security");
    expect(new Set(properties.tags).size).toBe(10);
  }
});

test.each([
  ["./a b/\u00fc#1?.tf", "a%20b/%C3%BC%231%3F.tf"],
  ["a\\b\\main.tf", "a/b/main.tf"],
  [join(process.cwd(), "stack/main.tf"), "stack/main.tf"],
  ["/elsewhere/main.tf", "file:///elsewhere/main.tf"],
  ["c:x/100%.tf", "c%3Ax/100%25.tf"],
  ["lone-\ud800.tf", "lone-%EF%BF%BD.tf"],
])("the file %j is the URI %s", (file, uri) => {
  const [first] = runOf(result({ findings: [finding("high", { file })] })).results;
  expect(first?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(uri);
});

test("a line that is not known is line 1", () => {
  const [first] = runOf(result({ findings: [finding("high", { line: undefined })] })).results;
  expect(first?.locations[0]?.physicalLocation?.region.startLine).toBe(1);
});

test("the logical location is the construct, or else the address", () => {
  const { results } = runOf(result({ findings: [finding("critical"), finding("high", { constructPath: undefined })] }));
  expect(results.map(({ locations }) => locations[0]?.logicalLocations[0]?.fullyQualifiedName)).toEqual([
    "prod/critical/Resource",
    "aws_s3_bucket.high",
  ]);
});

test("fingerprints outlive a moved line, and tell resources, roots and controls apart", () => {
  const prints = (...findings: readonly ReturnType<typeof finding>[]): readonly (string | undefined)[] =>
    runOf(result({ findings })).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  const [before] = prints(finding("high", { line: 1 }));
  expect(prints(finding("high", { line: 99, file: "moved.tf" }))).toEqual([before]);
  const all = prints(
    finding("high"),
    finding("high", { root: "b" }),
    finding("high", { control: "B" }),
    finding("high", { resource: "b" }),
    finding("high", { attribute: "b" }),
  );
  expect(new Set(all).size).toBe(5);
});

test("what is waived is there, suppressed, with reason, owner and expiry; nothing else is suppressed", () => {
  const { results } = runOf(result({ findings: [finding("low")], waived: [waived()] }));
  expect(results.map(({ suppressions }) => suppressions)).toEqual([
    undefined,
    [
      {
        kind: "external",
        status: "accepted",
        justification: "Moves behind the VPN (owner: platform, expires: 2027-01-31)",
      },
    ],
  ]);
});

test("undecided critical controls are results of a strict run only", () => {
  const of = result({ undecided: [finding("critical"), finding("high")] });
  expect(runOf(of).results).toEqual([]);
  expect(runOf(of).invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain("2 undecided");
  expect(runOf(of, { strict: true }).results.map(({ message }) => message.text)).toEqual([
    expect.stringContaining("undecided: "),
  ]);
});

test("of 6,000 results the worst 5,000 are kept, and the report says so, in a file that GitHub takes", () => {
  const report = renderSarif(thousands(), options());
  const run = (JSON.parse(report) as { runs: readonly Run[] }).runs[0] as Run;
  expect(run.results).toHaveLength(5000);
  expect(run.results.filter(({ level }) => level === "note")).toHaveLength(500);
  expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^1,000 results .* left out/);
  expect(gzipSync(report).length).toBeLessThan(10 * 1024 * 1024);
});

test("a name makes no link in a message", () => {
  const { results } = runOf(result({ findings: [finding("high", { resource: "[x](https://evil.example)" })] }));
  expect(results[0]?.message.text).not.toMatch(/\]\(/);
});
