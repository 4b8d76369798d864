import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const BUCKET = { bucket: "acme", force_destroy: true };
const DESTROYED = {
  format_version: "1.2",
  terraform_version: "1.11.0",
  resource_changes: [
    {
      address: "aws_s3_bucket.b",
      mode: "managed",
      type: "aws_s3_bucket",
      name: "b",
      change: { actions: ["delete"], before: BUCKET, after: null },
    },
  ],
};
const KEPT = {
  format_version: "1.0",
  terraform_version: "1.11.0",
  values: {
    root_module: {
      resources: [
        { address: "aws_s3_bucket.b", mode: "managed", type: "aws_s3_bucket", name: "b", values: BUCKET, index: 0 },
      ],
    },
  },
};
const STACK = { resource: { aws_s3_bucket: { b: { bucket: "acme" } } } };

function estates(): string {
  const folder = folderOf({
    "plan.json": DESTROYED,
    "plan2.json": DESTROYED,
    "shown.json": KEPT,
    "planned/plan.json": DESTROYED,
    "stack/cdk.tf.json": STACK,
    "drift.json": { format_version: "1.2", terraform_version: "1.11.0", planned_values: {} },
  });
  mkdirSync(join(folder, "none"));
  mkdirSync(join(folder, "nothing"));
  symlinkSync("plan.json", join(folder, "link.json"));
  symlinkSync("stack", join(folder, "linked"));
  return folder;
}

test.each<[string, readonly string[], string]>([
  ["a plan", ["plan.json", "plan.json"], "the same file, plan.json: for a plan use --plan plan.json"],
  ["a plan by another way", ["plan.json", "./plan.json"], "the same file, ./plan.json: for a plan use --plan"],
  ["a plan by a link", ["plan.json", "link.json"], "the same file, link.json: for a plan use --plan"],
  [
    "a plan and its folder",
    ["planned", "planned/plan.json"],
    "read from the same, planned and planned/plan.json: for a",
  ],
  ["a state", ["shown.json", "shown.json"], "the same file, shown.json: name what was before the change"],
  ["a folder", ["stack", "stack"], "the same folder, stack: name what was before the change"],
  ["a folder by a link", ["stack", "linked/"], "the same folder, linked/: name what was before the change"],
])("what is compared with itself is refused: %s", (_, sides, problem) => {
  const { code, stdout, stderr } = run(["diff", ...sides], { cwd: estates() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: before and after are [^\n]+; see modelkeep diff --help\n$/);
  expect(stderr).toContain(problem);
});

test.each([
  ["two folders", "none", "nothing"],
  ["one folder", "nothing", "nothing"],
])("nothing on both sides is no change that is safe: %s", (_, before, after) => {
  const { code, stdout, stderr } = run(["diff", before, after], { cwd: estates() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe("error: nothing: nothing to read: the folder is empty, and so is the one before\n");
});

test.each<[string, readonly string[], string]>([
  ["diff", ["diff", "--plan", "plan.json", "--plan", "./plan.json"], "./plan.json is named twice, as plan.json too"],
  ["diff, by a link", ["diff", "--plan", "plan.json", "--plan", "link.json"], "link.json is named twice, as plan.json"],
  ["drift", ["drift", "--plan", "drift.json", "--plan", "./drift.json"], "./drift.json is named twice, as drift.json"],
])("a plan that is named twice is refused, however it is written: %s", (_, args, problem) => {
  const { code, stdout, stderr } = run(args, { cwd: estates() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(`--plan: ${problem}`);
});

test("two plans that are two files are compared, and the report says what that means", () => {
  const { code, stdout } = run(["diff", "plan.json", "plan2.json"], { cwd: estates() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^REVIEW {2}[^\n]+\n {2}warning {4}both sides are plans: /);
});
