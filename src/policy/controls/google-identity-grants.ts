import type { Control } from "../control";
import {
  ALL_IAM,
  grantsAtFault,
  noGrant,
  OTHER_IAM,
  PROJECT_IAM,
  SERVICE_ACCOUNT_IAM,
  WEB_IAM,
} from "./google-iam-kinds";

const EVERYBODY = 'g.type == "everybody"';

/** Everybody may call what answers on the web, unless its name says that it is a model. */
const CALLS_THE_WEB = 'g.role.matches("^roles/(run|cloudfunctions)[.]invoker$") && !invokesModels(self)';
const ON_THE_WEB = `(resource.kind in [${WEB_IAM.map((kind) => `"${kind}"`).join(", ")}])`;
const PUBLIC = `${EVERYBODY} && !(${ON_THE_WEB} && ${CALLS_THE_WEB})`;
const PUBLIC_ON_THE_WEB = `${EVERYBODY} && ${CALLS_THE_WEB}`;

/** Google gives Editor to this agent in every project itself, and cannot do without it. */
const IS_GOOGLES_OWN = 'g.member.endsWith("@cloudservices.gserviceaccount.com")';
const BASIC_ROLE = 'g.role.matches("^roles/(owner|editor|viewer|admin|writer|reader)$")';
const BASIC = `${BASIC_ROLE} && !${IS_GOOGLES_OWN}`;

const IS_SERVICE_ACCOUNT = '(g.type in ["account", "default-account", "workload", "pool", "principal"])';
/** What a custom role permits whoever is to be another. */
const PERMITS_IMPERSONATION =
  'g.permissions.exists(p, p.matches("^iam[.](serviceAccounts[.](actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)|serviceAccountKeys[.]create)$"))';
const IMPERSONATES =
  '(g.role.matches("^roles/iam[.](serviceAccountUser|serviceAccountTokenCreator|serviceAccountOpenIdTokenCreator|serviceAccountKeyAdmin|workloadIdentityUser)$") || ' +
  `${PERMITS_IMPERSONATION})`;

/** A model server's identity that reads what serves, and everything else like it. Two roles are to be had at projects alone. */
const READS_EVERYTHING =
  'g.serves_models && !(g.role in ["roles/bigquery.jobUser", "roles/bigquery.readSessionUser"]) && ((g.role.matches("^roles/(storage|cloudkms|secretmanager|artifactregistry|aiplatform|bigquery)[.]") && ' +
  '!g.role.matches("(?i)admin")) || g.permissions.exists(p, p in ["storage.objects.get", "secretmanager.versions.access", ' +
  '"cloudkms.cryptoKeyVersions.useToDecrypt"]))';

/** An administrator by the name of the role, or by what a custom role permits. */
const ADMIN =
  `${IS_SERVICE_ACCOUNT} && !(${BASIC_ROLE}) && ` +
  '(g.permissions.size() > 0 ? g.permissions.exists(p, p.endsWith(".setIamPolicy")) : g.role.matches("(?i)admin"))';

/** What a serving account is there for is workloadIdentityUser; everything else lets others be it. With itself it signs URLs. */
const TAKES_SERVING =
  '!g.own && (g.role.matches("^roles/(owner|editor|iam[.](serviceAccountUser|serviceAccountTokenCreator|' +
  `serviceAccountOpenIdTokenCreator|serviceAccountAdmin|serviceAccountKeyAdmin))$") || ${PERMITS_IMPERSONATION} || ` +
  'g.permissions.exists(p, p == "iam.serviceAccounts.setIamPolicy"))';

