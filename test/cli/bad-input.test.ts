import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: resnet\n";
const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

/** Exit code 2, one line that names the file, and nothing that could be taken for a report. */
function expectRefused(folder: string, file: string, problem: RegExp, ...options: string[]): void {
  const { code, stdout, stderr } = run(["check", file, ...options], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(file);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).toMatch(problem);
}

function aliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = Array.from({ length: 9 }, () => (level === 0 ? '"x"' : `*a${level - 1}`)).join(", ");
    return `  a${level}: &a${level} [${items}]\n`;
  });
  return `${POD}spec:\n${levels.join("")}`;
}

const resource = (values: unknown) => ({ address: "a.b", mode: "managed", type: "aws_s3_bucket", name: "b", values });
const plan = (members: object) => ({ format_version: "1.2", terraform_version: "1.9.0", ...members });

const CASES: readonly (readonly [string, string, string | Uint8Array | object, RegExp])[] = [
  [
    "a truncated plan",
    "plan.json",
    '{"format_version": "1.2",\n  "planned',
    /line 2, column 11: unexpected end of JSON/,
  ],
  ["JSON with something after it", "plan.json", "{}}", /line 1, column 3/],
  ["an empty JSON file", "plan.json", "", /is empty/],
  ["an empty YAML file", "pod.yaml", "", /is empty/],
  ["a file without a name that says what it is, empty", "plan", "", /is empty/],
  ["a binary file", "plan.json", Buffer.from([0x7b, 0, 1, 2, 0xff, 0xfe, 0]), /binary/],
  ["a binary YAML file", "pod.yaml", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), /binary/],
  ["Latin-1", "pod.yaml", Buffer.from("apiVersion: v1\nkind: \xe9", "latin1"), /neither UTF-8 nor UTF-16/],
  ["JSON 20,000 levels deep", "plan.json", nested(20_000), /nested deeper than 1,000 levels/],
  [
    "a plan 20,000 levels deep",
    "plan.json",
    `{"format_version":"1.2","planned_values":${nested(20_000)}}`,
    /nested deeper/,
  ],
  ["unclosed JSON 20,000 levels deep", "plan.json", "[".repeat(20_000), /unexpected end of JSON/],
  ["a stack 20,000 levels deep", "cdk.tf.json", `{"resource":${nested(20_000)}}`, /nested deeper/],
  ["flow YAML 20,000 levels deep", "pod.yaml", `${POD}spec: ${nested(20_000)}\n`, /deep/],
  ["unclosed YAML 20,000 levels deep", "pod.yaml", `${POD}spec: ${"[".repeat(20_000)}\n`, /pod\.yaml/],
  ["block YAML 20,000 levels deep", "pod.yaml", `${POD}spec:\n  ${"- ".repeat(20_000)}x\n`, /deep/],
  ["a YAML alias bomb", "pod.yaml", aliasBomb(), /alias/],
  ["a plan that is a list", "plan.json", [], /not a plan/],
  ["a plan that is a string", "plan.json", '"plan"', /not a plan/],
  ["planned_values that are a list", "plan.json", plan({ planned_values: [] }), /planned_values/],
  ["a root module that is text", "plan.json", plan({ planned_values: { root_module: "x" } }), /root_module/],
  [
    "resources that are an object",
    "plan.json",
    plan({ planned_values: { root_module: { resources: {} } } }),
    /resources/,
  ],
  [
    "a resource that is a number",
    "plan.json",
    plan({ planned_values: { root_module: { resources: [5] } } }),
    /resources/,
  ],
  [
    "values that are text",
    "plan.json",
    plan({ planned_values: { root_module: { resources: [resource("x")] } } }),
    /values/,
  ],
  ["changes that are text", "plan.json", plan({ resource_changes: "x" }), /resource_changes/],
  ["a change without a change", "plan.json", plan({ resource_changes: [{ address: "a.b" }] }), /resource_changes/],
  ["a stack that is a list", "cdk.tf.json", [], /object/],
  ["resources of a stack that are text", "cdk.tf.json", { resource: "x" }, /resource/],
  ["a resource of a stack that is a number", "cdk.tf.json", { resource: { aws_s3_bucket: { b: 5 } } }, /aws_s3_bucket/],
  ["a manifest whose kind is a number", "pod.yaml", "apiVersion: v1\nkind: 5\n", /not a Kubernetes manifest/],
  ["a manifest that is a list of numbers", "pod.yaml", "- 1\n- 2\n", /not a Kubernetes manifest/],
  [
    "a plan of a format to come",
    "plan.json",
    { format_version: "2.0", terraform_version: "9.0.0" },
    /format_version is "2\.0"/,
  ],
  ["a plan of a full format to come", "plan.json", { ...plan({ planned_values: {} }), format_version: "2.0" }, /2\.0/],
  [
    "a binary plan",
    "tfplan",
    Buffer.from("PK\u0003\u0004..."),
    /run `terraform show -json tfplan > tfplan\.json`, and name what that writes$/m,
  ],
  [
    "a binary plan under the name of JSON",
    "plan.json",
    Buffer.from("PK\u0003\u0004..."),
    /run `terraform show -json plan\.json > plan\.show\.json`, and name what that writes$/m,
  ],
  ["a gzip archive", "plan.json.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0]), /gzip/],
  [
    "a state file",
    "terraform.tfstate",
    { version: 4, serial: 1, lineage: "x", resources: [] },
    /run `terraform show -json terraform\.tfstate > terraform\.tfstate\.json`, and name what that writes$/m,
  ],
  ["one file of a Terraform module", "main.tf", "", /name its folder/],
];

