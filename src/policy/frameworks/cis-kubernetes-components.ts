import type { FrameworkItem } from "./framework";

const FILES = [
  "provider",
  "A file on the control plane's machines, which EKS and GKE run and nobody else reaches.",
] as const;
const FLAGS = [
  "provider",
  "EKS and GKE start the API server with flags of their own; neither lets a user set them.",
] as const;
const AUTHZ = [
  "provider",
  "EKS and GKE authorize nodes and users by Node and RBAC, and offer no other mode save GKE's legacy one (1.2.8).",
] as const;
const ADMISSION = ["provider", "Which admission plugins the API server loads is fixed by EKS and GKE."] as const;
const PULL = [
  "provider",
  "Admission plugins are fixed by EKS and GKE; images are named by digest, so that a cached one is the same one.",
] as const;
const AUDITFILES = [
  "provider",
  "EKS and GKE keep no audit files: they send the log to CloudWatch and Cloud Logging, where retention is asked for.",
] as const;
const ETCD = ["provider", "etcd belongs to EKS and GKE, with the certificates between it and the API server."] as const;
const CIPHERS = ["provider", "EKS and GKE choose the ciphers of their API servers."] as const;
const MANAGER = [
  "provider",
  "The controller manager runs inside the managed control plane; its flags are not offered.",
] as const;
const SCHEDULER = [
  "provider",
  "The scheduler runs inside the managed control plane; its flags are not offered.",
] as const;
const PEOPLE = [
  "people",
  "Whether somebody carries a service account's token about is a habit, and no setting.",
] as const;
const BOOTSTRAP = ["provider", "EKS and GKE join their nodes by tokens of their own, which users never see."] as const;
const POLICY = [
  "provider",
  "The audit policy of EKS and GKE is fixed; that its log is kept is asked for (1.2.16).",
] as const;
const NODE = [
  "machine",
  "A file of the node's image (EKS-optimized AMI, Container-Optimized OS), whose permissions the image's makers set.",
] as const;
const KUBELET = [
  "machine",
  "The node's image starts the kubelet; EKS's and GKE's set it so, and Terraform has no attribute for it.",
] as const;
const SECCOMP = [
  "machine",
  "The kubelet's default is the image's; each pod's own profile is asked for (5.6.2).",
] as const;
const PROXY = [
  "open",
  "On EKS the kube-proxy add-on's configuration says it, which no control reads; on GKE, Google does.",
] as const;

