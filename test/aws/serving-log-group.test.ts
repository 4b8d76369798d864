import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { aws, CloudProvider, type HardenedStack, type IServingIdentity, ServingTier } from "modelkeep";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

let byDefault: Synthesized;

/** A log group of each construct that makes one, and one that an identity writes to. */
let everyGroup: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.ServingLogGroup(stack, "log");
  byDefault = synthesize(stack);
  everyGroup = synthesize(stackWithEveryGroup());
});

function stackWithEveryGroup(): HardenedStack {
  const stack = testStack();
  const network = new aws.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  const cluster = new aws.ServingCluster(stack, "cluster", { network, version: "1.35", clusterName: "serving" });
  const identity = new aws.IrsaServingRole(stack, "resnet", {
    cluster,
    namespace: "vision",
    serviceAccountName: "resnet",
  });
  const log = new aws.ServingLogGroup(stack, "log", { logGroupName: "/modelkeep/resnet", retentionDays: 3653 });
  log.grantWrite(identity);
  new aws.AuditTrail(stack, "audit", { modelStores: [] });
  return stack;
}

/** An identity that no construct of AWS made. */
function googleIdentity(stack: HardenedStack): IServingIdentity {
  return Object.assign(new Construct(stack, "google"), {
    cloud: CloudProvider.GOOGLE,
    namespace: "vision",
    serviceAccountName: "resnet",
    serviceAccountAnnotations: {},
    environment: {},
    credentialEndpoints: [],
  });
}

function groupNamed(name: string): Attributes {
  const groups = resourcesOf(everyGroup, "aws_cloudwatch_log_group").filter((group) => group.name === name);
  expect(groups).toHaveLength(1);
  return groups[0] ?? {};
}

describe("rows of the catalogue", () => {
  test("EKS-24: the control plane's log group has the name that EKS expects and stands before the cluster", () => {
    expect(groupNamed("/aws/eks/serving/cluster")).toHaveProperty("kms_key_id");
    expect(onlyResourceOf(everyGroup, "aws_eks_cluster").depends_on).toContainEqual(
      expect.stringMatching(/^aws_cloudwatch_log_group\.cluster_/),
    );
  });

  test("EKS-25, AUD-12: every log group is encrypted with a customer key", () => {
    expect(everyGroup).toHaveEvery("aws_cloudwatch_log_group", {
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\.\w+\.arn}$/),
    });
  });

  test("EKS-25: the key admits the log service for this group before the group is made", () => {
    expect(onlyResourceOf(byDefault, "aws_kms_key").policy).toContain(
      `:log-group:${onlyResourceOf(byDefault, "aws_cloudwatch_log_group").name}"]`,
    );
  });

  test("EKS-26, AUD-11: every log group is kept for a year at least", () => {
    const days = resourcesOf(everyGroup, "aws_cloudwatch_log_group").map((group) => Number(group.retention_in_days));
    expect(Math.min(...days)).toBe(365);
    expect(Math.max(...days)).toBe(3653);
  });

  test("AUD-13: every log group is protected from deletion", () => {
    expect(everyGroup).toHaveEvery("aws_cloudwatch_log_group", { deletion_protection_enabled: true });
  });

  test.each([
    [ServingTier.PRODUCTION, true],
    [ServingTier.STAGING, true],
    [ServingTier.DEVELOPMENT, false],
  ])("AUD-13: protection from deletion in %s is %s", (tier, deletion_protection_enabled) => {
    const stack = testStack(tier);
    new aws.ServingLogGroup(stack, "log");
    expect(synthesize(stack)).toHaveEvery("aws_cloudwatch_log_group", { deletion_protection_enabled });
  });

  test("AUD-13: a stack that does not say its tier is judged like production", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new aws.ServingLogGroup(stack, "log");
    expect(synthesize(stack)).toHaveEvery("aws_cloudwatch_log_group", { deletion_protection_enabled: true });
  });

  test("AUD-14: the records of a trail outlive the stack, other logs go with it", () => {
    const kept = resourcesOf(everyGroup, "aws_cloudwatch_log_group").filter((group) => group.skip_destroy === true);
    expect(kept).toEqual([expect.objectContaining({ name: expect.stringMatching(/^\/modelkeep\/test-audit-/) })]);
  });
});

