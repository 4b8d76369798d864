import { parseAllDocuments } from "yaml";
import { parseHcl } from "../../../src/estate/hcl-parser";
import { CONTROLS } from "../../../src/policy/catalogue";
import { controlFix } from "../../../src/policy/fixing/control-fix";
import { run } from "../../support/cli";

const SHOWN = CONTROLS.map((control) => [control.id, controlFix(control)] as const);

test.each(SHOWN)("%s: its fix is shown, and can be read", async (_, fix) => {
  const texts = Object.values(fix ?? {});
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((text) => text.trim() === "" || /\[object|undefined/.test(text))).toEqual([]);
  if (fix?.hcl !== undefined) {
    await parseHcl("fix.tf", fix.hcl);
  }
});

const YAML = SHOWN.flatMap(([id, fix]) => (fix?.yaml === undefined ? [] : [[id, fix.yaml] as const]));

test("there is YAML with something to choose, and without", () => {
  const open = YAML.filter(([, text]) => text.includes("@CHOOSE("));
  expect(open.length).toBeGreaterThan(0);
  expect(open.length).toBeLessThan(YAML.length);
});

test.each(YAML)("%s: its YAML is YAML, and none where something is to be chosen", (_, text) => {
  const errors = parseAllDocuments(text).flatMap((document) => document.errors);
  expect(errors.length > 0).toBe(/^[^#\n]*@CHOOSE\(/m.test(text));
});

test("policy show prints the fix", () => {
  const terraform = run(["policy", "show", "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT"]).stdout;
  expect(terraform).toContain(
    'Fix in HCL:\n\n  # Add:\n  resource "aws_s3_bucket_public_access_block" "public_access" {',
  );
  expect(terraform).toContain("Fix in CDKTF:\n\n  import { S3BucketPublicAccessBlock }");
  const manifest = run(["policy", "show", "K8S_NO_PRIVILEGE_ESCALATION"]).stdout;
  expect(manifest).toContain("allowPrivilegeEscalation: false");
  expect(manifest).not.toContain("Fix in HCL");
});

test("the lifecycle of a resource is a block", () => {
  const hcl = SHOWN.find(([id]) => id === "AWS_KMS_PREVENT_DESTROY")?.[1]?.hcl;
  expect(hcl).toContain("  lifecycle {\n    prevent_destroy = true\n  }");
});

test("a program names props in camel case, also in lifecycle and on the way to what goes; keys of maps stay", () => {
  const cdktf = (id: string) => SHOWN.find(([each]) => each === id)?.[1]?.cdktf;
  expect(cdktf("AWS_KMS_PREVENT_DESTROY")).toContain("lifecycle: { preventDestroy: true }");
  expect(cdktf("AWS_EKS_PRIVATE_ENDPOINT")).toContain("// remove vpcConfig.publicAccessCidrs\n");
  expect(cdktf("AWS_SAGEMAKER_NO_HUB_TOKEN")).toContain("// remove primaryContainer.environment.HF_TOKEN\n");
  expect(cdktf("AWS_EKS_LOGS_COMPLETE")).toContain("// enabledClusterLogTypes: add, beside those that are there\n");
});
