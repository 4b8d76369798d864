import { iamKindsOf } from "../../estate/joins/google-grants";
import type { Control } from "../control";
import { grantsAtFault, noGrant } from "./google-iam-kinds";

const SECRETS: readonly string[] = ["google_secret_manager_secret", "google_secret_manager_regional_secret"];

const VERSIONS: readonly string[] = [
  "google_secret_manager_secret_version",
  "google_secret_manager_regional_secret_version",
];

const GRANTS: readonly string[] = iamKindsOf(...SECRETS);

const WIDE_GRANTS: readonly string[] = iamKindsOf("google_project", "google_folder", "google_organization");

const READS_SECRETS =
  '(g.role == "roles/secretmanager.secretAccessor" || g.permissions.exists(p, p == "secretmanager.versions.access"))';

/**
 * CEL: the grant reads no secret, or not all of them, or it is one of Google's own services that does. What serves models
 * and reads everything has a control of its own.
 */
const NOT_ALL_SECRETS = `!${READS_SECRETS} || g.condition != null || g.type == "agent" || g.serving`;

/** Whoever rotates a secret adds versions of it; whoever serves with it only reads it. */
const CHANGES_SECRETS =
  '(g.type in ["account", "default-account", "workload", "pool", "principal"]) && ' +
  '(g.role.matches("^roles/(owner|editor|secretmanager[.]admin)$") || ' +
  '(g.serving && g.role.matches("^roles/secretmanager[.]secretVersion(Adder|Manager)$")) || ' +
  'g.permissions.exists(p, p == "secretmanager.secrets.setIamPolicy" || (g.serving && ' +
  'p.matches("^secretmanager[.](secrets[.](update|delete)|versions[.](add|destroy|disable|enable))$"))))';

/** CEL: a block that names a key. */
const HAS_KEY = (block: string): string =>
  `${block}.customer_managed_encryption.exists(e, customerKey(e.kms_key_name))`;