describe("grantWrite", () => {
  test("lets the identity write streams of this group, and neither read nor make groups", () => {
    const [grants] = resourcesOf(everyGroup, "aws_iam_role_policy").filter(({ name }) => name === "grants");
    expect(JSON.parse(String(grants?.policy)).Statement).toEqual([
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.log_\w+\.arn}:\*$/),
      },
    ]);
  });

  test("refuses an identity of another cloud", () => {
    const stack = testStack();
    const log = new aws.ServingLogGroup(stack, "log");
    expect(() => log.grantWrite(googleIdentity(stack))).toThrow(
      [
        "[MK_GRANT_OTHER_CLOUD] at test/log (aws.ServingLogGroup.grantWrite):",
        "  identity test/google is of google, but the log group is one of AWS.",
        "  Use aws.IrsaServingRole or aws.PodIdentityServingRole.",
      ].join("\n"),
    );
  });
});

describe("options", () => {
  test("a key of one's own admits the log service for each of its groups", () => {
    const stack = testStack();
    const key = new aws.ModelKey(stack, "key");
    new aws.ServingLogGroup(stack, "one", { key, logGroupName: "/acme/one" });
    new aws.ServingLogGroup(stack, "two", { key, logGroupName: "/acme/two" });
    const { policy } = onlyResourceOf(synthesize(stack), "aws_kms_key");
    expect(policy).toMatch(/:log-group:\/acme\/one","[^"]+:log-group:\/acme\/two"]/);
  });

  test("keepOnDestroy keeps the group", () => {
    const stack = testStack();
    new aws.ServingLogGroup(stack, "log", { keepOnDestroy: true });
    expect(synthesize(stack)).toHaveEvery("aws_cloudwatch_log_group", { skip_destroy: true });
  });

  test.each([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653])("%i days are accepted", (retentionDays) => {
    const stack = testStack();
    new aws.ServingLogGroup(stack, "log", { retentionDays });
    expect(synthesize(stack)).toHaveEvery("aws_cloudwatch_log_group", { retention_in_days: retentionDays });
  });
});

describe("errors", () => {
  test.each<[string, aws.ServingLogGroupProps, string, string]>([
    ["retention under a year", { retentionDays: 180 }, "MK_LOG_RETENTION", "retentionDays is 180,"],
    ["retention for ever", { retentionDays: 0 }, "MK_LOG_RETENTION", "retentionDays is 0,"],
    ["a period that CloudWatch lacks", { retentionDays: 366 }, "MK_LOG_RETENTION", "retentionDays is 366,"],
    ["a space in the name", { logGroupName: "my log" }, "MK_NAME_FORMAT", 'logGroupName is "my log",'],
    ["an empty name", { logGroupName: "" }, "MK_NAME_FORMAT", 'logGroupName is "",'],
    ["a star, which opens the key", { logGroupName: "/acme/*" }, "MK_NAME_FORMAT", 'logGroupName is "/acme/*",'],
    [
      "an ARN for a name",
      { logGroupName: "arn:aws:logs:eu-west-1:111122223333:log-group:x" },
      "MK_NAME_NOT_ARN",
      'logGroupName is "arn:aws:logs:eu-west-1:111122223333:log-group:x", an ARN where a name belongs.',
    ],
    [
      "a name from Terraform",
      { logGroupName: Fn.join("/", ["a", "b"]) },
      "MK_LITERAL_REQUIRED",
      "logGroupName is a token,",
    ],
    ["retention from Terraform", { retentionDays: Fn.max([365]) }, "MK_LITERAL_REQUIRED", "retentionDays is a token,"],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.ServingLogGroup(testStack(), "log", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("both problems are reported at once, each with its remedy", () => {
    expect(() => new aws.ServingLogGroup(testStack(), "log", { logGroupName: "my log", retentionDays: 7 })).toThrow(
      [
        "[MK_NAME_FORMAT, MK_LOG_RETENTION] at test/log (aws.ServingLogGroup):",
        '  logGroupName is "my log", which is not 1 to 512 letters, digits and any of _ - / . #.',
        "  Set logGroupName to 1 to 512 letters, digits and any of _ - / . #.",
        "  retentionDays is 7, which is under a year or not a period of CloudWatch Logs.",
        "  Use one of 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
      ].join("\n"),
    );
  });
});

test("the defaults are as reviewed", () => {
  expect(byDefault).toMatchSnapshot();
});
