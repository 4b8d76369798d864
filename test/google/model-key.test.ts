import { TerraformVariable } from "cdktf";
import { google, type HardenedStack, ServingTier } from "modelkeep";
import { googleTestStack, onlyResourceOf, resourcesOf, type Synthesized, synthesize } from "../support/stack";

const RELEASE = "serviceAccount:release@acme-vision.iam.gserviceaccount.com";

let byDefault: Synthesized;

beforeAll(() => {
  byDefault = synthesize(stackWithKey());
});

function stackWithKey(props: google.ModelKeyProps = {}, tier?: ServingTier): HardenedStack {
  const stack = googleTestStack(tier);
  new google.ModelKey(stack, "key", props);
  return stack;
}

describe("rows of the catalogue", () => {
  test("KEY-16: a key lies in the key ring that the stack's keys share, in the region of the provider", () => {
    const [ring] = Object.keys(byDefault.resource.google_kms_key_ring ?? {});
    expect(byDefault).toHaveEvery("google_kms_crypto_key", { key_ring: `\${google_kms_key_ring.${ring}.id}` });
    expect(onlyResourceOf(byDefault, "google_kms_key_ring")).toMatchObject({ location: "europe-west4" });
  });

  test("KEY-17: a key rotates every 90 days, sooner where that is asked for", () => {
    expect(byDefault).toHaveEvery("google_kms_crypto_key", { rotation_period: "7776000s" });
    expect(synthesize(stackWithKey({ rotationPeriodDays: 1 }))).toHaveEvery("google_kms_crypto_key", {
      rotation_period: "86400s",
    });
  });

  test.each([
    [ServingTier.PRODUCTION, true],
    [ServingTier.STAGING, true],
    [ServingTier.DEVELOPMENT, false],
  ])("KEY-18: whether a key of %s is protected from being destroyed: %s", (tier, prevent_destroy) => {
    expect(synthesize(stackWithKey({}, tier))).toHaveEvery("google_kms_crypto_key", { lifecycle: { prevent_destroy } });
  });

  test("KEY-19: a destroyed version can be restored for 30 days, longer where that is asked for", () => {
    expect(byDefault).toHaveEvery("google_kms_crypto_key", { destroy_scheduled_duration: "2592000s" });
    expect(synthesize(stackWithKey({ destroyScheduledDays: 120 }))).toHaveEvery("google_kms_crypto_key", {
      destroy_scheduled_duration: "10368000s",
    });
  });

  test("KEY-20: a key lies in hardware where that is asked for", () => {
    expect(byDefault).toHaveEvery("google_kms_crypto_key", {
      version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "SOFTWARE" },
    });
    expect(synthesize(stackWithKey({ protectionLevel: google.KeyProtectionLevel.HSM }))).toHaveEvery(
      "google_kms_crypto_key",
      { version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" } },
    );
  });

  test("KEY-21: a key encrypts and decrypts, and does nothing else", () => {
    expect(byDefault).toHaveEvery("google_kms_crypto_key", { purpose: "ENCRYPT_DECRYPT" });
  });

  test("KEY-22, KEY-23: nobody may use a key at first, nor any key of the ring", () => {
    for (const type of ["google_kms_crypto_key_iam_member", "google_kms_crypto_key_iam_binding"]) {
      expect(byDefault.resource).not.toHaveProperty(type);
    }
    expect(Object.keys(byDefault.resource).filter((type) => type.startsWith("google_kms_key_ring_iam"))).toEqual([]);
  });

  test("KEY-24: whoever is let in may encrypt and decrypt with this key alone", () => {
    const stack = googleTestStack();
    const key = new google.ModelKey(stack, "key");
    new google.ModelKey(stack, "other");
    key.grantUse("release", RELEASE);
    const synthesized = synthesize(stack);
    expect(resourcesOf(synthesized, "google_kms_crypto_key_iam_member")).toEqual([
      {
        crypto_key_id: expect.stringMatching(/^\$\{google_kms_crypto_key\.key_[0-9A-F]{8}\.id}$/),
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: RELEASE,
      },
    ]);
  });
});

describe("grantUse", () => {
  test("lets a member in once, whatever the grants are called", () => {
    const stack = googleTestStack();
    const key = new google.ModelKey(stack, "key");
    key.grantUse("release", RELEASE);
    key.grantUse("release", RELEASE);
    key.grantUse("pipeline", RELEASE);
    expect(resourcesOf(synthesize(stack), "google_kms_crypto_key_iam_member")).toHaveLength(1);
  });

  test("takes a member that only Terraform knows", () => {
    const stack = googleTestStack();
    const release = new TerraformVariable(stack, "release", { type: "string" });
    new google.ModelKey(stack, "key").grantUse("release", release.stringValue);
    expect(synthesize(stack)).toHaveEvery("google_kms_crypto_key_iam_member", { member: "${var.release}" });
  });

  test("refuses a second member by the same id", () => {
    const key = new google.ModelKey(googleTestStack(), "key");
    key.grantUse("release", RELEASE);
    expect(() => key.grantUse("release", RELEASE.replace("release@", "others@"))).toThrow(
      [
        "[MK_GRANT_ID] at test/key (google.ModelKey.grantUse):",
        '  id is "release", which names the grant to another member already.',
        "  Give each member's grant an id of its own.",
      ].join("\n"),
    );
  });

  test.each(["allUsers", "user:jo@acme.example", "projectEditor:acme-vision"])("refuses %s", (member) => {
    expect(() => new google.ModelKey(googleTestStack(), "key").grantUse("it", member)).toThrow(
      expect.objectContaining({ codes: ["MK_IAM_MEMBER"] }),
    );
  });
});

describe("errors", () => {
  test.each<[google.ModelKeyProps, string]>([
    [{ rotationPeriodDays: 0 }, "rotationPeriodDays is 0, not a whole number from 1 to 90."],
    [{ rotationPeriodDays: 91 }, "rotationPeriodDays is 91, not a whole number from 1 to 90."],
    [{ rotationPeriodDays: 1.5 }, "rotationPeriodDays is 1.5, not a whole number from 1 to 90."],
    [{ destroyScheduledDays: 29 }, "destroyScheduledDays is 29, not a whole number from 30 to 120."],
    [{ destroyScheduledDays: 121 }, "destroyScheduledDays is 121, not a whole number from 30 to 120."],
  ])("%j is refused", (props, message) => {
    expect(() => stackWithKey(props)).toThrow(message);
  });

  test("all problems are reported at once", () => {
    expect(() => stackWithKey({ rotationPeriodDays: 365, destroyScheduledDays: 1 })).toThrow(
      /rotationPeriodDays is 365[\s\S]*destroyScheduledDays is 1,/,
    );
  });
});

test("the key is as reviewed", () => {
  expect(byDefault.resource).toMatchSnapshot();
});
