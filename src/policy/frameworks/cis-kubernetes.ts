import { CIS_KUBERNETES_COMPONENTS } from "./cis-kubernetes-components";
import type { Framework } from "./framework";

/**
 * CIS Kubernetes Benchmark 1.12: numbers and shortened titles, as aquasecurity/kube-bench has them in `cfg/cis-1.12` (Apache-2.0,
 * read in 2026). Checks of Trivy stand beside recommendations as its `k8s-cis-1.23` pairs them, by title.
 */
export const CIS_KUBERNETES: Framework = {
  id: "cis-kubernetes",
  title: "CIS Kubernetes Benchmark 1.12",
  items: [
    ...CIS_KUBERNETES_COMPONENTS,
    {
      id: "CIS K8s-1.12 5.1.1",
      title: "The cluster-admin role is used only where required",
      sameAs: ["CIS EKS-1.8 4.1.1", "CIS GKE-1.9 4.1.1", "KSV-0111"],
    },
    {
      id: "CIS K8s-1.12 5.1.2",
      title: "Access to secrets is minimized",
      sameAs: ["CIS EKS-1.8 4.1.2", "CIS GKE-1.9 4.1.2", "KSV-0041", "KSV-0113"],
    },
    {
      id: "CIS K8s-1.12 5.1.3",
      title: "Wildcards in Roles and ClusterRoles are minimized",
      sameAs: ["CIS EKS-1.8 4.1.3", "CIS GKE-1.9 4.1.3", "KSV-0044", "KSV-0045"],
    },
    {
      id: "CIS K8s-1.12 5.1.4",
      title: "Access to create pods is minimized",
      sameAs: ["CIS EKS-1.8 4.1.4"],
      unanswered: [
        "choice",
        "Controllers and pipelines create pods by trade; what such a pod may be is bounded by the namespace's profile and quota.",
      ],
    },
    {
      id: "CIS K8s-1.12 5.1.5",
      title: "Default service accounts are not used",
      sameAs: ["CIS EKS-1.8 4.1.5", "CIS GKE-1.9 4.1.4"],
    },
    {
      id: "CIS K8s-1.12 5.1.6",
      title: "Service account tokens are mounted only where necessary",
      sameAs: ["CIS EKS-1.8 4.1.6", "CIS GKE-1.9 4.1.5", "KSV-0036"],
    },
    { id: "CIS K8s-1.12 5.1.7", title: "The group system:masters is not used", sameAs: ["CIS GKE-1.9 4.1.6"] },
    {
      id: "CIS K8s-1.12 5.1.8",
      title: "Bind, impersonate and escalate are limited",
      sameAs: ["CIS EKS-1.8 4.1.8", "CIS GKE-1.9 4.1.7", "KSV-0043"],
    },
    {
      id: "CIS K8s-1.12 5.1.9",
      title: "Access to create persistent volumes is minimized",
      sameAs: ["CIS EKS-1.8 4.1.9"],
    },
    {
      id: "CIS K8s-1.12 5.1.10",
      title: "Access to the proxy sub-resource of nodes is minimized",
      sameAs: ["CIS EKS-1.8 4.1.10"],
    },
    {
      id: "CIS K8s-1.12 5.1.11",
      title: "Access to the approval sub-resource of certificate signing requests is minimized",
    },
    {
      id: "CIS K8s-1.12 5.1.12",
      title: "Access to webhook configurations is minimized",
      sameAs: ["CIS EKS-1.8 4.1.11"],
    },
    {
      id: "CIS K8s-1.12 5.1.13",
      title: "Access to create service account tokens is minimized",
      sameAs: ["CIS EKS-1.8 4.1.12"],
    },
    {
      id: "CIS K8s-1.12 5.2.1",
      title: "At least one policy control mechanism is active",
      sameAs: ["CIS GKE-1.9 4.2.1"],
    },
    {
      id: "CIS K8s-1.12 5.2.2",
      title: "Privileged containers are not admitted",
      sameAs: ["CIS EKS-1.8 4.2.1", "KSV-0017"],
    },
    {
      id: "CIS K8s-1.12 5.2.3",
      title: "Containers that share the host's process IDs are not admitted",
      sameAs: ["CIS EKS-1.8 4.2.2", "KSV-0010"],
    },
    {
      id: "CIS K8s-1.12 5.2.4",
      title: "Containers that share the host's IPC are not admitted",
      sameAs: ["CIS EKS-1.8 4.2.3", "KSV-0008"],
    },
    {
      id: "CIS K8s-1.12 5.2.5",
      title: "Containers that share the host's network are not admitted",
      sameAs: ["CIS EKS-1.8 4.2.4", "KSV-0009"],
    },
    {
      id: "CIS K8s-1.12 5.2.6",
      title: "Containers with allowPrivilegeEscalation are not admitted",
      sameAs: ["CIS EKS-1.8 4.2.5", "KSV-0001"],
    },
    { id: "CIS K8s-1.12 5.2.7", title: "Root containers are not admitted", sameAs: ["KSV-0012"] },
    {
      id: "CIS K8s-1.12 5.2.8",
      title: "Containers with the NET_RAW capability are not admitted",
      sameAs: ["KSV-0003"],
    },
    { id: "CIS K8s-1.12 5.2.9", title: "Containers with capabilities assigned are not admitted", sameAs: ["KSV-0003"] },
    { id: "CIS K8s-1.12 5.2.10", title: "Windows HostProcess containers are not admitted" },
    { id: "CIS K8s-1.12 5.2.11", title: "HostPath volumes are not admitted", sameAs: ["KSV-0023"] },
    { id: "CIS K8s-1.12 5.2.12", title: "Containers that use host ports are not admitted", sameAs: ["KSV-0024"] },
    {
      id: "CIS K8s-1.12 5.3.1",
      title: "The network plugin supports NetworkPolicies",
      sameAs: ["CIS EKS-1.8 4.3.1", "CIS GKE-1.9 4.3.1"],
    },
    {
      id: "CIS K8s-1.12 5.3.2",
      title: "All namespaces have NetworkPolicies",
      sameAs: ["CIS EKS-1.8 4.3.2", "CIS GKE-1.9 4.3.2", "KSV-0038"],
    },
    {
      id: "CIS K8s-1.12 5.4.1",
      title: "Secrets are files rather than environment variables",
      sameAs: ["CIS EKS-1.8 4.4.1", "CIS GKE-1.9 4.4.1"],
    },
    {
      id: "CIS K8s-1.12 5.4.2",
      title: "External secret storage is considered",
      sameAs: ["CIS EKS-1.8 4.4.2", "CIS GKE-1.9 4.4.2"],
    },
    {
      id: "CIS K8s-1.12 5.5.1",
      title: "Image provenance is configured by an admission controller",
      sameAs: ["CIS GKE-1.9 4.5.1"],
    },
    {
      id: "CIS K8s-1.12 5.6.1",
      title: "Namespaces are boundaries between resources",
      sameAs: ["CIS EKS-1.8 4.5.1", "CIS GKE-1.9 4.6.1"],
    },
    {
      id: "CIS K8s-1.12 5.6.2",
      title: "The seccomp profile is the runtime's default in pod definitions",
      sameAs: ["CIS GKE-1.9 4.6.2", "KSV-0030", "KSV-0104"],
    },
    {
      id: "CIS K8s-1.12 5.6.3",
      title: "Pods and containers have a security context",
      sameAs: ["CIS GKE-1.9 4.6.3", "KSV-0012", "KSV-0001", "KSV-0014"],
    },
    {
      id: "CIS K8s-1.12 5.6.4",
      title: "The default namespace is not used",
      sameAs: ["CIS EKS-1.8 4.5.2", "CIS GKE-1.9 4.6.4", "KSV-0110"],
    },
  ],
};
