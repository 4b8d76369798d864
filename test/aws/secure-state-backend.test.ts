import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { aws, ServingTier } from "modelkeep";
import { statementsOf } from "../support/policies";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

const VISION = "arn:aws:iam::111122223333:role/vision-pipeline";
const SPEECH = "arn:aws:iam::111122223333:role/speech-pipeline";
const LOCATION: aws.StateLocation = {
  bucketName: "acme-states",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0b2f6f0e-0000-4000-8000-000000000000",
};

/** The stack that makes the bucket, nobody named. */
let byDefault: Synthesized;

/** The same, with the pipelines of two tenants. */
let granted: Synthesized;

/** A stack whose state lies there. */
let attached: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
  byDefault = synthesize(stack);
  const platform = testStack();
  const states = new aws.SecureStateBackend(platform, "states", { bucketName: "acme-states" });
  states.grantAccess(VISION, ServingTier.PRODUCTION, "vision");
  states.grantAccess(SPEECH, ServingTier.STAGING, "speech");
  granted = synthesize(platform);
  attached = synthesizedAttachment(LOCATION);
});

function synthesizedAttachment(location: aws.StateLocation, tier = ServingTier.PRODUCTION): Synthesized {
  const stack = testStack(tier, "vision-cloud");
  aws.SecureStateBackend.attach(stack, location);
  return synthesize(stack);
}

function backendOf(stack: Synthesized): Attributes {
  const { s3, ...others } = stack.terraform.backend ?? {};
  expect(others).toEqual({});
  return s3 ?? {};
}

/** The only resource of the type that belongs to the bucket of the states, not to its log bucket. */
function ofStates(type: string, stack: Synthesized = byDefault): Attributes {
  const own = Object.entries(stack.resource[type] ?? {}).filter(([name]) => /^states_(?!Logs_|Key_)/.test(name));
  expect(own).toHaveLength(1);
  return own[0]?.[1] ?? {};
}

function grantsOf(roleArn: string): Attributes[] {
  const statements = statementsOf(ofStates("aws_s3_bucket_policy", granted).policy);
  const grants = statements.filter(({ Principal }) => Object(Principal).AWS === roleArn);
  expect(grants).not.toHaveLength(0);
  return grants;
}

describe("rows of the catalogue: where a stack keeps its state", () => {
  test("STB-01, STB-02: the state is encrypted with the customer key", () => {
    expect(backendOf(attached)).toMatchObject({ encrypt: true, kms_key_id: LOCATION.keyArn });
  });

  test("STB-03: the state lies in the dedicated bucket", () => {
    expect(backendOf(attached)).toMatchObject({ bucket: "acme-states", region: "eu-west-1" });
  });

  test.each([
    [ServingTier.DEVELOPMENT, "development/vision/vision-cloud.tfstate"],
    [ServingTier.STAGING, "staging/vision/vision-cloud.tfstate"],
    [ServingTier.PRODUCTION, "production/vision/vision-cloud.tfstate"],
  ])("STB-04: the state of a %s stack lies in a folder of its tier and tenant", (tier, key) => {
    expect(backendOf(synthesizedAttachment(LOCATION, tier)).key).toBe(key);
  });

  test("STB-04: two stacks of a tenant do not share a state", () => {
    const keys = ["cloud", "workload"].map((id) => {
      const stack = testStack(ServingTier.PRODUCTION, id);
      aws.SecureStateBackend.attach(stack, LOCATION);
      return backendOf(synthesize(stack)).key;
    });
    expect(new Set(keys).size).toBe(2);
  });

  test("STB-05: two runs at once are kept apart by a lock file, without a table", () => {
    expect(backendOf(attached).use_lockfile).toBe(true);
    expect(backendOf(attached)).not.toHaveProperty("dynamodb_table");
  });

  test("STB-06: a role is assumed for the state when one is given", () => {
    expect(backendOf(synthesizedAttachment({ ...LOCATION, roleArn: VISION })).assume_role).toEqual({
      role_arn: VISION,
    });
    expect(backendOf(attached)).not.toHaveProperty("assume_role");
  });

  test.each([
    ...["STB-07 access_key", "STB-07 secret_key", "STB-07 token", "STB-07 shared_credentials_file", "STB-07 profile"],
    ...["STB-08 skip_credentials_validation", "STB-08 skip_region_validation", "STB-08 insecure", "STB-08 endpoint"],
  ])("%s is not set", (row) => {
    expect(backendOf(attached)).not.toHaveProperty(row.slice("STB-07 ".length));
  });

  test("STB-16: a stack with a secure state is not warned, one without is", () => {
    const warnings = (stack: TerraformStack) => {
      stack.prepareStack();
      return stack.node.metadata.filter(({ type }) => /warn/i.test(type)).map(({ data }) => String(data));
    };
    const secured = testStack();
    aws.SecureStateBackend.attach(secured, LOCATION);
    expect(warnings(secured)).toEqual([]);
    expect(warnings(testStack())).toEqual([expect.stringContaining("SecureStateBackend.attach")]);
  });
});

