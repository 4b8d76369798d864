import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { run } from "./support/cli";

const root = join(__dirname, "..");
const tsx = createRequire(__filename).resolve("tsx/cli");

function blocksOf(page: string): string[] {
  return fencedIn(page, "ts");
}

function fencedIn(page: string, language: string): string[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, fence, code = ""]) => (fence === language ? [code] : []));
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

/** Runs a program of the repository's own package in a folder of its own, and tells how it ended. */
function runProgram(code: string, files: Readonly<Record<string, string>>, look: (ran: Ran) => void): void {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "guide-"));
  try {
    writeFileSync(join(folder, "main.ts"), code);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    const outdir = join(folder, "cdktf.out");
    const { status, stderr } = spawnSync(
      process.execPath,
      [tsx, "--tsconfig", join(root, "examples/tsconfig.json"), "main.ts"],
      { cwd: folder, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
    look({ status, stderr, folder, outdir });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Ran {
  readonly status: number | null;
  readonly stderr: string;
  readonly folder: string;
  readonly outdir: string;
}

const SMALL_PRELUDE = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App, TerraformResource } from "cdktf";
import { aws, HardenedStack, policy, ServingTier } from "modelkeep";
const app = new App();
const cloud = new HardenedStack(app, "vision-cloud", { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" });
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
`;

describe("the waivers guide", () => {
  const [weakened = "", waived = ""] = blocksOf("docs/guides/waivers.md");

  test("a weakened bucket fails synthesis with the message that the guide shows, and nothing is written", () => {
    const [shown = ""] = fencedIn("docs/guides/waivers.md", "text");
    runProgram([SMALL_PRELUDE, weakened, "app.synth();"].join("\n"), {}, ({ status, stderr, outdir }) => {
      expect(status).toBe(1);
      expect(stderr).toContain(shown.trimEnd());
      expect(existsSync(join(outdir, "manifest.json"))).toBe(false);
    });
  });

  test("with the waiver it is written, and check lists the waiver apart", () => {
    runProgram([SMALL_PRELUDE, weakened, waived, "app.synth();"].join("\n"), {}, ({ status, stderr, outdir }) => {
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const { stdout } = run(["check", outdir, "--format", "json", "--only", "AWS_S3_VERSIONING_ENABLED"]);
      const { findings, waived: listed } = JSON.parse(stdout);
      expect(findings).toEqual([]);
      expect(listed).toMatchObject([
        { control: "AWS_S3_VERSIONING_ENABLED", waiver: { owner: "vision@acme.example", expires: "2999-03-31" } },
      ]);
    });
  });

  test("the waiver file of the guide waives what it names", () => {
    const [file = ""] = fencedIn("docs/guides/waivers.md", "yaml");
    const stack = {
      resource: { aws_s3_bucket_versioning: { logs: { versioning_configuration: { status: "Suspended" } } } },
    };
    const files = { "modelkeep.waivers.yaml": file, "main.tf.json": JSON.stringify(stack) };
    runProgram("", files, ({ folder }) => {
      const { code, stdout } = run(
        ["check", "main.tf.json", "--format", "json", "--only", "AWS_S3_VERSIONING_ENABLED"],
        {
          cwd: folder,
        },
      );
      expect({ code, waived: JSON.parse(stdout).waived.length }).toEqual({ code: 0, waived: 1 });
    });
  });
});

describe("the controls guide", () => {
  const controls = fencedIn("docs/guides/controls.md", "yaml").join("");
  const [guardrails = ""] = blocksOf("docs/guides/controls.md");

  test("its control passes its own cases", () => {
    runProgram("", { "acme.yaml": controls }, ({ folder }) => {
      const { code, stdout } = run(["policy", "test", "acme.yaml"], { cwd: folder });
      expect(code).toBe(0);
      expect(stdout).toContain("ACME_BUCKET_NAMED");
    });
  });

  test("its control judges a plain resource at synthesis", () => {
    const bucket = 'new S3Bucket(cloud, "raw", { bucket: "models", tags: { "ai-artifact": "model" } });';
    const program = [SMALL_PRELUDE, guardrails, bucket, "app.synth();"].join("\n");
    runProgram(program, { "acme.yaml": controls }, ({ status, stderr }) => {
      expect(status).toBe(1);
      expect(stderr).toContain('bucket is "models".');
    });
  });

  test("its control judges a file in CI", () => {
    const stack = { resource: { aws_s3_bucket: { m: { bucket: "models", tags: { "ai-artifact": "model" } } } } };
    runProgram("", { "acme.yaml": controls, "main.tf.json": JSON.stringify(stack) }, ({ folder }) => {
      const args = ["check", "main.tf.json", "--controls", "acme.yaml", "--only", "ACME_BUCKET_NAMED"];
      const { code, stdout } = run(args, { cwd: folder });
      expect(code).toBe(1);
      expect(stdout).toContain("Begin the name with acme-");
    });
  });
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
