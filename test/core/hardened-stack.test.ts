import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformProvider, Testing, Token } from "cdktf";
import type { Construct } from "constructs";
import { aws, DataClass, HardenedStack, type HardenedStackProps, ServingTier } from "modelkeep";
import { ValidationError } from "modelkeep/errors";
import { addFinalCheck, type FinalCheck, finalChecksOf, type TerraformJson } from "../../src/core/final-check";
import { appIn, synthesize, testStack } from "../support/stack";

const OWNER: HardenedStackProps = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "modelkeep-stack-"));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

describe("provider addresses", () => {
  test("every provider is named in full, so that Terraform and OpenTofu install the same one", () => {
    // GIVEN
    const stack = testStack();
    new KubernetesProvider(stack, "kubernetes");
    // WHEN
    const { required_providers } = synthesize(stack).terraform;
    // THEN
    expect(Object.fromEntries(Object.entries(required_providers).map(([name, { source }]) => [name, source]))).toEqual({
      aws: "registry.terraform.io/hashicorp/aws",
      kubernetes: "registry.terraform.io/hashicorp/kubernetes",
    });
  });

  test.each([
    ["random", "registry.terraform.io/hashicorp/random"],
    ["acme/models", "registry.terraform.io/acme/models"],
    ["registry.acme.example/acme/models", "registry.acme.example/acme/models"],
  ])("%s becomes %s", (terraformProviderSource, expected) => {
    const stack = testStack();
    new RawProvider(stack, terraformProviderSource);

    expect(synthesize(stack).terraform.required_providers.raw?.source).toBe(expected);
  });
});

describe("state", () => {
  test("a stack whose state is not kept by a SecureStateBackend gets a warning that says how", () => {
    const app = appIn(outdir);
    new HardenedStack(app, "vision", OWNER);
    app.synth();

    expect(annotationsOf("vision")).toEqual([
      {
        constructPath: "vision",
        level: "@cdktf/warn",
        message: expect.stringContaining("SecureStateBackend.attach(stack, { bucketName, region, keyArn })"),
        stacktrace: expect.anything(),
      },
    ]);
  });

  test("a stack with a SecureStateBackend gets none", () => {
    const app = appIn(outdir);
    const stack = new HardenedStack(app, "vision", OWNER);
    aws.SecureStateBackend.attach(stack, {
      bucketName: "acme-states",
      region: "eu-west-1",
      keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0123abcd",
    });
    app.synth();

    expect(annotationsOf("vision")).toEqual([]);
  });
});

