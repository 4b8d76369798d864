import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseHcl } from "../../src/estate/hcl-parser";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

const ROOT = resolve(__dirname, "../..");
const FIXTURES = join(ROOT, "test/fixtures/fix-plan");

/** Folders that a plan is made for, and whether the plan leaves something to do. */
const ESTATES: readonly (readonly [string, string])[] = [
  ["the Terraform of the GKE example", join(ROOT, "examples/tfserving-gke/before/terraform")],
  ["the manifests of the GKE example", join(ROOT, "examples/tfserving-gke/before/manifests")],
  ["comments, heredocs, blocks on one line", join(FIXTURES, "layout")],
  ["modules that are called twice, for_each, dynamic blocks, variables", join(FIXTURES, "modules")],
  ["workloads in the provider's types and as manifests", join(FIXTURES, "workloads")],
];

/** A folder with the estate in `infra`. */
function copyOf(estate: string): string {
  const folder = folderOf({});
  cpSync(estate, join(folder, "infra"), { recursive: true });
  return folder;
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

function apply(folder: string, patch: string, [command = "", ...args]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: folder, input: patch, encoding: "utf8" });
  expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
}

interface Named {
  readonly control: string;
  readonly resource: string;
}

function findingsOf({ stdout }: Ran): readonly string[] {
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Named[] };
  return findings.map(({ control, resource }) => `${control} ${resource}`).sort();
}

