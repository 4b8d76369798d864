import { choose, decide, type Fixes, type Step, set } from "./fix";

/** What a role needs, no program can tell; `only` shows how little it may be. */
function rules(
  what: string,
  only: { readonly resources: string; readonly names?: string; readonly verbs: string },
): Step {
  const { resources, names, verbs } = only;
  const hcl = [
    '    api_groups     = [""]',
    `    resources      = [${resources}]`,
    ...(names === undefined ? [] : [`    resource_names = [${names}]`]),
    `    verbs          = [${verbs}]`,
  ];
  const cdktf = [
    'apiGroups: [""]',
    `resources: [${resources}]`,
    ...(names === undefined ? [] : [`resourceNames: [${names}]`]),
    `verbs: [${verbs}]`,
  ];
  return decide(what, {
    hcl: `resource "kubernetes_role_v1" "vision" {
  metadata {
    name      = "vision"
    namespace = "vision"
  }

  rule {
${hcl.join("\n")}
  }
}`,
    cdktf: `import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";

new RoleV1(this, "Vision", {
  metadata: { name: "vision", namespace: "vision" },
  rule: [{ ${cdktf.join(", ")} }],
});`,
  });
}

const READ = '"get", "list", "watch"';
const SEEN = '"pods", "pods/log", "services", "configmaps"';

export const KUBERNETES_RBAC_FIXES: Fixes = {
  K8S_ROLE_NO_WILDCARDS: [rules("which verbs on which resources are needed", { resources: SEEN, verbs: READ })],
  K8S_ROLE_NO_SECRETS: [
    rules("which one secret is needed, if any; get takes names, list and watch do not", {
      resources: '"secrets"',
      names: '"resnet-tls"',
      verbs: '"get"',
    }),
  ],
  K8S_ROLE_NO_EXEC: [
    rules("what those who opened shells look for: logs and events tell most of it, a break-glass role the rest", {
      resources: '"pods", "pods/log", "events"',
      verbs: READ,
    }),
  ],
  K8S_ROLE_NO_ESCALATION: [rules("which rights are needed, by their own names", { resources: SEEN, verbs: READ })],
  K8S_ROLE_NO_CLUSTER_CONTROL: [
    rules("what is left once nodes, tokens, certificates, volumes of the cluster and admission are the platform's", {
      resources: '"pods", "persistentvolumeclaims"',
      verbs: READ,
    }),
  ],
  K8S_NO_CLUSTER_ADMIN: [
    set("roleRef", {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
      name: choose("role that lists what is needed", "tenant-operator"),
    }),
  ],
  K8S_NO_ANYBODY_BOUND: [
    set("subjects", [
      {
        kind: "Group",
        apiGroup: "rbac.authorization.k8s.io",
        name: choose("group that needs the rights", "vision-operators@acme.example"),
      },
    ]),
  ],
  K8S_NO_DEFAULT_ACCOUNT_BOUND: [
    set("subjects", [
      {
        kind: "ServiceAccount",
        name: choose("service account of the one workload", "resnet"),
        namespace: choose("its namespace", "vision"),
      },
    ]),
  ],
};