describe("final checks", () => {
  test("a check sees the stack, its resources and full provider addresses", () => {
    const stack = testStack();
    new SnsTopic(stack, "raw", { name: "raw" });
    const seen = watch(stack);
    synthesize(stack);

    const [[judged, json] = []] = seen.mock.calls;
    expect(judged).toBe(stack);
    expect(json?.resource?.aws_sns_topic).toMatchObject({ raw: { name: "raw", tags: { tenant: "vision" } } });
    expect(json?.terraform?.required_providers?.aws?.source).toBe("registry.terraform.io/hashicorp/aws");
  });

  test("an override cannot slip past a check", () => {
    const stack = testStack();
    const topic = new SnsTopic(stack, "raw", { name: "raw", displayName: "before" });
    topic.addOverride("display_name", "after");
    stack.addOverride("resource.aws_sns_topic.late", { name: "late" });
    const seen = watch(stack);
    synthesize(stack);

    const [[, json] = []] = seen.mock.calls;
    expect(json?.resource?.aws_sns_topic).toMatchObject({ raw: { display_name: "after" }, late: { name: "late" } });
  });

  test("what a check saw is what is written", () => {
    const app = appIn(outdir);
    const stack = new HardenedStack(app, "vision", OWNER);
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new SnsTopic(stack, "raw", { name: "raw" }).addOverride("display_name", "after");
    const seen = watch(stack);
    app.synth();

    const [[, json] = []] = seen.mock.calls;
    expect(JSON.parse(readFileSync(fileOf("vision"), "utf8"))).toEqual(JSON.parse(JSON.stringify(json)));
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test("a check that fails leaves nothing of the stack in the output folder", () => {
    const app = appIn(outdir);
    refuse(new HardenedStack(app, "vision", OWNER));

    expect(() => app.synth()).toThrow(ValidationError);
    expect(filesIn(outdir)).toEqual([]);
  });

  test("a check that fails on one stack keeps back the whole app", () => {
    const app = appIn(outdir);
    new HardenedStack(app, "good", OWNER);
    refuse(new HardenedStack(app, "bad", OWNER));

    expect(() => app.synth()).toThrow("[MK_TEST] at bad (HardenedStack):");
    expect(filesIn(outdir)).toEqual([]);
  });

  test("skipValidation does not bypass a check", () => {
    const app = new App({ outdir, skipValidation: true });
    refuse(new HardenedStack(app, "vision", OWNER));

    expect(() => app.synth()).toThrow(ValidationError);
    expect(filesIn(outdir)).toEqual([]);
  });

  test("toTerraform alone does not bypass a check", () => {
    const stack = testStack();
    refuse(stack);

    expect(() => stack.toTerraform()).toThrow(ValidationError);
    expect(() => Testing.synth(stack)).toThrow(ValidationError);
  });

  test("checks run in the order they were added, on their own stack alone", () => {
    const stack = testStack();
    const order: string[] = [];
    addFinalCheck(stack, () => order.push("first"));
    addFinalCheck(stack, () => order.push("second"));
    synthesize(stack);

    expect(order).toEqual(["first", "second"]);
    expect(finalChecksOf(testStack())).toEqual([]);
  });
});

describe("toTerraform", () => {
  test("can be called twice with the same result", () => {
    const stack = testStack();
    new SnsTopic(stack, "raw", { name: "raw" });

    const first = JSON.stringify(stack.toTerraform());
    expect(JSON.stringify(stack.toTerraform())).toBe(first);
    expect(first).toContain("registry.terraform.io/hashicorp/aws");
  });

  test("judges anew each time: an override between two calls is seen", () => {
    const stack = testStack();
    const topic = new SnsTopic(stack, "raw", { name: "raw" });
    const seen = watch(stack);
    stack.toTerraform();
    topic.addOverride("display_name", "after");
    stack.toTerraform();

    expect(seen).toHaveBeenCalledTimes(2);
    expect(seen.mock.calls[1]?.[1].resource?.aws_sns_topic?.raw).toHaveProperty("display_name", "after");
  });

  test("judges anew after a synthesis: what is judged early is used once", () => {
    const stack = testStack();
    const topic = new SnsTopic(stack, "raw", { name: "raw" });
    synthesize(stack);
    topic.addOverride("display_name", "after");

    expect(stack.toTerraform().resource.aws_sns_topic.raw).toHaveProperty("display_name", "after");
  });

  test("an app can be synthesized twice", () => {
    const app = appIn(outdir);
    const stack = new HardenedStack(app, "vision", OWNER);
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new SnsTopic(stack, "raw", { name: "raw" });
    app.synth();
    const first = readFileSync(fileOf("vision"), "utf8");
    app.synth();

    expect(readFileSync(fileOf("vision"), "utf8")).toBe(first);
  });
});

describe("props", () => {
  test("tell whom the stack belongs to; data is confidential unless the stack says otherwise", () => {
    const stack = new HardenedStack(Testing.app(), "vision", OWNER);

    expect(stack).toMatchObject({ ...OWNER, dataClass: DataClass.CONFIDENTIAL });
    expect(new HardenedStack(Testing.app(), "open", { ...OWNER, dataClass: DataClass.PUBLIC }).dataClass).toBe(
      "public",
    );
  });

  test.each([
    ["upper case", { tenant: "Vision" }, ["MK_NAME_FORMAT"], 'tenant is "Vision"'],
    [
      "an ARN for a tenant",
      { tenant: "arn:aws:iam::111122223333:role/ci" },
      ["MK_NAME_NOT_ARN"],
      "an ARN where a name",
    ],
    ["a token for a tenant", { tenant: Token.asString({ ref: "x" }) }, ["MK_LITERAL_REQUIRED"], "tenant is a token"],
    ["a token for an owner", { owner: Token.asString({ ref: "x" }) }, ["MK_LITERAL_REQUIRED"], "owner is a token"],
    ["what no tag takes", { owner: "Vision <vision@acme.example>" }, ["MK_NAME_FORMAT"], "owner is"],
    ["no owner", { owner: "" }, ["MK_NAME_FORMAT"], 'owner is ""'],
    ["an owner of 257 characters", { owner: "x".repeat(257) }, ["MK_NAME_FORMAT"], "1 to 256"],
  ])("%s is refused", (_, props, codes, text) => {
    const make = () => new HardenedStack(Testing.app(), "vision", { ...OWNER, ...props });

    expect(make).toThrow(expect.objectContaining({ codes, path: "vision", subject: "HardenedStack" }));
    expect(make).toThrow(text);
  });

  test("a tier that is none is refused, together with what else is wrong", () => {
    // Python and JavaScript callers have no compiler that tells them.
    const props: HardenedStackProps = JSON.parse('{ "tier": "prod", "tenant": "Vision", "owner": "" }');

    expect(() => new HardenedStack(Testing.app(), "vision", props)).toThrow(
      expect.objectContaining({
        codes: ["MK_TIER", "MK_NAME_FORMAT"],
        problems: Array(3).fill(expect.objectContaining({ code: expect.any(String) })),
      }),
    );
    expect(() => new HardenedStack(Testing.app(), "vision", props)).toThrow(
      'tier is "prod", which is not a serving tier.',
    );
  });
});

describe("HCL output", () => {
  test("carries the addresses of providers in full", () => {
    const { hcl } = testStack().toHclTerraform();
    expect(hcl).toContain('source = "registry.terraform.io/hashicorp/aws"');
    expect(hcl).not.toContain('"aws"\n');
  });

  test("passes the final checks like the JSON", () => {
    const stack = testStack();
    addFinalCheck(stack, () => {
      throw new ValidationError(stack.node.path, "HardenedStack", [
        { code: "MK_TEST", message: "refused", remedy: "none" },
      ]);
    });
    expect(() => stack.toHclTerraform()).toThrow(expect.objectContaining({ codes: ["MK_TEST"] }));
  });
});

/** A provider that was not built for CDKTF: its source is whatever the user wrote. */
class RawProvider extends TerraformProvider {
  constructor(scope: Construct, terraformProviderSource: string) {
    super(scope, "raw", { terraformResourceType: "raw", terraformProviderSource });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {};
  }
}

function watch(stack: HardenedStack): jest.Mock<void, Parameters<FinalCheck>> {
  const seen = jest.fn<void, [Parameters<FinalCheck>[0], TerraformJson]>();
  addFinalCheck(stack, seen);
  return seen;
}

function refuse(stack: HardenedStack): void {
  addFinalCheck(stack, () => {
    throw new ValidationError(stack.node.path, "HardenedStack", [
      { code: "MK_TEST", message: "it is wrong.", remedy: "Mend it." },
    ]);
  });
}

function fileOf(stack: string): string {
  return join(outdir, "stacks", stack, "cdk.tf.json");
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function annotationsOf(stack: string): unknown {
  return JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks[stack].annotations;
}
