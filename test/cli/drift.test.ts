import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const FIXTURES = join(__dirname, "../fixtures/drift");
const plan = (name: string): string => readFileSync(join(FIXTURES, `${name}.json`), "utf8");
const folder = (): string =>
  folderOf({ "by-hand.json": plan("by-hand"), "clean.json": plan("applied-again"), "main.tf": "" });

interface Json {
  readonly verdict: string;
  readonly leftOut: number;
  readonly drift: readonly { readonly group: string; readonly root: string }[];
}

describe("exit codes", () => {
  test.each([
    ["drift that is relevant", "by-hand.json", [], 1],
    ["drift from security on", "by-hand.json", ["--fail-on", "security"], 1],
    ["drift, and nothing fails", "by-hand.json", ["--fail-on", "none"], 0],
    ["what is harmless", "clean.json", [], 0],
    ["what is harmless, where any fails", "clean.json", ["--fail-on", "any"], 1],
  ] as const)("%s", (_, file, options, expected) => {
    const { code, stderr } = run(["drift", "--plan", file, ...options], { cwd: folder() });
    expect({ code, stderr }).toEqual({ code: expected, stderr: "" });
  });
});

test("text has each change in its group, with what undoes it", () => {
  const { stdout } = run(["drift", "--plan", "by-hand.json"], { cwd: folder() });
  const [security = "", rest = ""] = stdout.split("OUTAGE-RELEVANT");
  const [outage = "", harmless = ""] = rest.split("HARMLESS");
  expect(security).toMatch(/^SECURITY-RELEVANT \(4\)\n/);
  expect(security).toMatch(/ {2}aws_s3_bucket_public_access_block\.models_\w+: gone\n/);
  expect(security).toMatch(/Undo {6}terraform apply -target='aws_s3_bucket_versioning\.models_\w+'\n/);
  expect(security).toMatch(/role model-store-resnet-\w+ gains s3:\* \(\d+ actions: [^)]+\) on \*\n/);
  expect(security).toMatch(
    /role model-store-resnet-\w+ gains policy AdministratorAccess \(every action\) \(admin\) on \*\n/,
  );
  expect(outage).toMatch(/ {2}aws_cloudwatch_log_group\.log_\w+: gone\n/);
  expect(harmless).toMatch(/ {2}aws_iam_role\.audit_DeliveryRole_\w+: changed\n/);
});

test("--only relevant leaves out what is harmless", () => {
  const { stdout } = run(["drift", "--plan", "by-hand.json", "--only", "relevant", "--format", "json"], {
    cwd: folder(),
  });
  const { drift, leftOut } = JSON.parse(stdout) as Json;
  expect(drift.map(({ group }) => group)).toEqual(["security", "security", "security", "security", "outage"]);
  expect(leftOut).toBeGreaterThan(0);
});

