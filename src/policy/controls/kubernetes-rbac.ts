import type { Control } from "../control";
import { names, OUTSIDE_PLATFORM } from "./kubernetes-workloads";

const ROLES = ["rbac.authorization.k8s.io/v1 Role", "rbac.authorization.k8s.io/v1 ClusterRole"];
const BINDINGS = ["rbac.authorization.k8s.io/v1 RoleBinding", "rbac.authorization.k8s.io/v1 ClusterRoleBinding"];

/** Roles of Kubernetes itself, and those that are put together from others, whose rules a controller writes. */
const OWN_OBJECT = `${OUTSIDE_PLATFORM} && !(has(object.metadata.name) && (object.metadata.name.startsWith("system:") || object.metadata.name in ["cluster-admin", "admin", "edit", "view"]))`;
const OWN_ROLE = `${OWN_OBJECT} && !has(object.aggregationRule)`;

const SAID_OF_CONTROLLERS =
  "Controllers of the platform may need it: name the resources, or waive it for them with a reason.";

type Rule = Omit<Control, "category" | "appliesTo" | "require" | "when" | "found"> & { readonly grants: string };

/** A control on the rules of a role: `grants` is CEL about a `rule` that gives too much. */
function roleControl({ grants, ...control }: Rule): Control {
  return {
    ...control,
    category: "identity",
    appliesTo: ROLES,
    when: OWN_ROLE,
    require: `!has(object.rules) || object.rules.all(rule, !(${grants}))`,
  };
}

type Subject = Omit<Control, "category" | "appliesTo" | "require" | "when" | "found"> & { readonly subject: string };

/** A control on the subjects of a binding: `subject` is CEL about a `subject` that must not be one. */
function subjectControl({ subject, ...control }: Subject): Control {
  return {
    ...control,
    category: "identity",
    appliesTo: BINDINGS,
    when: OWN_OBJECT,
    require: `!has(object.subjects) || object.subjects.all(subject, !(${subject}))`,
    found: `object.subjects.filter(subject, ${subject}).map(subject, subject.name)`,
  };
}

/** CEL: the rule allows one of the verbs on one of the resources, by their names. */
function allows(verbs: readonly string[], resources: readonly string[]): string {
  return `has(rule.resources) && rule.resources.exists(resource, resource in ${names(resources)}) && rule.verbs.exists(verb, verb in ${names(verbs)})`;
}