/** Roles and members of IAM, wherever they are given. */
export const GOOGLE_IDENTITY_GRANTS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_IAM_NO_PUBLIC_MEMBER",
    severity: "critical",
    category: "exposure",
    title: "Nothing is given to everybody",
    // Buckets, keys, secrets and repositories have controls of their own.
    appliesTo: [...PROJECT_IAM, ...SERVICE_ACCOUNT_IAM, ...OTHER_IAM, ...WEB_IAM],
    require: noGrant(PUBLIC),
    found: grantsAtFault(PUBLIC),
    attribute: "member",
    message: "A role is given to everybody",
    rationale:
      "What a project gives to allUsers holds for every bucket, key and cluster in it; an endpoint, a disk or a queue for allUsers " +
      "is for whoever finds its name. Web pages on Cloud Run have a control of their own, unless they are called like a model.",
    remediation: "Name the group, the service account or the workload identity that needs the role.",
    answers: ["IDG-04", "IDG-10", "ING-34", "DENY-ID-006", "AML.M0019"],
  },
  {
    id: "GOOGLE_IAM_WEB_CALLED_BY_NAME",
    severity: "medium",
    category: "identity",
    title: "Who calls a service of Cloud Run or a function is named",
    appliesTo: WEB_IAM,
    require: noGrant(PUBLIC_ON_THE_WEB),
    found: grantsAtFault(PUBLIC_ON_THE_WEB),
    attribute: "member",
    message: "Everybody may call it",
    rationale:
      "A web page is for everybody, and a model is not: nothing here tells which of them answers. One whose name says that it " +
      "serves models is judged as critical.",
    remediation:
      "Give roles/run.invoker to the service account or the group that calls it; waive it for what is meant for the public.",
    answers: ["AML.M0019"],
  },
  {
    id: "GOOGLE_IAM_NO_BASIC_ROLE",
    severity: "critical",
    category: "identity",
    title: "Nobody has a basic role",
    appliesTo: PROJECT_IAM,
    require: noGrant(BASIC),
    found: grantsAtFault(BASIC),
    attribute: "role",
    message: "A basic role is given",
    rationale:
      "Owner, Editor and Viewer are roles from before IAM: even Viewer lists every bucket, and reads the objects of those with " +
      "Google's default policy. The agent of Google's APIs, which needs Editor, is not judged.",
    remediation:
      "Give predefined roles on the bucket, the key or the secret instead; SecureModelBucket.grantRead and ModelKey.grantUse do.",
    answers: ["IDG-06", "DENY-ID-006", "CKV_GCP_117", "AML.M0005", "LLM06"],
  },
  {
    id: "GOOGLE_IAM_NO_ADMIN_SERVICE_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "No service account administers a project",
    appliesTo: PROJECT_IAM,
    require: noGrant(ADMIN),
    found: grantsAtFault(ADMIN),
    attribute: "role",
    message: "A service account is given an administrator's role for everything in the project",
    rationale:
      "Whoever has roles/storage.admin at the project owns every bucket of models, and a service account has no second factor. Accounts are " +
      "judged whether they are written out or referred to. Those of pipelines that deploy estates are waived by name.",
    remediation:
      "Give the role on the bucket, the secret or the key, or one that does not administer; waive the account of the pipeline " +
      "that runs Terraform.",
    answers: ["IDG-07", "CKV_GCP_42", "AVD-GCP-0007", "KICS 84d36481", "AML.M0005", "LLM06"],
  },
  {
    id: "GOOGLE_IAM_NO_PROJECT_IMPERSONATION",
    severity: "critical",
    category: "identity",
    title: "Nobody may act as every service account of a project",
    appliesTo: PROJECT_IAM,
    require: noGrant(IMPERSONATES),
    found: grantsAtFault(IMPERSONATES),
    attribute: "role",
    message: "The role lets its members be any service account of the project",
    rationale:
      "At the project the role counts for each service account in it, also for those that are made next year: one pipeline or " +
      "one engineer is every tenant's model server.",
    remediation:
      "Give it on the one service account by google_service_account_iam_member; WorkloadIdentityBinding does for pods.",
    answers: ["IDG-08", "DENY-ID-006", "CKV_GCP_41", "CKV_GCP_49", "AVD-GCP-0011", "KICS c68b4e6d", "AML.M0005"],
  },
  {
    id: "GOOGLE_IAM_SERVING_GRANTS_SCOPED",
    severity: "critical",
    category: "identity",
    title: "What serves models is granted what it reads by name",
    appliesTo: PROJECT_IAM,
    // Administrators' roles have a control of their own.
    require: noGrant(READS_EVERYTHING),
    found: grantsAtFault(READS_EVERYTHING),
    attribute: "role",
    message: "An identity that pods act as has this for everything in the project",
    rationale:
      "One pod, one model: with a role on the project, whoever breaks into one model server has the models, the keys or the " +
      "secrets of all.",
    remediation:
      "Give the role on the bucket, the key or the secret; SecureModelBucket.grantRead does for a WorkloadIdentityBinding.",
    answers: ["IDG-07", "GCS-17", "DENY-ID-003", "AML.M0005", "LLM06", "ML05:2023"],
  },
  {
    id: "GOOGLE_IAM_NOT_AUTHORITATIVE",
    severity: "medium",
    category: "resilience",
    title: "Roles of a project are given one by one",
    appliesTo: PROJECT_IAM.filter((kind) => !kind.endsWith("_member")),
    // A custom role of the estate is nobody else's: there is nobody to take it from.
    require: `!isMade(self) || (googleGrants(self).size() > 0 && ${noGrant("g.permissions.size() == 0")})`,
    attribute: "role",
    message: "The resource takes the role away from everybody whom it does not name",
    rationale:
      "A binding or a policy of a project takes away on each apply what others gave, service agents too: the cluster can no " +
      "longer decrypt its disks, and nobody has asked for it.",
    remediation: "Use google_project_iam_member for each member, as the constructs of Modelkeep do.",
    answers: ["IDG-09", "KICS 617ef6ff", "CKV_GCP_41", "CKV_GCP_49"],
  },
  {
    id: "GOOGLE_IAM_NO_DEFAULT_SERVICE_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "Google's default service accounts are given nothing",
    appliesTo: ALL_IAM,
    require: noGrant('g.type == "default-account"'),
    found: grantsAtFault('g.type == "default-account"'),
    attribute: "member",
    message: "A default service account is given a role",
    rationale:
      "Every virtual machine and node that names no identity is the default one: what it is given, all of them have.",
    remediation:
      "Make a google_service_account for the machine that needs the role; ServingCluster makes one for its nodes.",
    answers: ["IDG-10", "CKV_GCP_46", "AVD-GCP-0006"],
  },
  {
    id: "GOOGLE_IAM_NO_PERSONAL_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "No personal Google account is given anything",
    appliesTo: ALL_IAM,
    require: noGrant('g.type == "gmail"'),
    found: grantsAtFault('g.type == "gmail"'),
    attribute: "member",
    message: "A personal account is given a role",
    rationale:
      "Nobody in the organization can lock a personal account, ask it for a second factor, or take it away from who has left.",
    remediation: "Give the role to a group of the organization's own directory.",
    answers: ["IDG-10", "AVD-GCP-0069", "KICS 9356962e"],
  },
  {
    id: "GOOGLE_IAM_NO_SINGLE_USER",
    severity: "medium",
    category: "identity",
    title: "People have roles through groups",
    appliesTo: ALL_IAM,
    require: noGrant('g.type == "user"'),
    found: grantsAtFault('g.type == "user"'),
    attribute: "member",
    message: "A single person is given a role",
    rationale:
      "Roles of single people are forgotten when they change teams; groups are looked after where people come and go.",
    remediation: "Give the role to a group; personal accounts have a control of their own.",
    answers: ["IDG-10", "AVD-GCP-0003"],
  },
  {
    id: "GOOGLE_IAM_SERVING_ACCOUNT_ONE_WAY",
    severity: "high",
    category: "identity",
    title: "A service account that serves models is taken by its pods alone",
    appliesTo: SERVICE_ACCOUNT_IAM,
    when: "grantsOnServing(self)",
    require: `!grantsOnServing(self) || ${noGrant(TAKES_SERVING)}`,
    found: grantsAtFault(TAKES_SERVING),
    attribute: "role",
    message: "Others than its pods may act as this service account",
    rationale:
      "Who may mint tokens for the identity of a model server reads its model without ever touching the cluster, and the log " +
      "names the model server.",
    remediation:
      "Give roles/iam.workloadIdentityUser to the one Kubernetes service account and nothing else; WorkloadIdentityBinding does.",
    answers: ["IDG-03", "DENY-ID-004", "CIS GKE-1.9 5.2.2", "AML.M0005"],
  },
];