/** Sections 1 to 4: the control plane, etcd and the nodes. Modelkeep's clusters are EKS and GKE, which run most of it. */
export const CIS_KUBERNETES_COMPONENTS: readonly FrameworkItem[] = [
  { id: "CIS K8s-1.12 1.1.1", title: "Permissions of the API server's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.2", title: "Ownership of the API server's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.3", title: "Permissions of the controller manager's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.4", title: "Ownership of the controller manager's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.5", title: "Permissions of the scheduler's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.6", title: "Ownership of the scheduler's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.7", title: "Permissions of etcd's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.8", title: "Ownership of etcd's pod specification", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.9", title: "Permissions of the network plugin's files", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.10", title: "Ownership of the network plugin's files", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.11", title: "Permissions of etcd's data directory", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.12", title: "Ownership of etcd's data directory", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.13", title: "Permissions of the default administrator's credentials", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.14", title: "Ownership of the default administrator's credentials", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.15", title: "Permissions of scheduler.conf", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.16", title: "Ownership of scheduler.conf", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.17", title: "Permissions of controller-manager.conf", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.18", title: "Ownership of controller-manager.conf", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.19", title: "Ownership of the Kubernetes PKI directory and files", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.20", title: "Permissions of the Kubernetes PKI certificates", unanswered: FILES },
  { id: "CIS K8s-1.12 1.1.21", title: "Permissions of the Kubernetes PKI keys", unanswered: FILES },
  { id: "CIS K8s-1.12 1.2.1", title: "--anonymous-auth is false", sameAs: ["GKE-22"] },
  { id: "CIS K8s-1.12 1.2.2", title: "--token-auth-file is not set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.3", title: "DenyServiceExternalIPs is set", sameAs: ["GKE-36"] },
  { id: "CIS K8s-1.12 1.2.4", title: "The kubelet client certificate and key are set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.5", title: "--kubelet-certificate-authority is set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.6", title: "--authorization-mode is not AlwaysAllow", unanswered: AUTHZ },
  { id: "CIS K8s-1.12 1.2.7", title: "--authorization-mode includes Node", unanswered: AUTHZ },
  { id: "CIS K8s-1.12 1.2.8", title: "--authorization-mode includes RBAC", sameAs: ["CIS GKE-1.9 5.8.3"] },
  { id: "CIS K8s-1.12 1.2.9", title: "The admission plugin EventRateLimit is set", unanswered: ADMISSION },
  { id: "CIS K8s-1.12 1.2.10", title: "The admission plugin AlwaysAdmit is not set", unanswered: ADMISSION },
  { id: "CIS K8s-1.12 1.2.11", title: "The admission plugin AlwaysPullImages is set", unanswered: PULL },
  { id: "CIS K8s-1.12 1.2.12", title: "The admission plugin ServiceAccount is set", unanswered: ADMISSION },
  { id: "CIS K8s-1.12 1.2.13", title: "The admission plugin NamespaceLifecycle is set", unanswered: ADMISSION },
  { id: "CIS K8s-1.12 1.2.14", title: "The admission plugin NodeRestriction is set", unanswered: ADMISSION },
  { id: "CIS K8s-1.12 1.2.15", title: "--profiling is false", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.16", title: "--audit-log-path is set", sameAs: ["CIS EKS-1.8 2.1.1"] },
  { id: "CIS K8s-1.12 1.2.17", title: "--audit-log-maxage is 30 or as appropriate", unanswered: AUDITFILES },
  { id: "CIS K8s-1.12 1.2.18", title: "--audit-log-maxbackup is 10 or as appropriate", unanswered: AUDITFILES },
  { id: "CIS K8s-1.12 1.2.19", title: "--audit-log-maxsize is 100 or as appropriate", unanswered: AUDITFILES },
  { id: "CIS K8s-1.12 1.2.20", title: "--request-timeout is set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.21", title: "--service-account-lookup is true", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.22", title: "--service-account-key-file is set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.23", title: "--etcd-certfile and --etcd-keyfile are set", unanswered: ETCD },
  { id: "CIS K8s-1.12 1.2.24", title: "--tls-cert-file and --tls-private-key-file are set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.25", title: "--client-ca-file is set", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.2.26", title: "--etcd-cafile is set", unanswered: ETCD },
  {
    id: "CIS K8s-1.12 1.2.27",
    title: "--encryption-provider-config is set",
    sameAs: ["CIS EKS-1.8 5.3.1", "CIS GKE-1.9 5.3.1"],
  },
  {
    id: "CIS K8s-1.12 1.2.28",
    title: "Encryption providers are configured",
    sameAs: ["CIS EKS-1.8 5.3.1", "CIS GKE-1.9 5.3.1"],
  },
  { id: "CIS K8s-1.12 1.2.29", title: "The API server uses strong ciphers alone", unanswered: CIPHERS },
  { id: "CIS K8s-1.12 1.2.30", title: "--service-account-extend-token-expiration is false", unanswered: FLAGS },
  { id: "CIS K8s-1.12 1.3.1", title: "--terminated-pod-gc-threshold is set", unanswered: MANAGER },
  { id: "CIS K8s-1.12 1.3.2", title: "--profiling is false for the controller manager", unanswered: MANAGER },
  { id: "CIS K8s-1.12 1.3.3", title: "--use-service-account-credentials is true", unanswered: MANAGER },
  { id: "CIS K8s-1.12 1.3.4", title: "--service-account-private-key-file is set", unanswered: MANAGER },
  { id: "CIS K8s-1.12 1.3.5", title: "--root-ca-file is set", unanswered: MANAGER },
  {
    id: "CIS K8s-1.12 1.3.6",
    title: "RotateKubeletServerCertificate is true for the controller manager",
    unanswered: MANAGER,
  },
  { id: "CIS K8s-1.12 1.3.7", title: "The controller manager binds to 127.0.0.1", unanswered: MANAGER },
  { id: "CIS K8s-1.12 1.4.1", title: "--profiling is false for the scheduler", unanswered: SCHEDULER },
  { id: "CIS K8s-1.12 1.4.2", title: "The scheduler binds to 127.0.0.1", unanswered: SCHEDULER },
  { id: "CIS K8s-1.12 2.1", title: "--cert-file and --key-file are set for etcd", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.2", title: "--client-cert-auth is true", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.3", title: "--auto-tls is not true", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.4", title: "--peer-cert-file and --peer-key-file are set", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.5", title: "--peer-client-cert-auth is true", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.6", title: "--peer-auto-tls is not true", unanswered: ETCD },
  { id: "CIS K8s-1.12 2.7", title: "etcd has a certificate authority of its own", unanswered: ETCD },
  { id: "CIS K8s-1.12 3.1.1", title: "Client certificates are not used for users", sameAs: ["CIS GKE-1.9 5.8.1"] },
  { id: "CIS K8s-1.12 3.1.2", title: "Service account tokens are not used for users", unanswered: PEOPLE },
  { id: "CIS K8s-1.12 3.1.3", title: "Bootstrap tokens are not used for users", unanswered: BOOTSTRAP },
  { id: "CIS K8s-1.12 3.2.1", title: "A minimal audit policy is created", sameAs: ["CIS EKS-1.8 2.1.1"] },
  { id: "CIS K8s-1.12 3.2.2", title: "The audit policy covers key security concerns", unanswered: POLICY },
  { id: "CIS K8s-1.12 4.1.1", title: "Permissions of the kubelet's service file", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.2", title: "Ownership of the kubelet's service file", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.3", title: "Permissions of the proxy's kubeconfig", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.4", title: "Ownership of the proxy's kubeconfig", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.5", title: "Permissions of the kubelet's kubeconfig", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.6", title: "Ownership of the kubelet's kubeconfig", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.7", title: "Permissions of the certificate authorities' file", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.8", title: "Ownership of the certificate authorities' file", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.9", title: "Permissions of the kubelet's configuration", unanswered: NODE },
  { id: "CIS K8s-1.12 4.1.10", title: "Ownership of the kubelet's configuration", unanswered: NODE },
  { id: "CIS K8s-1.12 4.2.1", title: "The kubelet's --anonymous-auth is false", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.2", title: "The kubelet's --authorization-mode is not AlwaysAllow", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.3", title: "The kubelet's --client-ca-file is set", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.4", title: "The kubelet's --read-only-port is 0", sameAs: ["GKE-37", "GKE-58"] },
  { id: "CIS K8s-1.12 4.2.5", title: "The kubelet's streaming connections time out", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.6", title: "--make-iptables-util-chains is true", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.7", title: "--hostname-override is not set", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.8", title: "eventRecordQPS captures what is needed", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.9", title: "The kubelet's TLS certificate and key are set", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.10", title: "--rotate-certificates is not false", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.11", title: "The kubelet's RotateKubeletServerCertificate is true", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.12", title: "The kubelet uses strong ciphers alone", unanswered: KUBELET },
  { id: "CIS K8s-1.12 4.2.13", title: "A limit is set on the processes of a pod", sameAs: ["GKE-59"] },
  { id: "CIS K8s-1.12 4.2.14", title: "--seccomp-default is true", unanswered: SECCOMP },
  { id: "CIS K8s-1.12 4.3.1", title: "kube-proxy's metrics are bound to localhost", unanswered: PROXY },
];