test.each(["json", "sarif", "markdown"])(
  "%s is alone on standard output, and the sum is on standard error",
  (format) => {
    const { code, stdout, stderr } = run(["drift", "--plan", "by-hand.json", "--format", format], { cwd: folder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\d+ of \d+ resources changed outside of Terraform: 4 security-relevant[^\n]+\n$/);
    expect(stdout).toMatch(format === "markdown" ? /^## Drift\n/ : /^\{\n/);
  },
);

test("--output writes the file, and nothing to standard output", () => {
  const cwd = folder();
  const { code, stdout, stderr } = run(["drift", "--plan", "by-hand.json", "--output", "drift.txt"], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/changed outside of Terraform/);
  expect(readFileSync(join(cwd, "drift.txt"), "utf8")).toMatch(/^SECURITY-RELEVANT \(4\)/);
});

test("several plans are one report, each resource with its plan", () => {
  const { code, stdout } = run(["drift", "--plan", "by-hand.json", "--plan", "clean.json", "--format", "json"], {
    cwd: folder(),
  });
  const { drift } = JSON.parse(stdout) as Json;
  expect(code).toBe(1);
  expect(new Set(drift.map(({ root }) => root))).toEqual(new Set(["by-hand.json", "clean.json"]));
});

describe("a plan that is not whole", () => {
  const partial = (members: object): string => JSON.stringify({ ...JSON.parse(plan("applied-again")), ...members });

  test("that failed proves nothing", () => {
    const cwd = folderOf({ "plan.json": partial({ errored: true }) });
    const { code, stdout } = run(["drift", "--plan", "plan.json"], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^Warning: planning failed/);
  });

  test("that is not complete says so", () => {
    const cwd = folderOf({ "plan.json": partial({ complete: false }) });
    const { code, stdout, stderr } = run(["drift", "--plan", "plan.json", "--format", "json"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: the plan is not complete/);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { warnings: [expect.stringMatching(/not complete/)] } });
  });
});

describe("waivers", () => {
  test("of the usual file count", () => {
    const waiver = (control: string, resource: string): string =>
      `  - control: ${control}\n    resource: ${resource}\n    reason: meant\n    owner: a@acme.example\n    expires: 2999-12-31\n`;
    const found = JSON.parse(plan("by-hand")) as { resource_drift: { address: string; type: string }[] };
    const address = found.resource_drift.find(({ type }) => type === "aws_s3_bucket_versioning")?.address ?? "";
    const cwd = folderOf({
      "plan.json": plan("by-hand"),
      "modelkeep.waivers.yaml": `waivers:\n${waiver("AWS_S3_VERSIONING_ENABLED", address)}`,
    });
    const { stdout } = run(["drift", "--plan", "plan.json"], { cwd });
    expect(stdout).toMatch(/AWS_S3_VERSIONING_ENABLED \(high\) now fails, and is waived until 2999-12-31/);
    expect(stdout).not.toMatch(/AWS_S3_VERSIONING_ENABLED \(high\) held/);
  });
});

const entry = (change: unknown) => ({ address: "a.b", mode: "managed", type: "a", name: "b", change });
const drifted = (value: unknown): object => ({ format_version: "1.2", planned_values: {}, resource_drift: value });

const REFUSED: readonly (readonly [string, string | Uint8Array | object, RegExp])[] = [
  ["a truncated plan", '{"format_version": "1.2",\n  "planned', /line 2, column 11: unexpected end of JSON/],
  ["an empty file", "", /is empty/],
  ["a binary file", Buffer.from([0x7b, 0, 1, 2, 0xff, 0xfe, 0]), /binary/],
  ["a binary plan", Buffer.from("PK\u0003\u0004..."), /terraform show -json/],
  ["a list", [], /is no plan/],
  ["a state", { format_version: "1.0", terraform_version: "1.9.0", values: {} }, /is a state: a plan is needed/],
  ["a state file", { version: 4, serial: 1, lineage: "x", resources: [] }, /is a state: a plan is needed/],
  ["a manifest", { apiVersion: "v1", kind: "Pod" }, /is no plan/],
  ["a format to come", { format_version: "2.0", planned_values: {} }, /format_version is "2\.0"/],
  ["drift that is text", drifted("x"), /resource_drift: expected a list/],
  ["drift that is a list of numbers", drifted([5]), /resource_drift\[0\]: expected an object/],
  ["drift without a change", drifted([{ address: "a.b", type: "a" }]), /resource_drift\[0\]\.change/],
  ["drift without actions", drifted([entry({})]), /resource_drift\[0\]\.change\.actions/],
  [
    "drift that nests without end",
    `{"format_version":"1.2","planned_values":{},"resource_drift":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    /nested deeper/,
  ],
];

test.each(REFUSED)("%s is refused in one line", (_, content, problem) => {
  const { code, stdout, stderr } = run(["drift", "--plan", "plan.json"], { cwd: folderOf({ "plan.json": content }) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain("plan.json");
  expect(stderr).toMatch(problem);
});

test.each([
  ["no plan", [], /--plan/],
  ["a missing file", ["--plan", "nowhere.json"], /nowhere\.json: no such file/],
  ["a folder", ["--plan", "."], /is a folder/],
  ["the same plan twice", ["--plan", "clean.json", "--plan", "clean.json"], /named twice/],
  ["an unknown format", ["--plan", "clean.json", "--format", "html"], /text, json, markdown, sarif/],
  ["an unknown group", ["--plan", "clean.json", "--only", "security"], /relevant/],
  ["an unknown threshold", ["--plan", "clean.json", "--fail-on", "high"], /security, outage, any, none/],
  ["an input as the output", ["--plan", "clean.json", "--output", "clean.json"], /is an input/],
  ["an argument", ["clean.json"], /drift/],
])("%s is refused in one line", (_, options, problem) => {
  const { code, stdout, stderr } = run(["drift", ...options], { cwd: folder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toMatch(problem);
});

test("keys that JavaScript knows change nothing", () => {
  const text = plan("by-hand").replace(/^\{/, '{"__proto__": {"errored": true}, "constructor": {"a": 1},');
  const { code, stdout } = run(["drift", "--plan", "plan.json", "--format", "json"], {
    cwd: folderOf({ "plan.json": text }),
  });
  expect(code).toBe(1);
  const { drift } = JSON.parse(stdout) as Json;
  expect(drift.filter(({ group }) => group === "security")).toHaveLength(4);
});
