import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { CloudProvider, google, HardenedStack, type IServingIdentity, ModelFormat, ServingTier } from "modelkeep";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const PUBLISHER = "serviceAccount:release@acme-vision.iam.gserviceaccount.com";
const DIGEST = { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) };

/** A bucket as it comes, with its log bucket. */
let byDefault: Synthesized;

/** A bucket that one pipeline publishes to and two identities read from. */
let granted: Synthesized;

beforeAll(() => {
  const stack = googleTestStack();
  new google.SecureModelBucket(stack, "models");
  byDefault = synthesize(stack);
  granted = synthesize(stackWithGrants());
});

function stackWithGrants(): HardenedStack {
  const stack = googleTestStack();
  const models = new google.SecureModelBucket(stack, "models", { bucketName: "acme-models" });
  models.grantPublish(PUBLISHER, "resnet");
  const resnet = binding(stack, "resnet");
  models.grantRead(resnet, models.artifact("resnet/v3", DIGEST));
  models.grantRead(resnet, models.artifact("resnet/v3", DIGEST));
  models.grantRead(resnet, models.artifact("resnet/v4", DIGEST));
  models.grantRead(binding(stack, "bert", true), models.artifact("bert/v1", DIGEST));
  return stack;
}

function importedCluster(stack: Construct): google.IGkeServingCluster {
  const existing = stack.node.tryFindChild("cluster");
  return existing instanceof Construct && "workloadPool" in existing
    ? (existing as Construct & google.IGkeServingCluster)
    : google.ServingCluster.fromClusterAttributes(stack, "cluster", {
        clusterName: "serving",
        location: "europe-west4",
        endpoint: "https://172.16.0.2",
        certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
      });
}

function binding(stack: Construct, id: string, impersonate = false): google.WorkloadIdentityBinding {
  const cluster = importedCluster(stack);
  return new google.WorkloadIdentityBinding(stack, id, {
    cluster,
    namespace: "vision",
    serviceAccountName: id,
    impersonate,
  });
}

/** An identity that no construct of Google's made. */
function awsIdentity(stack: Construct): IServingIdentity {
  return Object.assign(new Construct(stack, "aws"), {
    cloud: CloudProvider.AWS,
    namespace: "vision",
    serviceAccountName: "resnet",
    serviceAccountAnnotations: {},
    environment: {},
    credentialEndpoints: [],
  });
}

function bucketWith(content: string, stack: Synthesized): Attributes {
  const [bucket, ...more] = resourcesOf(stack, "google_storage_bucket").filter(
    ({ labels }) => Object(labels)["ai-artifact"] === content,
  );
  expect(more).toEqual([]);
  return bucket ?? {};
}

/** Grants on the model bucket, of the role. */
function grantsOf(role: string, stack: Synthesized): Attributes[] {
  const grants = resourcesOf(stack, "google_storage_bucket_iam_member").filter(
    (grant) => grant.role === `roles/storage.${role}` && grant.bucket === "acme-models",
  );
  expect(grants).not.toHaveLength(0);
  return grants;
}

