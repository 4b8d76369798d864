import type { Attributes, Mutation } from "../mutation";

const POLICY = "google_binary_authorization_policy";

/** Changes the one default rule, written as a block or as a list of one. */
function rule(it: Attributes, change: Attributes): void {
  const rules = it.default_admission_rule;
  it.default_admission_rule = { ...(Array.isArray(rules) ? rules[0] : rules), ...change };
}

export const GOOGLE_BINARY_AUTHORIZATION_MUTATIONS: readonly Mutation[] = [
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ATTESTED",
    name: "everything starts",
    breaks: (stack) => stack.change(POLICY, (it) => rule(it, { evaluation_mode: "ALWAYS_ALLOW" })),
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ENFORCED",
    name: "a dry run",
    breaks: (stack) => stack.change(POLICY, (it) => rule(it, { enforcement_mode: "DRYRUN_AUDIT_LOG_ONLY" })),
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_ATTESTOR_NAMED",
    name: "nobody has to attest",
    breaks: (stack) => stack.change(POLICY, (it) => rule(it, { require_attestations_by: [] })),
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_SYSTEM_IMAGES",
    name: "images of GKE are not let in",
    breaks: (stack) => stack.change(POLICY, (it) => delete it.global_policy_evaluation_mode),
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_NO_WIDE_EXEMPTION",
    name: "all of Artifact Registry is exempt",
    breaks: (stack) =>
      stack.change(
        POLICY,
        (it) => (it.admission_whitelist_patterns = [{ name_pattern: "europe-west4-docker.pkg.dev/**" }]),
      ),
  },
  {
    control: "GOOGLE_BINARY_AUTHORIZATION_KEY_IN_KMS",
    name: "a PGP key attests",
    breaks: (stack) =>
      stack.change("google_binary_authorization_attestor", (it) => {
        const notes = it.attestation_authority_note;
        const note: object = Array.isArray(notes) ? notes[0] : notes;
        const armored = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
        it.attestation_authority_note = { ...note, public_keys: [{ ascii_armored_pgp_public_key: armored }] };
      }),
  },
];
