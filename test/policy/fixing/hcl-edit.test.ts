import { parseHcl } from "../../../src/estate/hcl-parser";
import { schemaOf } from "../../../src/estate/schema";
import { exclude, include, set, unset } from "../../../src/policy/fixes/fix";
import { type EditStep, editsOf } from "../../../src/policy/fixing/edits";
import { changesIn } from "../../../src/policy/fixing/hcl-edit";
import { HclHolder, withChanges } from "../../../src/policy/fixing/hcl-holder";
import { parseHclTree } from "../../../src/policy/fixing/hcl-tree";

/** The text after the step was done to its first resource. */
async function edited(text: string, step: unknown): Promise<string> {
  const block = parseHclTree(text).blocks.find(({ type }) => type === "resource");
  const [kind = ""] = block?.labels ?? [];
  const done = editsOf(step as EditStep, { kind }).reduce((before, edit) => {
    const now = parseHclTree(before).blocks.find(({ type }) => type === "resource");
    if (now === undefined) {
      throw new Error("no resource");
    }
    const holder = HclHolder.ofBlock(before, now);
    return withChanges(before, changesIn(holder, schemaOf(kind, "managed"), edit, { refer: () => "null" }));
  }, text);
  await parseHcl("edited.tf", done);
  return done;
}

const CLUSTER = `resource "aws_eks_cluster" "serving" {
  # The name stays.
  name = "serving" # really

  vpc_config {
    subnet_ids = ["a", "b"]
  }
}
`;

test("an attribute is put behind the others, the signs below one another, comments where they were", async () => {
  expect(
    await edited(CLUSTER, set("bootstrap_self_managed_addons", false)),
  ).toBe(`resource "aws_eks_cluster" "serving" {
  # The name stays.
  name                          = "serving" # really
  bootstrap_self_managed_addons = false

  vpc_config {
    subnet_ids = ["a", "b"]
  }
}
`);
});

test("a value is replaced in its place", async () => {
  expect(await edited(CLUSTER, set("name", "other"))).toBe(CLUSTER.replace('"serving" #', '"other" #'));
});

test("a block is entered, and made where there is none", async () => {
  expect(await edited(CLUSTER, set("vpc_config.endpoint_public_access", false))).toContain(`  vpc_config {
    subnet_ids             = ["a", "b"]
    endpoint_public_access = false
  }`);
  expect(await edited(CLUSTER, set("access_config.authentication_mode", "API"))).toContain(`  }

  access_config {
    authentication_mode = "API"
  }
}`);
});

test("signs that do not stand below one another are left alone", async () => {
  const text = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n  force_destroy    = true\n}\n';
  expect(await edited(text, set("object_lock_enabled", true))).toBe(
    text.replace("true\n", "true\n  object_lock_enabled = true\n"),
  );
});

test("what stands on one line gets lines of its own", async () => {
  expect(await edited('resource "aws_s3_bucket" "b" { bucket = "b" }\n', set("force_destroy", false))).toBe(
    'resource "aws_s3_bucket" "b" {\n  bucket        = "b"\n  force_destroy = false\n}\n',
  );
  expect(await edited('resource "aws_s3_bucket" "b" {}\n', set("force_destroy", false))).toBe(
    'resource "aws_s3_bucket" "b" {\n  force_destroy = false\n}\n',
  );
});

test("braces, names and comments in texts are not taken for blocks", async () => {
  const text = `# resource "aws_s3_bucket" "decoy" {
resource "aws_iam_role" "r" {
  description        = "a } brace and \${upper("b }")}"
  assume_role_policy = <<-EOT
    { "max_session_duration = 1": "}" }
  EOT
  /* max_session_duration = 2 */
}
`;
  expect(await edited(text, set("max_session_duration", 3600))).toBe(
    text.replace("  EOT\n", "  EOT\n  max_session_duration = 3600\n"),
  );
});

test("an attribute is taken out with its line, and the comment behind it stays", async () => {
  expect(await edited(CLUSTER, unset("vpc_config.subnet_ids"))).toContain("  vpc_config {\n  }\n");
  expect(await edited(CLUSTER, unset("name"))).toContain("  # The name stays.\n  # really\n");
  expect(await edited(CLUSTER, unset("vpc_config"))).not.toContain("vpc_config");
  expect(await edited(CLUSTER, unset("encryption_config.provider"))).toBe(CLUSTER);
});

test("lists get what they lack, and lose what they should not hold", async () => {
  const text = 'resource "aws_eks_cluster" "c" {\n  enabled_cluster_log_types = ["api", var.more]\n}\n';
  expect(await edited(text, include("enabled_cluster_log_types", "api", "audit"))).toContain(
    '["api", var.more, "audit"]',
  );
  expect(await edited(text, exclude("enabled_cluster_log_types", "api"))).toContain("[var.more]");
  const lines = 'resource "aws_eks_cluster" "c" {\n  enabled_cluster_log_types = [\n    "api", # first\n  ]\n}\n';
  expect(await edited(lines, include("enabled_cluster_log_types", "audit"))).toContain(
    '    "api",\n    "audit", # first\n  ]',
  );
});

test("maps and objects are entered, elements are found by what they hold", async () => {
  const text = `resource "kubernetes_manifest" "m" {
  manifest = {
    spec = { env = [{ name = "A", value = "1" }, { name = "B" }] }
  }
}
`;
  expect(await edited(text, set("manifest.spec.env[name=B].value", "2"))).toContain(
    `{
      name  = "B"
      value = "2"
    }`.replaceAll("\n    ", "\n    "),
  );
  expect(await edited(text, set("manifest.spec.env[name=C].value", "3"))).toContain('name  = "C"');
  expect(await edited(text, unset("manifest.spec.env[name=A].name"))).toContain('[{ value = "1" }, { name = "B" }]');
  expect(await edited(text, set('manifest.labels["a.b/c"]', "d"))).toContain('"a.b/c" = "d"');
});

test("line ends of Windows stay", async () => {
  const text = CLUSTER.replaceAll("\n", "\r\n");
  const done = await edited(text, set("bootstrap_self_managed_addons", false));
  expect(done.replaceAll("\r\n", "\n")).toBe(await edited(CLUSTER, set("bootstrap_self_managed_addons", false)));
  expect(done.split("\n").every((line) => line === "" || line.endsWith("\r"))).toBe(true);
});

test.each([
  ["a variable", "endpoint_public_access = var.public", /endpoint_public_access is written as var.public/],
  ["a conditional", "endpoint_public_access = true ? true : false", /is written as true \? true : false/],
  ["a template", 'endpoint_public_access = "$' + '{var.public}"', /is written as/],
])("what is computed is not replaced: %s", async (_, line, message) => {
  const text = `resource "aws_eks_cluster" "c" {\n  vpc_config {\n    ${line}\n  }\n}\n`;
  await expect(edited(text, set("vpc_config.endpoint_public_access", false))).rejects.toThrow(message);
});

test("a dynamic block is not edited, nor is a list that is computed", async () => {
  const text = `resource "aws_security_group" "g" {
  tags = merge(local.tags, {})
  dynamic "ingress" {
    for_each = [1]
    content {
      from_port = ingress.value
    }
  }
}
`;
  await expect(edited(text, set("ingress.description", "x"))).rejects.toThrow("ingress is made by a dynamic block");
  await expect(edited(text, set("tags.owner", "x"))).rejects.toThrow("tags is written as merge(local.tags, {})");
});
