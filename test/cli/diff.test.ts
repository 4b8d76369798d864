import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const entry = (name: string, actions: readonly string[], before: unknown, after: unknown, rest: object = {}) => ({
  address: `aws_s3_bucket.${name}`,
  mode: "managed",
  type: "aws_s3_bucket",
  name,
  change: { actions, before, after, after_unknown: {}, ...rest },
});
const plan = (changes: readonly object[], rest: object = {}) => ({
  format_version: "1.2",
  terraform_version: "1.11.0",
  resource_changes: changes,
  ...rest,
});
const BUCKET = { bucket: "acme", force_destroy: true, tags: null };
const NO_OP = plan([entry("b", ["no-op"], BUCKET, BUCKET)]);
const DESTROY = plan([entry("b", ["delete"], BUCKET, null)]);
const TAGGED = plan([entry("b", ["update"], BUCKET, { ...BUCKET, tags: { team: "vision" } })]);

test("a plan that changes nothing is safe, and says no more", () => {
  const folder = folderOf({ "plan.json": NO_OP });
  const { code, stdout, stderr } = run(["diff", "--plan", "plan.json"], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("SAFE  no changes");
});

test("a change that loses data is dangerous, and fails", () => {
  const folder = folderOf({ "plan.json": DESTROY });
  const { code, stdout } = run(["diff", "--plan", "plan.json"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^DANGEROUS {2}1 change: 1 to destroy/);
  expect(stdout).toContain("force_destroy deletes what is in it");
});

test.each([
  ["none", 0],
  ["review", 1],
  ["destroy", 1],
  ["destroy>1", 0],
  ["data-loss,cost>500", 1],
  ["exposure,permissions", 0],
  ["changes>0", 1],
])("--fail-on %s", (guards, code) => {
  const folder = folderOf({ "plan.json": DESTROY });
  expect(run(["diff", "--plan", "plan.json", "--fail-on", guards], { cwd: folder }).code).toBe(code);
});

test("guards of a file count, and those of the command line before them", () => {
  const folder = folderOf({ "plan.json": TAGGED, "modelkeep.thresholds.yaml": "failOn:\n  - changes>0\n" });
  expect(run(["diff", "--plan", "plan.json"], { cwd: folder }).code).toBe(1);
  expect(run(["diff", "--plan", "plan.json", "--fail-on", "none"], { cwd: folder }).code).toBe(0);
});

test.each(["json", "sarif", "markdown", "html"])(
  "machines read %s on standard output, people the verdict beside it",
  (format) => {
    const folder = folderOf({ "plan.json": TAGGED });
    const { code, stdout, stderr } = run(["diff", "--plan", "plan.json", "--format", format], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(100);
    expect(stderr).toMatch(/^(?:safe|review): 1 change: 1 to update[^\n]*\n$/);
  },
);

test("--output writes the report, and standard output stays clean", () => {
  const folder = folderOf({ "plan.json": TAGGED });
  const { stdout } = run(["diff", "--plan", "plan.json", "--format", "json", "--output", "report.json"], {
    cwd: folder,
  });
  expect(stdout).toBe("");
  expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toMatchObject({
    basis: "plan",
    verdict: "safe",
  });
});

test("two folders of stacks are compared without a plan, and it says that it guesses", () => {
  const stack = (bucket: string) => ({ resource: { aws_s3_bucket: { b: { bucket } } } });
  const folder = folderOf({ "before/cdk.tf.json": stack("a"), "after/cdk.tf.json": stack("b") });
  const { stdout } = run(["diff", "before/cdk.tf.json", "after/cdk.tf.json", "--format", "json"], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ basis: "estimate", summary: { counts: { replace: 1 } } });
});

test("before the first deployment there is an empty folder", () => {
  const folder = folderOf({ "after/cdk.tf.json": { resource: { aws_s3_bucket: { b: { bucket: "b" } } } } });
  mkdirSync(join(folder, "nothing"));
  const created = run(["diff", "nothing", "after", "--format", "json"], { cwd: folder });
  expect(JSON.parse(created.stdout)).toMatchObject({ summary: { counts: { create: 1, destroy: 0 } } });
  const destroyed = run(["diff", "after", "nothing", "--format", "json"], { cwd: folder });
  expect(JSON.parse(destroyed.stdout)).toMatchObject({ summary: { counts: { create: 0, destroy: 1 } } });
});

test("waivers of a control that is not there are refused, as check does", () => {
  const folder = folderOf({
    "plan.json": TAGGED,
    "w.yaml":
      "waivers:\n  - control: NOPE\n    resource: aws_s3_bucket.b\n    reason: r\n    owner: o\n    expires: 2099-01-01\n",
  });
  const { code, stderr } = run(["diff", "--plan", "plan.json", "--waivers", "w.yaml"], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*NOPE[^\n]*\n$/);
});

test("with the report in a file the broken guards are told", () => {
  const folder = folderOf({ "plan.json": DESTROY });
  const { code, stderr } = run(["diff", "--plan", "plan.json", "--output", "r.txt"], { cwd: folder });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^dangerous: [^\n]+\nbroken guard dangerous: the verdict is dangerous\n$/);
});

test("a failed plan says so first, and breaks the guard", () => {
  const folder = folderOf({ "plan.json": plan([], { errored: true }) });
  const { code, stdout } = run(["diff", "--plan", "plan.json"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toContain("planning failed");
});

test("a sensitive value is in no format", () => {
  const secret = entry(
    "b",
    ["update"],
    { bucket: "hush-1" },
    { bucket: "hush-2" },
    { before_sensitive: { bucket: true }, after_sensitive: { bucket: true } },
  );
  const folder = folderOf({ "plan.json": plan([secret]) });
  for (const format of ["text", "json", "sarif", "markdown", "html"]) {
    const { code, stdout } = run(["diff", "--plan", "plan.json", "--format", format], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain(format === "sarif" ? "1 to update" : "aws_s3_bucket.b");
    expect(stdout).not.toContain("hush");
  }
});

const FILES = {
  "plan.json": NO_OP,
  "cut.json": '{"format_version": "1.2",\n  "resource',
  "state.json": { format_version: "1.0", values: {} },
  "terraform.tfstate": { version: 4, serial: 1, lineage: "x", resources: [] },
  "plan.bin": Buffer.from("PK\u0003\u0004\u0000\u0001"),
  "guards.yaml": "failOn: [explode]\n",
  "prices.json": "[]",
  "infracost.json": "{}",
  "empty/x.txt": "",
};

test.each<[string, readonly string[], RegExp]>([
  ["nothing to compare", [], /Name --plan plan.json, or a folder before and one after/],
  ["one side alone", ["plan.json"], /plan.json is one side/],
  ["three sides", ["a", "b", "c"], /too many arguments/],
  ["a plan, and a folder", ["--plan", "plan.json", "empty"], /--plan has both sides in it/],
  ["a plan named twice", ["--plan", "plan.json", "--plan", "plan.json"], /named twice/],
  ["a file that is not there", ["--plan", "none.json"], /none.json: no such file/],
  ["a truncated plan", ["--plan", "cut.json"], /cut.json: .*line 2/],
  ["a state", ["--plan", "state.json"], /state.json: is a state: a plan is needed/],
  ["a state as Terraform keeps it", ["--plan", "terraform.tfstate"], /tfstate: is a state: a plan is needed/],
  [
    "states as Terraform keeps them",
    ["terraform.tfstate", "plan.json"],
    /^error: terraform.tfstate: is a Terraform state file: run `terraform show -json terraform.tfstate > terraform.tfstate.json`, and name what that writes$/m,
  ],
  [
    "a plan file that is not JSON",
    ["--plan", "plan.bin"],
    /^error: plan.bin: is a binary plan or another zip archive: run `terraform show -json plan.bin > plan.bin.json`, and name what that writes$/m,
  ],
  [
    "a plan file that is not JSON, as a side",
    ["plan.json", "plan.bin"],
    /run `terraform show -json plan.bin > plan.bin/,
  ],
  ["folders without any input", ["empty", "empty"], /empty: nothing to read/],
  ["a guard that is none", ["--plan", "plan.json", "--fail-on", "explode"], /--fail-on: .*explode/],
  ["a guard of a file that is none", ["--plan", "plan.json", "--thresholds", "guards.yaml"], /guards.yaml:1:.*explode/],
  [
    "guards in two places",
    ["--plan", "plan.json", "--thresholds", "guards.yaml", "--fail-on", "none"],
    /--fail-on and --thresholds both name guards/,
  ],
  ["thresholds that are not there", ["--plan", "plan.json", "--thresholds", "none.yaml"], /none.yaml/],
  ["prices that are none", ["--plan", "plan.json", "--prices", "prices.json"], /prices.json/],
  ["figures that are none", ["--plan", "plan.json", "--infracost", "infracost.json"], /infracost.json/],
  ["a format that is none", ["--plan", "plan.json", "--format", "pdf"], /must be one of text, json/],
  ["a report in place of the plan", ["--plan", "plan.json", "--output", "plan.json"], /is an input/],
])("what cannot be reported is one line and exit code 2: %s", (_, args, problem) => {
  const { code, stdout, stderr } = run(["diff", ...args], { cwd: folderOf(FILES) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toMatch(problem);
});
