import { diffCommand } from "../../src/cli/diff";
import { run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const plan = (actions: readonly string[], after: object | null) => ({
  format_version: "1.2",
  terraform_version: "1.11.0",
  resource_changes: [
    {
      address: "aws_s3_bucket.b",
      mode: "managed",
      type: "aws_s3_bucket",
      name: "b",
      change: { actions, before: { bucket: "acme", force_destroy: true }, after },
    },
  ],
});

const FILES = {
  "destroy.json": plan(["delete"], null),
  "pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: resnet\n",
};

test.each<[readonly string[], number]>([
  [["dangerous", "destroy>5"], 1],
  [["destroy>5", "dangerous"], 1],
  [["destroy>5", "replace"], 0],
  [["destroy>5,replace", "destroy"], 1],
])("all guards of a --fail-on that is given again count: %j", (asked, code) => {
  const guards = asked.flatMap((each) => ["--fail-on", each]);
  const cwd = folderOf(FILES);
  const again = run(["diff", "--plan", "destroy.json", ...guards], { cwd });
  expect(again.code).toBe(code);
  expect(again).toEqual(run(["diff", "--plan", "destroy.json", "--fail-on", asked.join(",")], { cwd }));
});

test.each<[string, readonly string[], string]>([
  ["none beside others", ["--fail-on", "none", "--fail-on", "dangerous"], "none lets every change pass"],
  ["one that is no guard", ["--fail-on", "explode", "--fail-on", "dangerous"], "explode"],
  ["an empty one", ["--fail-on", "dangerous", "--fail-on", ""], "is no guard"],
])("guards given again are held to what guards with commas are: %s", (_, guards, problem) => {
  const { code, stdout, stderr } = run(["diff", "--plan", "destroy.json", ...guards], { cwd: folderOf(FILES) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: --fail-on: [^\n]+\n$/);
  expect(stderr).toContain(problem);
});

/** How each verb is called with nothing wrong but what is given twice. */
const CALLS = {
  check: ["check", "pod.yaml"],
  diff: ["diff", "--plan", "destroy.json"],
  drift: ["drift", "--plan", "destroy.json"],
  "policy list": ["policy", "list"],
  "prices list": ["prices", "list"],
  "prices update": ["prices", "update", "--region", "us-central1"],
} as const;

test.each<[keyof typeof CALLS, string, string, string]>([
  ["check", "--fail-on", "low", "critical"],
  ["check", "--format", "json", "text"],
  ["check", "--output", "a.txt", "b.txt"],
  ["check", "--profile", "regulated", "baseline"],
  ["check", "--waivers", "a.yaml", "b.yaml"],
  ["diff", "--format", "json", "text"],
  ["diff", "--infracost", "a.json", "b.json"],
  ["diff", "--output", "a.txt", "b.txt"],
  ["diff", "--prices", "a.json", "b.json"],
  ["diff", "--profile", "regulated", "baseline"],
  ["diff", "--thresholds", "a.yaml", "b.yaml"],
  ["diff", "--waivers", "a.yaml", "b.yaml"],
  ["drift", "--fail-on", "any", "none"],
  ["drift", "--waivers", "a.yaml", "b.yaml"],
  ["policy list", "--category", "network", "identity"],
  ["prices list", "--region", "us-east-1", "eu-west-1"],
  ["prices update", "--google-api-key", "key-one", "key-two"],
  ["prices update", "--timeout", "10", "20"],
])("%s takes one value, and a second one drops none: %s %s", (verb, option, first, second) => {
  const args = [...CALLS[verb], option, first, `${option}=${second}`];
  const { code, stdout, stderr } = run(args, { cwd: folderOf(FILES) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    `error: ${option}: given twice, with different values; it takes one; see modelkeep ${verb} --help\n`,
  );
});

test.each<[string, readonly string[]]>([
  ["its default", ["--format", "text", "--format", "text"]],
  ["another value", ["--format", "json", "--format", "json"]],
])("the same value twice drops nothing: %s", (_, options) => {
  const cwd = folderOf(FILES);
  const args = ["diff", "--plan", "destroy.json"];
  const once = run([...args, ...options.slice(2)], { cwd });
  expect(once.code).toBe(1);
  const { code, stdout } = run([...args, ...options], { cwd });
  expect({ code, stdout }).toEqual({ code: once.code, stdout: once.stdout });
});

test("the help says which guards count", () => {
  expect(diffCommand().helpInformation().replaceAll(/\s+/g, " ")).toContain(
    "may be given again, and all of them count",
  );
});
