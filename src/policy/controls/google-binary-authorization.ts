import type { Control } from "../control";

const POLICY: readonly string[] = ["google_binary_authorization_policy"];

/** CEL: each rule with its place: the default one and those of single clusters. */
const FAULTY = (holds: string, attribute: string, message: string): string =>
  `self.default_admission_rule.filter(r, !(${holds})).map(r, {"attribute": "default_admission_rule.${attribute}", "message": ${message}}) + ` +
  `self.cluster_admission_rules.filter(r, !(${holds})).map(r, {"attribute": "cluster_admission_rules.${attribute}", "message": text(r.cluster) + ": " + ${message}})`;

const EVERY = (holds: string): string =>
  `self.default_admission_rule.size() > 0 && self.default_admission_rule.all(r, ${holds}) && self.cluster_admission_rules.all(r, ${holds})`;

const ASKS = 'r.evaluation_mode in ["REQUIRE_ATTESTATION", "ALWAYS_DENY"]';
const ENFORCES = 'r.enforcement_mode == "ENFORCED_BLOCK_AND_AUDIT_LOG"';

/** Patterns that let in images that strangers push: everything, whole hosts that many share, public registries. */
const WIDE_PATTERN =
  "^([*/]*$|[*]|([a-z0-9-]+-docker[.]pkg[.]dev|pkg[.]dev|((us|eu|asia)[.])?gcr[.]io)(/?[*]|/[*]+/)|" +
  "(([a-z0-9-]+[.])?docker[.]io|ghcr[.]io|quay[.]io|nvcr[.]io|mirror[.]gcr[.]io|public[.]ecr[.]aws|mcr[.]microsoft[.]com|registry[.]gitlab[.]com)/)";

/** Which images may run. */
export const GOOGLE_BINARY_AUTHORIZATION_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_ATTESTED",
    severity: "high",
    category: "supply-chain",
    title: "Only attested images start",
    appliesTo: POLICY,
    require: EVERY(ASKS),
    found: FAULTY(ASKS, "evaluation_mode", 'text(r.evaluation_mode) + " asks for no attestation"'),
    attribute: "default_admission_rule.evaluation_mode",
    message: "Images start without an attestation",
    rationale:
      "A policy that allows everything is a cluster that runs whatever is put beside the weights, and a console that says Binary Authorization is on.",
    remediation:
      "Set evaluation_mode to REQUIRE_ATTESTATION, or to ALWAYS_DENY, in every rule; BinaryAuthorization does.",
    answers: ["IMG-23", "CIS GKE-1.9 5.1.4", "CIS GKE-1.9 4.5.1", "AML.M0013", "LLM03", "ML06:2023"],
  },
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_ENFORCED",
    severity: "high",
    category: "supply-chain",
    title: "Images that are not attested are blocked",
    appliesTo: POLICY,
    require: EVERY(ENFORCES),
    found: FAULTY(ENFORCES, "enforcement_mode", 'text(r.enforcement_mode) + " blocks nothing"'),
    attribute: "default_admission_rule.enforcement_mode",
    message: "Images that the policy refuses start all the same",
    rationale: "A dry run writes a line into a log after the image has started: that is no control.",
    remediation: "Set enforcement_mode to ENFORCED_BLOCK_AND_AUDIT_LOG in every rule; BinaryAuthorization does.",
    answers: ["IMG-24", "CIS GKE-1.9 5.1.4", "AML.M0013", "LLM03"],
  },
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_ATTESTOR_NAMED",
    severity: "high",
    category: "supply-chain",
    title: "Rules that ask for an attestation say whose",
    appliesTo: POLICY,
    require: [
      'self.default_admission_rule.all(r, r.evaluation_mode != "REQUIRE_ATTESTATION" || list(r.require_attestations_by).size() > 0)',
      'self.cluster_admission_rules.all(r, r.evaluation_mode != "REQUIRE_ATTESTATION" || list(r.require_attestations_by).size() > 0)',
    ].join(" && "),
    attribute: "default_admission_rule.require_attestations_by",
    message: "A rule names no attestor",
    rationale: "An attestation by nobody in particular proves nothing.",
    remediation: "List the attestor in require_attestations_by; BinaryAuthorization makes one and names it.",
    answers: ["IMG-25", "AML.M0013"],
  },
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_SYSTEM_IMAGES",
    severity: "medium",
    category: "supply-chain",
    title: "Google's own policy admits the images of GKE",
    appliesTo: POLICY,
    require: 'self.global_policy_evaluation_mode == "ENABLE"',
    attribute: "global_policy_evaluation_mode",
    rationale:
      "Without it the add-ons of GKE do not start, and people exempt patterns until they do: the exemptions stay.",
    remediation: "Set global_policy_evaluation_mode to ENABLE; unset it is off. BinaryAuthorization does.",
    answers: ["IMG-26"],
  },
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_NO_WIDE_EXEMPTION",
    severity: "high",
    category: "supply-chain",
    title: "No exemption lets in images of strangers",
    appliesTo: POLICY,
    require: `self.admission_whitelist_patterns.all(p, !text(p.name_pattern).matches("${WIDE_PATTERN}"))`,
    found: `self.admission_whitelist_patterns.filter(p, text(p.name_pattern).matches("${WIDE_PATTERN}")).map(p, text(p.name_pattern))`,
    attribute: "admission_whitelist_patterns.name_pattern",
    message: "A pattern exempts images that anyone may push",
    rationale:
      "What a pattern names starts without an attestation. One for a public registry, or for a host that all of Google's customers share, is an attestation for everybody.",
    remediation:
      "Mirror the image into a repository of your own and attest it there; BinaryAuthorization exempts nothing.",
    answers: ["IMG-27", "CIS GKE-1.9 5.1.4", "LLM03", "ML06:2023"],
  },
  {
    id: "GOOGLE_BINARY_AUTHORIZATION_KEY_IN_KMS",
    severity: "medium",
    category: "supply-chain",
    title: "Attestations are signed with a key in Cloud KMS",
    appliesTo: ["google_binary_authorization_attestor"],
    require:
      "self.attestation_authority_note.exists(n, n.public_keys.size() > 0) && self.attestation_authority_note.all(n, n.public_keys.all(k, " +
      'k.pkix_public_key.size() > 0 && (spelling(k.id).contains("cloudkms.googleapis.com") || ' +
      'spelling(k.id).contains("google_kms_crypto_key_version") || ' +
      'k.pkix_public_key.exists(p, referredKinds(p.public_key_pem).exists(kind, kind == "google_kms_crypto_key_version")))))',
    attribute: "attestation_authority_note.public_keys",
    message: "A key that attests images is not known to lie in Cloud KMS",
    rationale:
      "A PGP key on somebody's laptop signs whatever is asked of it, and nobody sees; a key in Cloud KMS signs for named identities, and every signature is in the audit log.",
    remediation:
      "Take public_key_pem and id from google_kms_crypto_key_version of a key with purpose ASYMMETRIC_SIGN; BinaryAuthorization makes one.",
    answers: ["IMG-28", "AML.M0013"],
  },
];
