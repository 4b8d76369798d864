/** The pull request of examples/change-report: what it does, as its README computes it by hand, in all five forms. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sidesOfPaths } from "../../src/change/folder-sides";
import { CHANGE_FORMATS } from "../../src/change/render/render";
import type { Sides } from "../../src/change/sides";
import { CONTROLS } from "../../src/policy/catalogue";
import { type Reported, reported } from "../support/reported";

const ROOT = resolve(__dirname, "../..");
const TSX = createRequire(__filename).resolve("tsx/cli");
const SYNTHESIS_TIMEOUT = 120_000;

/** Prices of us-east-1: the shared list for machines; EBS and KMS by their public pages. */
const G5_XLARGE = 1.006;
const G6_XLARGE = 0.8048;
const GP3_GIB = 0.08;
const KMS_KEY = 1;
const HOURS = 730;

let sides: Sides;
let change: Reported;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-change-report-"));
  try {
    const [before, after] = [synthesize(folder, "before"), synthesize(folder, "after")];
    sides = (await sidesOfPaths(before, after)).sides;
    change = reported(sides, CONTROLS);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, SYNTHESIS_TIMEOUT);

function synthesize(folder: string, program: string): string {
  const outdir = join(folder, program);
  const { status, stderr } = spawnSync(
    process.execPath,
    [TSX, "--tsconfig", join(ROOT, "examples/tsconfig.json"), "main.ts"],
    {
      cwd: join(ROOT, "examples/change-report", program),
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return outdir;
}

test("what differs is what the pull request touches", () => {
  const changes = sides.changes.map(({ action, root, kind }) => `${action} ${kind} of ${root}`);

  expect(changes.filter((each) => !each.startsWith("destroy")).sort()).toEqual([
    "create aws_iam_role of speech-cloud",
    "create aws_iam_role_policy of speech-cloud",
    "create kubernetes_deployment_v1 of speech-workload",
    "create kubernetes_network_policy_v1 of speech-workload",
    "create kubernetes_pod_disruption_budget_v1 of speech-workload",
    "create kubernetes_service_account_v1 of speech-workload",
    "create kubernetes_service_v1 of speech-workload",
    "replace aws_eks_node_group of platform",
    "update aws_kms_key of speech-cloud",
    "update aws_security_group of gateway",
    "update kubernetes_deployment_v1 of speech-workload",
    "update kubernetes_deployment_v1 of vision-workload",
  ]);
  const destroyed = changes.filter((each) => each.startsWith("destroy"));
  expect(destroyed).toHaveLength(18);
  expect(destroyed.filter((each) => !each.endsWith(" of vision-cloud"))).toEqual([]);
});

test("the verdict is dangerous, and the guard breaks", () => {
  expect(change.report.verdict).toBe("dangerous");
  expect(change.report.guards.map(({ broken }) => broken)).toEqual([true]);
});

test("the basis is said: without a plan replacement is an estimate", () => {
  expect(change.report.basis).toBe("estimate");
  expect(change.written("text")).toMatch(/estimate/);
  expect(change.written("markdown")).toMatch(/estimate/);
});

test("the cost is what the hand says, to the cent", () => {
  const volumes = (4 + 200) * GP3_GIB;
  const before = G5_XLARGE * HOURS + volumes;
  const after = G6_XLARGE * HOURS + volumes;
  const pool = { low: 2 * after - 2 * before, high: 6 * after - 4 * before };
  expect(pool.low).toBeCloseTo(-293.752, 6);
  expect(pool.high).toBeCloseTo(620.144, 6);

  const { cost } = change.report;
  expect(cost.monthlyDelta).toEqual({ low: -294.75, high: 619.14 });
  expect(cost.monthlyDelta.low).toBeCloseTo(pool.low - KMS_KEY, 2);
  expect(cost.monthlyDelta.high).toBeCloseTo(pool.high - KMS_KEY, 2);
  expect(cost.items.map(({ kind, root, delta }) => [kind, root, delta])).toEqual([
    ["aws_eks_node_group", "platform", { low: -293.75, high: 620.14 }],
    ["aws_kms_key", "vision-cloud", { low: -1, high: -1 }],
    // The key of the models has another policy, and costs what it did.
    ["aws_kms_key", "speech-cloud", { low: 0, high: 0 }],
  ]);
  expect(cost.unpriced).toEqual([]);
  expect(cost.hoursPerMonth).toBe(730);
});

test("hours of GPUs are shown apart: those of the old model go, those of the new one come", () => {
  const hours = change.report.cost.gpuHours.map(({ gpu, before, after }) => [gpu, before, after]);

  expect(hours).toHaveLength(2);
  expect(hours).toContainEqual([expect.stringContaining("A10G"), { low: 1460, high: 2920 }, { low: 0, high: 0 }]);
  expect(hours).toContainEqual([expect.stringContaining("L4"), { low: 0, high: 0 }, { low: 1460, high: 4380 }]);
});

test("the swap of the GPU is felt by both endpoints that run on the pool", () => {
  const endpoints = change.report.blastRadius.hits.filter(({ service }) => service.type === "endpoint");

  for (const name of ["resnet", "whisper"]) {
    const hit = endpoints.find(({ service }) => service.name === name);
    expect({ name, action: hit?.action, from: hit?.path[0]?.kind }).toEqual({
      name,
      action: "replace",
      from: "aws_eks_node_group",
    });
  }
});

test("the new endpoint comes with the change, and is not hit by it", () => {
  const { blastRadius, summary } = change.report;
  const { service } = blastRadius.hits.find((hit) => hit.service.name === "conformer") ?? {};

  expect(service).toMatchObject({ type: "endpoint", tenant: "speech", tier: "prod" });
  expect(summary.line).toMatch(/; 1 endpoint added;/);
  expect(summary.reasons.map(({ text }) => text)).toContain(
    "2 endpoints of production depend on what is replaced: resnet, whisper",
  );
});

test("the gateway is open to the internet, and the control says so", () => {
  const { exposure, findings } = change.report;

  expect(exposure.gained.filter(({ source }) => source === "internet")).toEqual([
    expect.objectContaining({ resource: "aws_security_group.callers", root: "gateway", from: "0.0.0.0/0" }),
  ]);
  expect(exposure.gained[0]?.what).toMatch(/tcp 443/);
  expect(findings.added.map(({ control, resource }) => [control, resource])).toEqual([
    ["AWS_SECURITY_GROUP_NO_WORLD_WEB_INGRESS", "aws_security_group.callers"],
  ]);
});

test("the old bucket goes with its objects, and its key with what it encrypts", () => {
  const lost = change.report.dataLoss.map(({ kind, root, action }) => `${action} ${kind} of ${root}`);

  expect(lost.sort()).toEqual([
    "destroy aws_kms_key of vision-cloud",
    "destroy aws_s3_bucket of vision-cloud",
    "destroy aws_s3_bucket of vision-cloud",
  ]);
});

/**
 * Terraform does not keep lifecycle rules in its state: they go with the block that is removed, and nothing stops the apply.
 * See test/fixtures/changes/protection-removed, and https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle.
 *
 */
test("prevent_destroy of a block that is removed protects nothing", () => {
  const key = change.report.dataLoss.find(({ kind }) => kind === "aws_kms_key");

  expect(key).toBeDefined();
  expect(key?.protection).not.toMatch(/prevent_destroy stops/);
});

test("the new identity may read its own model and nothing else", () => {
  const role = change.report.permissions.find(({ principal }) => principal.includes("conformer"));

  expect(role?.gained.flatMap(({ actions }) => actions).sort()).toEqual(["kms:Decrypt", "s3:GetObject"]);
  expect(role?.trust.gained.map(({ who }) => who)).toEqual(["system:serviceaccount:speech:conformer"]);
});

/** What each of the four is known by in a line for people. */
const FOUR: readonly (readonly [string, RegExp])[] = [
  ["the swap of the GPU", /-1,460 to -2,920 NVIDIA A10G, \+1,460 to \+4,380 NVIDIA L4/],
  ["the open security group", /security group becomes reachable from the internet: aws_security_group\.callers/],
  ["the new endpoint", /1 endpoint added/],
  ["the deleted bucket", /data of 3 resources .*aws_s3_bucket\.archive_A318A092/],
];

test.each(FOUR)("%s is in the summary", (_, words) => {
  const { line, reasons } = change.report.summary;

  expect([line, ...reasons.map(({ text }) => text)].join("\n")).toMatch(words);
});

/** What each of the four, and the cost, is known by in any form. */
const MARKS = ["A10G", "aws_security_group.callers", "conformer", "aws_s3_bucket.archive_A318A092", "294.75", "619.14"];

test.each(CHANGE_FORMATS)("all four and the cost are in the report as %s", (format) => {
  const text = change.written(format);

  // Markdown may escape underscores.
  const plain = format === "markdown" ? text.replaceAll("\\_", "_") : text;
  expect(MARKS.filter((mark) => !plain.includes(mark))).toEqual([]);
});
