import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv = require("ajv");
import addFormats = require("ajv-formats");

import { renderSarif } from "../../../src/change/render/sarif";
import type { ChangeReport, Permission } from "../../../src/change/report";
import { CONTROLS } from "../../policy/reports/results";
import { hostile, huge, named, pullRequest, report } from "./reports";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly baselineState: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
    readonly logicalLocations: readonly { readonly name: string; readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly exitCode: number;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

/** Draft 4 in name; it uses nothing that later drafts read otherwise but the name of its own id. */
function schema(): object {
  const file = join(__dirname, "../../fixtures/schemas/sarif-schema-2.1.0.json");
  const { $schema: _, id: $id, ...rest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return { $id, ...rest };
}

const validate = addFormats.default(new Ajv.default({ strict: false, allErrors: false })).compile(schema());

function problems(log: unknown): readonly string[] {
  return validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function runOf(of = pullRequest(), options = {}): Run {
  const { runs } = JSON.parse(renderSarif(of, options)) as { runs: readonly Run[] };
  expect(runs).toHaveLength(1);
  return runs[0] as Run;
}

test.each<[string, ChangeReport]>([
  ["nothing changed", report()],
  ["a pull request", pullRequest()],
  ["hostile names", hostile()],
  ["500 of everything", huge(500)],
])("%s: fits the SARIF 2.1.0 schema", (_, of) => {
  expect(problems(JSON.parse(renderSarif(of)))).toEqual([]);
});

test("nothing changed has no results", () => {
  expect(runOf(report()).results).toEqual([]);
});

test("what is new is a result: findings, exposure, permissions and lost data, worst first", () => {
  const { results } = runOf();
  expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
    "error AWS_S3_NO_PUBLIC_ACL",
    "error MODELKEEP_CHANGE_DATA_LOSS",
    "error MODELKEEP_CHANGE_EXPOSURE",
    "warning MODELKEEP_CHANGE_PERMISSIONS",
    "note MODELKEEP_CHANGE_PERMISSIONS",
    "error AWS_EKS_PRIVATE_ENDPOINT",
  ]);
  expect(results.every(({ baselineState }) => baselineState === "new")).toBe(true);
  expect(results.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([0, 0, 0, 0, 0, 1]);
});

test.each([
  [
    "MODELKEEP_CHANGE_EXPOSURE",
    "aws_security_group.gateway: becomes reachable: tcp 8501 from the internet (0.0.0.0/0)",
  ],
  [
    "MODELKEEP_CHANGE_DATA_LOSS",
    "aws_s3_bucket.old: destroy loses the objects in it: force_destroy deletes what is in it",
  ],
  [
    "MODELKEEP_CHANGE_PERMISSIONS",
    "aws_iam_role.bert: role speech-bert may be assumed by system:serviceaccount:speech:bert if StringEquals aud sts.amazonaws.com, through aws_iam_role.bert",
  ],
])("%s says what it is about", (rule, text) => {
  expect(runOf().results.find(({ ruleId }) => ruleId === rule)?.message.text).toBe(text);
});

test.each([
  ["https", "becomes reachable: https from the internet (x), through aws_eip.b"],
  ["egress https", "opens a way out: egress https to the internet (x), through aws_eip.b"],
])("%s that is gained", (what, text) => {
  const through = named("aws_eip.b");
  const reach = { ...named("aws_eip.a"), source: "internet", from: "x", what, through, undecided: false } as const;
  const { results } = runOf(report({ exposure: { gained: [reach], lost: [] } }));
  expect(results.map(({ message }) => message.text)).toEqual([`aws_eip.a: ${text}`]);
});

test("a result stands where the change was made", () => {
  const result = runOf().results.find(({ ruleId }) => ruleId === "MODELKEEP_CHANGE_EXPOSURE");
  expect(result?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "cdktf.out/stacks/platform/cdk.tf.json" } },
    logicalLocations: [{ name: "aws_security_group.gateway" }],
  });
});

test("every result points to its rule; controls that are given are rules too", () => {
  const { tool, results } = runOf(pullRequest(), { controls: CONTROLS });
  const ids = tool.driver.rules.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(CONTROLS.map(({ id }) => id)));
  expect(results.length).toBeGreaterThan(0);
  for (const { ruleId, ruleIndex } of results) {
    expect(ids[ruleIndex]).toBe(ruleId);
  }
});

test.each([
  ["internet", false, "error"],
  ["any-account", false, "error"],
  ["other-account", false, "error"],
  ["organization", false, "warning"],
  ["private-network", false, "warning"],
  ["cluster", false, "warning"],
  ["namespace", false, "note"],
  ["named", false, "note"],
  ["internet", true, "warning"],
] as const)("exposure to %s, undecided %s, is of level %s", (source, undecided, level) => {
  const reach = { ...named("aws_eip.a"), source, from: "x", what: "y", through: named("aws_eip.b"), undecided };
  expect(runOf(report({ exposure: { gained: [reach], lost: [reach] } })).results).toMatchObject([{ level }]);
});

