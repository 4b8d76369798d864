import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { fromHcl } from "../../src/estate/hcl";
import { InputError } from "../../src/estate/input-error";
import type { Reading } from "../../src/estate/reading";
import type { Resource } from "../../src/estate/resource";
import { Unknown } from "../../src/estate/unknown";

const fixtures = join(__dirname, "..", "fixtures", "hcl");
const made: string[] = [];

afterAll(() => {
  for (const folder of made) {
    rmSync(folder, { recursive: true });
  }
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-hcl-"));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function at(reading: Reading, address: string): Resource {
  const [found, ...more] = reading.resources.filter((resource) => resource.address === address);
  if (found === undefined || more.length > 0) {
    throw new Error(`${more.length + 1} resources at ${address}`);
  }
  return found;
}

async function attributesOf(files: Readonly<Record<string, string>>, address: string): Promise<Resource["attributes"]> {
  return at(await fromHcl(folderOf(files), "root"), address).attributes;
}

test("for_each with literal keys makes a resource of each, as far as chains and [each.key] lead", async () => {
  // GIVEN
  const text = `
    resource "aws_s3_bucket" "all" {
      for_each      = { models = "acme-models", logs = "acme-logs" }
      bucket        = each.value
      force_destroy = each.key == "logs"
    }
    resource "aws_s3_bucket_versioning" "all" {
      for_each = aws_s3_bucket.all
      bucket   = each.value.id
    }
    resource "aws_s3_object" "marker" {
      for_each = toset(["models"])
      bucket   = aws_s3_bucket.all[each.key].id
      key      = aws_s3_bucket.all[each.key].bucket
    }
    resource "aws_s3_object" "itself" {
      for_each = aws_s3_object.itself
      bucket   = each.value.bucket
    }
    resource "aws_s3_bucket_policy" "some" {
      for_each = { for name, bucket in aws_s3_bucket.all : name => bucket }
      bucket   = each.value.id
    }`;
  // WHEN
  const reading = await fromHcl(folderOf({ "main.tf": text }), "root");
  // THEN
  expect(reading.resources.map(({ address }) => address).sort()).toEqual([
    'aws_s3_bucket.all["logs"]',
    'aws_s3_bucket.all["models"]',
    "aws_s3_bucket_policy.some",
    'aws_s3_bucket_versioning.all["logs"]',
    'aws_s3_bucket_versioning.all["models"]',
    "aws_s3_object.itself",
    'aws_s3_object.marker["models"]',
  ]);
  expect(at(reading, 'aws_s3_bucket.all["logs"]').attributes).toMatchObject({
    bucket: "acme-logs",
    force_destroy: true,
  });
  const leadsTo = (address: string) =>
    at(reading, address)
      .references.get("bucket")
      ?.map((to) => to.address);
  expect(leadsTo('aws_s3_bucket_versioning.all["logs"]')).toEqual(['aws_s3_bucket.all["logs"]']);
  expect(leadsTo('aws_s3_object.marker["models"]')).toEqual(['aws_s3_bucket.all["models"]']);
  expect(at(reading, 'aws_s3_object.marker["models"]').attributes.key).toBe("acme-models");
  expect(leadsTo("aws_s3_bucket_policy.some")).toBeUndefined();
});

describe("a folder with modules, variable files, locals and policies", () => {
  let reading: Reading;

  beforeAll(async () => {
    reading = await fromHcl(join(fixtures, "serving"), "serving");
  });

  test("gives its resources and those of its modules, without comments, heredocs and what is counted away", () => {
    expect(reading.resources.map(({ address }) => address).sort()).toEqual([
      "aws_eks_cluster.main",
      "aws_iam_role.cluster",
      "aws_iam_role_policy.heredoc",
      "aws_iam_role_policy.open",
      "aws_instance.templated",
      "aws_kms_key.models",
      "aws_s3_bucket_policy.models",
      "aws_security_group.serving",
      "aws_subnet.private",
      "aws_vpc.in_heredoc",
      "aws_vpc.main",
      "data.aws_iam_policy_document.trust",
      "module.bucket.aws_s3_bucket.this",
      "module.bucket.aws_s3_bucket_server_side_encryption_configuration.this",
      "module.eks",
    ]);
  });

  test.each([
    ["aws_eks_cluster.main", "serving/eks.tf", 35],
    ["aws_vpc.in_heredoc", "serving/eks.tf", 54],
    ["data.aws_iam_policy_document.trust", "serving/eks.tf", 1],
    ["module.bucket.aws_s3_bucket.this", "serving/modules/bucket/main.tf", 11],
  ])("says where %s stands", (address, file, line) => {
    expect(at(reading, address).origin).toEqual({ file, line });
  });

  test("describes the root", () => {
    const [root, ...more] = reading.roots;
    expect(more).toEqual([]);
    expect(root).toMatchObject({
      name: "serving",
      source: "hcl",
      backend: { type: "s3", settings: { encrypt: true } },
    });
    expect(root?.requiredProviders).toEqual({ aws: { source: "hashicorp/aws", version: "~> 6.0" } });
    expect(root?.providers.map(({ settings }) => settings.region)).toEqual(["eu-west-1", "eu-central-1"]);
    expect(root?.outputs).toMatchObject({
      label: "my-weights",
      bucket: { references: [{ root: "serving", address: "module.bucket.aws_s3_bucket.this", attribute: "arn" }] },
    });
  });

  test("resolves locals and variables, and lets variable files win over defaults", () => {
    expect(at(reading, "aws_eks_cluster.main").attributes).toMatchObject({
      name: "models-eu-west-1",
      vpc_config: [{ endpoint_public_access: false }],
    });
    expect(at(reading, "aws_security_group.serving").attributes.ingress).toMatchObject([
      { from_port: 8080 },
      { from_port: 9090 },
    ]);
  });

  test("leaves what is not literal unknown, with its text and references", () => {
    expect(at(reading, "aws_subnet.private").attributes.availability_zone).toEqual(new Unknown([], "${each.key}"));
    expect(at(reading, "aws_vpc.in_heredoc").attributes.cidr_block).toBeInstanceOf(Unknown);
    expect(at(reading, "aws_security_group.serving").attributes.egress).toMatchObject({
      references: [{ address: "aws_vpc.main", attribute: "tags" }],
    });
  });

  test("evaluates jsonencode as far as it is literal", () => {
    const { policy } = at(reading, "aws_iam_role_policy.open").attributes;
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Action: "s3:*", Effect: "Allow", Resource: "*" }],
    });
    expect(at(reading, "aws_iam_role_policy.heredoc").attributes.policy).toMatchObject({
      references: [{ address: "module.bucket.aws_s3_bucket.this" }],
    });
  });

  test("carries values and references into modules and out of them", () => {
    expect(at(reading, "module.bucket.aws_s3_bucket.this").attributes).toMatchObject({
      bucket: "my-weights",
      force_destroy: false,
    });
    const encryption = at(reading, "module.bucket.aws_s3_bucket_server_side_encryption_configuration.this");
    expect([...encryption.references.values()].flat()).toEqual([
      { root: "serving", address: "module.bucket.aws_s3_bucket.this", attribute: "id" },
      { root: "serving", address: "aws_kms_key.models", attribute: "arn" },
    ]);
    expect(at(reading, "aws_s3_bucket_policy.models").attributes).toMatchObject({
      bucket: { references: [{ address: "module.bucket.aws_s3_bucket.this", attribute: "id" }] },
      policy: "my-weights",
    });
  });

  test("names the remote module that was not looked into", () => {
    expect(at(reading, "module.eks")).toMatchObject({
      kind: "module",
      attributes: { source: "terraform-aws-modules/eks/aws", version: "21.0.0" },
    });
  });

  test("keeps meta-arguments as synthesized JSON has them", () => {
    expect(at(reading, "aws_eks_cluster.main").meta).toEqual({ provider: "aws.replica" });
    expect(at(reading, "aws_security_group.serving").meta).toEqual({
      lifecycle: { create_before_destroy: true, ignore_changes: ["tags"] },
    });
  });
});