describe("rows of the catalogue", () => {
  test("GCS-01: access to every bucket is uniform: IAM alone decides", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", { uniform_bucket_level_access: true });
  });

  test("GCS-02: public access to every bucket is prevented", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", { public_access_prevention: "enforced" });
  });

  test("GCS-03: replaced models are kept as versions; replaced logs there cannot be", () => {
    expect(bucketWith("model", byDefault)).toMatchObject({ versioning: { enabled: true } });
    expect(bucketWith("model", byDefault)).not.toHaveProperty("retention_policy");
    expect(bucketWith("log", byDefault)).toMatchObject({
      versioning: { enabled: false },
      retention_policy: { retention_period: 400 * 86_400, is_locked: false },
    });
  });

  test("GCS-04: every bucket is encrypted with a customer key of the stack", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", {
      encryption: {
        default_kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.models_Key_[0-9A-F]{8}\.id}$/),
      },
    });
  });

  test("GCS-04, KEY-24: Cloud Storage may use the key, nobody else may, and the bucket waits for it", () => {
    const [name] = Object.keys(byDefault.resource.google_kms_crypto_key_iam_member ?? {});
    expect(onlyResourceOf(byDefault, "google_kms_crypto_key_iam_member")).toMatchObject({
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      member: expect.stringMatching(
        /^serviceAccount:\$\{data\.google_storage_project_service_account\.\w+\.email_address}$/,
      ),
    });
    expect(byDefault).toHaveEvery("google_storage_bucket", {
      depends_on: expect.arrayContaining([`google_kms_crypto_key_iam_member.${name}`]),
    });
  });

  test("GCS-05: usage is logged to another bucket, under the name of the model bucket", () => {
    const { name, logging } = bucketWith("model", byDefault);
    const logs = bucketWith("log", byDefault);
    expect(logging).toEqual({ log_bucket: logs.name, log_object_prefix: name });
    expect(logs.name).not.toBe(name);
    expect(logs).not.toHaveProperty("logging");
  });

  test("GCS-06, GCS-07: artifacts are retained, and the retention locked, where that is asked for", () => {
    const stack = googleTestStack();
    new google.SecureModelBucket(stack, "models", { retention: { days: 30, locked: true } });
    const models = bucketWith("model", synthesize(stack));
    expect(models).toMatchObject({ retention_policy: { retention_period: 2_592_000, is_locked: true } });
    // Google takes no versions beside a retention.
    expect(models).toMatchObject({ versioning: { enabled: false } });
  });

  test("GCS-08: every deleted object can be had back for a week", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", {
      soft_delete_policy: { retention_duration_seconds: 604_800 },
    });
  });

  test("GCS-09: every bucket drops broken uploads within a week", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", {
      lifecycle_rule: expect.arrayContaining([
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      ]),
    });
  });

  test("GCS-09: superseded versions go after 90 days, save the three newest; the live one never does", () => {
    expect(bucketWith("model", byDefault).lifecycle_rule).toEqual([
      expect.objectContaining({ action: { type: "AbortIncompleteMultipartUpload" } }),
      {
        action: { type: "Delete" },
        condition: { days_since_noncurrent_time: 90, num_newer_versions: 3, with_state: "ARCHIVED" },
      },
    ]);
  });

  test("GCS-10: no bucket is emptied when the stack is destroyed", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", { force_destroy: false });
  });

  test("GCS-11, KEY-16: bucket and key lie in the region of the provider", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", { location: "EUROPE-WEST4", project: "acme-vision" });
    expect(byDefault).toHaveEvery("google_kms_key_ring", { location: "europe-west4" });
  });

  test("GCS-12: a model bucket can be told from others, and whose it is", () => {
    expect(bucketWith("model", byDefault).labels).toEqual({
      "ai-artifact": "model",
      tier: "production",
      tenant: "vision",
      owner: "vision_at_acme_example",
      "data-class": "confidential",
    });
  });

  test.each(["website", "cors", "requester_pays", "default_event_based_hold"])("GCS-13: no bucket has %s", (name) => {
    expect(byDefault).toHaveNone("google_storage_bucket", name);
  });

  test("GCS-15: no member is everybody", () => {
    const grants = ["google_storage_bucket_iam_member", "google_kms_crypto_key_iam_member"].flatMap((type) =>
      resourcesOf(granted, type),
    );
    expect(grants.filter(({ member }) => /^all(Users|AuthenticatedUsers)$/.test(`${member}`))).toEqual([]);
  });

  test("GCS-15: Google's own members of new buckets are taken out, all of them, of each bucket", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket_iam_binding", { members: [] });
    const roles = resourcesOf(byDefault, "google_storage_bucket_iam_binding").map(({ bucket, role }) => [bucket, role]);
    const buckets = Object.keys(byDefault.resource.google_storage_bucket ?? {});
    const legacy = ["legacyBucketOwner", "legacyBucketReader", "legacyObjectOwner", "legacyObjectReader"];
    expect(roles.sort()).toEqual(
      buckets
        .flatMap((name) => legacy.map((role) => [`\${google_storage_bucket.${name}.name}`, `roles/storage.${role}`]))
        .sort(),
    );
  });

  test("GCS-16: serving reads, publishers add, and no other role is granted", () => {
    expect(new Set(resourcesOf(granted, "google_storage_bucket_iam_member").map(({ role }) => role))).toEqual(
      new Set(["roles/storage.objectViewer", "roles/storage.objectCreator"]),
    );
    expect(grantsOf("objectCreator", granted)).toEqual([expect.objectContaining({ member: PUBLISHER })]);
  });

  test("GCS-17: each artifact is granted by its prefix, once however often it is asked for", () => {
    const expressions = grantsOf("objectViewer", granted).map(({ condition }) => Object(condition).expression);
    expect(expressions.sort()).toEqual(
      ["bert/v1", "resnet/v3", "resnet/v4"].map(
        (prefix) =>
          `resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("projects/_/buckets/acme-models/objects/${prefix}/")`,
      ),
    );
  });

  test("GCS-17: publishing is granted by its prefix", () => {
    expect(grantsOf("objectCreator", granted).map(({ condition }) => Object(condition))).toEqual([
      {
        title: expect.stringMatching(/^publish-[0-9a-f]{8}$/),
        description: "publish gs://acme-models/resnet/",
        expression: expect.stringMatching(/startsWith\("projects\/_\/buckets\/acme-models\/objects\/resnet\/"\)$/),
      },
    ]);
  });

  test.each([
    "google_storage_bucket_acl",
    "google_storage_default_object_acl",
    "google_storage_default_object_access_control",
    "google_storage_bucket_access_control",
    "google_storage_object_access_control",
    "google_storage_object_acl",
    "google_storage_hmac_key",
    "google_service_account_key",
    "google_storage_bucket_iam_policy",
  ])("GCS-18, GCS-19, IDG-02: there is no %s", (type) => {
    expect(granted.resource).not.toHaveProperty(type);
  });
});

