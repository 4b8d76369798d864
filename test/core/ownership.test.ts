import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { InspectorResourceGroup } from "@cdktf/provider-aws/lib/inspector-resource-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Aspects, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { aws, DataClass, type HardenedStack, ServingTier } from "modelkeep";
import { MandatoryTags, mandatoryTags, ownershipOf, tierOf } from "../../src/core/ownership";
import { type Attributes, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const TAGS = { tier: "production", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

/** Types whose `tags` are not tags of the resource itself. */
const SELECTORS: readonly string[] = ["aws_inspector_resource_group"];

/** Types of the stack that take tags, with every resource of them. */
function taggable(stack: Synthesized): Attributes[] {
  const types = Object.keys(stack.resource).filter(
    (type) => !SELECTORS.includes(type) && resourcesOf(stack, type).some(({ tags }) => tags !== undefined),
  );
  return types.flatMap((type) => resourcesOf(stack, type));
}

describe("a stack with constructs of Modelkeep and resources of others", () => {
  let stack: Synthesized;

  beforeAll(() => {
    // GIVEN
    const scope = testStack();
    new aws.SecureModelBucket(scope, "models", { bucketName: "acme-models" });
    // WHEN
    new SnsTopic(scope, "raw", { name: "raw" });
    new SnsTopic(scope, "tagged", { name: "tagged", tags: { team: "ocr" } });
    new SnsTopic(new Construct(scope, "deep"), "nested", { name: "nested" });
    new SnsTopic(scope, "claims", {
      name: "claims",
      tags: { tier: "development", tenant: "other", owner: "nobody", "data-class": "restricted" },
    });
    new S3BucketVersioningA(scope, "versioning", {
      bucket: "raw",
      versioningConfiguration: { status: "Enabled" },
    });
    new AutoscalingGroup(scope, "group", {
      minSize: 1,
      maxSize: 1,
      tag: [{ key: "team", value: "ocr", propagateAtLaunch: true }],
    });
    new InspectorResourceGroup(scope, "inspected", { tags: { team: "ocr" } });
    new DataAwsVpc(scope, "vpc", { tags: { team: "network" } });
    stack = synthesize(scope);
  });

  // THEN
  test("every taggable resource carries the mandatory tags", () => {
    const resources = taggable(stack);

    expect(resources.length).toBeGreaterThan(6);
    for (const { tags } of resources) {
      expect(tags).toMatchObject({ tier: "production", tenant: "vision", owner: "vision@acme.example" });
      expect(tags).toHaveProperty("data-class");
    }
  });

  test("a resource that Modelkeep did not make carries them too", () => {
    expect(topic("raw").tags).toEqual(TAGS);
    expect(topic("nested").tags).toEqual(TAGS);
  });

  test("a resource keeps its own tags beside them", () => {
    expect(topic("tagged").tags).toEqual({ ...TAGS, team: "ocr" });
    const models = resourcesOf(stack, "aws_s3_bucket").find(({ bucket }) => bucket === "acme-models");
    expect(models?.tags).toEqual({ ...TAGS, "ai-artifact": "model" });
  });

  test("the stack wins over a resource that claims another owner, but for the data class", () => {
    expect(topic("claims").tags).toEqual({ ...TAGS, "data-class": "restricted" });
  });

  test("types that take no tags are left alone", () => {
    expect(stack).toHaveNone("aws_s3_bucket_versioning", "tags");
  });

  test("a type with tags of another shape is left alone", () => {
    expect(stack).toHaveNone("aws_autoscaling_group", "tags");
    expect(stack).toHaveEvery("aws_autoscaling_group", {
      tag: [{ key: "team", value: "ocr", propagate_at_launch: true }],
    });
  });

  test("a type whose tags choose what it looks at is left alone", () => {
    expect(stack).toHaveEvery("aws_inspector_resource_group", { tags: { team: "ocr" } });
  });

  test("the tags that a data source searches by are left alone", () => {
    expect(Object.values(stack.data.aws_vpc ?? {})).toEqual([expect.objectContaining({ tags: { team: "network" } })]);
  });

  function topic(name: string): Attributes {
    const [found] = resourcesOf(stack, "aws_sns_topic").filter((resource) => resource.name === name);
    if (found === undefined) {
      throw new Error(`no topic ${name}`);
    }
    return found;
  }
});

test("tags stay as they are when the aspect runs twice", () => {
  const stack = testStack();
  new SnsTopic(stack, "raw", { name: "raw", tags: { "data-class": "public" } });

  expect(synthesize(stack)).toEqual(synthesize(stack));
  expect(synthesize(stack)).toHaveEvery("aws_sns_topic", { tags: { ...TAGS, "data-class": "public" } });
});

test("the aspect can be put on a plain stack", () => {
  const stack = new TerraformStack(Testing.app(), "plain");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  Aspects.of(stack).add(
    new MandatoryTags({ tier: ServingTier.STAGING, tenant: "ocr", owner: "ocr", dataClass: DataClass.PUBLIC }),
  );
  new SnsTopic(stack, "raw", { name: "raw" });

  expect(synthesize(stack)).toHaveEvery("aws_sns_topic", {
    tags: { tier: "staging", tenant: "ocr", owner: "ocr", "data-class": "public" },
  });
});

describe("ownership", () => {
  let stack: HardenedStack;

  beforeAll(() => {
    stack = testStack(ServingTier.STAGING);
  });

  test("is known to everything below the stack", () => {
    const inner = new Construct(new Construct(stack, "outer"), "inner");

    expect(ownershipOf(inner)).toMatchObject({ tier: "staging", tenant: "vision", owner: "vision@acme.example" });
    expect(tierOf(inner)).toBe(ServingTier.STAGING);
  });

  test("is unknown in a plain stack, which is judged like production", () => {
    const plain = new TerraformStack(Testing.app(), "plain");

    expect(ownershipOf(plain)).toBeUndefined();
    expect(tierOf(plain)).toBe(ServingTier.PRODUCTION);
  });

  test("of one stack is not that of its neighbour", () => {
    const app = Testing.app();
    const plain = new TerraformStack(app, "plain");
    new Construct(app, "sibling");

    expect(ownershipOf(plain)).toBeUndefined();
    expect(ownershipOf(stack)).toBeDefined();
  });

  test("counts data as confidential unless it says otherwise", () => {
    const props = { tier: ServingTier.STAGING, tenant: "ocr", owner: "ocr" };

    expect(mandatoryTags(props)["data-class"]).toBe("confidential");
    expect(mandatoryTags({ ...props, dataClass: DataClass.RESTRICTED })["data-class"]).toBe("restricted");
  });
});

test("resources whose tags_all is only computed carry the mandatory tags too", () => {
  const stack = testStack();
  new VpcSecurityGroupIngressRule(stack, "rule", {
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    cidrIpv4: "10.0.0.0/8",
  });

  expect(synthesize(stack)).toHaveEvery("aws_vpc_security_group_ingress_rule", {
    tags: { tier: "production", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" },
  });
});