test("overrides replace arguments, and lifecycle argument by argument", async () => {
  const bucket = at(await fromHcl(join(fixtures, "overrides"), "overrides"), "aws_s3_bucket.models");
  expect(bucket.attributes).toMatchObject({ bucket: "models", force_destroy: true });
  expect(bucket.meta).toEqual({ lifecycle: { prevent_destroy: false, create_before_destroy: true } });
});

test("JSON syntax and HCL stand side by side", async () => {
  const reading = await fromHcl(join(fixtures, "json"), "json");
  expect(at(reading, "aws_s3_bucket.models").attributes).toMatchObject({ bucket: "models" });
  expect(at(reading, "aws_s3_bucket.models").attributes["//"]).toBeUndefined();
  expect(at(reading, "aws_s3_bucket_versioning.models").references.get("bucket")).toEqual([
    { root: "json", address: "aws_s3_bucket.models", attribute: "id" },
  ]);
});

test("files with a byte order mark, with CRLF and for OpenTofu are read", async () => {
  const folder = folderOf({
    "a.tf": '\uFEFFresource "aws_vpc" "a" {\r\n  cidr_block = "10.0.0.0/16"\r\n}\r\n',
    "b.tf": 'resource "aws_vpc" "terraform" {}',
    "b.tofu": 'resource "aws_vpc" "tofu" {}',
    ".hidden.tf": "{",
  });
  mkdirSync(join(folder, "folder.tf"));
  const reading = await fromHcl(folder, "root");
  expect(reading.resources.map(({ address, origin }) => [address, origin.line])).toEqual([
    ["aws_vpc.a", 1],
    ["aws_vpc.tofu", 1],
  ]);
});

