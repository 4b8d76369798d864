import { TIERED_IAM } from "../../estate/joins/google-clusters";
import type { Control } from "../control";
import { ALL_IAM, grantsAtFault, noGrant, SERVICE_ACCOUNT_IAM } from "./google-iam-kinds";

const WHOLE_POOL = 'g.type == "pool"';
const DEFAULT_KSA = 'g.type == "workload" && g.service_account == "default"';
const DEFAULT_NAMESPACE = 'g.type == "workload" && g.namespace == "default" && g.service_account != "default"';

const ASKED = "claimsAsked(self.attribute_condition)";

/** Every repository of GitHub has tokens of the one issuer: whose it is must be said. */
const IS_GITHUB = 'self.oidc.exists(o, text(o.issuer_uri).contains("githubusercontent.com"))';
const NAMES_REPOSITORY = `${ASKED}.exists(c, c.matches("repository|enterprise|[.]sub$|google[.]subject|workflow_ref|^attribute[.]"))`;

/** How pods, and pipelines elsewhere, come to identities of Google. */
export const GOOGLE_IDENTITY_WORKLOADS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY",
    severity: "critical",
    category: "identity",
    title: "There are no keys of service accounts",
    appliesTo: ["google_service_account_key"],
    require: "!isMade(self)",
    attribute: "service_account_id",
    message: "A key of a service account is made, and it lies in the state",
    rationale:
      "A key does not expire: whoever reads the state, the CI log or the notebook it ends up in reads the weights for years. One " +
      "whose public half is uploaded is no better, for its private half lies in somebody's file.",
    remediation:
      "Remove google_service_account_key: WorkloadIdentityBinding for pods, workload identity federation for pipelines, " +
      "impersonation for people.",
    answers: ["IDG-02", "DENY-ID-007", "CKV2_GCP_3", "AML.T0055", "ML05:2023"],
  },
  {
    id: "GOOGLE_IAM_NO_WHOLE_POOL",
    severity: "critical",
    category: "identity",
    title: "No whole pool of identities is given a role",
    appliesTo: ALL_IAM,
    require: noGrant(WHOLE_POOL),
    found: grantsAtFault(WHOLE_POOL),
    attribute: "member",
    message: "Every identity of a pool, of a cluster or of a namespace is given a role",
    rationale:
      "The pool of a project holds every pod of all of its clusters, also of those that are made later: each of them, a sidecar or a " +
      "debug pod too, is the model server then. The pool of an outside issuer holds whoever has a token of it.",
    remediation:
      "Name one: serviceAccount:<project>.svc.id.goog[<namespace>/<name>] for a binding, principal://.../subject/ns/<namespace>/sa/" +
      "<name> for a direct grant; WorkloadIdentityBinding does either. For outside pools name an attribute.",
    answers: ["IDG-04", "SEC-12", "DENY-ID-006", "CIS GKE-1.9 5.2.2", "AML.M0005"],
  },
  {
    id: "GOOGLE_IAM_WORKLOAD_OWN_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "A role is given to a Kubernetes service account made for it",
    appliesTo: ALL_IAM,
    require: noGrant(DEFAULT_KSA),
    found: grantsAtFault(DEFAULT_KSA),
    attribute: "member",
    message: "The service account default of a namespace is given a role",
    rationale:
      "Every pod that names no service account runs as default: all of the namespace would have what one model server needs.",
    remediation: "Make a service account for each model server and name it; WorkloadIdentityBinding refuses default.",
    answers: ["IDG-04", "SEC-12", "DENY-ID-005", "CIS GKE-1.9 5.2.2"],
  },
  {
    id: "GOOGLE_IAM_WORKLOAD_OWN_NAMESPACE",
    severity: "medium",
    category: "identity",
    title: "Roles are given to workloads in namespaces of tenants",
    appliesTo: ALL_IAM,
    require: noGrant(DEFAULT_NAMESPACE),
    found: grantsAtFault(DEFAULT_NAMESPACE),
    attribute: "member",
    message: "A service account of the namespace default is given a role",
    rationale: "In the namespace default lands what names none: whoever may start a pod there may take the role.",
    remediation: "Name the tenant's namespace; WorkloadIdentityBinding refuses default.",
    answers: ["IDG-04", "CIS GKE-1.9 5.2.2"],
  },
  {
    id: "GOOGLE_IAM_SERVING_ACCOUNT_OF_ONE_NAMESPACE",
    severity: "high",
    category: "isolation",
    title: "A service account is taken by pods of one namespace",
    appliesTo: ["google_service_account"],
    require: "namespacesOf(self).size() < 2",
    found:
      'googleAccountUsers(self).filter(a, a.by == "binding" && a.namespace != null)' +
      '.map(a, a.namespace + "/" + (a.name == null ? "*" : a.name))',
    attribute: "account_id",
    message: "Kubernetes service accounts of several namespaces act as this service account",
    rationale: "A namespace is a tenant: who breaks into the model server of one has the models of the others.",
    remediation:
      "Make a service account for each model server; WorkloadIdentityBinding is for one namespace and one account.",
    answers: ["IDG-01", "DENY-ID-005", "CIS GKE-1.9 5.2.2", "AML.M0005"],
  },
  {
    id: "GOOGLE_IAM_WORKLOAD_ANNOTATED",
    severity: "medium",
    category: "identity",
    title: "A Kubernetes service account that is bound is annotated",
    appliesTo: SERVICE_ACCOUNT_IAM,
    require: '!unannotatedUsers(self).exists(u, u != "")',
    found: "unannotatedUsers(self)",
    attribute: "member",
    message: "The binding names Kubernetes service accounts that are not annotated with this service account of Google",
    rationale:
      "A binding without its annotation is a right that nothing uses and nobody misses: a pod of that name can take it at any time " +
      "by asking for it.",
    remediation:
      "Annotate the ServiceAccount with iam.gke.io/gcp-service-account, or remove the binding; PrivateInferenceEndpoint " +
      "annotates what a WorkloadIdentityBinding binds.",
    answers: ["IDG-05", "CIS GKE-1.9 5.2.2"],
  },
  {
    id: "K8S_GOOGLE_SERVICE_ACCOUNT_BOUND",
    severity: "high",
    category: "identity",
    title: "An annotated Kubernetes service account is bound to its service account of Google",
    appliesTo: ["v1 ServiceAccount"],
    require: '!unboundAnnotation(object).exists(u, u != "")',
    found: "unboundAnnotation(object)",
    attribute: "metadata.annotations",
    message: "Its service account of Google is not bound to this namespace and name",
    rationale:
      "The pods cannot act as the account that they are annotated with, and whoever the binding names instead can: a renamed " +
      "namespace leaves the old one with the right to the weights.",
    remediation:
      "Give roles/iam.workloadIdentityUser to serviceAccount:<project>.svc.id.goog[<this namespace>/<this name>]; " +
      "WorkloadIdentityBinding writes both halves.",
    answers: ["IDG-04", "IDG-05", "CIS GKE-1.9 5.2.2"],
  },
  {
    id: "GOOGLE_IAM_POOL_PROVIDER_CONDITION",
    severity: "critical",
    category: "identity",
    title: "An outside issuer's tokens are let in on a condition",
    appliesTo: ["google_iam_workload_identity_pool_provider"],
    require: `self.oidc.size() == 0 || isTrue(self.disabled) || (${ASKED}.size() > 0 && (!(${IS_GITHUB}) || ${NAMES_REPOSITORY}))`,
    attribute: "attribute_condition",
    message: "The condition does not say whose tokens of the issuer are let in",
    // What is not empty, or is true anyway, is every repository's.
    rationale:
      "Every repository of the world has a token of GitHub's issuer: without a condition any of them can be the pipeline that " +
      "publishes models. Providers of one AWS account, of SAML or of certificates name theirs otherwise.",
    remediation:
      'Set attribute_condition, as in assertion.repository_owner_id == "123456" && assertion.ref == "refs/heads/main"; the ' +
      "default is to let everybody in.",
    answers: ["IDG-12", "DENY-ID-006", "CKV_GCP_118", "CKV_GCP_125", "AVD-GCP-0068", "AML.M0005", "ML06:2023"],
  },
  {
    id: "GOOGLE_IAM_TIERS_DO_NOT_CROSS",
    severity: "critical",
    category: "isolation",
    title: "Nothing of one tier is given to an identity of another",
    appliesTo: TIERED_IAM,
    require: '!crossTierGrants(self).exists(g, g != "")',
    found: "crossTierGrants(self)",
    attribute: "member",
    message: "The role reaches into another tier",
    rationale:
      "Staging is where unreviewed models and code run: an identity of it that reads or writes what production serves is the way " +
      "from one to the other. Service accounts carry no labels; their tier is that of their stack or of their cluster.",
    remediation:
      "Make an identity in the tier that needs the role; HardenedStack keeps one tier a stack, and projects part the pools.",
    answers: ["DENY-TIER-002", "AML.M0005"],
  },
  {
    id: "GOOGLE_GKE_POOL_OF_ONE_TIER",
    severity: "critical",
    category: "isolation",
    title: "Clusters of different tiers have workload identity pools of their own",
    appliesTo: ["google_container_cluster"],
    require: '!poolSharers(self).exists(c, c != "")',
    found: "poolSharers(self)",
    attribute: "workload_identity_config.workload_pool",
    message: "It shares its workload identity pool with clusters of another tier",
    rationale:
      "A project has one pool: vision/resnet of the staging cluster is the same identity as vision/resnet of production, and " +
      "reads what production serves.",
    remediation: "Keep the clusters of each tier in a project of their own.",
    answers: ["DENY-TIER-002"],
  },
];
