import { Fn, TerraformVariable } from "cdktf";
import { aws, type HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import { statementsOf } from "../support/policies";
import { importedCluster } from "../support/samples";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const ADMINISTRATOR = "arn:aws:iam::111122223333:role/key-admin";
const PUBLISHER = "arn:aws:iam::111122223333:role/release-models";

let everyKey: Synthesized;
let loneKey: Synthesized;

beforeAll(() => {
  everyKey = synthesize(stackWithEveryKey());
  const stack = testStack();
  new aws.ModelKey(stack, "key");
  loneKey = synthesize(stack);
});

/** One key of each kind that the AWS constructs make, all grants given. */
function stackWithEveryKey(): HardenedStack {
  const stack = testStack();
  new aws.ModelKey(stack, "administered", { administratorArns: [ADMINISTRATOR], rotationPeriodDays: 90 });
  const models = new aws.SecureModelBucket(stack, "models");
  models.grantPublish(PUBLISHER);
  models.grantRead(servingRole(stack), models.artifact("resnet/v3", artifact));
  new aws.ServingLogGroup(stack, "log", { logGroupName: "/modelkeep/resnet" });
  new aws.ImageRepository(stack, "images").grantPush(PUBLISHER);
  new aws.AuditTrail(stack, "audit", { modelStores: [models] });
  const states = new aws.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
  states.grantAccess(PUBLISHER, ServingTier.PRODUCTION, "vision");
  const network = new aws.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  new aws.ServingCluster(stack, "cluster", { network, version: "1.35" });
  return stack;
}

const artifact = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };

function servingRole(stack: HardenedStack): aws.ServingRole {
  const cluster = importedCluster(stack, "imported");
  return new aws.IrsaServingRole(stack, "resnet", { cluster, namespace: "vision", serviceAccountName: "resnet" });
}

function statementsOfKey(key: Attributes): Attributes[] {
  return statementsOf(key.policy);
}

function actionsOf({ Action }: Attributes): string[] {
  return [Action].flat().map(String);
}

/** Statements of that sid in all key policies, at least one. */
function statementsNamed(sid: string): Attributes[] {
  const named = resourcesOf(everyKey, "aws_kms_key")
    .flatMap(statementsOfKey)
    .filter(({ Sid }) => Sid === sid);
  expect(named).not.toHaveLength(0);
  return named;
}

