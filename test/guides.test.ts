import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { run } from "./support/cli";
import { type ReplayedGuide, replay } from "./support/replayed-guide";

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

/** What the guide to Google Cloud takes for granted. */
const GOOGLE_PRELUDE = `
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { google, HardenedStack, ServingTier } from "modelkeep";
const app = new App();
const cloud = new HardenedStack(app, "vision-cloud", { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" });
new GoogleProvider(cloud, "google", { project: "acme-vision", region: "europe-west4" });
const network = new google.ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
`;

test("the program of the first-deployment guide to Google Cloud synthesizes", () => {
  const blocks = blocksOf("docs/guides/first-deployment-google.md");
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  runProgram([GOOGLE_PRELUDE, ...blocks, "app.synth();"].join("\n"), {}, ({ status, stderr, outdir }) => {
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const cloud = JSON.parse(readFileSync(join(outdir, "stacks/vision-cloud/cdk.tf.json"), "utf8"));
    expect(cloud.terraform.backend.gcs).toMatchObject({ prefix: "production/vision/vision-cloud" });
    expect(Object.values(cloud.resource.google_artifact_registry_repository_iam_member)).toHaveLength(2);
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

describe("the guide to TensorFlow Serving on GKE", () => {
  const PAGE = "docs/guides/tfserving-on-gke.md";
  const BEFORE = "examples/tfserving-gke/before";
  const written = readFileSync(join(root, PAGE), "utf8");
  let replayed: ReplayedGuide;

  // With MODELKEEP_WRITE_GUIDES=1 the guide is given what its commands print now.
  beforeAll(() => {
    replayed = replay(PAGE);
    if (process.env.MODELKEEP_WRITE_GUIDES === "1") {
      writeFileSync(join(root, PAGE), replayed.text);
    }
  }, 240_000);

  test("its commands print what it shows, letter by letter", () => {
    expect(replayed.text).toBe(written);
  });

  test("each step has findings before it, and none after it", () => {
    const checks = replayed.commands.filter(({ command }) => /^npx modelkeep check .* --only/.test(command));
    const codes = checks.map(({ command, code }) => [/before/.test(command), code]);
    expect(codes).toEqual(
      Array.from({ length: 5 }, () => [
        [true, 1],
        [false, 0],
      ]).flat(),
    );
    const asked = checks.map(({ command }) => command.split("--only ")[1]);
    expect(asked.filter((_, index) => index % 2 === 0)).toEqual(asked.filter((_, index) => index % 2 === 1));
  });

  test("every control that a step asks for fails before it", () => {
    const [, ...steps] = written.split(/^## (?=\d)/m);
    const missing = steps.flatMap((step) => {
      const [asked = ""] = /(?<=--only )\S+/.exec(step) ?? [];
      const [printed = ""] = /(?<=```text\n)[\s\S]*?(?=```)/.exec(step) ?? [];
      return asked.split(",").filter((control) => !new RegExp(` ${control}[: ]`).test(printed));
    });
    expect(steps).toHaveLength(5);
    expect(missing).toEqual([]);
  });

  test("all controls together have nothing to say in the end, and its program is the example", () => {
    expect(replayed.commands.at(-1)).toEqual({ command: "npx modelkeep check cdktf.out", code: 0 });
    expect(replayed.program).toBe(readFileSync(join(root, "examples/tfserving-gke/main.ts"), "utf8"));
  });

  test("the manifests are the chart as helm renders it, for its templates hold nothing but values", () => {
    const values = parseYaml(readFileSync(join(root, BEFORE, "chart/values.yaml"), "utf8"));
    const templates = readdirSync(join(root, BEFORE, "chart/templates")).sort();
    expect(templates).toEqual(readdirSync(join(root, BEFORE, "manifests")).sort());
    for (const template of templates) {
      const rendered = readFileSync(join(root, BEFORE, "chart/templates", template), "utf8").replaceAll(
        /\{\{ \.Values\.([\w.]+) \}\}/g,
        (_, path: string) => path.split(".").reduce((value, step) => value[step], values),
      );
      expect(rendered).not.toContain("{{");
      expect(readFileSync(join(root, BEFORE, "manifests", template), "utf8")).toBe(rendered);
    }
  });

  test("what it quotes of the insecure estate stands there", () => {
    const quoted = [...fencedIn(PAGE, "hcl"), ...fencedIn(PAGE, "yaml")];
    const files = ["terraform/main.tf", "manifests/deployment.yaml", "manifests/service.yaml"];
    const seed = files.map((file) => readFileSync(join(root, BEFORE, file), "utf8")).join("\n");
    expect(quoted.length).toBeGreaterThanOrEqual(5);
    expect(quoted.filter((block) => !seed.includes(block))).toEqual([]);
  });
});
