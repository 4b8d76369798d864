import { Fn } from "cdktf";
import { Construct } from "constructs";
import { aws, CloudProvider, type HardenedStack, type IServingIdentity, ModelFormat, ServingTier } from "modelkeep";
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

const PUBLISHER = "arn:aws:iam::111122223333:role/release-models";
const DIGEST = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };

/** The resources that make a bucket safe; each must exist once a bucket and name it by reference. */
const SATELLITES = [
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_lifecycle_configuration",
];

/** A bucket as it comes, with its log bucket. */
let byDefault: Synthesized;

/** A bucket that one role publishes to and one identity reads from, in the network of its cluster. */
let granted: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.SecureModelBucket(stack, "models");
  byDefault = synthesize(stack);
  granted = synthesize(stackWithGrants());
});

function stackWithGrants(): HardenedStack {
  const stack = testStack();
  const models = new aws.SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  const network = new aws.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  const identity = servingRole(stack, Object.assign(importedCluster(stack), { network }));
  models.grantPublish(PUBLISHER, "resnet");
  models.grantRead(identity, models.artifact("resnet/v3", DIGEST));
  models.grantRead(identity, models.artifact("resnet/v4", DIGEST));
  return stack;
}

function servingRole(stack: HardenedStack, cluster: aws.IEksServingCluster, id = "resnet"): aws.IrsaServingRole {
  return new aws.IrsaServingRole(stack, id, { cluster, namespace: "vision", serviceAccountName: id });
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

/** The only resource of the type that belongs to the model bucket, not to its log bucket. */
function ofModels(stack: Synthesized, type: string): Attributes {
  const own = Object.entries(stack.resource[type] ?? {}).filter(([name]) => /^models_(?!Logs_|Key_)/.test(name));
  expect(own).toHaveLength(1);
  return own[0]?.[1] ?? {};
}

function statementsOfModels(stack: Synthesized): Attributes[] {
  return statementsOf(ofModels(stack, "aws_s3_bucket_policy").policy);
}

function statement(sid: string, statements: Attributes[]): Attributes {
  const named = statements.filter(({ Sid }) => Sid === sid);
  expect(named).toHaveLength(1);
  return named[0] ?? {};
}

/** All policies of buckets in both stacks. */
function everyStatement(): Attributes[] {
  return [byDefault, granted]
    .flatMap((stack) => resourcesOf(stack, "aws_s3_bucket_policy"))
    .flatMap(({ policy }) => statementsOf<Attributes>(policy));
}

describe("rows of the catalogue", () => {
  test("S3-01: the default name begins with tier and tenant and is fit for DNS", () => {
    expect(ofModels(byDefault, "aws_s3_bucket").bucket).toMatch(/^production-vision-test-models-[0-9a-f]{8}$/);
  });

  test("S3-02: no bucket is emptied when the stack is destroyed", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket", { force_destroy: false });
  });

  test("S3-04: a model bucket can be told from others, and whose it is", () => {
    expect(ofModels(byDefault, "aws_s3_bucket").tags).toEqual({
      "ai-artifact": "model",
      tier: "production",
      tenant: "vision",
      owner: "vision@acme.example",
      "data-class": "confidential",
    });
  });

  test.each(["acl", "grant"])("S3-05: no bucket has the ACL attribute %s", (attribute) => {
    expect(byDefault).toHaveNone("aws_s3_bucket", attribute);
    expect(byDefault.resource).not.toHaveProperty("aws_s3_bucket_acl");
  });

  test("S3-06: no bucket is a web site", () => {
    expect(byDefault).toHaveNone("aws_s3_bucket", "website");
    expect(byDefault.resource).not.toHaveProperty("aws_s3_bucket_website_configuration");
  });

  test("S3-07: every bucket keeps versions", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_versioning", { versioning_configuration: { status: "Enabled" } });
  });

  test("S3-09, S3-10, S3-11: artifacts are encrypted with a customer key of the stack, through a bucket key", () => {
    expect(ofModels(byDefault, "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.models_Key_\w+\.arn}$/),
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("S3-13, S3-14, S3-15, S3-16: every bucket blocks public access in all four ways", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_public_access_block", {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test.each(SATELLITES)("S3-17: every bucket has one %s, which names it by reference", (type) => {
    const buckets = Object.keys(byDefault.resource.aws_s3_bucket ?? {}).map((name) => `\${aws_s3_bucket.${name}.id}`);
    const named = resourcesOf(byDefault, type).map(({ bucket }) => bucket);
    expect(named.sort()).toEqual(buckets.sort());
  });

  test.each(["logging", "versioning", "lifecycle_rule", "server_side_encryption_configuration", "policy"])(
    "S3-17: no bucket sets %s in the bucket itself, where it would fight with the satellite",
    (attribute) => {
      expect(byDefault).toHaveNone("aws_s3_bucket", attribute);
    },
  );

  test("S3-19: ACLs are off in every bucket", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_ownership_controls", {
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test.each([
    ["S3-20: plain HTTP", { Bool: { "aws:SecureTransport": "false" } }],
    ["S3-21: TLS below 1.2", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
  ])("%s is refused by every bucket, for the bucket and its objects", (_, Condition) => {
    for (const { bucket, policy } of resourcesOf(byDefault, "aws_s3_bucket_policy")) {
      const arn = String(bucket).replace(".id}", ".arn}");
      expect(statementsOf(policy)).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition,
        }),
      );
    }
  });

  test.each([
    ["DenyOtherEncryption", "s3:x-amz-server-side-encryption", "aws:kms"],
    [
      "DenyOtherKeys",
      "s3:x-amz-server-side-encryption-aws-kms-key-id",
      expect.stringMatching(/aws_kms_key\.models_Key/),
    ],
  ])("S3-22: %s refuses an upload that names another, and only one that names any", (sid, key, expected) => {
    expect(statement(sid, statementsOfModels(byDefault))).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { [key]: expected }, Null: { "s3:x-amz-server-side-encryption": "false" } },
    });
  });

  test.each(["DenyReadsOutsideVpcEndpoint", "DenyWritesOutsideVpcEndpoint"])(
    "S3-23: %s closes the bucket to everybody outside the network, services of AWS exempt",
    (sid) => {
      expect(statement(sid, statementsOfModels(granted))).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.models_\w+\.arn}\/\*$/),
        Condition: {
          StringNotEquals: { "aws:SourceVpce": [expect.stringMatching(/^\$\{aws_vpc_endpoint\.network_S3\w*\.id}$/i)] },
          Bool: { "aws:PrincipalIsAWSService": "false" },
          BoolIfExists: { "aws:ViaAWSService": "false" },
        },
      });
    },
  );

  test("S3-23: publishers are exempt from the network for writing alone", () => {
    const statements = statementsOfModels(granted);
    const reads = statement("DenyReadsOutsideVpcEndpoint", statements);
    expect(reads.Action).toEqual(["s3:GetObject", "s3:GetObjectVersion"]);
    expect(reads.Condition).not.toHaveProperty("ArnNotEquals");
    expect(statement("DenyWritesOutsideVpcEndpoint", statements).Condition).toMatchObject({
      ArnNotEquals: { "aws:PrincipalArn": [PUBLISHER] },
    });
  });

  test("S3-24: everybody but publishers is refused writing, be it by replication", () => {
    expect(statement("DenyWritesButByPublishers", statementsOfModels(granted))).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: expect.arrayContaining(["s3:PutObject", "s3:ReplicateObject"]),
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [PUBLISHER] } },
    });
  });

  test("S3-24: everybody is refused writing while no publisher is named", () => {
    expect(statement("DenyWritesButByPublishers", statementsOfModels(byDefault)).Condition).toEqual({
      Bool: { "aws:PrincipalIsAWSService": "false" },
    });
  });

  test("S3-24: everybody is refused deleting, publishers included", () => {
    expect(statement("DenyDeletion", statementsOfModels(granted))).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: expect.arrayContaining(["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ReplicateDelete"]),
      Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } },
    });
  });

  test("S3-24: a publisher is refused writing outside its prefix", () => {
    expect(statement("Publish1NowhereElse", statementsOfModels(granted))).toMatchObject({
      Effect: "Deny",
      NotResource: expect.stringMatching(/\/resnet\/\*$/),
      Condition: { ArnEquals: { "aws:PrincipalArn": PUBLISHER } },
    });
  });

  test("S3-25: no bucket policy allows everybody anything", () => {
    const allowed = everyStatement().filter(({ Effect }) => Effect === "Allow");
    expect(allowed).not.toHaveLength(0);
    expect(allowed.filter(({ Principal }) => JSON.stringify(Principal).includes('"*"'))).toEqual([]);
  });

  test("S3-26: every refusal is conditional, so that the bucket can always be repaired", () => {
    const refused = everyStatement().filter(({ Effect }) => Effect === "Deny");
    expect(refused).not.toHaveLength(0);
    expect(refused.filter(({ Condition }) => Object.keys(Object(Condition)).length === 0)).toEqual([]);
  });

  test("S3-27, S3-28: access is logged to a bucket of its own, under the name of the model bucket", () => {
    expect(onlyResourceOf(granted, "aws_s3_bucket_logging")).toMatchObject({
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.models_[0-9A-F]+\.id}$/),
      target_bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.models_Logs_\w+\.id}$/),
      target_prefix: "acme-models/",
    });
  });

  test("S3-29: every bucket drops broken uploads within a week", () => {
    for (const { rule } of resourcesOf(byDefault, "aws_s3_bucket_lifecycle_configuration")) {
      expect(rule).toContainEqual(
        expect.objectContaining({
          status: "Enabled",
          filter: [{ prefix: "" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        }),
      );
    }
  });

  test("S3-30: superseded versions are kept for 90 days, the newest three of them for ever", () => {
    expect(ofModels(byDefault, "aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({
        status: "Enabled",
        noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 3 }],
      }),
    );
  });

  test("S3-30: the current version of an artifact never expires", () => {
    const rules = ofModels(byDefault, "aws_s3_bucket_lifecycle_configuration").rule;
    expect(rules).not.toContainEqual(expect.objectContaining({ expiration: expect.anything() }));
  });

  test("S3-32: writes are announced on EventBridge", () => {
    expect(byDefault).toHaveEvery("aws_s3_bucket_notification", { eventbridge: true });
  });

  test("S3-36: there is no access point with a block of its own", () => {
    expect(byDefault.resource).not.toHaveProperty("aws_s3_access_point");
  });

  test("S3-40: only the log bucket is encrypted with keys of S3, for log delivery can write to no other", () => {
    const managed = Object.entries(byDefault.resource.aws_s3_bucket_server_side_encryption_configuration ?? {});
    const names = managed.filter(([, { rule }]) => JSON.stringify(rule).includes("AES256")).map(([name]) => name);
    expect(names).toEqual([expect.stringMatching(/^models_Logs_/)]);
  });
});