describe("rows of the catalogue", () => {
  test("KEY-01: every key rotates", () => {
    expect(everyKey).toHaveEvery("aws_kms_key", { enable_key_rotation: true });
  });

  test("KEY-02: every key rotates at least once a year, and as often as asked", () => {
    const periods = resourcesOf(everyKey, "aws_kms_key").map((key) => Number(key.rotation_period_in_days));
    expect(Math.min(...periods)).toBe(90);
    expect(Math.max(...periods)).toBe(365);
  });

  test.each([
    [ServingTier.PRODUCTION, true],
    [ServingTier.STAGING, true],
    [ServingTier.DEVELOPMENT, false],
  ])("DENY-KEY-001: whether a key of %s is protected from being destroyed: %s", (tier, prevent_destroy) => {
    const stack = testStack(tier);
    new aws.ModelKey(stack, "key");
    expect(synthesize(stack)).toHaveEvery("aws_kms_key", { lifecycle: { prevent_destroy } });
  });

  test("KEY-03: every deleted key can be restored for 30 days", () => {
    expect(everyKey).toHaveEvery("aws_kms_key", { deletion_window_in_days: 30 });
  });

  test("KEY-04: no key is disabled", () => {
    expect(everyKey).toHaveNone("aws_kms_key", "is_enabled");
  });

  test("KEY-05: every key has a policy of its own, inline", () => {
    expect(everyKey).toHaveEvery("aws_kms_key", { policy: expect.stringContaining('"Sid":"Administration"') });
    expect(everyKey.resource).not.toHaveProperty("aws_kms_key_policy");
  });

  test("KEY-06: no key policy admits everybody", () => {
    const principals = resourcesOf(everyKey, "aws_kms_key").flatMap(statementsOfKey);
    expect(principals.filter(({ Principal }) => JSON.stringify(Principal).includes('"*"'))).toEqual([]);
    expect(principals.every(({ Effect, Principal }) => Effect === "Allow" && Principal !== undefined)).toBe(true);
  });

  test("KEY-07: administrators can neither use a key nor give themselves a grant on it", () => {
    const forbidden = /^kms:(\*|Decrypt|Encrypt|ReEncrypt|GenerateDataKey|CreateGrant|Sign|DeriveSharedSecret)/;
    expect(
      statementsNamed("Administration")
        .flatMap(actionsOf)
        .filter((action) => forbidden.test(action)),
    ).toEqual([]);
  });

  test("KEY-07: administrators can change the policy, or the key would be unmanageable", () => {
    expect(statementsNamed("Administration").every((it) => actionsOf(it).includes("kms:PutKeyPolicy"))).toBe(true);
  });

  test("KEY-08: no statement lets the whole account decrypt: it names one service or one role", () => {
    const open = resourcesOf(everyKey, "aws_kms_key")
      .flatMap(statementsOfKey)
      .filter(({ Principal }) => JSON.stringify(Principal).includes(":root"))
      .filter((statement) => actionsOf(statement).includes("kms:Decrypt"));
    expect(open).not.toHaveLength(0);
    expect(open.filter(({ Condition }) => !/kms:ViaService|aws:PrincipalArn/.test(JSON.stringify(Condition)))).toEqual(
      [],
    );
  });

  test.each(["Publish", "States"])("KEY-08: the roles of %s use the key through S3 alone", (sid) => {
    for (const { Condition } of statementsNamed(sid)) {
      expect(Condition).toMatchObject({ StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\./) } });
    }
  });

  test("KEY-08: a serving role uses the key through S3, from this account, and can only decrypt", () => {
    const [statement] = statementsNamed("UseThroughS3ToDecrypt");
    expect(statement).toMatchObject({
      Action: "kms:Decrypt",
      Condition: {
        StringEquals: {
          "kms:ViaService": expect.stringMatching(/^s3\.\$\{data\.aws_region\.\w+\.id}\.amazonaws\.com$/),
          "kms:CallerAccount": expect.stringContaining("aws_caller_identity"),
        },
        ArnEquals: { "aws:PrincipalArn": [expect.stringMatching(/:role\/test-resnet-[0-9a-f]{8}$/)] },
      },
    });
  });

  test("KEY-09: the log service uses a key for named log groups alone", () => {
    const arns = statementsNamed("LogGroups").map(({ Principal, Condition }) => {
      expect(Principal).toEqual({ Service: expect.stringMatching(/^logs\.\$\{data\.aws_region\.\w+\.id}\.amazonaws/) });
      expect(Condition).toEqual({ ArnEquals: { "kms:EncryptionContext:aws:logs:arn": expect.any(Array) } });
      return JSON.stringify(Condition);
    });
    expect(arns.some((arn) => arn.includes(":log-group:/modelkeep/resnet"))).toBe(true);
    expect(arns.filter((arn) => arn.includes("*"))).toEqual([]);
  });

  test("KEY-09: every log group is named in the policy of the key that encrypts it", () => {
    for (const group of resourcesOf(everyKey, "aws_cloudwatch_log_group")) {
      const [, keyName = ""] = /^\$\{aws_kms_key\.(\w+)\.arn}$/.exec(String(group.kms_key_id)) ?? [];
      expect(everyKey.resource.aws_kms_key?.[keyName]?.policy).toContain(`:log-group:${group.name}"`);
    }
  });

  test("KEY-10: auto scaling may use the key of the nodes' volumes, and no other", () => {
    const open = resourcesOf(everyKey, "aws_kms_key").filter(({ policy }) =>
      /AWSServiceRoleForAutoSc/.test(`${policy}`),
    );
    expect(open).toHaveLength(1);
    expect(actionsOf(Object.assign({}, ...open.flatMap(statementsOfKey).slice(-1)))).toContain("kms:CreateGrant");
  });

  test("KEY-11: no key skips the check against locking everybody out", () => {
    expect(everyKey).toHaveNone("aws_kms_key", "bypass_policy_lockout_safety_check");
  });

  test("KEY-12: no key leaves its region", () => {
    expect(everyKey).toHaveEvery("aws_kms_key", { multi_region: false });
  });

  test("KEY-13: every key has an alias, and no policy names one", () => {
    const keys = Object.keys(everyKey.resource.aws_kms_key ?? {}).map((name) => `\${aws_kms_key.${name}.key_id}`);
    expect(resourcesOf(everyKey, "aws_kms_alias").map((alias) => alias.target_key_id)).toEqual(
      expect.arrayContaining(keys),
    );
    expect(everyKey).toHaveEvery("aws_kms_key", { policy: expect.not.stringContaining("alias/") });
  });
});