test("a folder without configuration gives nothing", async () => {
  expect(await fromHcl(folderOf({ "readme.md": "" }), "root")).toEqual({ roots: [], resources: [] });
});

test("values that need themselves are unknown", async () => {
  const main = 'locals {\n a = local.b\n b = local.a\n}\nresource "aws_vpc" "a" {\n cidr_block = local.a\n}';
  expect((await attributesOf({ "main.tf": main }, "aws_vpc.a")).cidr_block).toEqual(new Unknown([], "${local.a}"));
});

test("a variable without a value is unknown", async () => {
  const main = 'variable "x" {}\nresource "aws_vpc" "a" {\n cidr_block = var.x\n}';
  expect((await attributesOf({ "main.tf": main }, "aws_vpc.a")).cidr_block).toEqual(new Unknown([], "${var.x}"));
});

test("locals that double each other do not fill the memory", async () => {
  const doubling = Array.from({ length: 60 }, (_, i) => ` l${i + 1} = [local.l${i}, local.l${i}]`).join("\n");
  const main = `locals {\n l0 = ["x"]\n${doubling}\n}\nresource "aws_vpc" "a" {\n tags = local.l60\n}`;
  expect(JSON.stringify(await attributesOf({ "main.tf": main }, "aws_vpc.a")).length).toBeLessThan(1_000_000);
});

test("a chain of ten thousand locals does not exhaust the stack", async () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => ` l${i + 1} = local.l${i}`).join("\n");
  const main = `locals {\n l0 = "x"\n${chain}\n}\nresource "aws_vpc" "a" {\n cidr_block = local.l10000\n}`;
  expect((await attributesOf({ "main.tf": main }, "aws_vpc.a")).cidr_block).toBeInstanceOf(Unknown);
});

test("what resources are called pollutes nothing", async () => {
  const main = 'resource "aws_vpc" "__proto__" {\n tags = { "__proto__" = "x", constructor = "y" }\n}';
  const { tags } = await attributesOf({ "main.tf": main }, "aws_vpc.__proto__");
  expect(Object.keys(tags as object).sort()).toEqual(["__proto__", "constructor"]);
});

