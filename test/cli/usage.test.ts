import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/cli";

test.each([
  ["an unknown verb", ["chek"], "modelkeep --help"],
  ["an unknown option", ["check", ".", "--foo"], "modelkeep check --help"],
  ["an option that is nearly right", ["check", ".", "--formt", "json"], "modelkeep check --help"],
  ["an unknown format", ["check", ".", "--format", "xml"], "modelkeep check --help"],
  ["an unknown severity", ["check", ".", "--fail-on", "HIGH"], "modelkeep check --help"],
  ["an option without its value", ["check", ".", "--output"], "modelkeep check --help"],
  ["no path", ["check"], "modelkeep check --help"],
  ["an unknown control", ["check", ".", "--only", "NO_SUCH"], "modelkeep check --help"],
  ["no control", ["check", ".", "--only", ","], "modelkeep check --help"],
  ["no verb of policy", ["policy"], "modelkeep policy --help"],
  ["no verb of prices", ["prices"], "modelkeep prices --help"],
  ["an unknown verb of prices", ["prices", "shw"], "modelkeep prices --help"],
  ["an unknown verb of policy", ["policy", "shw"], "modelkeep policy --help"],
  ["an unknown control to show", ["policy", "show", "NO_SUCH"], "modelkeep policy show --help"],
  ["no control to show", ["policy", "show"], "modelkeep policy show --help"],
  ["too many controls to show", ["policy", "show", "A", "B"], "modelkeep policy show --help"],
  ["an unknown category", ["policy", "list", "--category", "foo"], "modelkeep policy list --help"],
  ["a format that policy list does not write", ["policy", "list", "--format", "sarif"], "modelkeep policy list --help"],
])("%s is one line that leads to the help, and exit code 2", (_, args, help) => {
  const { code, stdout, stderr } = run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(`see ${help}\n`);
});

test.each([["--version"], ["-V"]])("%s is the version of the package", (option) => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { version: string };
  expect(run([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([
  [["--help"], ["check", "policy", "Examples:"]],
  [
    ["check", "--help"],
    [
      ..."--format --output --fail-on --strict --waivers --controls --only --no-color".split(" "),
      "Examples:",
      "Exit codes:",
      "modelkeep.waivers.yaml",
    ],
  ],
  [["help", "check"], ["--fail-on"]],
  [
    ["policy", "--help"],
    ["list", "show", "test"],
  ],
  [
    ["policy", "list", "--help"],
    ["--format", "--category", "Examples:"],
  ],
  [["policy", "show", "--help"], ["Examples:"]],
  [
    ["prices", "--help"],
    ["list", "update"],
  ],
  [
    ["policy", "test", "--help"],
    ["Example:", "Exit codes:"],
  ],
])("the help %j names all there is", (args, words) => {
  const { code, stdout, stderr } = run(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(words.filter((word) => !stdout.includes(word))).toEqual([]);
});

test("the help names no verb that is not there", () => {
  const { stdout } = run(["--help"]);
  const verbs = /Commands:\n([\s\S]*?)\n\n/.exec(stdout)?.[1] ?? "";
  expect([...verbs.matchAll(/^ {2}(\w+)/gm)].map(([, verb]) => verb)).toEqual([
    "check",
    "diff",
    "drift",
    "policy",
    "prices",
    "help",
  ]);
});
