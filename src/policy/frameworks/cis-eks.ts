import type { Framework } from "./framework";

const NODE_FILE = [
  "machine",
  "A file of the node's image; Amazon's EKS-optimized AMIs set its permissions, and a launch template names the image alone.",
] as const;
const KUBELET = [
  "machine",
  "The kubelet's configuration of the node's image; Amazon's EKS-optimized AMIs set it so, and only user data could change it.",
] as const;

/**
 * CIS Amazon EKS Benchmark 1.8.0: numbers and shortened titles, as aquasecurity/kube-bench has them in `cfg/eks-1.8.0` (Apache-2.0,
 * read in 2026). Section 1 has no recommendations: the control plane is Amazon's.
 */
export const CIS_EKS: Framework = {
  id: "cis-eks",
  title: "CIS Amazon EKS Benchmark 1.8.0",
  items: [
    { id: "CIS EKS-1.8 2.1.1", title: "Audit logs are enabled" },
    { id: "CIS EKS-1.8 2.1.2", title: "Audit logs are collected and managed" },
    { id: "CIS EKS-1.8 3.1.1", title: "Permissions of the kubelet's kubeconfig", unanswered: NODE_FILE },
    { id: "CIS EKS-1.8 3.1.2", title: "Ownership of the kubelet's kubeconfig", unanswered: NODE_FILE },
    { id: "CIS EKS-1.8 3.1.3", title: "Permissions of the kubelet's configuration", unanswered: NODE_FILE },
    { id: "CIS EKS-1.8 3.1.4", title: "Ownership of the kubelet's configuration", unanswered: NODE_FILE },
    { id: "CIS EKS-1.8 3.2.1", title: "The kubelet refuses anonymous requests", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.2", title: "The kubelet's --authorization-mode is not AlwaysAllow", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.3", title: "The kubelet has a client certificate authority", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.4", title: "The kubelet's --read-only-port is disabled", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.5", title: "The kubelet's streaming connections time out", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.6", title: "--make-iptables-util-chains is true", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.7", title: "eventRecordQPS captures what is needed", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.8", title: "--rotate-certificates is not set, or true", unanswered: KUBELET },
    { id: "CIS EKS-1.8 3.2.9", title: "RotateKubeletServerCertificate is true", unanswered: KUBELET },
    {
      id: "CIS EKS-1.8 4.1.1",
      title: "The cluster-admin role is used only where required",
      sameAs: ["CIS K8s-1.12 5.1.1", "CIS GKE-1.9 4.1.1", "KSV-0111"],
    },
    {
      id: "CIS EKS-1.8 4.1.2",
      title: "Access to secrets is minimized",
      sameAs: ["CIS K8s-1.12 5.1.2", "CIS GKE-1.9 4.1.2", "KSV-0041", "KSV-0113"],
    },
    {
      id: "CIS EKS-1.8 4.1.3",
      title: "Wildcards in Roles and ClusterRoles are minimized",
      sameAs: ["CIS K8s-1.12 5.1.3", "CIS GKE-1.9 4.1.3", "KSV-0044", "KSV-0045"],
    },
    {
      id: "CIS EKS-1.8 4.1.4",
      title: "Access to create pods is minimized",
      sameAs: ["CIS K8s-1.12 5.1.4"],
      unanswered: [
        "choice",
        "Controllers and pipelines create pods by trade; what such a pod may be is bounded by the namespace's profile and quota.",
      ],
    },
    {
      id: "CIS EKS-1.8 4.1.5",
      title: "Default service accounts are not used",
      sameAs: ["CIS K8s-1.12 5.1.5", "CIS GKE-1.9 4.1.4"],
    },
    {
      id: "CIS EKS-1.8 4.1.6",
      title: "Service account tokens are mounted only where necessary",
      sameAs: ["CIS K8s-1.12 5.1.6", "CIS GKE-1.9 4.1.5", "KSV-0036"],
    },
    { id: "CIS EKS-1.8 4.1.7", title: "Access to the cluster is managed by access entries" },
    {
      id: "CIS EKS-1.8 4.1.8",
      title: "Bind, impersonate and escalate are limited",
      sameAs: ["CIS K8s-1.12 5.1.8", "CIS GKE-1.9 4.1.7", "KSV-0043"],
    },
    {
      id: "CIS EKS-1.8 4.1.9",
      title: "Access to create persistent volumes is minimized",
      sameAs: ["CIS K8s-1.12 5.1.9"],
    },
    {
      id: "CIS EKS-1.8 4.1.10",
      title: "Access to the proxy sub-resource of nodes is minimized",
      sameAs: ["CIS K8s-1.12 5.1.10"],
    },
    {
      id: "CIS EKS-1.8 4.1.11",
      title: "Access to webhook configurations is minimized",
      sameAs: ["CIS K8s-1.12 5.1.12"],
    },
    {
      id: "CIS EKS-1.8 4.1.12",
      title: "Access to create service account tokens is minimized",
      sameAs: ["CIS K8s-1.12 5.1.13"],
    },
    {
      id: "CIS EKS-1.8 4.2.1",
      title: "Privileged containers are not admitted",
      sameAs: ["CIS K8s-1.12 5.2.2", "KSV-0017"],
    },
    {
      id: "CIS EKS-1.8 4.2.2",
      title: "Containers that share the host's process IDs are not admitted",
      sameAs: ["CIS K8s-1.12 5.2.3", "KSV-0010"],
    },
    {
      id: "CIS EKS-1.8 4.2.3",
      title: "Containers that share the host's IPC are not admitted",
      sameAs: ["CIS K8s-1.12 5.2.4", "KSV-0008"],
    },
    {
      id: "CIS EKS-1.8 4.2.4",
      title: "Containers that share the host's network are not admitted",
      sameAs: ["CIS K8s-1.12 5.2.5", "KSV-0009"],
    },
    {
      id: "CIS EKS-1.8 4.2.5",
      title: "Containers with allowPrivilegeEscalation are not admitted",
      sameAs: ["CIS K8s-1.12 5.2.6", "KSV-0001"],
    },
    {
      id: "CIS EKS-1.8 4.3.1",
      title: "The network plugin supports NetworkPolicies",
      sameAs: ["CIS K8s-1.12 5.3.1", "CIS GKE-1.9 4.3.1"],
    },
    {
      id: "CIS EKS-1.8 4.3.2",
      title: "All namespaces have NetworkPolicies",
      sameAs: ["CIS K8s-1.12 5.3.2", "CIS GKE-1.9 4.3.2", "KSV-0038"],
    },
    {
      id: "CIS EKS-1.8 4.4.1",
      title: "Secrets are files rather than environment variables",
      sameAs: ["CIS K8s-1.12 5.4.1", "CIS GKE-1.9 4.4.1"],
    },
    {
      id: "CIS EKS-1.8 4.4.2",
      title: "External secret storage is considered",
      sameAs: ["CIS K8s-1.12 5.4.2", "CIS GKE-1.9 4.4.2"],
    },
    {
      id: "CIS EKS-1.8 4.5.1",
      title: "Namespaces are boundaries between resources",
      sameAs: ["CIS K8s-1.12 5.6.1", "CIS GKE-1.9 4.6.1"],
    },
    {
      id: "CIS EKS-1.8 4.5.2",
      title: "The default namespace is not used",
      sameAs: ["CIS K8s-1.12 5.6.4", "CIS GKE-1.9 4.6.4", "KSV-0110"],
    },
    { id: "CIS EKS-1.8 5.1.1", title: "Images are scanned for vulnerabilities" },
    { id: "CIS EKS-1.8 5.1.2", title: "Users' access to ECR is minimized" },
    { id: "CIS EKS-1.8 5.1.3", title: "The cluster's access to ECR is to read" },
    { id: "CIS EKS-1.8 5.1.4", title: "Registries are limited to those approved", sameAs: ["KSV-0125"] },
    { id: "CIS EKS-1.8 5.2.1", title: "Workloads have service accounts of their own for AWS" },
    { id: "CIS EKS-1.8 5.3.1", title: "Kubernetes secrets are encrypted with a customer key of KMS" },
    { id: "CIS EKS-1.8 5.4.1", title: "Access to the control plane's endpoint is restricted" },
    { id: "CIS EKS-1.8 5.4.2", title: "The private endpoint is enabled, and public access disabled" },
    { id: "CIS EKS-1.8 5.4.3", title: "Nodes are private" },
    { id: "CIS EKS-1.8 5.4.4", title: "Network policy is enabled" },
    { id: "CIS EKS-1.8 5.4.5", title: "Traffic to load balancers is encrypted with TLS" },
    { id: "CIS EKS-1.8 5.5.1", title: "Users are managed by IAM" },
  ],
};
