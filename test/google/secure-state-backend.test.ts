import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { Environment } from "@marcbachmann/cel-js";
import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { google, HardenedStack, ServingTier } from "modelkeep";
import { type Attributes, googleTestStack, resourcesOf, type Synthesized, synthesize } from "../support/stack";

const VISION = "serviceAccount:vision-pipeline@acme-platform.iam.gserviceaccount.com";
const SPEECH = "serviceAccount:speech-pipeline@acme-platform.iam.gserviceaccount.com";
const LOCATION: google.StateLocation = {
  bucketName: "acme-states",
  kmsKeyName: "projects/acme-platform/locations/europe-west4/keyRings/states/cryptoKeys/states",
};

/** The stack that makes the bucket, nobody named. */
let byDefault: Synthesized;

/** The same, with the pipelines of two tenants. */
let granted: Synthesized;

/** A stack whose state lies there. */
let attached: Synthesized;

beforeAll(() => {
  const stack = googleTestStack();
  new google.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
  byDefault = synthesize(stack);
  const platform = googleTestStack();
  const states = new google.SecureStateBackend(platform, "states", { bucketName: "acme-states" });
  states.grantAccess(VISION, ServingTier.PRODUCTION, "vision");
  states.grantAccess(SPEECH, ServingTier.STAGING, "speech");
  granted = synthesize(platform);
  attached = synthesizedAttachment(LOCATION);
});

function synthesizedAttachment(location: google.StateLocation, tier = ServingTier.PRODUCTION): Synthesized {
  const stack = googleTestStack(tier, "vision-cloud");
  google.SecureStateBackend.attach(stack, location);
  return synthesize(stack);
}

function backendOf(stack: Synthesized): Attributes {
  const { gcs, ...others } = stack.terraform.backend ?? {};
  expect(others).toEqual({});
  return gcs ?? {};
}

/** The only resource of the type that belongs to the bucket of the states, not to its log bucket. */
function ofStates(type: string, stack: Synthesized = byDefault): Attributes {
  const own = Object.entries(stack.resource[type] ?? {}).filter(([name]) => /^states_(?!Logs_|Key_)/.test(name));
  expect(own).toHaveLength(1);
  return own[0]?.[1] ?? {};
}

/** The one conditional grant of a member: what it may do with states. */
function grantOf(member: string, stack: Synthesized = granted): Attributes & { condition: { expression: string } } {
  const grants = resourcesOf(stack, "google_storage_bucket_iam_member").filter(
    (grant) => grant.member === member && grant.condition !== undefined,
  );
  expect(grants).toHaveLength(1);
  return grants[0] as Attributes & { condition: { expression: string } };
}

/** What a call asks for, as a condition of IAM sees it: an object, or the bucket itself. */
interface Call {
  readonly object?: string;
  readonly bucket?: string;
}

/** Whether the member's condition holds for the call, as IAM evaluates it: in CEL. */
function allows(member: string, { object, bucket = "acme-states" }: Call): boolean {
  const name = `projects/_/buckets/${bucket}`;
  return new Environment().registerVariable("resource", "map").evaluate(grantOf(member).condition.expression, {
    resource: object === undefined ? { name } : { name: `${name}/objects/${object}` },
  });
}

