import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

/** Exit code 2, one line that names the place, and nothing that could be taken for a report. */
function expectRefused(ran: Ran, place: string, problem: RegExp): void {
  expect(ran).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/^error: [^\n]+\n$/) });
  expect(ran.stderr).toContain(place);
  expect(ran.stderr).toMatch(problem);
}

test.each([
  ["a truncated plan", "broken.json", OWNED_PLAN.slice(0, 40), /unexpected end of JSON/],
  ["an empty JSON file", "empty.json", "", /is empty/],
  ["a broken manifest", "broken.yaml", "apiVersion: v1\nkind: Pod\nspec: {\n", /broken\.yaml:\d+:\d+/],
  ["a manifest that ends before its kind", "cut.yaml", "apiVersion: v1\nki: [", /cut\.yaml:\d+:\d+/],
  ["a broken stack", "stack/cdk.tf.json", "{", /unexpected end of JSON/],
  ["broken HCL", "module/main.tf", 'resource "aws_s3_bucket" {\n', /main\.tf/],
])("%s in a folder is refused: nothing is reported in part", (_, name, content, problem) => {
  const root = folderOf({ "plan.json": OWNED_PLAN, [name]: content });
  expectRefused(run(["check", root]), join(root, name), problem);
});

test("a folder with nothing to read is refused, and never clean", () => {
  const root = folderOf({ "README.md": "# x\n", "package.json": "{}", ".github/workflows/ci.yaml": "on: push\n" });
  expectRefused(run(["check", root]), root, /nothing to read: .*not Terraform, plans or Kubernetes manifests/);
});

test("a folder with nothing to read beside a plan is refused too", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN, "docs/README.md": "# x\n" });
  expectRefused(run(["check", join(root, "plan.json"), join(root, "docs")]), join(root, "docs"), /nothing to read/);
});

test("a missing path beside a plan is refused too", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN });
  expectRefused(run(["check", join(root, "plan.json"), join(root, "nope")]), join(root, "nope"), /no such file/);
});

const posix = process.platform === "win32" ? test.skip : test;

posix("a pipe among configuration is refused, and never waited for", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN });
  execFileSync("mkfifo", [join(root, "main.tf")]);
  expectRefused(run(["check", root]), join(root, "main.tf"), /neither a file nor a folder/);
});

/** Root may read everything: as root, the command runs as nobody, where nobody may run it. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const unprivileged = run(["policy", "list"], nobody).code === 0 ? posix : test.skip;

unprivileged("files and folders that may not be read are refused", () => {
  const root = folderOf({ "plan.json": OWNED_PLAN, "k8s/pod.yaml": "", "closed/plan.json": OWNED_PLAN });
  for (const open of [root, join(root, "k8s")]) {
    chmodSync(open, 0o755);
  }
  for (const name of ["plan.json", "k8s/pod.yaml", "closed"]) {
    chmodSync(join(root, name), 0);
    expectRefused(run(["check", join(root, name)], nobody), join(root, name), /permission denied/);
  }
  expectRefused(run(["check", join(root, "k8s")], nobody), join(root, "k8s/pod.yaml"), /permission denied/);
  expectRefused(run(["check", root], nobody), join(root, "closed"), /permission denied/);
  chmodSync(join(root, "closed"), 0o700);
});