/** Secrets of Secret Manager: tokens of model hubs, client secrets, passwords. */
export const GOOGLE_SECRET_MANAGER_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_SECRET_MANAGER_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Secrets are encrypted with a key of the customer",
    appliesTo: SECRETS,
    require:
      `resource.kind == "google_secret_manager_regional_secret" ? ${HAS_KEY("self")} : self.replication.size() > 0 && ` +
      `self.replication.all(r, r.auto.all(a, ${HAS_KEY("a")}) && r.user_managed.all(u, u.replicas.all(p, ${HAS_KEY("p")})))`,
    attribute: "replication",
    message: "A replica of the secret is not encrypted with a customer key",
    rationale: "Google's own key cannot be taken from one tenant, nor given to one identity.",
    remediation:
      "Set customer_managed_encryption.kms_key_name in every replica, each with a key of its own location; unset Google's key is used. ModelKey is one.",
    answers: ["SEC-07", "DENY-SEC-003", "AML.M0012"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_REGION_PINNED",
    severity: "medium",
    category: "governance",
    title: "Secrets lie in regions that are named",
    appliesTo: ["google_secret_manager_secret"],
    require: "self.replication.all(r, r.auto.size() == 0)",
    attribute: "replication.auto",
    message: "Google chooses where the secret lies",
    rationale:
      "Automatic replication copies the secret wherever Google likes, out of the region that the tenant's data may not leave.",
    remediation: "Use replication.user_managed with the regions that serve, or google_secret_manager_regional_secret.",
    answers: ["SEC-07"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_DELAYED_DESTRUCTION",
    severity: "low",
    category: "resilience",
    title: "Destroyed versions of a secret can be brought back for a while",
    appliesTo: SECRETS,
    require: "self.version_destroy_ttl != null",
    attribute: "version_destroy_ttl",
    rationale: "Without it a version that is destroyed is gone at once, and with it every server that starts next.",
    remediation: 'Set version_destroy_ttl, to "604800s" for a week; unset versions are destroyed at once.',
    answers: ["SEC-09"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_ROTATED",
    severity: "low",
    category: "secrets",
    title: "Secrets that are rotated are rotated every quarter at least",
    appliesTo: SECRETS,
    // Most tokens of third parties nobody can rotate by a schedule: a schedule that is there must be worth it.
    when: "self.rotation.exists(r, r.rotation_period != null)",
    require:
      "self.rotation.all(r, r.rotation_period == null || seconds(r.rotation_period, 0) <= 7776000) && self.topics.size() > 0",
    attribute: "rotation.rotation_period",
    rationale: "A token that leaked is of use until it is changed; without a topic nobody hears that it is time.",
    remediation: 'Set rotation.rotation_period to "7776000s" or less, and topics to one that the rotation listens to.',
    answers: ["SEC-08"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_NO_VALUE_IN_STATE",
    severity: "high",
    category: "secrets",
    title: "Values of secrets are not in the state",
    appliesTo: VERSIONS,
    // A literal is found as such, at critical.
    when: "secrets().size() == 0",
    require: "self.secret_data == null",
    attribute: "secret_data",
    message: "Terraform writes the value of the secret, and keeps it in its state",
    rationale:
      "A value that Terraform writes lies in plain text in the source or the plan, and in the state, whoever may read it.",
    remediation:
      "Use secret_data_wo with secret_data_wo_version, or add the version by hand after the apply; versions of regional secrets have no write-only argument in 6.50 of the provider.",
    answers: ["SEC-10", "DENY-SEC-002", "AML.T0055"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_NO_ANYONE",
    severity: "critical",
    category: "exposure",
    title: "No grant of a secret is to everybody",
    appliesTo: GRANTS,
    require: 'googleGrants(self).all(g, g.type != "everybody")',
    found: 'googleGrants(self).filter(g, g.type == "everybody").map(g, g.said)',
    attribute: "member",
    message: "Everybody is given a role on the secret",
    rationale: "A secret that everybody may read is a token of the model hub for everybody.",
    remediation: "Name the one service account, or the principal:// of the pods, that reads the secret.",
    answers: ["SEC-12", "AML.T0055"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_MACHINES_ONLY_READ",
    severity: "high",
    category: "identity",
    title: "Machines read secrets and do not administer them",
    appliesTo: GRANTS,
    require: noGrant(CHANGES_SECRETS),
    found: grantsAtFault(CHANGES_SECRETS),
    attribute: "role",
    message: "A service account, or what serves models, may do more than read the secret",
    rationale:
      "A model server reads its token at start and never again changes it: one that may give the secret away, or write another " +
      "value, hands whoever breaks into it the token of everybody who starts next.",
    remediation:
      "Give roles/secretmanager.secretAccessor on the secret; what rotates it has roles/secretmanager.secretVersionAdder as an " +
      "identity of its own.",
    answers: ["SEC-11", "AML.M0005", "AML.T0055"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_ONE_TENANT",
    severity: "medium",
    category: "isolation",
    title: "A secret is read by pods of one namespace",
    appliesTo: SECRETS,
    require: "namespacesReading(self).size() < 2",
    found: "namespacesReading(self)",
    attribute: "secret_id",
    message: "Pods of several namespaces read the secret",
    rationale:
      "A namespace is a tenant: a token that several share cannot be taken from one of them, and whoever breaks into one model " +
      "server pulls, or pushes, the models of the others. Namespaces of the platform are not counted.",
    remediation:
      "Make a secret for each tenant, with a token of its own, and grant roles/secretmanager.secretAccessor on it to that " +
      "tenant's one identity.",
    answers: ["SEC-11", "AML.M0005", "AML.T0055"],
  },
  {
    id: "GOOGLE_SECRET_MANAGER_READ_ONE_BY_ONE",
    severity: "medium",
    category: "identity",
    title: "Who may read secrets is said of each secret",
    appliesTo: WIDE_GRANTS,
    require: `googleGrants(self).all(g, ${NOT_ALL_SECRETS})`,
    found: `googleGrants(self).filter(g, !(${NOT_ALL_SECRETS})).map(g, g.said)`,
    attribute: "role",
    message: "The role is given on all secrets there are, and on all that will be",
    rationale:
      "One tenant's operator that reads every secret of the project holds every other tenant's tokens. A condition on resource.name is accepted.",
    remediation:
      "Grant roles/secretmanager.secretAccessor with google_secret_manager_secret_iam_member, on one secret.",
    answers: ["SEC-11", "AML.T0055"],
  },
];
