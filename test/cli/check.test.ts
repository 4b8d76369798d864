import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT_FORMATS } from "../../src/policy/reports/options";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED, OWNED_PLAN, planOf, UNOWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

const FILES = { "owned.json": OWNED_PLAN, "unowned.json": UNOWNED_PLAN, "own.yaml": OWNED };
const root = folderOf(FILES);

/** Asks the one control of a user's own about a file of the folder. */
function ask(file: string, ...further: readonly string[]): Ran {
  return run(["check", file, "--controls", "own.yaml", "--only", "ACME_BUCKET_OWNED", ...further], { cwd: root });
}

test("a plan in which the control holds is clean", () => {
  const { code, stdout, stderr } = ask("owned.json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("clean: 0 findings at or above high in 1 resource (1 control)");
});

test("a plan in which it does not hold is a finding", () => {
  const { code, stdout, stderr } = ask("unowned.json");
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain("ACME_BUCKET_OWNED");
  expect(stdout).toContain("aws_s3_bucket.models");
  expect(stdout).toContain("1 finding at or above high");
});

test("findings milder than --fail-on are told, and do not fail", () => {
  const { code, stdout } = ask("unowned.json", "--fail-on", "critical");
  expect(code).toBe(0);
  expect(stdout).toContain("ACME_BUCKET_OWNED");
  expect(ask("unowned.json", "--fail-on", "low").code).toBe(1);
});

test.each(REPORT_FORMATS)("--format %s goes to stdout, and the exit code is the same", (format) => {
  const clean = ask("owned.json", "--format", format);
  const found = ask("unowned.json", "--format", format);
  expect([clean.code, found.code]).toEqual([0, 1]);
  expect(found.stdout).toContain("ACME_BUCKET_OWNED");
  expect(clean.stdout).not.toBe("");
  expect(found.stdout).not.toContain("\u001b[");
  expect(found.stderr).toBe(format === "text" ? "" : "1 finding at or above high\n");
});

test.each(["json", "sarif"])("--format %s is JSON and nothing else", (format) => {
  expect(typeof JSON.parse(ask("unowned.json", "--format", format).stdout)).toBe("object");
});

test("a plan without a resource is read, and says 0 resources", () => {
  const empty = folderOf({ "plan.json": planOf({}, { resource_changes: [] }) });
  const { code, stdout } = run(["check", join(empty, "plan.json")]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/clean: .* in 0 resources/);
});

test("what a folder holds beside inputs is said: in the text, and on stderr beside other formats", () => {
  const mixed = folderOf({ "plan.json": OWNED_PLAN, "notes.txt": "x", "package.json": "{}" });
  const args = ["check", mixed, "--only", "K8S_NOT_PRIVILEGED"];
  const reason = "2 files: not Terraform, plans or Kubernetes manifests";
  expect(run(args).stdout).toContain(reason);
  const json = run([...args, "--format", "json"]);
  expect(json.stderr).toContain(`skipped: ${mixed}: ${reason}\n`);
  expect(JSON.parse(json.stdout).skipped).toEqual([{ path: mixed, reason }]);
});

test("a critical control that is undecided fails a strict run alone", () => {
  const control = OWNED.replace("severity: high", "severity: critical");
  const plan = JSON.parse(UNOWNED_PLAN);
  plan.resource_changes[0].change.after_unknown = { tags: true };
  const strict = folderOf({ "plan.json": JSON.stringify(plan), "own.yaml": control });
  const args = ["check", "plan.json", "--controls", "own.yaml", "--only", "ACME_BUCKET_OWNED"];
  expect(run(args, { cwd: strict }).code).toBe(0);
  const ran = run([...args, "--strict"], { cwd: strict });
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain("1 critical control undecided in a strict run");
});

describe("--output", () => {
  test("takes the report, in one step; the verdict goes to stderr", () => {
    const { code, stdout, stderr } = ask("unowned.json", "--format", "json", "--output", "report.json");
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: "1 finding at or above high\n" });
    expect(JSON.parse(readFileSync(join(root, "report.json"), "utf8")).findings).toHaveLength(1);
    expect(readdirSync(root).filter((name) => name.includes(".tmp"))).toEqual([]);
  });

  test("replaces what a link leads to, and leaves the link", () => {
    writeFileSync(join(root, "real.txt"), "old");
    symlinkSync("real.txt", join(root, "link.txt"));
    expect(ask("owned.json", "--output", "link.txt").code).toBe(0);
    expect(readFileSync(join(root, "real.txt"), "utf8")).toContain("clean");
  });

  test("is not touched when the input is wrong", () => {
    writeFileSync(join(root, "last.txt"), "the last report");
    writeFileSync(join(root, "broken.json"), "{");
    expect(ask("broken.json", "--output", "last.txt").code).toBe(2);
    expect(readFileSync(join(root, "last.txt"), "utf8")).toBe("the last report");
    expect(ask("broken.json", "--output", "new.txt").code).toBe(2);
    expect(existsSync(join(root, "new.txt"))).toBe(false);
  });
});

describe("colour", () => {
  const colours = (env: NodeJS.ProcessEnv, ...further: readonly string[]) =>
    run(["check", "unowned.json", "--controls", "own.yaml", "--only", "ACME_BUCKET_OWNED", ...further], {
      cwd: root,
      env,
    }).stdout.includes("\u001b[");

  test("is for terminals, or when it is forced", () => {
    expect(colours({})).toBe(false);
    expect(colours({ FORCE_COLOR: "1" })).toBe(true);
    expect(colours({ FORCE_COLOR: "0" })).toBe(false);
  });

  test("is gone with NO_COLOR and --no-color, whatever else is said", () => {
    expect(colours({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(colours({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
  });
});

test("a large report is whole when it goes through a pipe", () => {
  const changes = Array.from({ length: 3_000 }, (_, index) => ({
    address: `aws_s3_bucket.b${index}`,
    mode: "managed",
    type: "aws_s3_bucket",
    name: `b${index}`,
    change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
  }));
  writeFileSync(join(root, "large.json"), planOf({}, { resource_changes: changes }));
  const { code, stdout } = ask("large.json", "--format", "json");
  expect(code).toBe(1);
  expect(stdout.length).toBeGreaterThan(1_000_000);
  expect(JSON.parse(stdout).findings).toHaveLength(3_000);
});

test("a check of a plan loads neither YAML nor HCL", () => {
  const spy = folderOf({
    "spy.cjs":
      'const m = require("node:module"); const load = m._load;' +
      'm._load = (name, ...rest) => { if (!name.startsWith("node:")) process.stderr.write(name + "\\n"); return load(name, ...rest); };',
  });
  const manifest = join(folderOf({ "a.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n" }), "a.yaml");
  const loaded = (path: string) =>
    run(["check", path, "--only", "K8S_NOT_PRIVILEGED"], {
      env: { NODE_OPTIONS: `--require ${join(spy, "spy.cjs")}` },
    }).stderr.split("\n");
  const unneeded = ["yaml", "@cdktf/hcl2json", "cdktf", "constructs"];
  expect(loaded(join(root, "owned.json")).filter((name) => unneeded.includes(name))).toEqual([]);
  expect(loaded(manifest).filter((name) => unneeded.includes(name))).toEqual(["yaml"]);
});