describe("order", () => {
  test.each([
    ["aws_s3_bucket_policy", "aws_s3_bucket_public_access_block.models_PublicAccessBlock_"],
    ["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_versioning.models_Versioning_"],
    ["aws_s3_bucket_logging", "aws_s3_bucket_policy.models_Logs_Policy_"],
  ])("%s waits for what AWS needs first", (type, dependency) => {
    expect(ofModels(byDefault, type).depends_on).toEqual([expect.stringContaining(dependency)]);
  });
});

describe("options", () => {
  let optional: Synthesized;
  let shared: aws.LogBucket;

  beforeAll(() => {
    const stack = testStack();
    shared = new aws.LogBucket(stack, "access-logs");
    const key = new aws.ModelKey(stack, "key");
    new aws.SecureModelBucket(stack, "models", {
      bucketName: "acme-models",
      key,
      logBucket: shared,
      retainSupersededDays: 3650,
      objectLock: { mode: aws.ObjectLockMode.COMPLIANCE, days: 30 },
    });
    new aws.SecureModelBucket(stack, "others", { bucketName: "acme-others", key, logBucket: shared });
    optional = synthesize(stack);
  });

  test("S3-03, S3-31: a locked bucket is made with the lock and holds each object for the days asked for", () => {
    expect(ofModels(optional, "aws_s3_bucket")).toMatchObject({ object_lock_enabled: true });
    expect(onlyResourceOf(optional, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.models_/),
      rule: { default_retention: { mode: "COMPLIANCE", days: 30 } },
      depends_on: [expect.stringContaining("aws_s3_bucket_versioning.models_")],
    });
  });

  test("a bucket is not locked unless asked for", () => {
    expect(byDefault).toHaveNone("aws_s3_bucket", "object_lock_enabled");
    expect(byDefault.resource).not.toHaveProperty("aws_s3_bucket_object_lock_configuration");
  });

  test("one key and one log bucket serve many model buckets", () => {
    expect(resourcesOf(optional, "aws_kms_key")).toHaveLength(1);
    expect(resourcesOf(optional, "aws_s3_bucket")).toHaveLength(3);
    expect(optional).toHaveEvery("aws_s3_bucket_logging", { target_bucket: expect.stringContaining("access-logs") });
  });

  test("superseded versions are kept for as long as asked for", () => {
    expect(JSON.stringify(ofModels(optional, "aws_s3_bucket_lifecycle_configuration").rule)).toContain(
      '"noncurrent_days":3650',
    );
  });

  test("a long name leaves the log bucket a name of its own that S3 takes", () => {
    const stack = testStack();
    new aws.SecureModelBucket(stack, "models", { bucketName: "a".repeat(63) });
    const names = resourcesOf(synthesize(stack), "aws_s3_bucket").map(({ bucket }) => String(bucket));
    expect(new Set(names).size).toBe(2);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
  });

  test("the default name is fit for S3 whatever the length of tenant and path", () => {
    const stack = testStack(ServingTier.DEVELOPMENT, `platform-${"x".repeat(80)}`);
    const models = new aws.SecureModelBucket(stack, "Models_of_the Team".repeat(5));
    expect(models.bucketName).toMatch(/^development-vision-[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    expect(models.bucketName.length).toBeLessThanOrEqual(63);
  });
});

describe("attributes", () => {
  test("name what other programs need", () => {
    const models = new aws.SecureModelBucket(testStack(), "models", { bucketName: "acme-models" });
    expect(models).toMatchObject({
      cloud: CloudProvider.AWS,
      bucketName: "acme-models",
      uri: "s3://acme-models",
      copyCommand: ["aws", "s3", "cp", "--only-show-errors"],
    });
    expect(models.artifact("resnet/v3", DIGEST)).toMatchObject({ uri: "s3://acme-models/resnet/v3", version: "v3" });
  });

  test("a copy command that a caller changes stays as it was for others", () => {
    const models = new aws.SecureModelBucket(testStack(), "models");
    models.copyCommand.push("--no-verify-ssl");
    expect(models.copyCommand).not.toContain("--no-verify-ssl");
  });
});

describe("grantRead", () => {
  test("lets the identity fetch the files of the artifacts and decrypt them through S3, nothing else", () => {
    const [grants] = Object.entries(granted.resource.aws_iam_role_policy ?? {}).filter(([name]) =>
      name.startsWith("resnet"),
    );
    expect(statementsOf(grants?.[1].policy)).toEqual([
      {
        Sid: "ReadArtifacts",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: [
          expect.stringMatching(/:s3:::acme-models\/resnet\/v3\/\*$/),
          expect.stringMatching(/:s3:::acme-models\/resnet\/v4\/\*$/),
        ],
      },
      {
        Sid: "DecryptArtifacts",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: expect.stringMatching(/^\$\{aws_kms_key\.models_Key_\w+\.arn}$/),
        Condition: { StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\./) } },
      },
    ]);
  });

  test("lets the key be used by the identity, which is named without a reference to it", () => {
    const policy = Object.entries(granted.resource.aws_kms_key ?? {}).find(([name]) => name.startsWith("models"))?.[1]
      .policy;
    expect(statement("UseThroughS3ToDecrypt", statementsOf(policy))).toMatchObject({
      Action: "kms:Decrypt",
      Condition: { ArnEquals: { "aws:PrincipalArn": [expect.stringMatching(/:role\/test-resnet-[0-9a-f]{8}$/)] } },
    });
  });

  test("lets the network's S3 endpoint pass reads of this bucket", () => {
    const gateways = resourcesOf(granted, "aws_vpc_endpoint").filter(
      (endpoint) => endpoint.vpc_endpoint_type === "Gateway",
    );
    expect(gateways).toEqual([expect.objectContaining({ policy: expect.stringContaining(":s3:::acme-models/*") })]);
  });

  test("leaves the bucket open to all networks when the identity's is not known", () => {
    const stack = testStack();
    const models = new aws.SecureModelBucket(stack, "models");
    models.grantRead(servingRole(stack, importedCluster(stack)), models.artifact("resnet/v3", DIGEST));
    expect(JSON.stringify(statementsOfModels(synthesize(stack)))).not.toContain("aws:SourceVpce");
  });

  test("names each of several networks in one refusal", () => {
    const stack = testStack();
    const models = new aws.SecureModelBucket(stack, "models");
    for (const [id, cidr] of Object.entries({ one: "10.20.0.0/16", two: "10.30.0.0/16" })) {
      const network = new aws.ServingNetwork(stack, id, { cidr });
      const cluster = Object.assign(importedCluster(stack, `cluster-${id}`), { network });
      models.grantRead(servingRole(stack, cluster, `role-${id}`), models.artifact("resnet/v3", DIGEST));
    }
    expect(statement("DenyReadsOutsideVpcEndpoint", statementsOfModels(synthesize(stack))).Condition).toMatchObject({
      StringNotEquals: { "aws:SourceVpce": [expect.stringContaining("one_S3"), expect.stringContaining("two_S3")] },
    });
  });

  test("refuses an identity of another cloud and an artifact of another store, both at once", () => {
    const stack = testStack();
    const models = new aws.SecureModelBucket(stack, "models", { bucketName: "acme-models" });
    const others = new aws.SecureModelBucket(stack, "others", { bucketName: "acme-others" });
    expect(() => models.grantRead(googleIdentity(stack), others.artifact("resnet/v3", DIGEST))).toThrow(
      [
        "[MK_GRANT_OTHER_CLOUD, MK_GRANT_OTHER_STORE] at test/models (aws.SecureModelBucket.grantRead):",
        "  identity test/google is of google, but the store is an S3 bucket.",
        "  Use aws.IrsaServingRole or aws.PodIdentityServingRole.",
        "  artifact s3://acme-others/resnet/v3 does not lie in this store.",
        "  Call grantRead on test/others.",
      ].join("\n"),
    );
  });

  test("grants nothing when it refuses", () => {
    const stack = testStack();
    const models = new aws.SecureModelBucket(stack, "models");
    const others = new aws.SecureModelBucket(stack, "others");
    const identity = servingRole(stack, importedCluster(stack));
    expect(() => models.grantRead(identity, others.artifact("resnet/v3", DIGEST))).toThrow("MK_GRANT_OTHER_STORE");
    expect(synthesize(stack).resource).not.toHaveProperty("aws_iam_role_policy");
  });
});