describe("rows of the catalogue: where a stack keeps its state", () => {
  test("STB-12: the state lies in the dedicated bucket", () => {
    expect(backendOf(attached)).toMatchObject({ bucket: "acme-states" });
  });

  test("STB-13: the state is encrypted with the customer key of Cloud KMS", () => {
    expect(backendOf(attached)).toMatchObject({ kms_encryption_key: LOCATION.kmsKeyName });
  });

  test.each(["STB-13 encryption_key", "STB-14 credentials", "STB-14 access_token", "STB-14 storeage_custom_endpoint"])(
    "%s is not set",
    (row) => {
      expect(backendOf(attached)).not.toHaveProperty(row.slice("STB-13 ".length));
    },
  );

  test("STB-14: a service account is acted as for the state when one is given", () => {
    const impersonateServiceAccount = "states@acme-platform.iam.gserviceaccount.com";
    expect(backendOf(synthesizedAttachment({ ...LOCATION, impersonateServiceAccount }))).toMatchObject({
      impersonate_service_account: impersonateServiceAccount,
    });
    expect(backendOf(attached)).not.toHaveProperty("impersonate_service_account");
  });

  test.each([
    [ServingTier.DEVELOPMENT, "development/vision/vision-cloud"],
    [ServingTier.STAGING, "staging/vision/vision-cloud"],
    [ServingTier.PRODUCTION, "production/vision/vision-cloud"],
  ])("STB-15: the state of a %s stack lies in a folder of its tier and tenant", (tier, prefix) => {
    expect(backendOf(synthesizedAttachment(LOCATION, tier)).prefix).toBe(prefix);
  });

  test("STB-15: stacks of one id at two places of a program do not share a state", () => {
    const app = Testing.app();
    const prefixes = ["blue", "green"].map((place) => {
      const stack = new HardenedStack(new Construct(app, place), "cloud", {
        tier: ServingTier.PRODUCTION,
        tenant: "vision",
        owner: "vision@acme.example",
      });
      google.SecureStateBackend.attach(stack, LOCATION);
      return backendOf(synthesize(stack)).prefix;
    });
    expect(prefixes).toEqual(["production/vision/blue/cloud", "production/vision/green/cloud"]);
  });

  test("STB-15: two stacks of a tenant do not share a state", () => {
    const prefixes = ["cloud", "workload"].map((id) => {
      const stack = googleTestStack(ServingTier.PRODUCTION, id);
      google.SecureStateBackend.attach(stack, LOCATION);
      return backendOf(synthesize(stack)).prefix;
    });
    expect(new Set(prefixes).size).toBe(2);
  });

  test("STB-16: a stack with a secure state is not warned, one without is", () => {
    const warnings = (stack: TerraformStack) => {
      stack.prepareStack();
      return stack.node.metadata.filter(({ type }) => /warn/i.test(type)).map(({ data }) => String(data));
    };
    const secured = googleTestStack();
    google.SecureStateBackend.attach(secured, LOCATION);
    expect(warnings(secured)).toEqual([]);
    expect(warnings(googleTestStack())).toEqual([expect.stringContaining("SecureStateBackend.attach")]);
  });
});

describe("rows of the catalogue: the bucket", () => {
  test("STB-12: states are not erased with the stack", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", { force_destroy: false });
    expect(ofStates("google_storage_bucket").labels).toMatchObject({ "ai-artifact": "state", tier: "production" });
  });

  test("STB-12: nothing makes a bucket public: neither ACLs nor members", () => {
    expect(byDefault).toHaveEvery("google_storage_bucket", {
      uniform_bucket_level_access: true,
      public_access_prevention: "enforced",
    });
    expect(byDefault.resource).not.toHaveProperty("google_storage_bucket_acl");
  });

  test("STB-12: superseded states are kept: versions, and a week in which a deleted one comes back", () => {
    expect(ofStates("google_storage_bucket")).toMatchObject({
      versioning: { enabled: true },
      soft_delete_policy: { retention_duration_seconds: 604_800 },
    });
  });

  test("STB-12: old states are kept for a year, the newest ten for ever", () => {
    expect(ofStates("google_storage_bucket").lifecycle_rule).toEqual([
      expect.objectContaining({ action: { type: "AbortIncompleteMultipartUpload" } }),
      {
        action: { type: "Delete" },
        condition: { days_since_noncurrent_time: 365, num_newer_versions: 11, with_state: "ARCHIVED" },
      },
    ]);
  });

  test("STB-13: states are encrypted with a key of their own, which is rotated", () => {
    expect(ofStates("google_storage_bucket").encryption).toEqual({
      default_kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.states_Key_\w+\.id}$/),
    });
    expect(byDefault).toHaveEvery("google_kms_crypto_key", { rotation_period: "7776000s" });
  });

  test("STB-12: who reads states is logged", () => {
    const [logs] = Object.entries(byDefault.resource.google_storage_bucket ?? {}).filter(([name]) => /Logs/.test(name));
    expect(ofStates("google_storage_bucket").logging).toEqual({
      log_bucket: logs?.[1].name,
      log_object_prefix: "acme-states",
    });
  });

  test("what attach needs is printed", () => {
    const values = Object.values(byDefault.output ?? {}).map(({ value }) => value);
    expect(values).toEqual([
      expect.stringMatching(/^\$\{google_storage_bucket\.states_\w+\.name}$/),
      expect.stringMatching(/^\$\{google_kms_crypto_key\.states_Key_\w+\.id}$/),
    ]);
  });

  test("usage logs go to the bucket that was given", () => {
    const stack = googleTestStack();
    const logBucket = new google.LogBucket(stack, "usage-logs", { bucketName: "acme-usage" });
    new google.SecureStateBackend(stack, "states", { bucketName: "acme-states", logBucket });
    const synthesized = synthesize(stack);
    expect(ofStates("google_storage_bucket", synthesized).logging).toMatchObject({ log_bucket: "acme-usage" });
    expect(resourcesOf(synthesized, "google_storage_bucket")).toHaveLength(2);
  });
});