/** What the plan says would remain: what is not in the patch, and what is new. */
function remaining(plan: string): readonly string[] {
  const [planned = "", made = ""] = plan.split("\n# == New with the patch\n");
  const found: string[] = [...made.matchAll(/^# \w+ (\w+): (\S+): /gm)].map(
    ([, control, resource]) => `${control} ${resource}`,
  );
  let resources: readonly string[] = [];
  const lines = planned.split("\n");
  lines.forEach((line, index) => {
    resources = /^# == (.*) \(.*\)$/.exec(line)?.[1]?.split(", ") ?? resources;
    const control = /^# (?:critical|high|medium|low) (\w+): /.exec(line)?.[1];
    if (control !== undefined && !(lines[index + 1] ?? "").startsWith("#   In the patch.")) {
      found.push(...resources.map((each) => `${control} ${each}`));
    }
  });
  return found.sort();
}

describe.each(ESTATES)("%s", (_, estate) => {
  const folder = copyOf(estate);
  const before = filesIn(folder);
  let plan: Ran;

  beforeAll(() => {
    plan = run(["check", "infra", "--fix-plan"], { cwd: folder });
  });

  test("the plan fails as the check does, and writes nothing", () => {
    const check = run(["check", "infra"], { cwd: folder });
    expect(plan.code).toBe(check.code);
    expect(plan.stderr).toContain(check.stdout.trimEnd().split("\n").at(-1));
    expect(filesIn(folder)).toEqual(before);
  });

  test.each([[["git", "apply"]], [["patch", "-p1"]]])(
    "%j takes the patch, what it leaves can be read, and what remains is what the plan says",
    async (command) => {
      const patched = copyOf(estate);
      apply(patched, plan.stdout, command);
      for (const [name, text] of Object.entries(filesIn(patched)).filter(([each]) => each.endsWith(".tf"))) {
        await parseHcl(name, text);
      }
      const after = findingsOf(run(["check", "infra", "--format", "json"], { cwd: patched }));
      const total = findingsOf(run(["check", "infra", "--format", "json"], { cwd: folder })).length;
      expect(after).toEqual(remaining(plan.stdout));
      expect(after.length).toBeLessThan(total);
      expect(plan.stdout).toMatch(new RegExp(`closes \\d+ of ${total} findings`));
      expect(plan.stdout).toContain(`${after.length} finding`);
    },
  );

  test("a plan of what is patched has no patch", () => {
    const patched = copyOf(estate);
    apply(patched, plan.stdout, ["patch", "-p1"]);
    const again = run(["check", "infra", "--fix-plan"], { cwd: patched });
    expect(again.stdout).not.toContain("\n--- a/");
    expect(again.stdout).toContain("# No file is patched");
  });

  test("all but the patch is a comment", () => {
    const [prose = ""] = plan.stdout.split("\n--- a/");
    expect(prose.split("\n").filter((line) => !line.startsWith("#"))).toEqual([]);
  });
});

test("what is to be chosen is in no patch, and stands beside it", () => {
  const folder = copyOf(join(FIXTURES, "modules"));
  const { stdout } = run(["check", "infra", "--fix-plan"], { cwd: folder });
  const [prose = "", ...diffs] = stdout.split("\n--- a/");
  expect(prose).toContain("CHOOSE(");
  expect(diffs.join()).not.toContain("CHOOSE");
});

test("a module that is called twice is patched once, and what a variable says is said in words", () => {
  const folder = copyOf(join(FIXTURES, "modules"));
  const { stdout } = run(["check", "infra", "--fix-plan"], { cwd: folder });
  expect(stdout.match(/^\+resource "aws_s3_bucket_versioning"/gm)).toHaveLength(1);
  expect(stdout).toContain("(endpoint_public_access is written as var.public)");
  expect(stdout).toContain("aws_s3_bucket.logs is made many times");
});

test("a backend is mended in the block that declares it, and what is to be chosen of it is not written", () => {
  const main =
    'terraform {\n  required_version = ">= 1.10"\n}\n\nterraform {\n  backend "s3" {\n    bucket = "acme-state"\n    key    = "a"\n    region = "eu-west-1"\n  }\n}\n\nprovider "aws" {}\n';
  const folder = folderOf({ "infra/main.tf": main });
  const { stdout } = run(["check", "infra", "--fix-plan"], { cwd: folder });
  expect(stdout).toContain('CHOOSE("ARN of the key of the states"');
  apply(folder, stdout, ["git", "apply"]);
  const after = readFileSync(join(folder, "infra/main.tf"), "utf8");
  expect(after.match(/backend/g)).toHaveLength(1);
  expect(after).toMatch(/use_lockfile += true/);
  expect(after).not.toContain("CHOOSE");
});

test("what something else refers to is not taken away", () => {
  const folder = folderOf({
    "infra/main.tf":
      'resource "google_storage_bucket_acl" "models" {\n  bucket         = "acme-models"\n  predefined_acl = "private"\n}\n',
    "infra/outputs.tf": 'output "acl" {\n  value = google_storage_bucket_acl.models.id\n}\n',
  });
  const { stdout } = run(["check", "infra", "--fix-plan", "--only", "GOOGLE_STORAGE_NO_ACLS"], { cwd: folder });
  expect(stdout).toContain("outputs.tf refers to google_storage_bucket_acl.models");
});

test("a waived finding is not fixed", () => {
  const folder = copyOf(join(FIXTURES, "layout"));
  const waiver = {
    control: "AWS_S3_BUCKET_OWNER_ENFORCED",
    resource: "aws_s3_bucket_ownership_controls.models",
    reason: "old objects have owners of their own",
    owner: "vision",
    expires: "2099-01-01",
  };
  writeFileSync(join(folder, "modelkeep.waivers.yaml"), `waivers:\n  - ${JSON.stringify(waiver)}\n`);
  const { stdout, stderr } = run(["check", "infra", "--fix-plan"], { cwd: folder });
  expect(stderr).not.toContain("error");
  expect(stdout).not.toContain("AWS_S3_BUCKET_OWNER_ENFORCED");
  expect(stdout).not.toContain("BucketOwnerEnforced");
});

test("--output takes the plan, and the verdict goes to stderr", () => {
  const folder = copyOf(join(FIXTURES, "layout"));
  const { stdout, stderr, code } = run(["check", "infra", "--fix-plan", "--output", "fixes.patch"], { cwd: folder });
  expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
  expect(stderr).toContain("findings at or above high");
  apply(folder, readFileSync(join(folder, "fixes.patch"), "utf8"), ["git", "apply"]);
});

test("files outside of the folder are not patched, and why is said", () => {
  const folder = copyOf(join(FIXTURES, "layout"));
  const elsewhere = folderOf({});
  const { stdout } = run(["check", join(folder, "infra"), "--fix-plan"], { cwd: elsewhere });
  expect(stdout).not.toContain("\n--- a/");
  expect(stdout).toContain("lies outside of this folder");
});

test("a clean estate has nothing to fix", () => {
  const folder = folderOf({ "plan.json": OWNED_PLAN });
  const { stdout, code } = run(["check", "plan.json", "--only", "K8S_NO_HOST_PID", "--fix-plan"], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain("# Nothing to fix.");
});

test("a plan has one format", () => {
  const { code, stderr } = run(["check", ".", "--fix-plan", "--format", "json"]);
  expect(code).toBe(2);
  expect(stderr).toContain("--fix-plan");
});

test("synthesized stacks and plans get programs and blocks, and no patch", () => {
  const bucket = { bucket: "acme-models", "//": { metadata: { path: "vision/models/Resource", uniqueId: "models" } } };
  const stack = {
    "//": { metadata: { stackName: "vision", version: "0.21.0" } },
    resource: { aws_s3_bucket: { models: bucket } },
  };
  const folder = folderOf({ "cdk.tf.json": stack });
  const { stdout } = run(["check", "cdk.tf.json", "--fix-plan", "--only", "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT"], {
    cwd: folder,
  });
  expect(stdout).toContain("vision/models/Resource");
  expect(stdout).toContain(
    'import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";',
  );
  expect(stdout).toContain('new S3BucketPublicAccessBlock(this, "PublicAccess", {');
  expect(stdout).toContain("bucket: models.id,");
  expect(stdout).toContain("cdk.tf.json is generated: change the program that makes it");
  expect(stdout).toContain("Made by the construct at vision/models: look for an override or a prop of it first.");
  expect(stdout).toContain('resource "aws_s3_bucket_public_access_block" "public_access" {');
  expect(stdout).not.toContain("\n--- a/");
});