test.each([
  [
    "an argument without a value",
    { "main.tf": 'resource "a" "b" {\n  x =\n}' },
    "root/main.tf:2:6: Invalid expression;",
  ],
  ["a file that ends too early", { "main.tf": 'x = "' }, "root/main.tf:1:6: Unterminated template string;"],
  ["JSON that is none", { "main.tf.json": "{" }, "root/main.tf.json: is not JSON:"],
  ["JSON that is a list", { "main.tf.json": "[]" }, "root/main.tf.json: must hold a JSON object"],
  ["a resource that is no block", { "main.tf": "resource = 1" }, "root/main.tf: resource must be"],
  ["a resource without a name", { "main.tf": 'resource "a" {\n  x = 1\n}' }, "root/main.tf: resource.a"],
  [
    "a resource that is there twice",
    { "a.tf": 'resource "a" "b" {}', "b.tf": '\nresource "a" "b" {}' },
    "root/b.tf:2: resource a.b is declared twice, the first time in root/a.tf",
  ],
  [
    "a local that is there twice",
    { "a.tf": "locals {\n a = 1\n}\nlocals {\n a = 2\n}" },
    "root/a.tf: local.a is declared twice",
  ],
  [
    "an override of nothing",
    { "a_override.tf": 'resource "a" "b" {}' },
    "root/a_override.tf:1: there is no resource a.b",
  ],
  ["a module without a source", { "a.tf": 'module "a" {}' }, "root/a.tf:1: module.a must have a source"],
  [
    "a module that is not there",
    { "a.tf": '\nmodule "a" {\n source = "./a"\n}' },
    "root/a.tf:2: module.a calls ./a, which is no folder",
  ],
  [
    "a module that is empty",
    { "a.tf": 'module "a" {\n source = "./a"\n}', "a/x.md": "" },
    "root/a.tf:1: module.a calls ./a, which holds no configuration",
  ],
  [
    "a module that calls itself",
    { "a.tf": 'module "a" {\n source = "./a"\n}', "a/b.tf": 'module "b" {\n source = "../a"\n}' },
    "root/a/b.tf:1: module.b calls ../a, which calls this module again",
  ],
  ["operators in thousands", { "a.tf": `x = ${"!".repeat(5000)}a` }, "root/a.tf:1: nests deeper than 200 brackets"],
  [
    "a heredoc's template in thousands",
    { "a.tf": `\nx = <<A\n\${${"-".repeat(5000)}1}\nA\n` },
    "root/a.tf:2: nests deeper than 200 brackets",
  ],
  ["brackets in thousands", { "a.tf": `x = ${"[".repeat(5000)}` }, "root/a.tf:1: nests deeper than 200 brackets"],
  ["a variable file that is none", { "a.tf": "", "terraform.tfvars": "x = [" }, "root/terraform.tfvars:1:6:"],
])("%s is an error in one line", async (_name, files: Readonly<Record<string, string>>, message) => {
  const error: unknown = await fromHcl(folderOf(files), "root").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toContain(`InputError: ${message}`);
  expect(String(error)).not.toContain("\n");
});

test("modules that call deeper and deeper are an error", async () => {
  const files: Record<string, string> = {};
  for (let level = 0, path = ""; level < 12; level++, path += "m/") {
    files[`${path}main.tf`] = 'module "m" {\n source = "./m"\n}';
  }
  await expect(fromHcl(folderOf(files), "root")).rejects.toThrow("module.m is more than 10 modules deep");
});

test("a file that cannot be read and a folder that is none are errors", async () => {
  const folder = folderOf({});
  symlinkSync(join(folder, "nowhere"), join(folder, "main.tf"));
  await expect(fromHcl(folder, "root")).rejects.toThrow(
    "root/main.tf: a symbolic link to something that does not exist",
  );
  await expect(fromHcl(join(folder, "none"), "root")).rejects.toThrow("root: cannot be read as a folder (ENOENT)");
});

test("any text gives a reading or an InputError", async () => {
  const folder = folderOf({});
  const piece = fc.constantFrom(
    'resource "aws_s3_bucket" "a" {\n',
    'module "m" {\n',
    "locals {\n",
    'data "a" "b" {\n',
    "}\n",
    "x = ",
    "var.x",
    "{",
    "[",
    "]",
    '"',
    "${",
    "1",
    "\n",
    "<<A\n",
    "A\n",
    'dynamic "rule" {\n',
    "for_each = ",
    "rule ",
    "\0",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
  );
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      writeFileSync(join(folder, "main.tf"), content);
      const outcome: unknown = await fromHcl(folder, "root").catch((thrown: unknown) => thrown);
      expect(outcome instanceof InputError || Array.isArray((outcome as Reading).resources)).toBe(true);
    }),
    { numRuns: 200 },
  );
}, 60_000);