/** What people and pods may do in the cluster. Wildcards have a control of their own: the others look for names. */
export const KUBERNETES_RBAC_CONTROLS: readonly Control[] = [
  roleControl({
    id: "K8S_ROLE_NO_WILDCARDS",
    severity: "high",
    title: "Roles name their verbs and resources",
    grants:
      'rule.verbs.exists(verb, verb == "*") || (has(rule.resources) && rule.resources.exists(resource, resource == "*"))',
    attribute: "rules",
    message: 'A rule has "*" among its verbs or resources',
    rationale: `A wildcard grants also what the next version of Kubernetes adds, and today every secret beside the models. ${SAID_OF_CONTROLLERS}`,
    remediation: "List the verbs and the resources that are needed.",
    answers: [
      "TEN-15",
      "TEN-16",
      "DENY-K8S-011",
      "CKV_K8S_49",
      "KSV-0045",
      "KSV-0112",
      "KSV-0044",
      "CIS K8s-1.12 5.1.3",
      "CIS EKS-1.8 4.1.3",
      "CIS GKE-1.9 4.1.3",
      "AML.M0005",
    ],
  }),
  roleControl({
    id: "K8S_ROLE_NO_SECRETS",
    severity: "high",
    title: "Roles do not read all secrets",
    grants: `${allows(["get", "list", "watch"], ["secrets"])} && (!has(rule.resourceNames) || rule.resourceNames.size() == 0)`,
    attribute: "rules",
    message: "A rule reads every secret in its reach",
    rationale: `Tokens of model hubs and keys of callers lie in secrets: who lists them is everybody. ${SAID_OF_CONTROLLERS}`,
    remediation: "Remove secrets from the rule, or name the one that is needed in resourceNames.",
    answers: [
      "TEN-16",
      "DENY-K8S-011",
      "CKV2_K8S_5",
      "KSV-0041",
      "KSV-0113",
      "KICS b7bca5c4",
      "CIS K8s-1.12 5.1.2",
      "CIS EKS-1.8 4.1.2",
      "AML.M0005",
      "AML.T0055",
    ],
  }),
  roleControl({
    id: "K8S_ROLE_NO_EXEC",
    severity: "high",
    title: "Roles do not open shells in pods",
    grants: allows(
      ["create", "get", "update", "patch"],
      ["pods/exec", "pods/attach", "pods/ephemeralcontainers", "pods/proxy"],
    ),
    attribute: "rules",
    message: "A rule allows to execute in pods",
    rationale: "A shell in a model server is its weights and the prompts of its callers.",
    remediation: "Remove pods/exec, pods/attach and pods/ephemeralcontainers; keep them for a break-glass role.",
    answers: ["TEN-16", "DENY-K8S-011", "CKV2_K8S_2", "KSV-0053", "KSV-0054", "AML.M0005", "ML05:2023"],
  }),
  roleControl({
    id: "K8S_ROLE_NO_ESCALATION",
    severity: "high",
    title: "Roles do not escalate, bind or impersonate",
    grants: 'rule.verbs.exists(verb, verb in ["escalate", "bind", "impersonate"])',
    attribute: "rules",
    message: "A rule allows to gain rights that it does not name",
    rationale: "Each of the three verbs is every right of somebody else, the cluster's administrator included.",
    remediation: "Remove the verbs escalate, bind and impersonate.",
    answers: [
      "TEN-17",
      "DENY-K8S-011",
      "CKV_K8S_157",
      "CKV_K8S_158",
      "CKV2_K8S_1",
      "CKV2_K8S_3",
      "KSV-0043",
      "KSV-0050",
      "CIS K8s-1.12 5.1.8",
      "CIS EKS-1.8 4.1.8",
      "CIS GKE-1.9 4.1.7",
    ],
  }),
  roleControl({
    id: "K8S_ROLE_NO_CLUSTER_CONTROL",
    severity: "high",
    title: "Roles do not reach nodes, tokens, certificates and admission",
    grants: [
      allows(["create", "get"], ["nodes/proxy"]),
      allows(["create"], ["serviceaccounts/token", "persistentvolumes"]),
      allows(["update", "patch"], ["certificatesigningrequests/approval"]),
      allows(
        ["create", "update", "patch", "delete", "deletecollection"],
        [
          "mutatingwebhookconfigurations",
          "validatingwebhookconfigurations",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings",
        ],
      ),
    ]
      .map((grant) => `(${grant})`)
      .join(" || "),
    attribute: "rules",
    message:
      "A rule reaches nodes, tokens of service accounts, approval of certificates, volumes of the cluster, or admission",
    rationale: `With them a tenant runs code on nodes, mints tokens or approves certificates in the name of others, or switches off what guards the models. ${SAID_OF_CONTROLLERS}`,
    remediation:
      "Remove nodes/proxy, serviceaccounts/token, certificatesigningrequests/approval, persistentvolumes and the configurations of admission from roles of tenants.",
    answers: [
      "TEN-18",
      "CKV_K8S_155",
      "KSV-0114",
      "KSV-0047",
      "CIS K8s-1.12 5.1.9",
      "CIS K8s-1.12 5.1.10",
      "CIS K8s-1.12 5.1.11",
      "CIS K8s-1.12 5.1.12",
      "CIS K8s-1.12 5.1.13",
      "CIS EKS-1.8 4.1.9",
      "CIS EKS-1.8 4.1.10",
      "CIS EKS-1.8 4.1.11",
      "CIS EKS-1.8 4.1.12",
      "AML.T0105",
    ],
  }),
  {
    id: "K8S_NO_CLUSTER_ADMIN",
    severity: "high",
    category: "identity",
    title: "Nobody is bound to cluster-admin",
    appliesTo: BINDINGS,
    when: OWN_OBJECT,
    require: 'object.roleRef.name != "cluster-admin"',
    attribute: "roleRef.name",
    message: "The binding gives cluster-admin",
    rationale:
      "Who is cluster-admin reads every model, every prompt and every secret. A break-glass group needs a waiver.",
    remediation: "Bind a role that lists what is needed, in the namespace where it is needed.",
    answers: [
      "TEN-19",
      "DENY-K8S-011",
      "KSV-0111",
      "CIS K8s-1.12 5.1.1",
      "CIS EKS-1.8 4.1.1",
      "CIS GKE-1.9 4.1.1",
      "AML.M0005",
    ],
  },
  subjectControl({
    id: "K8S_NO_ANYBODY_BOUND",
    severity: "critical",
    title: "No rights are given to anybody at all",
    subject:
      'subject.kind in ["User", "Group"] && subject.name in ["system:anonymous", "system:unauthenticated", "system:authenticated", "system:masters"]',
    attribute: "subjects",
    message: "The binding is for a group that everybody, or nobody in particular, is in",
    rationale:
      "The group system:authenticated is, on some clouds, everybody with an account; system:masters is past every check and cannot be taken back.",
    remediation: "Name the group or the service account that needs the rights.",
    answers: [
      "TEN-20",
      "DENY-K8S-011",
      "KSV-0122",
      "KSV-01011",
      "KSV-0123",
      "CIS GKE-1.9 4.1.6",
      "CIS GKE-1.9 4.1.8",
      "CIS GKE-1.9 4.1.9",
      "CIS GKE-1.9 4.1.10",
      "AML.M0019",
    ],
  }),
  subjectControl({
    id: "K8S_NO_DEFAULT_ACCOUNT_BOUND",
    severity: "high",
    title: "No rights are given to default service accounts",
    subject: 'subject.kind == "ServiceAccount" && subject.name == "default"',
    attribute: "subjects",
    message: "The binding is for a default service account",
    rationale: "Every pod that names no account has this one: rights for one of them are rights for all.",
    remediation: "Bind the service account of the one workload; PrivateInferenceEndpoint makes one for each.",
    answers: ["TEN-21", "DENY-K8S-011", "CKV_K8S_42", "CIS K8s-1.12 5.1.5"],
  }),
];
