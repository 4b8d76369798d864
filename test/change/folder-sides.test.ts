import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sidesOfPaths } from "../../src/change/folder-sides";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

function stack(name: string, resource: object): object {
  return { "//": { metadata: { stackName: name, version: "0.21.0" } }, resource };
}

const POD = (image: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "api" },
  spec: { containers: [{ name: "api", image }] },
});

test("stacks are matched by their names, wherever they lie", async () => {
  const folder = folderOf({
    "main/cdktf.out/stacks/models/cdk.tf.json": stack("models", { aws_s3_bucket: { a: { bucket: "a" } } }),
    "main/cdktf.out/stacks/old/cdk.tf.json": stack("old", { aws_s3_bucket: { o: { bucket: "o" } } }),
    "branch/cdktf.out/stacks/models/cdk.tf.json": stack("models", {
      aws_s3_bucket: { a: { bucket: "a", tags: { b: "1" } } },
    }),
    "branch/cdktf.out/stacks/fresh/cdk.tf.json": stack("fresh", { aws_s3_bucket: { o: { bucket: "o" } } }),
  });
  const { sides } = await sidesOfPaths(join(folder, "main/cdktf.out"), join(folder, "branch/cdktf.out"));
  expect(sides.changes.map(({ root, address, action }) => [root, address, action])).toEqual([
    ["fresh", "aws_s3_bucket.o", "create"],
    ["models", "aws_s3_bucket.a", "update"],
    ["old", "aws_s3_bucket.o", "destroy"],
  ]);
});

test("a stack that is called otherwise is another stack", async () => {
  const folder = folderOf({
    "before.tf.json": stack("one", { aws_s3_bucket: { a: { bucket: "a" } } }),
    "after.tf.json": stack("two", { aws_s3_bucket: { a: { bucket: "a" } } }),
  });
  const { sides } = await sidesOfPaths(join(folder, "before.tf.json"), join(folder, "after.tf.json"));
  expect(sides.changes.map(({ action }) => action)).toEqual(["create", "destroy"]);
});

test("manifests are matched by where they lie in the folders", async () => {
  const folder = folderOf({
    "before/k8s/api.json": POD("a@sha256:1"),
    "before/k8s/same.json": { ...POD("s"), metadata: { name: "same" } },
    "after/k8s/api.json": POD("a@sha256:2"),
    "after/k8s/same.json": { ...POD("s"), metadata: { name: "same" } },
  });
  const { sides } = await sidesOfPaths(join(folder, "before"), join(folder, "after"));
  expect(sides.changes.map(({ address, action }) => [address, action])).toEqual([["Pod/api", "update"]]);
  expect(sides.changes[0]?.attributes).toMatchObject([
    { path: "spec.containers.0.image", before: { text: '"a@sha256:1"' } },
  ]);
});

test("two files are one thing before and after, however they are called", async () => {
  const folder = folderOf({ "old.json": POD("a"), "new.json": POD("b") });
  const { sides } = await sidesOfPaths(join(folder, "old.json"), join(folder, "new.json"));
  expect(sides.changes.map(({ root, action }) => [root, action])).toEqual([[join(folder, "new.json"), "update"]]);
});

test("folders of Terraform are compared with their references, which lead within the side", async () => {
  const hcl = (rules: string) => `
resource "aws_kms_key" "k" {}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      ${rules}
    }
  }
}`;
  const folder = folderOf({
    "before/main.tf": hcl('sse_algorithm = "AES256"'),
    "after/main.tf": hcl('sse_algorithm = "aws:kms"\n    kms_master_key_id = aws_kms_key.k.arn'),
  });
  const { sides } = await sidesOfPaths(join(folder, "before"), join(folder, "after"));
  expect(sides.changes.map(({ kind, action }) => [kind, action])).toEqual([
    ["aws_s3_bucket_server_side_encryption_configuration", "update"],
  ]);
  const [before] = sides.before.ofKind("aws_s3_bucket_server_side_encryption_configuration");
  const [reference] = before?.references.get("bucket") ?? [];
  expect(reference === undefined ? undefined : sides.before.target(reference)?.address).toBe("aws_s3_bucket.b");
});

