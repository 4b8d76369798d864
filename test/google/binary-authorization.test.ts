import { TerraformVariable } from "cdktf";
import { ServingTier } from "modelkeep";
import { BinaryAuthorization, type BinaryAuthorizationProps, KeyProtectionLevel } from "modelkeep/google";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const PIPELINE = "serviceAccount:build@acme-vision.iam.gserviceaccount.com";
const DIGEST = `sha256:${"3f".repeat(32)}`;
const IMAGE = `europe-west4-docker.pkg.dev/acme-vision/serving/tools@${DIGEST}`;

function synthesizedPolicy(props: BinaryAuthorizationProps = {}, tier = ServingTier.PRODUCTION): Synthesized {
  const stack = googleTestStack(tier);
  new BinaryAuthorization(stack, "attested", props);
  return synthesize(stack);
}

/** Reference to the only resource of the type. */
function referenceTo(stack: Synthesized, type: string, attribute: string): string {
  const [name] = Object.keys(stack.resource[type] ?? {});
  return `\${${type}.${name}.${attribute}}`;
}

describe("BinaryAuthorization", () => {
  let stack: Synthesized;
  let granted: Synthesized;

  beforeAll(() => {
    stack = synthesizedPolicy();
    const platform = googleTestStack();
    new BinaryAuthorization(platform, "attested").grantAttest(PIPELINE);
    granted = synthesize(platform);
  });

  /** What the pipeline was granted, by type: role and what it was granted on. */
  function grantsOf(member: string): Record<string, Attributes[]> {
    const types = Object.entries(granted.resource).filter(([type]) => type.endsWith("_iam_member"));
    const own = types.map(([type, grants]) => [type, Object.values(grants).filter((grant) => grant.member === member)]);
    return Object.fromEntries(own.filter(([, grants]) => (grants?.length ?? 0) > 0));
  }

  describe("rows of the catalogue", () => {
    test("IMG-23, IMG-24: images without an attestation do not start, and the refusal is logged", () => {
      expect(onlyResourceOf(stack, "google_binary_authorization_policy")).toMatchObject({
        project: "acme-vision",
        default_admission_rule: {
          evaluation_mode: "REQUIRE_ATTESTATION",
          enforcement_mode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
        },
      });
    });

    test("IMG-23: no cluster has a rule of its own, which would go before the others'", () => {
      expect(stack).toHaveNone("google_binary_authorization_policy", "cluster_admission_rules");
    });

    test("IMG-25: the attestation is the attestor's of this policy", () => {
      expect(onlyResourceOf(stack, "google_binary_authorization_policy").default_admission_rule).toMatchObject({
        require_attestations_by: [referenceTo(stack, "google_binary_authorization_attestor", "id")],
      });
    });

    test("IMG-26: Google's images for its clusters start by Google's policy", () => {
      expect(stack).toHaveEvery("google_binary_authorization_policy", { global_policy_evaluation_mode: "ENABLE" });
    });

    test("IMG-27: no image is exempt unless named, and then exactly", () => {
      expect(stack).toHaveNone("google_binary_authorization_policy", "admission_whitelist_patterns");
      expect(synthesizedPolicy({ exemptImages: [IMAGE] })).toHaveEvery("google_binary_authorization_policy", {
        admission_whitelist_patterns: [{ name_pattern: IMAGE }],
      });
    });

    test.each([
      ["everything", "*"],
      ["a whole repository", "europe-west4-docker.pkg.dev/acme-vision/serving/*"],
      ["an image of any version", "europe-west4-docker.pkg.dev/acme-vision/serving/tools"],
      ["a tag, which can be moved", "europe-west4-docker.pkg.dev/acme-vision/serving/tools:v1"],
    ])("IMG-27: %s is refused as an exempt image", (_what, image) => {
      expect(() => synthesizedPolicy({ exemptImages: [image] })).toThrow(
        expect.objectContaining({ codes: expect.arrayContaining(["MK_IMAGE_DIGEST"]) }),
      );
    });

    test.each([
      [`docker.io/library/busybox@${DIGEST}`],
      [`gcr.io/acme/tools@${DIGEST}`],
      [`quay.io/acme/tools@${DIGEST}`],
    ])("IMG-27: %s is refused: others push there too", (image) => {
      expect(() => synthesizedPolicy({ exemptImages: [image] })).toThrow(
        [
          "[MK_IMAGE_REGISTRY] at test/attested (google.BinaryAuthorization):",
          `  exemptImages[0] is "${image}", which does not lie in Artifact Registry.`,
          "  Copy the image into an ImageRepository, and name it there.",
        ].join("\n"),
      );
    });

    test("IMG-28: attestations are signed with a key that never leaves Cloud KMS", () => {
      expect(onlyResourceOf(stack, "google_kms_crypto_key")).toMatchObject({
        purpose: "ASYMMETRIC_SIGN",
        version_template: { algorithm: "EC_SIGN_P256_SHA256", protection_level: "SOFTWARE" },
      });
      const [version] = Object.keys(stack.data.google_kms_crypto_key_version ?? {});
      const data = `data.google_kms_crypto_key_version.${version}`;
      expect(stack.data.google_kms_crypto_key_version?.[version ?? ""]).toMatchObject({
        crypto_key: referenceTo(stack, "google_kms_crypto_key", "id"),
      });
      expect(onlyResourceOf(stack, "google_binary_authorization_attestor")).toMatchObject({
        attestation_authority_note: {
          note_reference: referenceTo(stack, "google_container_analysis_note", "name"),
          public_keys: [
            {
              id: `\${${data}.id}`,
              pkix_public_key: {
                public_key_pem: `\${${data}.public_key[0].pem}`,
                signature_algorithm: `\${${data}.public_key[0].algorithm}`,
              },
            },
          ],
        },
      });
    });

    test("IMG-28: no key of PGP, which lies in a file somewhere", () => {
      expect(JSON.stringify(stack.resource)).not.toMatch(/pgp/i);
    });
  });

  describe("grantAttest", () => {
    test("a pipeline may sign with the key, attach to the note, see the attestor and write attestations", () => {
      expect(grantsOf(PIPELINE)).toEqual({
        google_kms_crypto_key_iam_member: [
          expect.objectContaining({
            role: "roles/cloudkms.signerVerifier",
            crypto_key_id: referenceTo(granted, "google_kms_crypto_key", "id"),
          }),
        ],
        google_container_analysis_note_iam_member: [
          expect.objectContaining({
            role: "roles/containeranalysis.notes.attacher",
            note: referenceTo(granted, "google_container_analysis_note", "name"),
          }),
        ],
        google_binary_authorization_attestor_iam_member: [
          expect.objectContaining({
            role: "roles/binaryauthorization.attestorsViewer",
            attestor: referenceTo(granted, "google_binary_authorization_attestor", "name"),
          }),
        ],
        google_project_iam_member: [
          expect.objectContaining({ role: "roles/containeranalysis.occurrences.editor", project: "acme-vision" }),
        ],
      });
    });

    test("before a grant nobody may sign; Binary Authorization itself reads attestations", () => {
      expect(stack.resource).not.toHaveProperty("google_kms_crypto_key_iam_member");
      expect(stack.resource).not.toHaveProperty("google_project_iam_member");
      expect(onlyResourceOf(stack, "google_container_analysis_note_iam_member")).toMatchObject({
        role: "roles/containeranalysis.notes.occurrences.viewer",
        member: expect.stringMatching(
          /^serviceAccount:service-\$\{data\.google_project\.\w+\.number}@gcp-sa-binaryauthorization\.iam\.gserviceaccount\.com$/,
        ),
      });
    });

    test("a pipeline that is granted twice is granted once", () => {
      const own = googleTestStack();
      const policy = new BinaryAuthorization(own, "attested");
      policy.grantAttest(PIPELINE);
      policy.grantAttest(PIPELINE);
      expect(resourcesOf(synthesize(own), "google_kms_crypto_key_iam_member")).toHaveLength(1);
    });

    test.each([
      ["everybody", "allUsers"],
      ["a person", "user:jo@acme.example"],
      ["Compute Engine's default identity", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"],
    ])("%s may not attest", (_what, member) => {
      const policy = new BinaryAuthorization(googleTestStack(), "attested");
      expect(() => policy.grantAttest(member)).toThrow(
        `[MK_IAM_MEMBER] at test/attested (google.BinaryAuthorization.grantAttest):\n  member is "${member}", which is not one machine's identity.`,
      );
    });
  });

  test("the signing key can be kept in hardware", () => {
    expect(synthesizedPolicy({ protectionLevel: KeyProtectionLevel.HSM })).toHaveEvery("google_kms_crypto_key", {
      version_template: { algorithm: "EC_SIGN_P256_SHA256", protection_level: "HSM" },
    });
  });

  test("the signing key survives terraform destroy, save in development, and can be restored for a month", () => {
    expect(stack).toHaveEvery("google_kms_crypto_key", {
      lifecycle: { prevent_destroy: true },
      destroy_scheduled_duration: "2592000s",
    });
    expect(synthesizedPolicy({}, ServingTier.DEVELOPMENT)).toHaveEvery("google_kms_crypto_key", {
      lifecycle: { prevent_destroy: false },
    });
  });

  test("Google rotates no signing key: whoever verifies would not know the new one", () => {
    expect(stack).toHaveNone("google_kms_crypto_key", "rotation_period");
  });

  describe("errors", () => {
    test("a second policy of the stack is refused: a project has one", () => {
      const own = googleTestStack();
      new BinaryAuthorization(own, "attested");
      expect(() => new BinaryAuthorization(own, "another")).toThrow(
        [
          "[MK_BINARY_AUTHORIZATION_TWICE] at test/another (google.BinaryAuthorization):",
          "  the stack has a policy already, test/attested: a project has one.",
          "  Make one BinaryAuthorization a project, and grant every pipeline there.",
        ].join("\n"),
      );
    });

    test("an image that only Terraform knows is refused: it could be a pattern of everything", () => {
      const own = googleTestStack();
      const { stringValue } = new TerraformVariable(own, "image", { type: "string" });
      expect(() => new BinaryAuthorization(own, "attested", { exemptImages: [stringValue] })).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("exemptImages[0] is a token"),
        }),
      );
    });

    test("several images are reported at once", () => {
      expect(() => synthesizedPolicy({ exemptImages: ["*", `docker.io/library/busybox@${DIGEST}`] })).toThrow(
        expect.objectContaining({
          codes: ["MK_IMAGE_DIGEST", "MK_IMAGE_REGISTRY"],
          message: expect.stringContaining('exemptImages[1] is "docker.io/library/busybox'),
        }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(withoutMetadata(granted)).toMatchSnapshot();
  });
});

function withoutMetadata(stack: Synthesized): unknown {
  return JSON.parse(JSON.stringify(stack, (key, value: unknown) => (key === "//" ? undefined : value)));
}