describe("names", () => {
  test.each([
    [ServingTier.PRODUCTION, "models", /^production-vision-test-models-[0-9a-f]{8}$/],
    [ServingTier.DEVELOPMENT, "google-models", /^development-vision-test-gcp-models-[0-9a-f]{8}$/],
    [ServingTier.STAGING, "g00gle", /^staging-vision-test-gcp-[0-9a-f]{8}$/],
    [ServingTier.PRODUCTION, "m".repeat(90), /^production-vision-test-m+-[0-9a-f]{8}$/],
  ])("of buckets of %s derived from %s are such as Google takes", (tier, id, pattern) => {
    const { bucketName } = new google.SecureModelBucket(googleTestStack(tier), id);
    expect(bucketName).toMatch(pattern);
    expect(bucketName.length).toBeLessThanOrEqual(63);
    expect(bucketName).not.toMatch(/^goog|google/);
  });

  test("begin otherwise where the path begins with goog and nobody owns the stack", () => {
    const stack = new TerraformStack(Testing.app(), "goog");
    new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" });
    expect(new google.SecureModelBucket(stack, "models").bucketName).toMatch(/^m-goog-models-[0-9a-f]{8}$/);
  });

  test("of log buckets are derived where the name of the bucket leaves no room", () => {
    const stack = googleTestStack();
    new google.SecureModelBucket(stack, "models", { bucketName: "m".repeat(60) });
    expect(bucketWith("log", synthesize(stack)).name).toMatch(/^production-vision-test-models-logs-[0-9a-f]{8}$/);
  });
});

