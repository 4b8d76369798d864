import type { Framework } from "./framework";

const NODE_FILE = [
  "machine",
  "A file of Container-Optimized OS, which Google builds and updates; a node pool names the image alone.",
] as const;

/**
 * CIS Google Kubernetes Engine Benchmark 1.9.0: numbers and shortened titles, as aquasecurity/kube-bench has them in `cfg/gke-1.9.0`
 * (Apache-2.0, read in 2026). Sections 1 and 2 have no recommendations: the control plane is Google's.
 */
export const CIS_GKE: Framework = {
  id: "cis-gke",
  title: "CIS Google Kubernetes Engine Benchmark 1.9.0",
  items: [
    { id: "CIS GKE-1.9 3.1.1", title: "Permissions of the kubelet's kubeconfig", unanswered: NODE_FILE },
    { id: "CIS GKE-1.9 3.1.2", title: "Ownership of the kubelet's kubeconfig", unanswered: NODE_FILE },
    { id: "CIS GKE-1.9 3.1.3", title: "Permissions of the kubelet's configuration", unanswered: NODE_FILE },
    { id: "CIS GKE-1.9 3.1.4", title: "Ownership of the kubelet's configuration", unanswered: NODE_FILE },
    {
      id: "CIS GKE-1.9 4.1.1",
      title: "The cluster-admin role is used only where required",
      sameAs: ["CIS K8s-1.12 5.1.1", "CIS EKS-1.8 4.1.1", "KSV-0111"],
    },
    {
      id: "CIS GKE-1.9 4.1.2",
      title: "Access to secrets is minimized",
      sameAs: ["CIS K8s-1.12 5.1.2", "CIS EKS-1.8 4.1.2", "KSV-0041", "KSV-0113"],
    },
    {
      id: "CIS GKE-1.9 4.1.3",
      title: "Wildcards in Roles and ClusterRoles are minimized",
      sameAs: ["CIS K8s-1.12 5.1.3", "CIS EKS-1.8 4.1.3", "KSV-0044", "KSV-0045"],
    },
    {
      id: "CIS GKE-1.9 4.1.4",
      title: "Default service accounts are not used",
      sameAs: ["CIS K8s-1.12 5.1.5", "CIS EKS-1.8 4.1.5"],
    },
    {
      id: "CIS GKE-1.9 4.1.5",
      title: "Service account tokens are mounted only where necessary",
      sameAs: ["CIS K8s-1.12 5.1.6", "CIS EKS-1.8 4.1.6", "KSV-0036"],
    },
    { id: "CIS GKE-1.9 4.1.6", title: "The group system:masters is not used", sameAs: ["CIS K8s-1.12 5.1.7"] },
    {
      id: "CIS GKE-1.9 4.1.7",
      title: "Bind, impersonate and escalate are limited",
      sameAs: ["CIS K8s-1.12 5.1.8", "CIS EKS-1.8 4.1.8", "KSV-0043"],
    },
    { id: "CIS GKE-1.9 4.1.8", title: "Nothing is bound to system:anonymous" },
    { id: "CIS GKE-1.9 4.1.9", title: "Nothing beyond the defaults is bound to system:unauthenticated" },
    { id: "CIS GKE-1.9 4.1.10", title: "Nothing beyond the defaults is bound to system:authenticated" },
    {
      id: "CIS GKE-1.9 4.2.1",
      title: "Namespaces enforce the Baseline profile or a stricter one",
      sameAs: ["CIS K8s-1.12 5.2.1"],
    },
    {
      id: "CIS GKE-1.9 4.3.1",
      title: "The network plugin supports NetworkPolicies",
      sameAs: ["CIS K8s-1.12 5.3.1", "CIS EKS-1.8 4.3.1"],
    },
    {
      id: "CIS GKE-1.9 4.3.2",
      title: "All namespaces have NetworkPolicies",
      sameAs: ["CIS K8s-1.12 5.3.2", "CIS EKS-1.8 4.3.2", "KSV-0038"],
    },
    {
      id: "CIS GKE-1.9 4.4.1",
      title: "Secrets are files rather than environment variables",
      sameAs: ["CIS K8s-1.12 5.4.1", "CIS EKS-1.8 4.4.1"],
    },
    {
      id: "CIS GKE-1.9 4.4.2",
      title: "External secret storage is considered",
      sameAs: ["CIS K8s-1.12 5.4.2", "CIS EKS-1.8 4.4.2"],
    },
    {
      id: "CIS GKE-1.9 4.5.1",
      title: "Image provenance is configured by an admission controller",
      sameAs: ["CIS K8s-1.12 5.5.1"],
    },
    {
      id: "CIS GKE-1.9 4.6.1",
      title: "Namespaces are boundaries between resources",
      sameAs: ["CIS K8s-1.12 5.6.1", "CIS EKS-1.8 4.5.1"],
    },
    {
      id: "CIS GKE-1.9 4.6.2",
      title: "The seccomp profile is the runtime's default in pod definitions",
      sameAs: ["CIS K8s-1.12 5.6.2", "KSV-0030", "KSV-0104"],
    },
    {
      id: "CIS GKE-1.9 4.6.3",
      title: "Pods and containers have a security context",
      sameAs: ["CIS K8s-1.12 5.6.3", "KSV-0012", "KSV-0001", "KSV-0014"],
    },
    {
      id: "CIS GKE-1.9 4.6.4",
      title: "The default namespace is not used",
      sameAs: ["CIS K8s-1.12 5.6.4", "CIS EKS-1.8 4.5.2", "KSV-0110"],
    },
    { id: "CIS GKE-1.9 5.1.1", title: "Images are scanned for vulnerabilities" },
    { id: "CIS GKE-1.9 5.1.2", title: "Users' access to image repositories is minimized" },
    { id: "CIS GKE-1.9 5.1.3", title: "The cluster's access to image repositories is to read" },
    { id: "CIS GKE-1.9 5.1.4", title: "Only trusted images are used" },
    { id: "CIS GKE-1.9 5.2.1", title: "Nodes do not run as the default service account of Compute Engine" },
    { id: "CIS GKE-1.9 5.2.2", title: "Workloads have service accounts of their own, by Workload Identity" },
    { id: "CIS GKE-1.9 5.3.1", title: "Kubernetes secrets are encrypted with a key of Cloud KMS" },
    { id: "CIS GKE-1.9 5.4.1", title: "The metadata server of GKE is enabled" },
    { id: "CIS GKE-1.9 5.5.1", title: "Nodes run Container-Optimized OS" },
    { id: "CIS GKE-1.9 5.5.2", title: "Nodes are repaired automatically" },
    { id: "CIS GKE-1.9 5.5.3", title: "Nodes are upgraded automatically" },
    { id: "CIS GKE-1.9 5.5.4", title: "Versions follow a release channel" },
    { id: "CIS GKE-1.9 5.5.5", title: "Shielded nodes are enabled" },
    { id: "CIS GKE-1.9 5.5.6", title: "Integrity monitoring of shielded nodes is enabled" },
    { id: "CIS GKE-1.9 5.5.7", title: "Secure boot of shielded nodes is enabled" },
    { id: "CIS GKE-1.9 5.6.1", title: "Flow logs and intranode visibility are enabled" },
    { id: "CIS GKE-1.9 5.6.2", title: "Clusters are VPC-native" },
    { id: "CIS GKE-1.9 5.6.3", title: "Authorized networks of the control plane are enabled" },
    { id: "CIS GKE-1.9 5.6.4", title: "The private endpoint is enabled, and public access disabled" },
    { id: "CIS GKE-1.9 5.6.5", title: "Nodes are private" },
    { id: "CIS GKE-1.9 5.6.6", title: "Nodes are firewalled" },
    { id: "CIS GKE-1.9 5.6.7", title: "Certificates of Google are used for TLS" },
    { id: "CIS GKE-1.9 5.7.1", title: "Logging and monitoring are enabled" },
    {
      id: "CIS GKE-1.9 5.7.2",
      title: "auditd logs on the nodes",
      unanswered: [
        "machine",
        "A DaemonSet of Google's, cos-auditd-logging, switches it on from within the nodes; no attribute of a cluster does.",
      ],
    },
    { id: "CIS GKE-1.9 5.8.1", title: "Client certificates are disabled" },
    {
      id: "CIS GKE-1.9 5.8.2",
      title: "RBAC users are managed by Google Groups",
      unanswered: [
        "choice",
        "`authenticator_groups_config` needs a Workspace domain with a group of that name, which not everybody has; the catalogue recommends it (GKE-28).",
      ],
    },
    { id: "CIS GKE-1.9 5.8.3", title: "Legacy authorization is disabled" },
    { id: "CIS GKE-1.9 5.9.1", title: "Persistent disks are encrypted with customer keys" },
    { id: "CIS GKE-1.9 5.9.2", title: "Boot disks are encrypted with customer keys" },
    {
      id: "CIS GKE-1.9 5.10.1",
      title: "The Kubernetes dashboard is disabled",
      unanswered: [
        "provider",
        "GKE no longer offers the dashboard add-on; google_container_cluster has no attribute for it since provider 3.",
      ],
    },
    { id: "CIS GKE-1.9 5.10.2", title: "Alpha clusters are not used for production" },
    {
      id: "CIS GKE-1.9 5.10.3",
      title: "GKE Sandbox is considered for untrusted workloads",
      unanswered: [
        "choice",
        "gVisor and GPUs are a choice for each workload, and `sandbox_config` stands in the beta provider alone.",
      ],
    },
    { id: "CIS GKE-1.9 5.10.4", title: "Security posture is enabled" },
  ],
};
