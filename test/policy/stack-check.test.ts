import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { aws, HardenedStack, policy, ServingTier } from "modelkeep";
import { ValidationError } from "modelkeep/errors";

const OWNER = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const WAIVER = { reason: "Migrated in March, see OPS-12", owner: "platform@acme.example", expires: "2999-12-31" };

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "modelkeep-judged-"));
  app = new App({ outdir });
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

function hardened(id: string, tier = ServingTier.PRODUCTION): HardenedStack {
  const stack = new HardenedStack(app, id, { ...OWNER, tier });
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

function plain(id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

/** Versioning of the bucket of weights itself, not of its log bucket. */
function versioningOf(models: IConstruct): S3BucketVersioningA {
  const found = models.node
    .findAll()
    .filter((node): node is S3BucketVersioningA => node instanceof S3BucketVersioningA)
    .find(({ node }) => node.scope === models);
  if (found === undefined) {
    throw new Error("no versioning directly below the bucket");
  }
  return found;
}

function suspended(stack: TerraformStack): aws.SecureModelBucket {
  const models = new aws.SecureModelBucket(stack, "models", { bucketName: `acme-${stack.node.id}` });
  versioningOf(models).addOverride("versioning_configuration.status", "Suspended");
  return models;
}

function refusal(): ValidationError {
  try {
    app.synth();
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    return error as ValidationError;
  }
  throw new Error("nothing was refused");
}

function written(): string[] {
  return readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** What the manifest says of the stack beside what was written. */
function warnings(stack: string): string[] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  return stacks[stack].annotations.map(({ message }: { message: string }) => message);
}

describe("a hardened stack that an override weakens", () => {
  test("fails synthesis, and says construct path, attribute, control and remedy", () => {
    suspended(hardened("vision"));

    const { message, codes, path } = refusal();

    expect({ codes, path }).toEqual({ codes: ["AWS_S3_VERSIONING_ENABLED"], path: "vision" });
    expect(message).toMatch(
      /vision\/models\/Versioning \(aws_s3_bucket_versioning\.models_Versioning_\w+, made at test\/policy\/stack-check\.test\.ts:\d+\)/,
    );
    expect(message).toContain('versioning_configuration.status is "Suspended"');
    expect(message).toContain('Set versioning_configuration.status to "Enabled"');
    expect(message).toContain('Waiver.on(construct, { control: "AWS_S3_VERSIONING_ENABLED"');
  });

  test("leaves nothing in the output folder, also of the stacks before it", () => {
    hardened("first");
    suspended(hardened("second"));
    hardened("third");

    refusal();

    expect(written()).toEqual([]);
  });

  test("is refused when validations are skipped, and when it is only rendered", () => {
    app = new App({ outdir, skipValidation: true });
    const stack = hardened("vision");
    suspended(stack);

    refusal();

    expect(() => stack.toTerraform()).toThrow(ValidationError);
    expect(written()).toEqual([]);
  });

  test("keeps what an earlier synthesis wrote", () => {
    const models = new aws.SecureModelBucket(hardened("vision"), "models");
    app.synth();
    const before = written();
    versioningOf(models).addOverride("versioning_configuration.status", "Suspended");

    refusal();

    expect(before).toContain("cdk.tf.json");
    expect(written()).toEqual(before);
  });

  test("is judged once a synthesis", () => {
    const stack = hardened("vision");
    const rendered = jest.spyOn(TerraformStack.prototype, "toTerraform");
    app.synth();

    expect(rendered.mock.contexts.filter((context) => context === stack)).toHaveLength(1);
    rendered.mockRestore();
  });
});

test("a plain resource beside the constructs is judged too", () => {
  new S3Bucket(hardened("vision"), "raw", { bucket: "raw" });

  expect(refusal().codes).toContain("AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT");
});

test("what was judged is what is written", () => {
  const stack = hardened("vision");
  new aws.SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  app.synth();

  const file = join(outdir, "stacks", "vision", "cdk.tf.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(stack.toTerraform())));
  expect(written()).toEqual(["cdk.tf.json", "manifest.json"]);
});

describe("a waiver in code", () => {
  test("lets the stack be written, and stands in its metadata", () => {
    const stack = hardened("vision");
    const models = suspended(stack);
    policy.Waiver.on(models, { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER });
    app.synth();

    const json = JSON.parse(readFileSync(join(outdir, "stacks", "vision", "cdk.tf.json"), "utf8"));
    expect(json["//"].metadata.modelkeep.waivers).toEqual([
      { constructPath: "vision/models", control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER },
    ]);
  });

  test("several of a stack are all kept", () => {
    const stack = hardened("vision");
    for (const id of ["one", "two"]) {
      const models = new aws.SecureModelBucket(stack, id, { bucketName: `acme-${id}` });
      versioningOf(models).addOverride("versioning_configuration.status", "Suspended");
      policy.Waiver.on(models, { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER });
    }

    expect(() => app.synth()).not.toThrow();
  });

  test("that has expired brings the finding back, and says since when", () => {
    const models = suspended(hardened("vision"));
    policy.Waiver.on(models, { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER, expires: "2026-01-31" });

    expect(refusal().message).toContain(`(${WAIVER.owner}: ${WAIVER.reason}) expired on 2026-01-31.`);
  });

  test("covers its construct, and not the one beside it", () => {
    const stack = hardened("vision");
    const models = suspended(stack);
    const sibling = new aws.SecureModelBucket(stack, "models-2", { bucketName: "acme-sibling" });
    versioningOf(sibling).addOverride("versioning_configuration.status", "Suspended");
    policy.Waiver.on(models, { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER });

    const { problems } = refusal();

    expect(problems.map(({ message }) => message.split(" ")[0])).toEqual(["vision/models-2/Versioning"]);
  });

  test("that waives nothing is an error", () => {
    const models = new aws.SecureModelBucket(hardened("vision"), "models");
    policy.Waiver.on(models, { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER });

    expect(refusal().message).toMatch(/the waiver of AWS_S3_VERSIONING_ENABLED for vision\/models .* waives nothing/);
    expect(written()).toEqual([]);
  });

  test("that names no control of the catalogue is an error", () => {
    policy.Waiver.on(suspended(hardened("vision")), { control: "AWS_S3_VERSIONING", ...WAIVER });

    expect(refusal().message).toMatch(/AWS_S3_VERSIONING, which is not in the catalogue/);
  });

  test.each([
    ["a day that is not in the calendar", { expires: "2027-02-30" }, "MK_WAIVER_EXPIRES"],
    ["a date of another form", { expires: "31.12.2027" }, "MK_WAIVER_EXPIRES"],
    ["no reason", { reason: " " }, "MK_NAME_FORMAT"],
    ["no owner", { owner: "" }, "MK_NAME_FORMAT"],
    ["an id that cannot be one", { control: "s3 versioning" }, "MK_NAME_FORMAT"],
  ])("with %s is refused where it is written", (_, wrong, code) => {
    const waive = () =>
      policy.Waiver.on(hardened("vision"), { control: "AWS_S3_VERSIONING_ENABLED", ...WAIVER, ...wrong });

    expect(waive).toThrow(expect.objectContaining({ codes: [code] }));
  });
});

describe("guardrails", () => {
  test("judge plain stacks, also those added after them, and nothing is written", () => {
    policy.Guardrails.of(app);
    new S3Bucket(plain("cdktf"), "raw", { bucket: "raw" });

    expect(refusal().codes).toContain("AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT");
    expect(written()).toEqual([]);
  });

  test("without them a plain stack is as CDKTF made it", () => {
    new S3Bucket(plain("cdktf"), "raw", { bucket: "raw" });
    app.synth();

    expect(written()).toEqual(["cdk.tf.json", "manifest.json"]);
  });

  test("see what an override does to a plain stack, and render it once", () => {
    const stack = plain("cdktf");
    policy.Guardrails.of(stack);
    const rendered = jest.spyOn(TerraformStack.prototype, "toTerraform");
    stack.addOverride("resource.aws_s3_bucket.late", { bucket: "late" });

    expect(refusal().message).toContain("aws_s3_bucket.late");
    expect(rendered.mock.contexts.filter((context) => context === stack).length).toBeLessThanOrEqual(1);
    rendered.mockRestore();
  });

  test("write a clean plain stack as CDKTF does", () => {
    policy.Guardrails.of(app);
    new SnsTopic(plain("cdktf"), "topic", { name: "topic" });
    app.synth();

    expect(existsSync(join(outdir, "stacks", "cdktf", "cdk.tf.json"))).toBe(true);
  });

  test("warn about what is milder than high, once, in the manifest", () => {
    policy.Guardrails.of(app);
    const stack = plain("cdktf");
    new SnsTopic(stack, "topic", { name: "topic" });
    app.synth();

    expect(warnings("cdktf").filter((message) => message.startsWith("[STATE_BACKEND_REMOTE]"))).toHaveLength(1);
  });

  test("add controls of the user's own", () => {
    const file = join(outdir, "controls.yaml");
    writeFileSync(
      file,
      [
        "controls:",
        "  - id: ACME_TOPIC_NAMED",
        "    severity: high",
        "    title: Topics are named for their team",
        "    appliesTo: [aws_sns_topic]",
        "    require: self.name.startsWith('vision-')",
        "    attribute: name",
        "    remediation: Begin the name with vision-.",
      ].join("\n"),
    );
    policy.Guardrails.of(app, { controlFiles: [file] });
    new SnsTopic(hardened("vision"), "topic", { name: "alerts" });

    expect(refusal().message).toContain('name is "alerts".');
  });
});

describe("guardrails with a profile", () => {
  /** Encrypted with CloudWatch's own key: medium by the baseline, high where it is regulated. */
  function logGroup(): void {
    new CloudwatchLogGroup(plain("cdktf"), "requests", { name: "requests", retentionInDays: 30 });
  }

  test("block in a regulated estate what the baseline only warns of", () => {
    logGroup();
    policy.Guardrails.of(app);
    app.synth();
    expect(warnings("cdktf").filter((message) => message.startsWith("[AWS_LOG_GROUP_ENCRYPTED] medium"))).toHaveLength(
      1,
    );

    app = new App({ outdir });
    logGroup();
    policy.Guardrails.of(app, { profile: policy.Profile.REGULATED });
    expect(refusal().codes).toEqual(["AWS_LOG_GROUP_ENCRYPTED"]);
  });

  test("ask in a regulated estate for what the baseline does not know, which a waiver names as any other", () => {
    policy.Guardrails.of(app, { profile: policy.Profile.REGULATED });
    const models = new aws.SecureModelBucket(hardened("vision"), "models", { bucketName: "acme-models" });
    expect(refusal().codes).toEqual(["AWS_S3_MODELS_LOCKED"]);

    policy.Waiver.on(models, { control: "AWS_S3_MODELS_LOCKED", ...WAIVER });
    expect(() => app.synth()).not.toThrow();
  });

  test("let pass in development what only keeps and records, as a warning", () => {
    policy.Guardrails.of(app, { profile: policy.Profile.DEVELOPMENT });
    suspended(hardened("vision", ServingTier.DEVELOPMENT));
    app.synth();

    expect(
      warnings("vision").filter((message) => message.startsWith("[AWS_S3_VERSIONING_ENABLED] medium")),
    ).toHaveLength(1);
  });

  test("of development do not reach what is in production", () => {
    policy.Guardrails.of(app, { profile: policy.Profile.DEVELOPMENT });
    suspended(hardened("vision"));

    expect(refusal().codes).toEqual(["AWS_S3_VERSIONING_ENABLED"]);
  });
});