test.each([
  ["admin", "error"],
  ["write", "warning"],
  ["read", "note"],
] as const)("a gained permission to %s is of level %s, and a lost one no result", (level, sarif) => {
  const permission: Permission = {
    actions: ["a:B"],
    written: ["a:B"],
    resources: ["*"],
    conditions: [],
    through: named("aws_iam_policy.p"),
    level,
    undecided: false,
  };
  const who = { ...named("aws_iam_role.r"), principal: "role r", trust: { gained: [], lost: [] } };
  const run = runOf(report({ permissions: [{ ...who, gained: [permission], lost: [permission] }] }));
  expect(run.results).toMatchObject([{ level: sarif }]);
});

test.each([
  ["an action", { written: ["a:B"] }, "role r may a:B on *, through aws_iam_policy.p"],
  ["a role", { written: ["Role reader"] }, "role r gets Role reader (a:B) on *, through aws_iam_policy.p"],
  [
    "what is not known",
    { actions: ["${aws_sqs_queue.q.arn}"], written: ["${aws_sqs_queue.q.arn}"], undecided: true, isUnread: true },
    "role r gets what a policy allows that refers to aws_sqs_queue.q, known only after apply, through aws_iam_policy.p",
  ],
] as const)("%s is said as what is given", (_, given, words) => {
  const through = named("aws_iam_policy.p");
  const gained: Permission = {
    actions: ["a:B"],
    resources: ["*"],
    conditions: [],
    through,
    level: "write",
    undecided: false,
    ...given,
  };
  const who = { ...named("aws_iam_role.r"), principal: "role r", trust: { gained: [], lost: [] }, lost: [] };
  const run = runOf(report({ permissions: [{ ...who, gained: [gained] }] }));
  expect(run.results).toMatchObject([{ message: { text: `aws_iam_role.r: ${words}` } }]);
});

test("data that is protected is a warning", () => {
  const dataLoss = pullRequest().dataLoss.map((loss) => ({ ...loss, isProtected: true }));
  expect(runOf(report({ dataLoss })).results).toMatchObject([{ level: "warning" }]);
});

test("what is protected less is a warning of its own, and loses nothing", () => {
  const protection = "deletion_protection: true -> false";
  const dataLoss = pullRequest().dataLoss.map((loss) => ({ ...loss, action: "update" as const, protection }));
  expect(runOf(report({ dataLoss })).results).toMatchObject([
    {
      ruleId: "MODELKEEP_CHANGE_PROTECTION",
      level: "warning",
      message: { text: "aws_s3_bucket.old: protects the objects in it less: deletion_protection: true -> false" },
    },
  ]);
});

test("two results of one resource have two fingerprints", () => {
  const [first] = pullRequest().exposure.gained;
  const gained = first === undefined ? [] : [first, { ...first, what: "tcp 22" }];
  const { results } = runOf(report({ exposure: { gained, lost: [] } }));
  expect(results).toHaveLength(2);
  expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints["modelkeepFinding/v1"])).size).toBe(2);
});

test("at most 5,000 results, the worst, and what is left out is said", () => {
  const { results, invocations } = runOf(huge(2500));
  expect(results).toHaveLength(5000);
  expect(results.every(({ level }) => level === "error")).toBe(true);
  const texts = (invocations[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text);
  // 2,500 findings, reaches, principals (two each), losses and waived findings, less 5,000.
  expect(texts).toContainEqual(expect.stringContaining("10,000 results of the least severe left out"));
});

test("broken guards are the exit code, and warnings are told", () => {
  expect(runOf(report()).invocations[0]).toMatchObject({ exitCode: 0, toolExecutionNotifications: [] });
  const [invocation] = runOf({
    ...pullRequest(),
    summary: { ...pullRequest().summary, warnings: ["planning failed"] },
  }).invocations;
  expect(invocation?.exitCode).toBe(1);
  const texts = (invocation?.toolExecutionNotifications ?? []).map(({ message }) => message.text);
  expect(texts).toEqual([
    "planning failed",
    "data-loss is broken: data of 1 S3 bucket lost",
    "cost>500 is broken: -1,179.01 USD a month at most, and 1 unpriced",
    "1 undecided: a value is known only after apply (see --format json)",
  ]);
});

test("names of others make no links", () => {
  const link = "[click](https://evil.example)";
  for (const { message } of runOf(hostile([link])).results) {
    expect(message.text).not.toContain("](");
  }
});