describe("options", () => {
  test("one key and one log bucket serve many model buckets", () => {
    const stack = googleTestStack();
    const key = new google.ModelKey(stack, "key");
    const logBucket = new google.LogBucket(stack, "logs", { bucketName: "acme-logs", key });
    new google.SecureModelBucket(stack, "models", { key, logBucket, retainSupersededDays: 3650 });
    new google.SecureModelBucket(stack, "others", { key, logBucket, retainSupersededDays: 3650 });
    const shared = synthesize(stack);
    expect(resourcesOf(shared, "google_storage_bucket")).toHaveLength(3);
    expect(resourcesOf(shared, "google_kms_crypto_key")).toHaveLength(1);
    expect(resourcesOf(shared, "google_kms_crypto_key_iam_member")).toHaveLength(1);
    expect(resourcesOf(shared, "google_storage_bucket_iam_member")).toHaveLength(1);
    expect(JSON.stringify(shared.resource.google_storage_bucket)).toContain('"days_since_noncurrent_time":3650');
  });

  test.each([
    ["eu", "EU", "europe"],
    ["US", "US", "us"],
    ["eur4", "EUR4", "eur4"],
    ["us-central1", "US-CENTRAL1", "us-central1"],
  ])("a bucket in %s has its logs there, and its key where Cloud KMS says so", (location, upper, keys) => {
    const stack = googleTestStack();
    new google.SecureModelBucket(stack, "models", { location });
    const synthesized = synthesize(stack);
    expect(synthesized).toHaveEvery("google_storage_bucket", { location: upper });
    expect(synthesized).toHaveEvery("google_kms_key_ring", { location: keys });
  });

  test("a key of the same multi-region is taken, whatever each service calls it", () => {
    const stack = googleTestStack();
    const key = new google.ModelKey(stack, "key", {
      keyRing: new google.ModelKeyRing(stack, "ring", { location: "europe" }),
    });
    expect(new google.SecureModelBucket(stack, "models", { location: "EU", key }).key).toBe(key);
  });

  test("a region that only Terraform knows is not compared", () => {
    const stack = new HardenedStack(Testing.app(), "test", { tier: ServingTier.STAGING, tenant: "vision", owner: "v" });
    const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
    new GoogleProvider(stack, "google", { project: "acme-vision", region });
    new google.SecureModelBucket(stack, "models");
    const synthesized = synthesize(stack);
    expect(synthesized).toHaveEvery("google_storage_bucket", { location: "${var.region}" });
    expect(synthesized).toHaveEvery("google_kms_key_ring", { location: "${var.region}" });
  });
});

describe("several stacks", () => {
  function apps(): { models: HardenedStack; serving: HardenedStack } {
    const app = new App({ outdir: Testing.app().outdir });
    const [models, serving] = ["models", "serving"].map((id) => {
      const stack = new HardenedStack(app, id, { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "v" });
      new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" });
      return stack;
    });
    return { models, serving } as { models: HardenedStack; serving: HardenedStack };
  }

  test("a grant lies with the identity, whose stack is applied after that of the bucket", () => {
    const { models, serving } = apps();
    const store = new google.SecureModelBucket(models, "store", { bucketName: "acme-models" });
    store.grantRead(binding(serving, "resnet"), store.artifact("resnet/v3", DIGEST));
    expect(serving.dependencies).toContain(models);
    expect(onlyResourceOf(synthesize(serving), "google_storage_bucket_iam_member")).toMatchObject({
      bucket: "acme-models",
      depends_on: [],
    });
  });

  test("a key of another stack lets Cloud Storage in there, once for all buckets", () => {
    const { models, serving } = apps();
    const key = new google.ModelKey(models, "key");
    new google.SecureModelBucket(serving, "one", { key });
    new google.SecureModelBucket(serving, "other", { key });
    expect(resourcesOf(synthesize(models), "google_kms_crypto_key_iam_member")).toHaveLength(1);
    expect(serving.dependencies).toContain(models);
    expect(models.dependencies).toEqual([]);
    expect(synthesize(serving).resource).not.toHaveProperty("google_kms_crypto_key_iam_member");
  });
});

test("a key serves buckets of several projects: it lets in Cloud Storage of each", () => {
  const app = new App({ outdir: Testing.app().outdir });
  const [keys, other] = ["acme-keys", "acme-models"].map((project) => {
    const stack = new HardenedStack(app, project, { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "v" });
    new GoogleProvider(stack, "google", { project, region: "europe-west4" });
    return stack;
  }) as [HardenedStack, HardenedStack];
  const key = new google.ModelKey(keys, "key");
  new google.SecureModelBucket(keys, "models", { key });
  new google.SecureModelBucket(other, "models", { key });
  const agents = Object.entries(synthesize(keys).data.google_storage_project_service_account ?? {});
  expect(agents.map(([, { project }]) => project).sort()).toEqual(["acme-keys", "acme-models"]);
  expect(
    resourcesOf(synthesize(keys), "google_kms_crypto_key_iam_member")
      .map(({ member }) => member)
      .sort(),
  ).toEqual(
    agents
      .map(([name]) => `serviceAccount:\${data.google_storage_project_service_account.${name}.email_address}`)
      .sort(),
  );
});