describe("what looks like a change and may be none", () => {
  const planned = (actions: readonly string[]) => ({
    format_version: "1.2",
    resource_changes: [
      { address: "aws_s3_bucket.a", type: "aws_s3_bucket", name: "a", change: { actions, after: { bucket: "a" } } },
    ],
  });
  const FILES = {
    "stack/cdk.tf.json": stack("models", { aws_s3_bucket: { a: { bucket: "a" } } }),
    "changed/cdk.tf.json": stack("models", { aws_s3_bucket: { a: { bucket: "a", tags: { b: "1" } } } }),
    "failed/cdk.tf.json": stack("models", {}),
    "plan.json": planned(["create"]),
    "other.json": planned(["no-op"]),
    "state.json": { format_version: "1.0", values: { root_module: { resources: [] } } },
    "shown.json": {
      format_version: "1.0",
      values: {
        root_module: { resources: [{ address: "aws_s3_bucket.a", type: "aws_s3_bucket", name: "a", values: {} }] },
      },
    },
  };

  test.each<[string, string, readonly RegExp[]]>([
    ["nothing", "stack", [/nothing, the side before, has no resources: all that is after counts as new/]],
    ["stack", "nothing", [/nothing, the side after, has no resources: all that was counts as gone/]],
    ["stack", "failed", [/failed, the side after, has no resources/]],
    ["state.json", "failed", [/state.json, the side before/, /failed, the side after/]],
    ["plan.json", "other.json", [/^both sides are plans: compared is what they lead to, .*--plan tells$/]],
    ["shown.json", "plan.json", []],
    ["plan.json", "stack", []],
    ["stack", "changed", []],
  ])("is warned of: %s, %s", async (before, after, expected) => {
    const folder = folderOf(FILES);
    mkdirSync(join(folder, "nothing"));
    const { sides } = await sidesOfPaths(join(folder, before), join(folder, after));
    expect(sides.warnings).toEqual(expected.map((warning) => expect.stringMatching(warning)));
    // All of what there is was read: the change is no failed one.
    expect(sides.isFailed).toBe(false);
  });

  test("nothing on both sides is refused", async () => {
    const folder = folderOf({});
    mkdirSync(join(folder, "before"));
    mkdirSync(join(folder, "after"));
    await expect(sidesOfPaths(join(folder, "before"), join(folder, "after"))).rejects.toMatchObject({
      name: "InputError",
      problem: "nothing to read: the folder is empty, and so is the one before",
    });
  });
});

describe("stacks whose files are the same", () => {
  const remote = (name: string) =>
    `\${data.terraform_remote_state.cross-stack-reference-input-${name}.outputs.cross-stack-output-bucket}`;
  const files = (side: string, bucket: string) => ({
    [`${side}/manifest.json`]: {
      stacks: Object.fromEntries(
        ["models", "reader", "apart"].map((name) => [
          name,
          { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
        ]),
      ),
    },
    [`${side}/stacks/models/cdk.tf.json`]: {
      ...stack("models", { aws_s3_bucket: { a: { bucket } } }),
      output: { "cross-stack-output-bucket": { value: bucket } },
    },
    [`${side}/stacks/reader/cdk.tf.json`]: {
      ...stack("reader", { aws_s3_bucket_versioning: { v: { bucket: remote("models") } } }),
      data: { terraform_remote_state: { "cross-stack-reference-input-models": { backend: "local" } } },
    },
    [`${side}/stacks/apart/cdk.tf.json`]: stack("apart", { aws_s3_bucket: { b: { bucket: "b" } } }),
  });

  test("are the very same resources on both sides", async () => {
    const folder = folderOf({ ...files("before", "one"), ...files("after", "two") });
    const { sides } = await sidesOfPaths(join(folder, "before"), join(folder, "after"));
    const [was, is] = [sides.before, sides.after].map((estate) => estate.at("apart", "aws_s3_bucket.b"));
    expect(was).toBeDefined();
    expect(was).toBe(is);
  });

  test("are read when they read of a stack that changes", async () => {
    const folder = folderOf({ ...files("before", "one"), ...files("after", "two") });
    const { sides } = await sidesOfPaths(join(folder, "before"), join(folder, "after"));
    expect(sides.changes.map(({ root, action }) => [root, action])).toEqual([
      ["models", "replace"],
      ["reader", "replace"],
    ]);
  });

  test("all of them make no change", async () => {
    const folder = folderOf({ ...files("before", "one"), ...files("after", "one") });
    const { sides } = await sidesOfPaths(join(folder, "before"), join(folder, "after"));
    expect(sides.changes).toEqual([]);
    expect(sides.before.resources).toHaveLength(sides.after.resources.length);
  });
});