describe("rows of the catalogue: the bucket", () => {
  test("STB-03, S3-02: states are not erased with the stack", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket", { force_destroy: false });
  });

  test("STB-03, S3-04: the bucket is tagged as a state store", () => {
    expect(ofStates("aws_s3_bucket").tags).toMatchObject({ "ai-artifact": "state", tier: "production" });
  });

  test("STB-03, S3-05, S3-06, S3-19: there are neither ACLs nor web sites", () => {
    expect(byDefault).toHaveNone("aws_s3_bucket", "acl");
    expect(byDefault).toHaveNone("aws_s3_bucket", "website");
    expect(byDefault).toHaveEvery("aws_s3_bucket_ownership_controls", {
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("STB-03, S3-07: every bucket keeps versions", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_versioning", { versioning_configuration: { status: "Enabled" } });
  });

  test("STB-03, S3-09, S3-10, S3-11: states are encrypted with a key of their own, through a bucket key", () => {
    expect(ofStates("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.states_Key_\w+\.arn}$/),
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("STB-03, S3-13, S3-14, S3-15, S3-16: every bucket blocks public access in all four ways", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_public_access_block", {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("STB-03, S3-20, S3-21: plain HTTP and TLS below 1.2 are refused", () => {
    expect(statementsOf(ofStates("aws_s3_bucket_policy").policy)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        expect.objectContaining({ Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
      ]),
    );
  });

  test("STB-03, S3-22: a state that names another key is refused", () => {
    const refused = statementsOf(ofStates("aws_s3_bucket_policy").policy).filter(({ Effect }) => Effect === "Deny");
    expect(JSON.stringify(refused.map(({ Condition }) => Condition))).toMatch(
      /"s3:x-amz-server-side-encryption-aws-kms-key-id":"\$\{aws_kms_key\.states_Key_\w+\.arn}"/,
    );
  });

  test("STB-03, S3-25, S3-26: nobody is allowed everything, every refusal is conditional", () => {
    for (const { Effect, Principal, Condition } of statementsOf(ofStates("aws_s3_bucket_policy", granted).policy)) {
      expect(Effect === "Deny" || Principal !== "*").toBe(true);
      expect(Effect === "Allow" || Object.keys(Object(Condition)).length > 0).toBe(true);
    }
  });

  test("STB-03, S3-27, S3-28: who reads states is logged", () => {
    expect(onlyResourceOf(byDefault, "aws_s3_bucket_logging")).toMatchObject({
      target_bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.states_Logs_\w+\.id}$/),
      target_prefix: "acme-states/",
    });
  });

  test("STB-03, S3-29, S3-30: old states are kept for a year, the newest ten for ever", () => {
    expect(ofStates("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
      expect.objectContaining({
        noncurrent_version_expiration: [{ noncurrent_days: 365, newer_noncurrent_versions: 10 }],
      }),
    ]);
  });

  test("what attach needs is printed", () => {
    const values = Object.values(byDefault.output ?? {}).map(({ value }) => value);
    expect(values).toEqual([
      expect.stringMatching(/^\$\{aws_s3_bucket\.states_\w+\.id}$/),
      expect.stringMatching(/^\$\{aws_kms_key\.states_Key_\w+\.arn}$/),
    ]);
  });

  test("access logs go to the bucket that was given", () => {
    const stack = testStack();
    const logBucket = new aws.LogBucket(stack, "access-logs");
    new aws.SecureStateBackend(stack, "states", { bucketName: "acme-states", logBucket });
    const synthesized = synthesize(stack);
    expect(synthesized).toHaveEvery("aws_s3_bucket_logging", { target_bucket: expect.stringContaining("access-logs") });
    expect(resourcesOf(synthesized, "aws_s3_bucket")).toHaveLength(2);
  });
});

describe("grantAccess", () => {
  test("STB-04: a pipeline reaches the states of its own tier and tenant, and can delete none", () => {
    const grants = grantsOf(SPEECH);
    expect(grants).toHaveLength(3);
    expect(grants.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
      { Action: ["s3:GetObject", "s3:PutObject"], Resource: expect.stringMatching(/\/staging\/speech\/\*\.tfstate$/) },
      {
        Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        Resource: expect.stringMatching(/\/staging\/speech\/\*\.tflock$/),
      },
      { Action: "s3:ListBucket", Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.states_\w+\.arn}$/) },
    ]);
  });

  test("STB-04: a pipeline lists its own folder and workspaces alone", () => {
    expect(grantsOf(SPEECH)[2]?.Condition).toEqual({ StringLike: { "s3:prefix": ["staging/speech/*", "env:/*"] } });
  });

  test("STB-04: grants to one tenant do not name the other", () => {
    expect(JSON.stringify(grantsOf(VISION))).not.toMatch(/speech|staging/);
    expect(JSON.stringify(grantsOf(SPEECH))).not.toMatch(/vision|production/);
  });

  test("everybody who is not named is refused, once anybody is", () => {
    const refusals = statementsOf(ofStates("aws_s3_bucket_policy", granted).policy).filter(({ Condition }) =>
      JSON.stringify(Object(Condition)).includes("ArnNotEquals"),
    );
    expect(refusals).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Principal: "*",
        Action: expect.arrayContaining(["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject"]),
        Condition: expect.objectContaining({ ArnNotEquals: { "aws:PrincipalArn": [VISION, SPEECH] } }),
      }),
    );
    expect(ofStates("aws_s3_bucket_policy").policy).not.toContain("ArnNotEquals");
  });

  test("STB-04: a pipeline is refused other tenants' states, whatever IAM allows it", () => {
    const statements = statementsOf(ofStates("aws_s3_bucket_policy", granted).policy);
    const elsewhere = statements.filter(({ Sid }) => /^DenyRole\d+Elsewhere$/.test(String(Sid)));
    expect(elsewhere.map(({ Effect, NotResource, Condition }) => ({ Effect, NotResource, Condition }))).toEqual([
      {
        Effect: "Deny",
        NotResource: expect.stringMatching(/\/production\/vision\/\*$/),
        Condition: { ArnEquals: { "aws:PrincipalArn": VISION } },
      },
      {
        Effect: "Deny",
        NotResource: expect.stringMatching(/\/staging\/speech\/\*$/),
        Condition: { ArnEquals: { "aws:PrincipalArn": SPEECH } },
      },
    ]);
  });

  test("pipelines use the key through S3 alone", () => {
    expect(statementsOf(onlyResourceOf(granted, "aws_kms_key").policy)).toContainEqual({
      Sid: "States",
      Effect: "Allow",
      Principal: { AWS: [VISION, SPEECH] },
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\./) } },
    });
  });

  test("tenants whose names differ in a hyphen are kept apart", () => {
    const stack = testStack();
    const states = new aws.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
    states.grantAccess(VISION, ServingTier.PRODUCTION, "a-b");
    states.grantAccess(SPEECH, ServingTier.PRODUCTION, "ab");
    const statements = statementsOf(ofStates("aws_s3_bucket_policy", synthesize(stack)).policy);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
    expect(statements.filter(({ Sid }) => !/^[A-Za-z0-9]+$/.test(String(Sid)))).toEqual([]);
  });

  test("several pipelines of one tenant share a statement", () => {
    const stack = testStack();
    const states = new aws.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
    states.grantAccess(VISION, ServingTier.PRODUCTION, "vision");
    states.grantAccess(SPEECH, ServingTier.PRODUCTION, "vision");
    const statements = statementsOf(ofStates("aws_s3_bucket_policy", synthesize(stack)).policy);
    const shared = statements.filter(({ Principal }) => Object(Principal).AWS !== undefined);
    expect(shared.map(({ Principal }) => Principal)).toEqual(Array(3).fill({ AWS: [VISION, SPEECH] }));
  });
});

