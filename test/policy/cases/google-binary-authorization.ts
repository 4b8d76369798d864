import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = NonNullable<TerraformSource["resource"]>;

const ATTESTOR = "${google_binary_authorization_attestor.build.name}";
const RULE = {
  evaluation_mode: "REQUIRE_ATTESTATION",
  enforcement_mode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
  require_attestations_by: [ATTESTOR],
};

function policy(attributes: object): Kinds {
  return { google_binary_authorization_policy: { it: { default_admission_rule: [RULE], ...attributes } } };
}

function exempting(...patterns: readonly string[]): Kinds {
  return policy({ admission_whitelist_patterns: patterns.map((name_pattern) => ({ name_pattern })) });
}

function attestor(...public_keys: readonly object[]): Kinds {
  return {
    google_binary_authorization_attestor: {
      build: { name: "build", attestation_authority_note: [{ note_reference: "build", public_keys }] },
    },
  };
}

export const GOOGLE_BINARY_AUTHORIZATION_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ATTESTED",
    holds: {
      attested: { resource: policy({}) },
      "nothing starts, save what one cluster attests": {
        resource: policy({
          default_admission_rule: { ...RULE, evaluation_mode: "ALWAYS_DENY", require_attestations_by: null },
          cluster_admission_rules: [{ cluster: "europe-west4.serving", ...RULE }],
        }),
      },
    },
    fails: {
      "everything starts": {
        resource: policy({ default_admission_rule: { ...RULE, evaluation_mode: "ALWAYS_ALLOW" } }),
      },
      "everything starts in one cluster": {
        resource: policy({
          cluster_admission_rules: [{ cluster: "europe-west4.dev", ...RULE, evaluation_mode: "ALWAYS_ALLOW" }],
        }),
      },
      "no rule": { resource: { google_binary_authorization_policy: { it: { project: "p" } } } },
    },
    undecided: {
      "a variable": { resource: policy({ default_admission_rule: { ...RULE, evaluation_mode: "${var.mode}" } }) },
    },
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ENFORCED",
    holds: { enforced: { resource: policy({}) } },
    fails: {
      "a dry run": {
        resource: policy({ default_admission_rule: { ...RULE, enforcement_mode: "DRYRUN_AUDIT_LOG_ONLY" } }),
      },
      "a dry run in one cluster": {
        resource: policy({
          cluster_admission_rules: [
            { cluster: "europe-west4.dev", ...RULE, enforcement_mode: "DRYRUN_AUDIT_LOG_ONLY" },
          ],
        }),
      },
    },
    undecided: {
      "a variable": { resource: policy({ default_admission_rule: { ...RULE, enforcement_mode: "${var.mode}" } }) },
    },
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ATTESTOR_NAMED",
    holds: {
      named: { resource: policy({}) },
      "nothing starts": {
        resource: policy({
          default_admission_rule: { ...RULE, evaluation_mode: "ALWAYS_DENY", require_attestations_by: [] },
        }),
      },
    },
    fails: {
      unset: { resource: policy({ default_admission_rule: { ...RULE, require_attestations_by: null } }) },
      "unset in one cluster": {
        resource: policy({
          cluster_admission_rules: [{ cluster: "europe-west4.dev", ...RULE, require_attestations_by: [] }],
        }),
      },
    },
    undecided: {
      "attestors of a variable": {
        resource: policy({ default_admission_rule: { ...RULE, require_attestations_by: "${var.attestors}" } }),
      },
    },
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_SYSTEM_IMAGES",
    holds: { enabled: { resource: policy({ global_policy_evaluation_mode: "ENABLE" }) } },
    fails: {
      unset: { resource: policy({}) },
      disabled: { resource: policy({ global_policy_evaluation_mode: "DISABLE" }) },
    },
    undecided: { "a variable": { resource: policy({ global_policy_evaluation_mode: "${var.mode}" }) } },
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_NO_WIDE_EXEMPTION",
    holds: {
      none: { resource: policy({}) },
      "images of GKE and of a repository of one's own": {
        resource: exempting(
          "gke.gcr.io/*",
          "gcr.io/google_containers/*",
          "registry.k8s.io/*",
          "europe-west4-docker.pkg.dev/acme-platform/serving/*",
          "eu.gcr.io/acme-platform/**",
        ),
      },
    },
    fails: {
      everything: { resource: exempting("*") },
      "everything, in two levels": { resource: exempting("**/*") },
      "all of Container Registry": { resource: exempting("gke.gcr.io/*", "eu.gcr.io/*") },
      "all of Container Registry, without a continent": { resource: exempting("gcr.io/**") },
      "all of Artifact Registry in a region": { resource: exempting("europe-west4-docker.pkg.dev/*") },
      "all of Artifact Registry in all regions": { resource: exempting("*-docker.pkg.dev/**") },
      "a public registry": { resource: exempting("docker.io/tensorflow/*") },
      "a cache of a public registry": { resource: exempting("mirror.gcr.io/library/*") },
    },
    undecided: {
      "a variable": { resource: exempting("${var.pattern}") },
    },
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_KEY_IN_KMS",
    holds: {
      "a key of the estate": {
        data: { google_kms_crypto_key_version: { build: { crypto_key: "${google_kms_crypto_key.build.id}" } } },
        resource: attestor({
          id: "${data.google_kms_crypto_key_version.build.id}",
          pkix_public_key: {
            public_key_pem: "${data.google_kms_crypto_key_version.build.public_key[0].pem}",
            signature_algorithm: "${data.google_kms_crypto_key_version.build.public_key[0].algorithm}",
          },
        }),
      },
      "a key by its address": {
        resource: attestor({
          id: "//cloudkms.googleapis.com/v1/projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
          pkix_public_key: [{ public_key_pem: "-----BEGIN PUBLIC KEY-----", signature_algorithm: "ECDSA_P256_SHA256" }],
        }),
      },
    },
    fails: {
      "a PGP key": { resource: attestor({ ascii_armored_pgp_public_key: "-----BEGIN PGP PUBLIC KEY BLOCK-----" }) },
      "a key of anybody's": {
        resource: attestor({
          id: "ni:///sha-256;kF",
          pkix_public_key: [{ public_key_pem: "-----BEGIN PUBLIC KEY-----", signature_algorithm: "ECDSA_P256_SHA256" }],
        }),
      },
      "no key": { resource: attestor() },
    },
    undecided: {
      "keys of a variable": {
        resource: {
          google_binary_authorization_attestor: {
            build: {
              name: "build",
              attestation_authority_note: [{ note_reference: "build", public_keys: "${var.keys}" }],
            },
          },
        },
      },
    },
  },
];