describe("grantAccess", () => {
  test("STB-15: a pipeline may use states, and may not change who else does", () => {
    expect(grantOf(SPEECH)).toMatchObject({
      bucket: expect.stringMatching(/^\$\{google_storage_bucket\.states_\w+\.name}$/),
      role: "roles/storage.objectUser",
      condition: { title: "states-staging-speech" },
    });
  });

  test.each<[string, Call]>([
    ["its own state", { object: "production/vision/vision-cloud/default.tfstate" }],
    ["its own lock", { object: "production/vision/vision-cloud/default.tflock" }],
    ["another of its workspaces", { object: "production/vision/vision-cloud/canary.tfstate" }],
  ])("STB-15: a pipeline reaches %s", (_what, call) => {
    expect(allows(VISION, call)).toBe(true);
  });

  test.each<[string, Call]>([
    ["another tenant's state", { object: "production/speech/speech-cloud/default.tfstate" }],
    ["its own state in another tier", { object: "staging/vision/vision-cloud/default.tfstate" }],
    ["the state of a tenant whose name begins with its own", { object: "production/vision-2/cloud/default.tfstate" }],
    ["an object whose name holds its folder", { object: "staging/production/vision/default.tfstate" }],
    [
      "the same folder of another bucket",
      { object: "production/vision/cloud/default.tfstate", bucket: "acme-states-2" },
    ],
    ["the bucket itself", {}],
  ])("STB-15: a pipeline does not reach %s", (_what, call) => {
    expect(allows(VISION, call)).toBe(false);
  });

  test("STB-15: a pipeline may list names, for Terraform lists when it starts, and that role can do nothing else", () => {
    const [name, role] = Object.entries(granted.resource.google_project_iam_custom_role ?? {})[0] ?? [];
    const listers = resourcesOf(granted, "google_storage_bucket_iam_member").filter(
      (grant) => grant.role === `\${google_project_iam_custom_role.${name}.name}`,
    );

    expect(role).toMatchObject({ permissions: ["storage.objects.list"] });
    expect(granted).toHaveEvery("google_project_iam_custom_role", { permissions: ["storage.objects.list"] });
    expect(listers.map(({ member }) => member).sort()).toEqual([SPEECH, VISION]);
  });

  test("pipelines need no right on the key: Cloud Storage encrypts and decrypts for them", () => {
    const users = resourcesOf(granted, "google_kms_crypto_key_iam_member").map(({ member }) => member);
    expect(users).toEqual(
      users.map(() => expect.stringMatching(/^serviceAccount:\$\{data\.google_storage_project_service_account\./)),
    );
  });

  test("a tenant's second pipeline is a grant of its own, the first asked for twice is one", () => {
    const stack = googleTestStack();
    const states = new google.SecureStateBackend(stack, "states", { bucketName: "acme-states" });
    states.grantAccess(VISION, ServingTier.PRODUCTION, "vision");
    states.grantAccess(VISION, ServingTier.PRODUCTION, "vision");
    states.grantAccess(SPEECH, ServingTier.PRODUCTION, "vision");
    states.grantAccess(SPEECH, ServingTier.STAGING, "vision");
    const folders = resourcesOf(synthesize(stack), "google_storage_bucket_iam_member")
      .filter(({ condition }) => condition !== undefined)
      .map(({ member, condition }) => `${member} ${(condition as Attributes).title}`);
    expect(folders.sort()).toEqual([
      `${SPEECH} states-production-vision`,
      `${SPEECH} states-staging-vision`,
      `${VISION} states-production-vision`,
    ]);
  });
});

describe("errors", () => {
  test.each<[string, string, string, string]>([
    ["capitals", "Acme", "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    ["a name that Google keeps for itself", "google-states", "MK_NAME_RESERVED", 'bucketName is "google-states",'],
    ["a name from Terraform", Fn.join("-", ["a", "b"]), "MK_LITERAL_REQUIRED", "bucketName is a token,"],
  ])("%s is refused", (_, bucketName, code, message) => {
    const build = () => new google.SecureStateBackend(googleTestStack(), "states", { bucketName });
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", path: "test/states", codes: [code] }));
    expect(build).toThrow(message);
  });

  test.each([
    ["everybody", "allUsers"],
    ["everybody with an account", "allAuthenticatedUsers"],
    ["a person", "user:jo@acme.example"],
    ["a group", "group:vision@acme.example"],
    ["Compute Engine's default identity", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"],
  ])("grantAccess refuses %s", (_what, member) => {
    const states = new google.SecureStateBackend(googleTestStack(), "states", { bucketName: "acme-states" });
    const grant = () => states.grantAccess(member, ServingTier.PRODUCTION, "vision");
    expect(grant).toThrow(expect.objectContaining({ codes: ["MK_IAM_MEMBER"] }));
    expect(grant).toThrow(`member is "${member}", which is not one machine's identity.`);
  });

  test("grantAccess reports everybody for a member and an unfit tenant, both at once", () => {
    const states = new google.SecureStateBackend(googleTestStack(), "states", { bucketName: "acme-states" });
    expect(() => states.grantAccess("allUsers", ServingTier.PRODUCTION, "../vision")).toThrow(
      /^\[MK_IAM_MEMBER, MK_NAME_FORMAT] at test\/states \(google\.SecureStateBackend\.grantAccess\):\n {2}member is "allUsers", which .*\n {2}Name a service account.*\n {2}tenant is "\.\.\/vision", which .*\n {2}Set tenant to /,
    );
  });

  test.each<[string, Partial<google.StateLocation>, string, string]>([
    ["capitals in the bucket's name", { bucketName: "Acme" }, "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    ["a key's name alone", { kmsKeyName: "states" }, "MK_NAME_FORMAT", 'kmsKeyName is "states",'],
    [
      "a version of a key: the next rotation would leave it behind",
      { kmsKeyName: `${LOCATION.kmsKeyName}/cryptoKeyVersions/1` },
      "MK_NAME_FORMAT",
      `kmsKeyName is "${LOCATION.kmsKeyName}/cryptoKeyVersions/1",`,
    ],
    [
      "a person to act as",
      { impersonateServiceAccount: "jo@acme.example" },
      "MK_NAME_FORMAT",
      'impersonateServiceAccount is "jo@acme.example",',
    ],
    [
      "a service account as IAM spells members",
      { impersonateServiceAccount: VISION },
      "MK_NAME_FORMAT",
      `impersonateServiceAccount is "${VISION}",`,
    ],
  ])("attach refuses %s", (_, location, code, message) => {
    const attach = () => google.SecureStateBackend.attach(googleTestStack(), { ...LOCATION, ...location });
    expect(attach).toThrow(expect.objectContaining({ name: "ValidationError", path: "test", codes: [code] }));
    expect(attach).toThrow(message);
  });

  test.each(["bucketName", "kmsKeyName", "impersonateServiceAccount"] as const)(
    "attach refuses a %s that only Terraform knows, for Terraform reads the backend first",
    (property) => {
      const stack = googleTestStack();
      const { stringValue } = new TerraformVariable(stack, "value", { type: "string" });
      const attach = () => google.SecureStateBackend.attach(stack, { ...LOCATION, [property]: stringValue });
      expect(attach).toThrow(expect.objectContaining({ path: "test", codes: ["MK_LITERAL_REQUIRED"] }));
      expect(attach).toThrow(`\n  ${property} is a token,`);
      expect(synthesize(stack).terraform).not.toHaveProperty("backend");
    },
  );

  test("attach refuses a plain stack, which does not say whom it belongs to", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    new GoogleProvider(stack, "google", { project: "acme-platform", region: "europe-west4" });
    expect(() => google.SecureStateBackend.attach(stack, LOCATION)).toThrow(
      [
        "[MK_STATE_OWNER] at plain (google.SecureStateBackend.attach):",
        "  the stack does not say whom it belongs to, so its state has no place of its own.",
        "  Use a HardenedStack.",
      ].join("\n"),
    );
  });

  test("attach reports all problems at once, each with its remedy", () => {
    const stack = new TerraformStack(Testing.app(), "plain");
    const location = { bucketName: "Acme", kmsKeyName: "states" };
    expect(() => google.SecureStateBackend.attach(stack, location)).toThrow(
      expect.objectContaining({ codes: ["MK_NAME_FORMAT", "MK_STATE_OWNER"] }),
    );
    expect(() => google.SecureStateBackend.attach(stack, location)).toThrow(
      [
        '  kmsKeyName is "states", which is not a key such as projects/acme-platform/locations/europe-west4/keyRings/states/cryptoKeys/states, without a version.',
        "  Set kmsKeyName to a key such as projects/acme-platform/locations/europe-west4/keyRings/states/cryptoKeys/states, without a version.",
      ].join("\n"),
    );
  });
});

test("the defaults are as reviewed", () => {
  const own = Object.entries(granted.resource).map(([type, resources]): [string, Record<string, Attributes>] => [
    type,
    Object.fromEntries(Object.entries(resources).filter(([name]) => /^states_(?!Logs_)/.test(name))),
  ]);
  const made = Object.fromEntries(own.filter(([, resources]) => Object.keys(resources).length > 0));
  const written = { bucket: made, backend: attached.terraform.backend };
  expect(
    JSON.parse(JSON.stringify(written, (key, value: unknown) => (key === "//" ? undefined : value))),
  ).toMatchSnapshot();
});
