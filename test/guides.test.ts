import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = join(__dirname, "..");
const tsx = createRequire(__filename).resolve("tsx/cli");

function blocksOf(page: string): string[] {
  return [...readFileSync(join(root, page), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
}

/** What the guide takes for granted: the imports and stacks of the README's program. */
const PRELUDE = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { aws, HardenedStack, ServingTier } from "modelkeep";
const app = new App();
const cloud = new HardenedStack(app, "vision-cloud", { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" });
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
const network = new aws.ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
`;

test("the README's twenty lines are the example that is type-checked, synthesized and applied", () => {
  expect(blocksOf("README.md")).toEqual([readFileSync(join(root, "examples/tfserving-eks/main.ts"), "utf8")]);
});

test("every file that the README points to exists", () => {
  const links = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)];
  const missing = links.map(([, file = ""]) => file).filter((file) => !existsSync(join(root, file)));
  expect(links.length).toBeGreaterThan(5);
  expect(missing).toEqual([]);
});

test("the program of the first-deployment guide synthesizes", () => {
  const blocks = blocksOf("docs/guides/first-deployment.md");
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "guide-"));
  try {
    const program = join(folder, "main.ts");
    writeFileSync(program, [PRELUDE, ...blocks, "app.synth();"].join("\n"));
    const outdir = join(folder, "cdktf.out");
    const { status, stderr } = spawnSync(
      process.execPath,
      [tsx, "--tsconfig", join(root, "examples/tsconfig.json"), program],
      { encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    const cloud = JSON.parse(readFileSync(join(outdir, "stacks/vision-cloud/cdk.tf.json"), "utf8"));
    expect(cloud.terraform.backend.s3).toMatchObject({
      use_lockfile: true,
      key: "production/vision/vision-cloud.tfstate",
    });
    expect(Object.keys(cloud.resource.aws_eks_access_entry)).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
