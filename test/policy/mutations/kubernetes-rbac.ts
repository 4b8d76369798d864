import type { Mutation } from "../mutation";
import { added, type Loose } from "./kubernetes-objects";

const GROUP = "rbac.authorization.k8s.io";

function role(control: string, name: string, rule: Loose): Mutation {
  return added(control, name, "kubernetes_role_v1", {
    metadata: { name: "tenant", namespace: "vision" },
    rule: [{ api_groups: [""], resources: ["pods"], verbs: ["get", "list"] }, rule],
  });
}

function binding(control: string, name: string, roleName: string, subject: Loose): Mutation {
  return added(control, name, "kubernetes_cluster_role_binding_v1", {
    metadata: { name: "tenant" },
    role_ref: { api_group: GROUP, kind: "ClusterRole", name: roleName },
    subject: [subject],
  });
}

const TEAM = { kind: "Group", name: "vision-team", api_group: GROUP };

export const KUBERNETES_RBAC_MUTATIONS: readonly Mutation[] = [
  role("K8S_ROLE_NO_WILDCARDS", "a role of the tenant may do everything to everything", {
    api_groups: ["*"],
    resources: ["*"],
    verbs: ["*"],
  }),
  role("K8S_ROLE_NO_SECRETS", "a role of the tenant lists secrets", {
    api_groups: [""],
    resources: ["secrets"],
    verbs: ["get", "list"],
  }),
  role("K8S_ROLE_NO_EXEC", "a role of the tenant opens shells in pods", {
    api_groups: [""],
    resources: ["pods/exec"],
    verbs: ["create"],
  }),
  role("K8S_ROLE_NO_ESCALATION", "a role of the tenant impersonates", {
    api_groups: [""],
    resources: ["serviceaccounts"],
    verbs: ["impersonate"],
  }),
  role("K8S_ROLE_NO_CLUSTER_CONTROL", "a role of the tenant mints tokens", {
    api_groups: [""],
    resources: ["serviceaccounts/token"],
    verbs: ["create"],
  }),
  added("K8S_ROLE_NO_CLUSTER_CONTROL", "a role of the tenant approves certificates", "kubernetes_cluster_role_v1", {
    metadata: { name: "tenant-approver" },
    rule: [
      {
        api_groups: ["certificates.k8s.io"],
        resources: ["certificatesigningrequests/approval"],
        verbs: ["update"],
      },
    ],
  }),
  binding("K8S_NO_CLUSTER_ADMIN", "the tenant is cluster-admin", "cluster-admin", TEAM),
  binding("K8S_NO_ANYBODY_BOUND", "everybody with an account may view", "tenant-view", {
    ...TEAM,
    name: "system:authenticated",
  }),
  binding("K8S_NO_DEFAULT_ACCOUNT_BOUND", "the default account may view", "tenant-view", {
    kind: "ServiceAccount",
    name: "default",
    namespace: "vision",
  }),
];