describe("administrators", () => {
  test("are the account when none is named", () => {
    const [administration] = statementsOfKey(onlyResourceOf(loneKey, "aws_kms_key"));
    expect(administration?.Principal).toEqual({ AWS: expect.stringMatching(/^arn:.*:iam::\$\{.*account_id}:root$/) });
  });

  test("are the named roles alone otherwise", () => {
    const principals = statementsNamed("Administration").map(({ Principal }) => Principal);
    expect(principals).toContainEqual({ AWS: ADMINISTRATOR });
  });

  test("may be roles that are known only after apply", () => {
    const stack = testStack();
    const role = new TerraformVariable(stack, "role", { type: "string" });
    new aws.ModelKey(stack, "key", { administratorArns: [role.stringValue] });
    expect(synthesize(stack)).toHaveEvery("aws_kms_key", { policy: expect.stringContaining('"AWS":"${var.role}"') });
  });
});

describe("the key of the log groups", () => {
  test("is one for the whole stack", () => {
    const stack = testStack();
    const group = new aws.ServingLogGroup(stack, "one");
    new aws.ServingLogGroup(stack, "two");
    expect(aws.ModelKey.forLogs(group)).toBe(aws.ModelKey.forLogs(stack));
    expect(resourcesOf(synthesize(stack), "aws_kms_key")).toHaveLength(1);
  });

  test("differs from stack to stack", () => {
    expect(aws.ModelKey.forLogs(testStack())).not.toBe(aws.ModelKey.forLogs(testStack()));
  });
});

describe("errors", () => {
  test.each<[string, aws.ModelKeyProps, string, string]>([
    ["rotation more often than AWS offers", { rotationPeriodDays: 89 }, "MK_NUMBER_RANGE", "rotationPeriodDays is 89,"],
    ["rotation less than once a year", { rotationPeriodDays: 366 }, "MK_NUMBER_RANGE", "rotationPeriodDays is 366,"],
    ["part of a day", { rotationPeriodDays: 90.5 }, "MK_NUMBER_RANGE", "rotationPeriodDays is 90.5,"],
    ["a deletion window under a week", { deletionWindowDays: 6 }, "MK_NUMBER_RANGE", "deletionWindowDays is 6,"],
    ["a deletion window over 30 days", { deletionWindowDays: 31 }, "MK_NUMBER_RANGE", "deletionWindowDays is 31,"],
    ["nobody to administer", { administratorArns: [] }, "MK_KEY_UNMANAGEABLE", "administratorArns is empty,"],
    [
      "a user as administrator",
      { administratorArns: [ADMINISTRATOR, "arn:aws:iam::111122223333:user/jo"] },
      "MK_ROLE_ARN",
      'administratorArns[1] is "arn:aws:iam::111122223333:user/jo",',
    ],
    [
      "the account's root as administrator",
      { administratorArns: ["arn:aws:iam::111122223333:root"] },
      "MK_ROLE_ARN",
      'administratorArns[0] is "arn:aws:iam::111122223333:root",',
    ],
    ["a name for an ARN", { administratorArns: ["admin"] }, "MK_ROLE_ARN", 'administratorArns[0] is "admin",'],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.ModelKey(testStack(), "key", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("a period that only Terraform knows is refused", () => {
    const period = Fn.max([90, 180]);
    expect(() => new aws.ModelKey(testStack(), "key", { rotationPeriodDays: period })).toThrow(
      expect.objectContaining({ codes: ["MK_LITERAL_REQUIRED"] }),
    );
  });

  test("all problems are reported at once, each with its remedy", () => {
    const props = {
      rotationPeriodDays: 7,
      deletionWindowDays: 1,
      administratorArns: ["arn:aws:iam::111122223333:root"],
    };
    expect(() => new aws.ModelKey(testStack(), "key", props)).toThrow(
      [
        "[MK_NUMBER_RANGE, MK_ROLE_ARN] at test/key (aws.ModelKey):",
        "  rotationPeriodDays is 7, not a whole number from 90 to 365.",
        "  Set rotationPeriodDays to a whole number from 90 to 365.",
        "  deletionWindowDays is 1, not a whole number from 7 to 30.",
        "  Set deletionWindowDays to a whole number from 7 to 30.",
        '  administratorArns[0] is "arn:aws:iam::111122223333:root", which is not the ARN of an IAM role.',
        "  Give the ARN of a role, as in arn:aws:iam::111122223333:role/ci; users and the account root are refused.",
      ].join("\n"),
    );
  });
});

test("the defaults are as reviewed", () => {
  expect(loneKey).toMatchSnapshot();
});