describe("grantPublish", () => {
  test("lets one role write below the prefix, and neither read nor delete", () => {
    expect(statement("Publish1", statementsOfModels(granted))).toEqual({
      Sid: "Publish1",
      Effect: "Allow",
      Principal: { AWS: PUBLISHER },
      Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
      Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.models_\w+\.arn}\/resnet\/\*$/),
    });
  });

  test("lets the role encrypt with the key through S3", () => {
    const policy = Object.entries(granted.resource.aws_kms_key ?? {}).find(([name]) => name.startsWith("models"))?.[1]
      .policy;
    expect(statement("Publish", statementsOf(policy))).toMatchObject({
      Principal: { AWS: PUBLISHER },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: { "kms:ViaService": expect.stringMatching(/^s3\./) } },
    });
  });

  test("keeps two publishers apart", () => {
    const stack = testStack();
    const models = new aws.SecureModelBucket(stack, "models");
    models.grantPublish(PUBLISHER, "resnet");
    models.grantPublish("arn:aws:iam::111122223333:role/release-language", "llama");
    const statements = statementsOfModels(synthesize(stack));
    expect(statement("Publish1", statements)).toMatchObject({ Principal: { AWS: PUBLISHER } });
    expect(statement("Publish2", statements).Resource).toMatch(/\/llama\/\*$/);
    expect(statement("DenyWritesButByPublishers", statements)).toMatchObject({
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": [PUBLISHER, "arn:aws:iam::111122223333:role/release-language"] },
      },
    });
  });

  test.each(["arn:aws:iam::111122223333:user/jo", "arn:aws:iam::111122223333:root", "release-models", "*"])(
    "%s is refused, for it is not the ARN of a role",
    (publisherRoleArn) => {
      const models = new aws.SecureModelBucket(testStack(), "models");
      expect(() => models.grantPublish(publisherRoleArn)).toThrow(
        `[MK_ROLE_ARN] at test/models (aws.SecureModelBucket.grantPublish):\n  publisherRoleArn is "${publisherRoleArn}", which is not`,
      );
    },
  );
});

