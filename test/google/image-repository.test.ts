import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { Fn, TerraformVariable, Testing } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";
import { ImageRepository, type ImageRepositoryProps, ModelKey, ModelKeyRing } from "modelkeep/google";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const NODES = "serviceAccount:nodes@acme-vision.iam.gserviceaccount.com";
const PIPELINE = "serviceAccount:build@acme-vision.iam.gserviceaccount.com";

function synthesizedRepository(props: ImageRepositoryProps = {}): Synthesized {
  const stack = googleTestStack();
  new ImageRepository(stack, "images", props);
  return synthesize(stack);
}

function grantsOf(stack: Synthesized): Attributes[] {
  return resourcesOf(stack, "google_artifact_registry_repository_iam_member");
}

describe("ImageRepository", () => {
  let stack: Synthesized;
  let granted: Synthesized;

  beforeAll(() => {
    stack = synthesizedRepository();
    const platform = googleTestStack();
    const images = new ImageRepository(platform, "images", { repositoryId: "serving" });
    images.grantPull(NODES);
    images.grantPush(PIPELINE);
    granted = synthesize(platform);
  });

  describe("rows of the catalogue", () => {
    test("IMG-14: images are encrypted with a customer key", () => {
      const [key] = Object.keys(stack.resource.google_kms_crypto_key ?? {});
      expect(stack).toHaveEvery("google_artifact_registry_repository", {
        kms_key_name: `\${google_kms_crypto_key.${key}.id}`,
      });
    });

    test("IMG-14: Artifact Registry may use the key before the repository is made, and nobody else may", () => {
      expect(onlyResourceOf(stack, "google_kms_crypto_key_iam_member")).toMatchObject({
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: expect.stringMatching(
          /^serviceAccount:service-\$\{data\.google_project\.\w+\.number}@gcp-sa-artifactregistry\.iam\.gserviceaccount\.com$/,
        ),
      });
      expect(onlyResourceOf(stack, "google_artifact_registry_repository").depends_on).toEqual(
        Object.keys(stack.resource.google_kms_crypto_key_iam_member ?? {}).map(
          (name) => `google_kms_crypto_key_iam_member.${name}`,
        ),
      );
    });

    test("IMG-15: tags of images cannot be moved", () => {
      expect(stack).toHaveEvery("google_artifact_registry_repository", {
        format: "DOCKER",
        docker_config: { immutable_tags: true },
      });
    });

    test("IMG-16: the repository holds what is pushed to it, and fetches nothing from elsewhere", () => {
      expect(stack).toHaveEvery("google_artifact_registry_repository", { mode: "STANDARD_REPOSITORY" });
      expect(stack).toHaveNone("google_artifact_registry_repository", "remote_repository_config");
      expect(stack).toHaveNone("google_artifact_registry_repository", "virtual_repository_config");
    });

    test("IMG-17: images are scanned wherever the project's scanning is on", () => {
      expect(stack).toHaveEvery("google_artifact_registry_repository", {
        vulnerability_scanning_config: { enablement_config: "INHERITED" },
      });
    });

    test("IMG-18: released images stay, the newest stay, others without a tag go for real", () => {
      expect(stack).toHaveEvery("google_artifact_registry_repository", {
        cleanup_policy_dry_run: false,
        cleanup_policies: [
          { id: "keep-released", action: "KEEP", condition: { tag_state: "TAGGED" } },
          { id: "keep-newest", action: "KEEP", most_recent_versions: { keep_count: 10 } },
          { id: "delete-untagged", action: "DELETE", condition: { tag_state: "UNTAGGED", older_than: "1209600s" } },
        ],
      });
    });

    test("IMG-19: nobody may pull or push until a grant names them", () => {
      for (const kind of ["member", "binding", "policy"]) {
        expect(stack.resource).not.toHaveProperty(`google_artifact_registry_repository_iam_${kind}`);
      }
    });

    test.each([
      ["everybody", "allUsers"],
      ["everybody with an account", "allAuthenticatedUsers"],
      ["a person", "user:jo@acme.example"],
      ["a domain", "domain:acme.example"],
      ["Compute Engine's default identity", "serviceAccount:123456789012-compute@developer.gserviceaccount.com"],
      [
        "a whole pool",
        "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/*",
      ],
    ])("IMG-19: %s may neither pull nor push", (_what, member) => {
      const images = new ImageRepository(googleTestStack(), "images");
      for (const method of ["grantPull", "grantPush"] as const) {
        expect(() => images[method](member)).toThrow(
          `[MK_IAM_MEMBER] at test/images (google.ImageRepository.${method}):\n  member is "${member}", which is not one machine's identity.`,
        );
      }
    });

    test("IMG-20: whoever pulls reads alone, whoever pushes cannot delete", () => {
      const [repository] = Object.keys(granted.resource.google_artifact_registry_repository ?? {});
      const reference = (attribute: string) => `\${google_artifact_registry_repository.${repository}.${attribute}}`;
      const place = { project: reference("project"), location: reference("location"), repository: reference("name") };
      expect(grantsOf(granted)).toHaveLength(2);
      expect(grantsOf(granted)).toEqual(
        expect.arrayContaining(
          [
            { ...place, role: "roles/artifactregistry.reader", member: NODES },
            { ...place, role: "roles/artifactregistry.writer", member: PIPELINE },
          ].map((grant) => expect.objectContaining(grant)),
        ),
      );
    });

    test("IMG-21: there is no bucket of Container Registry", () => {
      expect(stack.resource).not.toHaveProperty("google_container_registry");
    });
  });

  describe("grants", () => {
    test("a member that is granted twice is granted once", () => {
      const own = googleTestStack();
      const images = new ImageRepository(own, "images");
      images.grantPull(NODES);
      images.grantPull(NODES);
      expect(grantsOf(synthesize(own))).toHaveLength(1);
    });

    test("a workload identity may pull", () => {
      const own = googleTestStack();
      const member =
        "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/subject/ns/ci/sa/promote";
      new ImageRepository(own, "images").grantPull(member);
      expect(onlyResourceOf(synthesize(own), "google_artifact_registry_repository_iam_member").member).toBe(member);
    });

    test("ids of grants do not change with what is granted before, also of members that only Terraform knows", () => {
      const idsOf = (members: (variable: string) => string[]) => {
        const own = googleTestStack();
        const images = new ImageRepository(own, "images");
        const { stringValue } = new TerraformVariable(own, "member", { type: "string" });
        for (const member of members(stringValue)) {
          images.grantPull(member);
        }
        return Object.keys(synthesize(own).resource.google_artifact_registry_repository_iam_member ?? {}).sort();
      };
      const both = idsOf((variable) => [NODES, Fn.join(":", ["serviceAccount", variable])]);
      expect(both).toHaveLength(2);
      expect(idsOf((variable) => [Fn.join(":", ["serviceAccount", variable]), NODES])).toEqual(both);
    });
  });

  test("name and address are literal, for clusters and pods to name", () => {
    const images = new ImageRepository(googleTestStack(), "images", { repositoryId: "serving" });
    expect(images.repositoryName).toBe("projects/acme-vision/locations/europe-west4/repositories/serving");
    expect(images.uri).toBe("europe-west4-docker.pkg.dev/acme-vision/serving");
    expect(granted).toHaveEvery("google_artifact_registry_repository", {
      repository_id: "serving",
      project: "acme-vision",
      location: "europe-west4",
    });
  });

  test("a repository without a name gets one that Artifact Registry takes", () => {
    expect(onlyResourceOf(stack, "google_artifact_registry_repository").repository_id).toMatch(
      /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    );
  });

  test("a given key encrypts the images, and Artifact Registry may use it", () => {
    const own = googleTestStack();
    const key = new ModelKey(own, "shared");
    new ImageRepository(own, "one", { key });
    new ImageRepository(own, "other", { key });
    const synthesized = synthesize(own);
    expect(resourcesOf(synthesized, "google_kms_crypto_key")).toHaveLength(1);
    expect(resourcesOf(synthesized, "google_kms_crypto_key_iam_member")).toHaveLength(1);
    expect(synthesized).toHaveEvery("google_artifact_registry_repository", {
      kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.shared_/),
    });
  });

  describe("a key of another stack", () => {
    /** Key and repository in stacks of their own, the repository in `project`. */
    function apart(project: string): [Synthesized, Synthesized] {
      const app = Testing.app();
      const [keys, platform] = ["keys", "platform"].map(
        (id) => new HardenedStack(app, id, { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" }),
      ) as [HardenedStack, HardenedStack];
      new GoogleProvider(keys, "google", { project: "acme-vision", region: "europe-west4" });
      new GoogleProvider(platform, "google", { project, region: "europe-west4" });
      new ImageRepository(platform, "images", { key: new ModelKey(keys, "key") });
      // The key's stack first: its outputs are made when the other one is resolved.
      const repository = synthesize(platform);
      return [synthesize(keys), repository];
    }

    test("the key's stack lets Artifact Registry in: it is applied before", () => {
      const [keys, platform] = apart("acme-vision");
      expect(onlyResourceOf(keys, "google_kms_crypto_key_iam_member").member).toMatch(/gcp-sa-artifactregistry/);
      expect(platform.resource).not.toHaveProperty("google_kms_crypto_key_iam_member");
      expect(platform).toHaveEvery("google_artifact_registry_repository", { depends_on: [] });
    });

    test("Artifact Registry of the repository's project is let in, not that of the key's", () => {
      const [keys] = apart("acme-images");
      const lookedUp = Object.entries(keys.data.google_project ?? {}).filter(
        ([, { project_id }]) => project_id === "acme-images",
      );
      expect(onlyResourceOf(keys, "google_kms_crypto_key_iam_member").member).toBe(
        `serviceAccount:service-\${data.google_project.${lookedUp[0]?.[0]}.number}@gcp-sa-artifactregistry.iam.gserviceaccount.com`,
      );
    });
  });

  test("untagged images stay as long as was asked for", () => {
    const policies = onlyResourceOf(synthesizedRepository({ untaggedDays: 30 }), "google_artifact_registry_repository")
      .cleanup_policies as Attributes[];
    expect(policies[2]?.condition).toEqual({ tag_state: "UNTAGGED", older_than: "2592000s" });
  });

  describe("errors", () => {
    test.each([["Serving"], ["serving/tensorflow"], ["1-serving"], ["serving-"], ["s"], ["s".repeat(64)]])(
      "%s is refused as a name",
      (repositoryId) => {
        expect(() => synthesizedRepository({ repositoryId })).toThrow(
          [
            "[MK_NAME_FORMAT] at test/images (google.ImageRepository):",
            `  repositoryId is "${repositoryId}", which is not 2 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen.`,
            "  Set repositoryId to 2 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen.",
          ].join("\n"),
        );
      },
    );

    test("a key in another location than the repository is refused", () => {
      const own = googleTestStack();
      const key = new ModelKey(own, "key", { keyRing: new ModelKeyRing(own, "ring", { location: "us-central1" }) });
      expect(() => new ImageRepository(own, "images", { key })).toThrow(
        [
          "[MK_KEY_LOCATION] at test/images (google.ImageRepository):",
          "  key test/key lies in us-central1, but the repository in europe-west4: Artifact Registry uses keys of its own location alone.",
          '  Make the key in a key ring there (new ModelKeyRing(scope, "keys", { location: "europe-west4" })), or leave key out.',
        ].join("\n"),
      );
    });

    test("a name and days that are not fit are reported at once", () => {
      expect(() => synthesizedRepository({ repositoryId: "Serving", untaggedDays: 0 })).toThrow(
        expect.objectContaining({ codes: ["MK_NAME_FORMAT", "MK_NUMBER_RANGE"] }),
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
