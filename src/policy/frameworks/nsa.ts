import type { Framework } from "./framework";

/**
 * Kubernetes Hardening Guidance of NSA and CISA, as aquasecurity/trivy-checks numbers it in `k8s-nsa-1.0` (Apache-2.0). Checks stand
 * beside items by what they ask: the specification itself pairs 1.3 to 1.5 with each other's checks, and 1.8 and 1.9 with others'.
 */
export const NSA: Framework = {
  id: "nsa",
  title: "NSA and CISA Kubernetes Hardening Guidance",
  items: [
    { id: "NSA 1.0", title: "Non-root containers", sameAs: ["KSV-0012"] },
    { id: "NSA 1.1", title: "Immutable container file systems", sameAs: ["KSV-0014"] },
    { id: "NSA 1.2", title: "No privileged containers", sameAs: ["KSV-0017"] },
    { id: "NSA 1.3", title: "No sharing of IPC between containers and the host", sameAs: ["KSV-0008"] },
    { id: "NSA 1.4", title: "No sharing of the host's process namespace", sameAs: ["KSV-0010"] },
    { id: "NSA 1.5", title: "No use of the host's network", sameAs: ["KSV-0009"] },
    { id: "NSA 1.6", title: "No root privileges, and no membership of root's group", sameAs: ["KSV-0105"] },
    { id: "NSA 1.7", title: "No escalation to root privileges", sameAs: ["KSV-0001"] },
    { id: "NSA 1.8", title: "The SELinux context of the container" },
    { id: "NSA 1.9", title: "AppArmor restricts the container's access" },
    { id: "NSA 1.10", title: "A seccomp profile for containers", sameAs: ["KSV-0030"] },
    { id: "NSA 1.11", title: "Service account tokens of pods are protected", sameAs: ["KSV-0036"] },
    { id: "NSA 1.12", title: "Users do not use the namespace kube-system" },
    { id: "NSA 2.0", title: "Selectors of pods and namespaces are used", sameAs: ["KSV-0038"] },
    {
      id: "NSA 3.0",
      title: "A network plugin that supports NetworkPolicy",
      sameAs: ["CIS EKS-1.8 4.3.1", "CIS GKE-1.9 4.3.1"],
    },
    { id: "NSA 4.0", title: "ResourceQuotas limit resources", sameAs: ["KSV-0040"] },
    { id: "NSA 4.1", title: "LimitRanges limit resources", sameAs: ["KSV-0039"] },
    {
      id: "NSA 5.0",
      title: "The control plane's insecure port is disabled",
      unanswered: ["provider", "Kubernetes has had no insecure port since 1.24, and EKS and GKE never opened one."],
    },
    {
      id: "NSA 5.1",
      title: "Communication with etcd is encrypted",
      unanswered: ["provider", "etcd belongs to EKS and GKE, with the certificates between it and the API server."],
    },
    {
      id: "NSA 6.0",
      title: "Permissions of the kubeconfig",
      unanswered: ["machine", "A file of the node's image; see CIS EKS-1.8 3.1.1."],
    },
    { id: "NSA 6.1", title: "Encryption of secrets is set", sameAs: ["CIS EKS-1.8 5.3.1", "CIS GKE-1.9 5.3.1"] },
    { id: "NSA 6.2", title: "The encryption provider is set", sameAs: ["CIS EKS-1.8 5.3.1", "CIS GKE-1.9 5.3.1"] },
    {
      id: "NSA 7.0",
      title: "anonymous-auth is unset",
      unanswered: [
        "provider",
        "A flag of the API server, which EKS and GKE start; what roles give to anonymous callers is CIS GKE-1.9 4.1.8.",
      ],
    },
    { id: "NSA 7.1", title: "RBAC authorizes", sameAs: ["CIS GKE-1.9 5.8.3"] },
    { id: "NSA 8.0", title: "The audit policy is configured", sameAs: ["CIS EKS-1.8 2.1.1"] },
    { id: "NSA 8.1", title: "The audit log's path is configured", sameAs: ["CIS EKS-1.8 2.1.1"] },
    {
      id: "NSA 8.2",
      title: "The audit log's age is configured",
      unanswered: [
        "provider",
        "EKS and GKE keep no audit files; the retention of the logs they send is asked for in the log groups and buckets.",
      ],
    },
  ],
};