describe("errors", () => {
  const name = (bucketName: string): aws.SecureModelBucketProps => ({ bucketName });
  const lock = (days: number) => ({ objectLock: { mode: aws.ObjectLockMode.GOVERNANCE, days } });

  test.each<[string, aws.SecureModelBucketProps, string, string]>([
    ["a short name", name("ab"), "MK_NAME_FORMAT", 'bucketName is "ab",'],
    ["a long name", name("a".repeat(64)), "MK_NAME_FORMAT", "bucketName is"],
    ["an empty name", name(""), "MK_NAME_FORMAT", 'bucketName is "",'],
    ["capitals", name("Acme-models"), "MK_NAME_FORMAT", 'bucketName is "Acme-models",'],
    ["an underscore", name("acme_models"), "MK_NAME_FORMAT", 'bucketName is "acme_models",'],
    ["a hyphen at the beginning", name("-acme"), "MK_NAME_FORMAT", 'bucketName is "-acme",'],
    ["a hyphen at the end", name("acme-"), "MK_NAME_FORMAT", 'bucketName is "acme-",'],
    ["two dots in a row", name("acme..models"), "MK_NAME_FORMAT", 'bucketName is "acme..models",'],
    ["an address", name("192.168.0.1"), "MK_NAME_FORMAT", 'bucketName is "192.168.0.1",'],
    ["a prefix of AWS", name("xn--acme"), "MK_NAME_FORMAT", 'bucketName is "xn--acme",'],
    ["an ARN for a name", name("arn:aws:s3:::acme"), "MK_NAME_NOT_ARN", 'bucketName is "arn:aws:s3:::acme", an ARN'],
    ["a rollback of days", { retainSupersededDays: 89 }, "MK_NUMBER_RANGE", "retainSupersededDays is 89,"],
    ["versions for ever", { retainSupersededDays: 3651 }, "MK_NUMBER_RANGE", "retainSupersededDays is 3651,"],
    ["a lock of no days", lock(0), "MK_NUMBER_RANGE", "objectLock.days is 0,"],
    ["a lock of centuries", lock(36_501), "MK_NUMBER_RANGE", "objectLock.days is 36501,"],
    ["a lock of half a day", lock(0.5), "MK_NUMBER_RANGE", "objectLock.days is 0.5,"],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.SecureModelBucket(testStack(), "models", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", path: "test/models", codes: [code] }));
    expect(build).toThrow(message);
  });

  test.each<[string, aws.SecureModelBucketProps]>([
    ["bucketName", { bucketName: Fn.join("-", ["acme", "models"]) }],
    ["retainSupersededDays", { retainSupersededDays: Fn.max([90, 180]) }],
    ["objectLock.days", lock(Fn.max([1, 2]))],
  ])("%s is refused when only Terraform knows it", (property, props) => {
    expect(() => new aws.SecureModelBucket(testStack(), "models", props)).toThrow(
      `[MK_LITERAL_REQUIRED] at test/models (aws.SecureModelBucket):\n  ${property} is a token,`,
    );
  });

  test("all problems are reported at once, each with its remedy", () => {
    const props = { bucketName: "Acme", retainSupersededDays: 1 };
    expect(() => new aws.SecureModelBucket(testStack(), "models", props)).toThrow(
      [
        "[MK_NAME_FORMAT, MK_NUMBER_RANGE] at test/models (aws.SecureModelBucket):",
        '  bucketName is "Acme", which is not a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit.',
        "  Set bucketName to a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit.",
        "  retainSupersededDays is 1, not a whole number from 90 to 3650.",
        "  Set retainSupersededDays to a whole number from 90 to 3650.",
      ].join("\n"),
    );
  });

  test("a pickle is refused in production and accepted in development", () => {
    const pickle = { ...DIGEST, format: ModelFormat.PICKLE };
    const bucketOf = (tier: ServingTier) => new aws.SecureModelBucket(testStack(tier), "models");
    expect(() => bucketOf(ServingTier.PRODUCTION).artifact("resnet/v3", pickle)).toThrow("MK_ARTIFACT_EXECUTES_CODE");
    expect(bucketOf(ServingTier.DEVELOPMENT).artifact("resnet/v3", pickle).prefix).toBe("resnet/v3");
  });
});

test("the defaults are as reviewed", () => {
  expect(byDefault).toMatchSnapshot();
});