describe("attributes", () => {
  test("name what other programs need", () => {
    const models = new google.SecureModelBucket(googleTestStack(), "models", { bucketName: "acme-models" });
    expect(models).toMatchObject({
      cloud: CloudProvider.GOOGLE,
      bucketName: "acme-models",
      uri: "gs://acme-models",
      copyCommand: ["gcloud", "storage", "cp", "--quiet"],
    });
    expect(models.artifact("resnet/v3", DIGEST)).toMatchObject({
      uri: "gs://acme-models/resnet/v3",
      version: "v3",
      store: models,
    });
  });

  test("a caller who changes the copy command changes it for nobody else", () => {
    const models = new google.SecureModelBucket(googleTestStack(), "models");
    models.copyCommand.push("--no-clobber");
    expect(models.copyCommand).toEqual(["gcloud", "storage", "cp", "--quiet"]);
  });
});

describe("errors", () => {
  test.each<[string, google.SecureModelBucketProps, string, string]>([
    ["capitals", { bucketName: "Acme" }, "MK_NAME_FORMAT", 'bucketName is "Acme", which is not a bucket name:'],
    [
      "a name that is too long",
      { bucketName: "m".repeat(64) },
      "MK_NAME_FORMAT",
      "which is not a bucket name: 3 to 63",
    ],
    ["a name that is too short", { bucketName: "ab" }, "MK_NAME_FORMAT", 'bucketName is "ab",'],
    ["dots, which ask for a domain", { bucketName: "models.acme.example" }, "MK_NAME_FORMAT", '"models.acme.example",'],
    ["an address", { bucketName: "10.0.0.1" }, "MK_NAME_FORMAT", 'bucketName is "10.0.0.1",'],
    ["a scheme", { bucketName: "gs://acme" }, "MK_NAME_FORMAT", 'bucketName is "gs://acme",'],
    ["goog at the beginning", { bucketName: "goog-models" }, "MK_NAME_RESERVED", 'bucketName is "goog-models", which'],
    ["google within", { bucketName: "acme-google-models" }, "MK_NAME_RESERVED", "which Google keeps for itself"],
    ["what looks like google", { bucketName: "acme-g00gle" }, "MK_NAME_RESERVED", "or a close spelling of it"],
    [
      "a name from Terraform",
      { bucketName: Fn.join("-", ["a", "b"]) },
      "MK_LITERAL_REQUIRED",
      "bucketName is a token,",
    ],
    [
      "no location of Cloud Storage",
      { location: "global" },
      "MK_LOCATION",
      'location is "global", where Cloud Storage',
    ],
    ["a location of keys", { location: "europe" }, "MK_LOCATION", 'location is "europe", where Cloud Storage'],
    ["a zone", { location: "europe-west4-a" }, "MK_NAME_FORMAT", 'location is "europe-west4-a", which is not a region'],
    [
      "too short a retention of versions",
      { retainSupersededDays: 89 },
      "MK_NUMBER_RANGE",
      "retainSupersededDays is 89,",
    ],
    ["a retention of no day", { retention: { days: 0 } }, "MK_NUMBER_RANGE", "retention.days is 0,"],
    [
      "a retention of more than a century",
      { retention: { days: 36_501 } },
      "MK_NUMBER_RANGE",
      "retention.days is 36501,",
    ],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new google.SecureModelBucket(googleTestStack(), "models", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("a key in another location than its bucket is refused, with the remedy", () => {
    const stack = googleTestStack();
    const keyRing = new google.ModelKeyRing(stack, "ring", { location: "europe-west1" });
    const key = new google.ModelKey(stack, "key", { keyRing });
    expect(() => new google.SecureModelBucket(stack, "models", { key })).toThrow(
      [
        "[MK_KEY_LOCATION] at test/models (google.SecureModelBucket):",
        "  key test/key lies in europe-west1, but the bucket in europe-west4: Cloud Storage uses keys of its own location alone.",
        '  Make the key in a key ring there (new ModelKeyRing(scope, "keys", { location: "europe-west4" })), or leave key out.',
      ].join("\n"),
    );
  });

  test("all problems are reported at once", () => {
    const build = () =>
      new google.SecureModelBucket(googleTestStack(), "models", {
        bucketName: "Acme",
        location: "global",
        retainSupersededDays: 1,
      });
    expect(build).toThrow(
      expect.objectContaining({ path: "test/models", codes: ["MK_NAME_FORMAT", "MK_LOCATION", "MK_NUMBER_RANGE"] }),
    );
  });

  test("an identity of another cloud and an artifact of another store are refused, both at once", () => {
    const stack = googleTestStack();
    const models = new google.SecureModelBucket(stack, "models");
    const others = google.SecureModelBucket.fromBucketName(stack, "others", "acme-others");
    expect(() => models.grantRead(awsIdentity(stack), others.artifact("resnet/v3", DIGEST))).toThrow(
      [
        "[MK_GRANT_OTHER_CLOUD, MK_GRANT_OTHER_STORE] at test/models (google.SecureModelBucket.grantRead):",
        "  identity test/aws is of aws, but the store is a bucket of Cloud Storage.",
        "  Use google.WorkloadIdentityBinding.",
        "  artifact gs://acme-others/resnet/v3 does not lie in this store.",
        "  Call grantRead on test/others.",
      ].join("\n"),
    );
  });

  test("a prefix that leaves no room for names of objects is refused", () => {
    const stack = googleTestStack();
    const models = new google.SecureModelBucket(stack, "models");
    const prefix = "p".repeat(1014);
    const message = /has 1014 characters, more than the 1013 that leave room for names of objects\./;
    expect(() =>
      models.grantRead(binding(stack, "resnet"), models.artifact(prefix, { ...DIGEST, version: "1" })),
    ).toThrow(message);
    expect(() => models.grantPublish(PUBLISHER, prefix)).toThrow(message);
    expect(() => models.grantPublish(PUBLISHER, prefix.slice(1))).not.toThrow();
  });

  test("a twenty-first artifact of one bucket for one identity is refused: IAM takes no more", () => {
    const stack = googleTestStack();
    const models = new google.SecureModelBucket(stack, "models", { bucketName: "acme-models" });
    const others = google.SecureModelBucket.fromBucketName(stack, "others", "acme-others");
    const identity = binding(stack, "resnet");
    for (let version = 1; version <= 20; version++) {
      models.grantRead(identity, models.artifact(`resnet/v${version}`, DIGEST));
    }
    expect(() => models.grantRead(identity, models.artifact("resnet/v20", DIGEST))).not.toThrow();
    expect(() => others.grantRead(identity, others.artifact("resnet/v1", DIGEST))).not.toThrow();
    expect(() => models.grantRead(identity, models.artifact("resnet/v21", DIGEST))).toThrow(
      "identity test/resnet reads 20 artifacts of gs://acme-models already, as many as IAM allows.",
    );
  });

  test.each([
    ["everybody", "allUsers"],
    ["everybody with an account", "allAuthenticatedUsers"],
    ["a person", "user:jo@acme.example"],
    ["a group", "group:release@acme.example"],
    ["a domain", "domain:acme.example"],
    ["a role in the project", "projectEditor:acme-vision"],
    ["Google's default account", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"],
    ["an address without its kind", "release@acme-vision.iam.gserviceaccount.com"],
  ])("%s may not publish", (_, member) => {
    const models = new google.SecureModelBucket(googleTestStack(), "models");
    expect(() => models.grantPublish(member)).toThrow(expect.objectContaining({ codes: ["MK_IAM_MEMBER"] }));
  });

  test("a prefix that is none and a wrong member are reported together", () => {
    const models = new google.SecureModelBucket(googleTestStack(), "models");
    expect(() => models.grantPublish("allUsers", "/resnet/")).toThrow(
      expect.objectContaining({ codes: ["MK_NAME_FORMAT", "MK_IAM_MEMBER"] }),
    );
  });
});

test("the whole bucket is as reviewed", () => {
  expect(granted.resource).toMatchSnapshot();
});