describe("errors", () => {
  test.each<[string, string, string, string]>([
    ["capitals", "Acme", "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    ["an ARN for a name", "arn:aws:s3:::acme", "MK_NAME_NOT_ARN", 'bucketName is "arn:aws:s3:::acme", an ARN'],
    ["a name from Terraform", Fn.join("-", ["a", "b"]), "MK_LITERAL_REQUIRED", "bucketName is a token,"],
  ])("%s is refused", (_, bucketName, code, message) => {
    const build = () => new aws.SecureStateBackend(testStack(), "states", { bucketName });
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", path: "test/states", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("grantAccess reports a user for a role and an unfit tenant, both at once", () => {
    const states = new aws.SecureStateBackend(testStack(), "states", { bucketName: "acme-states" });
    expect(() => states.grantAccess("arn:aws:iam::111122223333:user/jo", ServingTier.PRODUCTION, "../vision")).toThrow(
      /^\[MK_ROLE_ARN, MK_NAME_FORMAT] at test\/states \(aws\.SecureStateBackend\.grantAccess\):\n {2}roleArn is "arn:aws:iam::111122223333:user\/jo", which .*\n {2}Give the ARN of a role.*\n {2}tenant is "\.\.\/vision", which .*\n {2}Set tenant to /,
    );
  });

  test.each<[string, Partial<aws.StateLocation>, string, string]>([
    ["capitals in the bucket's name", { bucketName: "Acme" }, "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    [
      "the bucket's ARN",
      { bucketName: "arn:aws:s3:::acme" },
      "MK_NAME_NOT_ARN",
      'bucketName is "arn:aws:s3:::acme", an',
    ],
    ["a zone for a region", { region: "eu-west-1a" }, "MK_NAME_FORMAT", 'region is "eu-west-1a",'],
    ["no region", { region: "" }, "MK_NAME_FORMAT", 'region is "",'],
    ["an alias for a key", { keyArn: "alias/states" }, "MK_ARN_FORMAT", 'keyArn is "alias/states",'],
  ])("attach refuses %s", (_, location, code, message) => {
    const attach = () => aws.SecureStateBackend.attach(testStack(), { ...LOCATION, ...location });
    const codes = expect.arrayContaining([code]);
    expect(attach).toThrow(expect.objectContaining({ name: "ValidationError", path: "test", codes }));
    expect(attach).toThrow(message);
  });

  test("attach refuses a key of another region than the bucket's, which S3 could not use", () => {
    const attach = () => aws.SecureStateBackend.attach(testStack(), { ...LOCATION, region: "eu-central-1" });
    expect(attach).toThrow(expect.objectContaining({ codes: ["MK_STATE_REGION"] }));
    expect(attach).toThrow(`keyArn is "${LOCATION.keyArn}", of another region than the bucket's eu-central-1.`);
  });

  test.each(["bucketName", "region", "keyArn"] as const)(
    "attach refuses a %s that only Terraform knows, for Terraform reads the backend first",
    (property) => {
      const stack = testStack();
      const { stringValue } = new TerraformVariable(stack, "value", { type: "string" });
      const attach = () => aws.SecureStateBackend.attach(stack, { ...LOCATION, [property]: stringValue });
      expect(attach).toThrow(
        expect.objectContaining({ path: "test", codes: expect.arrayContaining(["MK_LITERAL_REQUIRED"]) }),
      );
      expect(attach).toThrow(`\n  ${property} is a token,`);
      expect(synthesize(stack).terraform).not.toHaveProperty("backend");
    },
  );

  test("attach refuses a plain stack, which does not say whom it belongs to", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    expect(() => aws.SecureStateBackend.attach(stack, LOCATION)).toThrow(
      [
        "[MK_STATE_OWNER] at plain (aws.SecureStateBackend.attach):",
        "  the stack does not say whom it belongs to, so its state has no place of its own.",
        "  Use a HardenedStack.",
      ].join("\n"),
    );
  });

  test("attach reports all problems at once, each with its remedy", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    const location = { bucketName: "Acme", region: "Ireland", keyArn: "states" };
    const codes = expect.arrayContaining(["MK_NAME_FORMAT", "MK_STATE_OWNER", "MK_ARN_FORMAT"]);
    expect(() => aws.SecureStateBackend.attach(stack, location)).toThrow(expect.objectContaining({ codes }));
    expect(() => aws.SecureStateBackend.attach(stack, location)).toThrow(
      '  region is "Ireland", which is not a region such as eu-west-1.\n  Set region to a region such as eu-west-1.\n',
    );
  });
});

test("the defaults are as reviewed", () => {
  expect({ bucket: byDefault, backend: attached.terraform.backend }).toMatchSnapshot();
});