test.each(CASES)("%s is refused in one line", (_, file, content, problem) => {
  const folder = folderOf({ [file]: content });
  expectRefused(folder, file, problem);
});

test.each(["json", "sarif", "html"])("a broken file leaves standard output empty in %s too", (format) => {
  const folder = folderOf({ "good.yaml": POD, "z.yaml": `${POD}---\nkind: [\n` });
  const { code, stdout, stderr } = run(["check", ".", "--format", format], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: z\.yaml[^\n]+\n$/);
});

describe("a path that leads to no file", () => {
  test.each([
    ["that is missing", "nowhere", /no such file or folder/],
    ["below a file", "pod.yaml/x", /no such file or folder/],
    ["that is a dangling link", "dangling", /symbolic link to something that does not exist/],
    ["that is a circle of links", "circle", /circle/],
    ["that is a pipe", "pipe", /neither a file nor a folder/],
    ["that is a device", "/dev/zero", /neither a file nor a folder/],
    ["that is an empty folder named like a file", "plan.json", /nothing to read: the folder is empty/],
    ["that is a folder with nothing to read", "docs", /nothing to read: .*README\.md/],
    ["with a line break in its name", "a\nb", /no such file/],
  ])("%s is refused in one line", (_, path, problem) => {
    const folder = folderOf({ "pod.yaml": POD, "docs/README.md": "" });
    symlinkSync(join(folder, "gone"), join(folder, "dangling"));
    symlinkSync(join(folder, "circle"), join(folder, "circle"));
    mkdirSync(join(folder, "plan.json"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const { code, stdout, stderr } = run(["check", path], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(path.replace("\n", " "));
    expect(stderr).toMatch(problem);
  });

  test("an empty path is refused in one line", () => {
    expect(run(["check", ""]).stderr).toMatch(/^error: "": an empty path\n$/);
  });

  test("a pipe in a folder is skipped, and never waited for", () => {
    const folder = folderOf({ "pod.yaml": POD });
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    const { code, stderr } = run(["check", ".", "--format", "json", "--fail-on", "critical"], { cwd: folder });
    expect(stderr).toContain("skipped: pipe.yaml: neither a file nor a folder");
    expect(code).not.toBe(2);
  });

  test("an unreadable file is refused in one line", () => {
    const folder = folderOf({ "pod.yaml": POD });
    chmodSync(join(folder, "pod.yaml"), 0o000);
    const { code, stderr } = run(["check", "pod.yaml"], { cwd: folder });
    // Root reads everything: then the pod is judged.
    const isRefused = process.getuid?.() !== 0;
    expect(code === 2).toBe(isRefused);
    expect(stderr).toMatch(isRefused ? /^error: pod\.yaml: permission denied\n$/ : /^$/);
  });
});

describe("keys that JavaScript knows", () => {
  const KEYS =
    '"__proto__": {"acl": "public-read", "polluted": true}, "constructor": {"prototype": {"polluted": true}}';
  const HARMLESS = '"bucket": "models"';
  const planOf = (keys: string): string =>
    `{"format_version":"1.2","__proto__":{"x":1},"planned_values":{"root_module":{"resources":[{"address":"aws_s3_bucket.b",` +
    `"mode":"managed","type":"aws_s3_bucket","name":"b","values":{${keys}}}]}}}`;
  const stackOf = (keys: string): string => `{"resource":{"aws_s3_bucket":{"b":{${keys}}}},"__proto__":{"x":1}}`;
  const podOf = (keys: string): string =>
    `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{${keys},"containers":[{"name":"c","image":"i"}]}}`;

  test.each([
    ["plan", "plan.json", planOf],
    ["stack", "cdk.tf.json", stackOf],
    ["manifest in JSON", "pod.json", podOf],
    ["manifest in YAML", "pod.yaml", podOf],
  ])("change nothing in the verdict on a %s", (_, file, textOf) => {
    const controls = (keys: string): unknown => {
      const folder = folderOf({ [file]: textOf(keys) });
      const { code, stdout, stderr } = run(["check", file, "--format", "json"], { cwd: folder });
      expect(stderr).not.toContain("error");
      expect(code).toBe(1);
      const { findings } = JSON.parse(stdout) as { findings: { control: string }[] };
      return findings.map(({ control }) => control);
    };
    const found = controls(`${HARMLESS}, ${KEYS}`);
    expect(found).toEqual(controls(HARMLESS));
    expect(found).not.toHaveLength(0);
  });

  test("are kinds and names like any other", () => {
    const folder = folderOf({
      "a.tf.json": '{"resource":{"__proto__":{"constructor":{}},"constructor":{"__proto__":{}}}}',
      "b.yaml": "apiVersion: __proto__\nkind: constructor\nmetadata: {name: __proto__}\n",
    });
    const { code, stdout } = run(["check", ".", "--format", "json"], { cwd: folder });
    expect(code).not.toBe(2);
    const { inputs } = JSON.parse(stdout) as { inputs: { resources: number }[] };
    expect(inputs.map(({ resources }) => resources)).toEqual([2, 1]);
  });
});
