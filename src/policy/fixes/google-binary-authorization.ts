import { decide, type Fixes, set } from "./fix";
import { type ExampleBlock, example } from "./google-example";

const ATTESTED: ExampleBlock = {
  evaluation_mode: "REQUIRE_ATTESTATION",
  enforcement_mode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
  require_attestations_by: ["projects/acme-platform/attestors/build"],
};

const POLICY = example([
  "google_binary_authorization_policy",
  "images",
  {
    project: "acme-vision",
    global_policy_evaluation_mode: "ENABLE",
    default_admission_rule: ATTESTED,
    cluster_admission_rules: [{ cluster: "europe-west4.serving", ...ATTESTED }],
  },
]);

const KMS_ATTESTOR = {
  hcl: `data "google_kms_crypto_key_version" "build" {
  crypto_key = "projects/acme-platform/locations/europe-west4/keyRings/images/cryptoKeys/build"
}

resource "google_container_analysis_note" "build" {
  name = "build"

  attestation_authority {
    hint {
      human_readable_name = "Images that the pipeline built and tested"
    }
  }
}

resource "google_binary_authorization_attestor" "build" {
  name = "build"

  attestation_authority_note {
    note_reference = google_container_analysis_note.build.name

    public_keys {
      id = data.google_kms_crypto_key_version.build.id

      pkix_public_key {
        public_key_pem      = data.google_kms_crypto_key_version.build.public_key[0].pem
        signature_algorithm = data.google_kms_crypto_key_version.build.public_key[0].algorithm
      }
    }
  }
}`,
  cdktf: `import { BinaryAuthorizationAttestor } from "@cdktf/provider-google/lib/binary-authorization-attestor";
import { ContainerAnalysisNote } from "@cdktf/provider-google/lib/container-analysis-note";
import { DataGoogleKmsCryptoKeyVersion } from "@cdktf/provider-google/lib/data-google-kms-crypto-key-version";

const version = new DataGoogleKmsCryptoKeyVersion(this, "version", {
  cryptoKey: "projects/acme-platform/locations/europe-west4/keyRings/images/cryptoKeys/build",
});
const note = new ContainerAnalysisNote(this, "note", {
  name: "build",
  attestationAuthority: { hint: { humanReadableName: "Images that the pipeline built and tested" } },
});

new BinaryAuthorizationAttestor(this, "attestor", {
  name: "build",
  attestationAuthorityNote: {
    noteReference: note.name,
    publicKeys: [
      {
        id: version.id,
        pkixPublicKey: {
          publicKeyPem: version.publicKey.get(0).pem,
          signatureAlgorithm: version.publicKey.get(0).algorithm,
        },
      },
    ],
  },
});`,
};

export const GOOGLE_BINARY_AUTHORIZATION_FIXES: Fixes = {
  GOOGLE_BINARY_AUTHORIZATION_ATTESTED: [
    decide(
      "Whose attestation each rule asks for, or ALWAYS_DENY where nothing starts; images that run today need theirs first.",
      POLICY,
    ),
  ],
  GOOGLE_BINARY_AUTHORIZATION_ENFORCED: [
    set("default_admission_rule.enforcement_mode", "ENFORCED_BLOCK_AND_AUDIT_LOG"),
    decide("The same in each cluster_admission_rules block, once the dry run of that cluster refuses nothing.", POLICY),
  ],
  GOOGLE_BINARY_AUTHORIZATION_ATTESTOR_NAMED: [
    decide(
      "Which attestor each rule with REQUIRE_ATTESTATION asks: the one whose key the pipeline signs with.",
      POLICY,
    ),
  ],
  GOOGLE_BINARY_AUTHORIZATION_SYSTEM_IMAGES: [set("global_policy_evaluation_mode", "ENABLE")],
  GOOGLE_BINARY_AUTHORIZATION_NO_WIDE_EXEMPTION: [
    decide(
      "Which of the exempt images are run at all: each is mirrored into a repository of one's own and attested, then its " +
        "pattern goes. Images of GKE need none with the global policy.",
      POLICY,
    ),
  ],
  GOOGLE_BINARY_AUTHORIZATION_KEY_IN_KMS: [
    decide("Which key of Cloud KMS, with purpose ASYMMETRIC_SIGN, the pipeline signs with from now on.", KMS_ATTESTOR),
  ],
};
