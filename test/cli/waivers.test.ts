import { join } from "node:path";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED, OWNED_PLAN, UNOWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

function waiver(changed: Readonly<Record<string, string>> = {}): string {
  const fields = {
    control: "ACME_BUCKET_OWNED",
    resource: "aws_s3_bucket.models",
    reason: "It has no owner yet.",
    owner: "vision",
    expires: "2999-12-31",
    ...changed,
  };
  const lines = Object.entries(fields).map(([name, text]) => `    ${name}: ${text}\n`);
  return `waivers:\n  -\n${lines.join("")}`;
}

function check(waivers: string, plan = UNOWNED_PLAN, ...further: readonly string[]): Ran {
  const root = folderOf({ "plan.json": plan, "own.yaml": OWNED, "w.yaml": waivers });
  const args = ["--controls", "own.yaml", "--only", "ACME_BUCKET_OWNED", "--waivers", "w.yaml", "--format", "json"];
  return run(["check", "plan.json", ...args, ...further], { cwd: root });
}

test("a waived finding does not fail, and is told with its owner", () => {
  const { code, stdout } = check(waiver());
  expect(code).toBe(0);
  const { findings, waived } = JSON.parse(stdout);
  expect(findings).toEqual([]);
  expect(waived).toMatchObject([{ control: "ACME_BUCKET_OWNED", waiver: { owner: "vision", expires: "2999-12-31" } }]);
});

test("a waiver that has expired waives nothing, and the finding says so", () => {
  const { code, stdout } = check(waiver({ expires: "2020-02-29" }));
  expect(code).toBe(1);
  const { findings, waived } = JSON.parse(stdout);
  expect(waived).toEqual([]);
  expect(findings[0].message).toContain("expired on 2020-02-29");
});

test("modelkeep.waivers.yaml of the current directory is used without being named", () => {
  const root = folderOf({ "plan.json": UNOWNED_PLAN, "own.yaml": OWNED, "modelkeep.waivers.yaml": waiver() });
  const args = ["--controls", "own.yaml", "--only", "ACME_BUCKET_OWNED"];
  expect(run(["check", "plan.json", ...args], { cwd: root }).code).toBe(0);
  const elsewhere = [join(root, "plan.json"), "--controls", join(root, "own.yaml"), ...args.slice(2)];
  expect(run(["check", ...elsewhere], { cwd: folderOf({}) }).code).toBe(1);
});

const WRONG: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
  ["names an unknown control", waiver({ control: "ACME_NO_SUCH" }), /w\.yaml: .*ACME_NO_SUCH, which is not in/],
  ["waives nothing", waiver({ resource: "aws_s3_bucket.other" }), /w\.yaml: .*waives nothing/],
  ["has a date of another form", waiver({ expires: "31.12.2999" }), /w\.yaml:7:14: expires: .*YYYY-MM-DD/],
  ["has a date that no calendar has", waiver({ expires: "2999-02-30" }), /w\.yaml:7:14: .*not a day of the calendar/],
  ["has no reason", waiver({ reason: '""' }), /w\.yaml:3:\d+: reason is missing/],
  ["has a key that is not known", waiver({ until: "2999-12-31" }), /w\.yaml:8:5: unknown key until/],
  ["is no YAML", "waivers: [", /w\.yaml:1:\d+/],
  ["is empty", "", /w\.yaml/],
];

test.each(WRONG)("a waiver file that %s is refused in one line", (_, text, problem) => {
  const ran = check(text);
  expect(ran).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/^error: [^\n]+\n$/) });
  expect(ran.stderr).toMatch(problem);
});

test("a waiver whose control was not asked is not called unused", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN, "own.yaml": OWNED, "w.yaml": waiver() });
  const args = ["check", "plan.json", "--controls", "own.yaml", "--waivers", "w.yaml"];
  expect(run([...args, "--only", "K8S_NOT_PRIVILEGED"], { cwd: root }).code).toBe(0);
  expect(run([...args, "--only", "ACME_BUCKET_OWNED"], { cwd: root }).code).toBe(2);
});

test("a waiver file that is named and not there is refused", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN });
  const { code, stderr } = run(["check", "plan.json", "--waivers", "nope.yaml"], { cwd: root });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "error: nope.yaml: no such file or folder\n" });
});
