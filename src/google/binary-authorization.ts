import { BinaryAuthorizationAttestor } from "@cdktf/provider-google/lib/binary-authorization-attestor";
import { BinaryAuthorizationAttestorIamMember } from "@cdktf/provider-google/lib/binary-authorization-attestor-iam-member";
import { BinaryAuthorizationPolicy } from "@cdktf/provider-google/lib/binary-authorization-policy";
import { ContainerAnalysisNote } from "@cdktf/provider-google/lib/container-analysis-note";
import { ContainerAnalysisNoteIamMember } from "@cdktf/provider-google/lib/container-analysis-note-iam-member";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { Construct } from "constructs";
import { tierOf } from "../core/ownership";
import { otherInStack } from "../core/stack-singleton";
import { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { GoogleLookups } from "./google-lookups";
import { requireNamedMember } from "./iam-members";
import { memberGrantId } from "./member-grants";
import type { KeyProtectionLevel } from "./model-key";
import { googleName } from "./names";
import { SigningKey } from "./signing-key";

/** Properties of {@link BinaryAuthorization}. */
export interface BinaryAuthorizationProps {
  /**
   * Images that start without an attestation, each by repository and digest, from Artifact Registry:
   * `europe-west4-docker.pkg.dev/acme-vision/serving/tools@sha256:...`.
   *
   * @default - none but Google's own for its clusters
   */
  readonly exemptImages?: string[];

  /**
   * Where the key that signs attestations is kept. Can only be chosen when the key is made.
   *
   * @default KeyProtectionLevel.SOFTWARE
   */
  readonly protectionLevel?: KeyProtectionLevel;
}

const MAXIMUM_NAME = 63;

/** The registries of projects: everybody's images lie in others. */
const ARTIFACT_REGISTRY = /^[a-z0-9-]+-docker\.pkg\.dev\/[^/]+\/[^/]+\//;

/** Reads the attestations when a pod is to start. */
const VERIFIER = "gcp-sa-binaryauthorization";

/**
 * Which images may run in the project: only those that the holder of a signing key in Cloud KMS has attested, and Google's own
 * for its clusters. Others are refused, and the refusal is logged.
 *
 * The policy is one setting of the project, and whoever writes it last wins: make one in the stack that owns the project.
 *
 * Throws a ValidationError when an image is not named by digest or the stack has a policy already; all problems are reported
 * at once.
 *
 * @see docs/hardening.md#google-images
 */
export class BinaryAuthorization extends Construct {
  /** Name of the attestor: `projects/<project>/attestors/<name>`. */
  public readonly attestorName: string;

  /** Version of the key that signs attestations, for `gcloud container binauthz attestations sign-and-create`. */
  public readonly signingKeyVersion: string;

  private readonly attestor: BinaryAuthorizationAttestor;
  private readonly note: ContainerAnalysisNote;
  private readonly key: SigningKey;

  constructor(scope: Construct, id: string, props: BinaryAuthorizationProps = {}) {
    super(scope, id);
    validate(this, props);

    this.key = new SigningKey(this, "Key", { protectionLevel: props.protectionLevel });
    this.note = this.attestationNote();
    this.attestor = this.makeAttestor();
    this.requireAttestations(props.exemptImages ?? []);

    this.attestorName = this.attestor.id;
    this.signingKeyVersion = this.key.versionName;
  }

  /**
   * Lets a service account or a workload identity attest images: sign with the key and attach what it signed to the note.
   * Throws a ValidationError when the member is everybody, a person or a whole pool.
   *
   * @param member the pipeline that builds or approves images, as in `serviceAccount:build@acme-vision.iam.gserviceaccount.com`
   * @see https://cloud.google.com/binary-authorization/docs/making-attestations
   */
  public grantAttest(member: string): void {
    const validator = new Validator(this, "google.BinaryAuthorization.grantAttest");
    requireNamedMember(validator, "member", member).done();
    const id = memberGrantId(this, "Attest", member);
    if (this.node.tryFindChild(id) !== undefined) {
      return;
    }
    const scope = new Construct(this, id);
    const { project } = GoogleLookups.of(this);
    new KmsCryptoKeyIamMember(scope, "Sign", {
      cryptoKeyId: this.key.keyId,
      role: "roles/cloudkms.signerVerifier",
      member,
    });
    new ContainerAnalysisNoteIamMember(scope, "Attach", {
      project,
      note: this.note.name,
      role: "roles/containeranalysis.notes.attacher",
      member,
    });
    new BinaryAuthorizationAttestorIamMember(scope, "View", {
      project,
      attestor: this.attestor.name,
      role: "roles/binaryauthorization.attestorsViewer",
      member,
    });
    // Attestations are occurrences of the project: there is nothing smaller to grant it on.
    new ProjectIamMember(scope, "Write", { project, role: "roles/containeranalysis.occurrences.editor", member });
  }

  private attestationNote(): ContainerAnalysisNote {
    const scope = new Construct(this, "Note");
    const { project } = GoogleLookups.of(this);
    const note = new ContainerAnalysisNote(scope, "Resource", {
      name: googleName(scope, MAXIMUM_NAME),
      project,
      shortDescription: `Attestations of ${this.node.path}`.slice(0, 100),
      attestationAuthority: { hint: { humanReadableName: `Images that ${this.node.path} lets run` } },
    });
    new ContainerAnalysisNoteIamMember(scope, "Verifier", {
      project,
      note: note.name,
      role: "roles/containeranalysis.notes.occurrences.viewer",
      member: `serviceAccount:${GoogleLookups.of(this).serviceAgent(VERIFIER)}`,
    });
    return note;
  }

  private makeAttestor(): BinaryAuthorizationAttestor {
    const scope = new Construct(this, "Attestor");
    return new BinaryAuthorizationAttestor(scope, "Resource", {
      name: googleName(scope, MAXIMUM_NAME),
      project: GoogleLookups.of(this).project,
      description: `Images that ${this.node.path} lets run`,
      attestationAuthorityNote: { noteReference: this.note.name, publicKeys: [this.key.publicKey] },
    });
  }

  /** Google's images for its own clusters are let in by Google's policy, not by patterns that anybody could match. */
  private requireAttestations(exemptImages: readonly string[]): void {
    new BinaryAuthorizationPolicy(this, "Resource", {
      project: GoogleLookups.of(this).project,
      description: `Attested images alone: ${this.node.path}`,
      globalPolicyEvaluationMode: "ENABLE",
      defaultAdmissionRule: {
        evaluationMode: "REQUIRE_ATTESTATION",
        enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
        requireAttestationsBy: [this.attestor.id],
      },
      ...(exemptImages.length > 0 && {
        admissionWhitelistPatterns: exemptImages.map((namePattern) => ({ namePattern })),
      }),
      // Without it Google's own policy is back, which admits every image.
      lifecycle: { preventDestroy: tierOf(this) !== ServingTier.DEVELOPMENT },
    });
  }
}

function validate(policy: BinaryAuthorization, props: BinaryAuthorizationProps): void {
  const validator = new Validator(policy, "google.BinaryAuthorization");
  props.exemptImages?.forEach((image, index) => {
    const property = `exemptImages[${index}]`;
    if (!validator.literal(property, image)) {
      return;
    }
    validator.imageByDigest(property, image).require(ARTIFACT_REGISTRY.test(image), {
      code: "MK_IMAGE_REGISTRY",
      message: `${property} is "${image}", which does not lie in Artifact Registry.`,
      remedy: "Copy the image into an ImageRepository, and name it there.",
    });
  });
  const other = otherInStack(policy, BinaryAuthorization);
  validator
    .require(other === undefined, {
      code: "MK_BINARY_AUTHORIZATION_TWICE",
      message: `the stack has a policy already, ${other?.node.path}: a project has one.`,
      remedy: "Make one BinaryAuthorization a project, and grant every pipeline there.",
    })
    .done();
}
