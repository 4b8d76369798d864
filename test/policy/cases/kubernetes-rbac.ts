import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

const RBAC = "rbac.authorization.k8s.io/v1";
const READER = { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"] };

function role(rule: Loose): EstateSource {
  return of(namespaced(RBAC, "Role", { rules: [READER, rule] }));
}

function clusterRole(rule: Loose, name = "vision", fields: Loose = {}): EstateSource {
  return of(
    cluster(RBAC, "ClusterRole", { rules: [READER, rule], ...fields }, name),
    cluster(RBAC, "ClusterRole", { rules: [READER] }),
  );
}

function binding(fields: Loose, kind = "RoleBinding", name = "vision"): Loose {
  return cluster(
    RBAC,
    kind,
    {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "resnet", namespace: "vision" }],
      ...fields,
    },
    name,
  );
}

/** A rule is at fault in a Role and in a ClusterRole, and in neither that Kubernetes itself writes. */
function ruleCases(control: string, fault: Loose, fine: Loose = READER): ControlCases {
  return {
    control,
    holds: {
      "a reader": role(fine),
      "a role of Kubernetes": clusterRole(fault, "system:controller"),
      "a role of parts": clusterRole(fault, "parts", { aggregationRule: { clusterRoleSelectors: [] } }),
      "a role without rules": of(namespaced(RBAC, "Role", {})),
    },
    fails: { "in a Role": role(fault), "in a ClusterRole": clusterRole(fault) },
    undecided: {
      "verbs are known after apply": inTerraform(
        namespaced(RBAC, "Role", { rules: [{ ...fault, verbs: ["$" + "{var.verb}"] }] }),
      ),
    },
  };
}

const CERTIFICATES = "certificates.k8s.io";

/** Of certificates, requests and what signs them are the platform's daily work; approval gives a name to whoever asks. */
function clusterControlCases(): ControlCases {
  const control = "K8S_ROLE_NO_CLUSTER_CONTROL";
  const tokens = ruleCases(control, { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] });
  const requests = {
    apiGroups: [CERTIFICATES],
    resources: ["certificatesigningrequests"],
    verbs: ["create", "update"],
  };
  const signer = {
    apiGroups: [CERTIFICATES],
    resources: ["certificatesigningrequests/status"],
    verbs: ["update", "patch"],
  };
  const approver = {
    apiGroups: [CERTIFICATES],
    resources: ["certificatesigningrequests/approval"],
    verbs: ["update"],
  };
  return {
    ...tokens,
    holds: { ...tokens.holds, "requests of certificates": clusterRole(requests), "a signer": clusterRole(signer) },
    fails: {
      ...tokens.fails,
      "approval of certificates": clusterRole(approver),
      "approval, by a patch": clusterRole({ ...approver, verbs: ["get", "patch"] }),
    },
  };
}

export const KUBERNETES_RBAC_CASES: readonly ControlCases[] = [
  ruleCases("K8S_ROLE_NO_WILDCARDS", { apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }),
  ruleCases(
    "K8S_ROLE_NO_SECRETS",
    { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["list"] },
    { apiGroups: [""], resources: ["secrets"], resourceNames: ["resnet-tls"], verbs: ["get"] },
  ),
  ruleCases("K8S_ROLE_NO_EXEC", { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }),
  ruleCases("K8S_ROLE_NO_ESCALATION", { apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }),
  clusterControlCases(),
  {
    control: "K8S_NO_CLUSTER_ADMIN",
    holds: {
      "another role": of(binding({})),
      "Kubernetes' own binding": of(
        binding({ roleRef: { kind: "ClusterRole", name: "cluster-admin" } }, "ClusterRoleBinding", "cluster-admin"),
        binding({}),
      ),
    },
    fails: {
      "in the cluster": of(binding({ roleRef: { kind: "ClusterRole", name: "cluster-admin" } }, "ClusterRoleBinding")),
      "in a namespace": of(binding({ roleRef: { kind: "ClusterRole", name: "cluster-admin" } })),
    },
    undecided: {
      "by a variable": inTerraform(binding({ roleRef: { kind: "ClusterRole", name: "$" + "{var.role}" } })),
    },
  },
  {
    control: "K8S_NO_ANYBODY_BOUND",
    holds: { "one account": of(binding({})), nobody: of(binding({ subjects: [] })) },
    fails: {
      "everybody with an account": of(binding({ subjects: [{ kind: "Group", name: "system:authenticated" }] })),
      everybody: of(binding({ subjects: [{ kind: "User", name: "system:anonymous" }] }, "ClusterRoleBinding")),
      "masters, in Terraform": {
        resource: {
          kubernetes_cluster_role_binding_v1: {
            masters: {
              metadata: { name: "masters" },
              role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "reader" },
              subject: [{ kind: "Group", name: "system:masters", api_group: "rbac.authorization.k8s.io" }],
            },
          },
        },
      },
    },
    undecided: { "by a variable": inTerraform(binding({ subjects: [{ kind: "Group", name: "$" + "{var.group}" }] })) },
  },
  {
    control: "K8S_NO_DEFAULT_ACCOUNT_BOUND",
    holds: { "an account of its own": of(binding({})) },
    fails: {
      "the default one": of(binding({ subjects: [{ kind: "ServiceAccount", name: "default", namespace: "vision" }] })),
    },
    undecided: {
      "by a variable": inTerraform(
        binding({ subjects: [{ kind: "ServiceAccount", name: "$" + "{var.account}", namespace: "vision" }] }),
      ),
    },
  },
];
