import type { RootCause } from "./root-cause";

/** Causes in objects of Kubernetes, and in what installs them. */
export const KUBERNETES_CAUSES: readonly RootCause[] = [
  {
    id: "no-security-context",
    title: "The containers run with more rights than they need",
    remedy:
      "Set the securityContext of pod and containers as the restricted Pod Security Standard has it; PrivateInferenceEndpoint does.",
    controls: [
      "K8S_RUN_AS_NON_ROOT",
      "K8S_USER_NOT_ROOT",
      "K8S_SECCOMP_PROFILE",
      "K8S_NO_PRIVILEGE_ESCALATION",
      "K8S_CAPABILITIES_DROPPED",
      "K8S_NO_CAPABILITIES_ADDED",
      "K8S_APPARMOR_KEPT",
      "K8S_SELINUX_OPTIONS",
      "K8S_PROC_MOUNT_DEFAULT",
      "K8S_READ_ONLY_ROOT",
    ],
  },
  {
    id: "pod-on-node",
    title: "The pod lives in its node rather than beside it",
    remedy: "Remove host namespaces, ports and paths, and privileged; a model server needs none of them.",
    controls: [
      "K8S_NO_HOST_NETWORK",
      "K8S_NO_HOST_PID",
      "K8S_NO_HOST_IPC",
      "K8S_NO_HOST_PATH",
      "K8S_NO_HOST_PORT",
      "K8S_NOT_PRIVILEGED",
      "K8S_NO_NODE_CAPABILITIES",
      "K8S_NO_HOST_PROCESS",
    ],
  },
  {
    id: "unbounded-pod",
    title: "The pod may take what it likes of its node",
    remedy: "Set requests and limits of CPU, memory and scratch space.",
    controls: ["K8S_MEMORY_LIMITED", "K8S_RESOURCES_REQUESTED", "K8S_EPHEMERAL_STORAGE_LIMITED", "K8S_SCRATCH_BOUNDED"],
  },
  {
    id: "default-service-account",
    title: "The pod runs as an account that it does not need",
    remedy: "Give it a service account of its own, and automountServiceAccountToken: false.",
    controls: ["K8S_SERVICE_ACCOUNT_OWN", "K8S_NO_API_TOKEN"],
  },
  {
    id: "bare-namespace",
    title: "The namespace lacks what protects it",
    remedy:
      "Add the labels of Pod Security, network policies that deny by default, a quota and a limit range; ServingNamespace has them all.",
    controls: [
      "K8S_NAMESPACE_DEFAULT_DENY",
      "K8S_POD_SECURITY_RESTRICTED",
      "K8S_POD_SECURITY_PINNED",
      "K8S_POD_SECURITY_TOLD",
      "K8S_NAMESPACE_TIER_LABELLED",
      "K8S_NAMESPACE_QUOTA",
      "K8S_NAMESPACE_LIMIT_RANGE",
      "K8S_QUOTA_COUNTS_GPUS",
      "K8S_QUOTA_FORBIDS_EXPOSURE",
    ],
  },
  {
    id: "open-mesh",
    title: "The mesh lets into the namespace whoever asks",
    remedy:
      "Add a PeerAuthentication of mode STRICT and an AuthorizationPolicy that allows nothing; others then name who may ask what.",
    controls: ["ISTIO_NAMESPACE_MTLS_STRICT", "ISTIO_NAMESPACE_DENIES_BY_DEFAULT"],
  },
  {
    id: "plain-storage-class",
    title: "Volumes of the class are not encrypted with a key of yours",
    remedy: "Set encrypted and kmsKeyId, or disk-encryption-kms-key, in the parameters of a new class.",
    controls: ["K8S_STORAGE_CLASS_ENCRYPTED", "K8S_STORAGE_CLASS_OWN_KEY"],
  },
  {
    id: "wide-project",
    title: "The project lets its tenant deploy more than is the tenant's",
    remedy:
      "Name its sources and its one destination, no kinds of the cluster, and not the kinds that bound the tenant.",
    controls: ["K8S_PROJECT_BOUNDED", "K8S_PROJECT_KEEPS_GUARDRAILS"],
  },
  {
    id: "flux-of-one-tenant",
    title: "The controller of Flux deploys as if there were one tenant",
    remedy:
      "Start it with --no-cross-namespace-refs=true and --default-service-account, as Flux asks of shared clusters.",
    controls: ["FLUX_CONTROLLERS_CONFINED", "FLUX_CONTROLLERS_DEFAULT_ACCOUNT"],
  },
  {
    id: "loose-chart",
    title: "What the release installs may change under the same name",
    remedy: "Name the exact version of the chart and of its images, and a repository over https or a registry.",
    controls: ["HELM_CHART_PINNED", "HELM_REPOSITORY_AUTHENTIC", "HELM_IMAGES_EXACT"],
  },
  {
    id: "exposed-service",
    title: "The Service is reached from outside the cluster",
    remedy: "Make it a ClusterIP, and let callers in through a gateway that knows them.",
    controls: [
      "K8S_SERVING_PORT_NOT_EXPOSED",
      "K8S_SERVING_PORT_CLUSTER_IP",
      "K8S_LOAD_BALANCER_INTERNAL",
      "K8S_NO_EXTERNAL_IPS",
      "K8S_NO_NODE_PORT",
    ],
  },
  {
    id: "open-ingress",
    title: "The Ingress lets more through than it should",
    remedy: "Give it a host, TLS, the paths of inference alone, an internal class and authentication.",
    controls: [
      "K8S_INGRESS_TLS",
      "K8S_INGRESS_HOST",
      "K8S_INGRESS_AUTHENTICATED",
      "K8S_INGRESS_PATHS",
      "K8S_INGRESS_INTERNAL",
    ],
  },
  {
    id: "open-route",
    title: "The route lets more through to the model than it should",
    remedy: "Give it hosts, the paths of inference alone, a listener with TLS, and callers who are known.",
    controls: ["K8S_ROUTE_NARROW", "ISTIO_ROUTE_NARROW", "K8S_ROUTE_ENCRYPTED", "K8S_ROUTE_AUTHENTICATED"],
  },
  {
    id: "wide-role",
    title: "The role may do more than its holder needs",
    remedy: "Name verbs and resources; what a tenant needs is in its own namespace.",
    controls: [
      "K8S_ROLE_NO_WILDCARDS",
      "K8S_ROLE_NO_SECRETS",
      "K8S_ROLE_NO_EXEC",
      "K8S_ROLE_NO_ESCALATION",
      "K8S_ROLE_NO_CLUSTER_CONTROL",
    ],
  },
];
