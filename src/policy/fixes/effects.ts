const CLUSTER = "Replaces the cluster";
const ACL = "ACLs of the bucket and its objects count no more";
const KEY_GONE = "Deletes the key: whoever still signs in with it is refused.";
const NODE_GROUP = "Replaces the node group.";
const NODE_POOL = "Replaces the node pool.";
const SAGEMAKER_MODEL = "Replaces the model: SageMaker changes none.";
const ENDPOINT_CONFIGURATION = "Replaces the endpoint configuration: SageMaker changes none.";
const LOAD_BALANCER = "Replaces the load balancer, and its name in DNS with it.";
const IMAGES_GONE = "Replaces the repository: its images go with it.";
const ADMISSION = "Objects that break the policy are no longer admitted.";
const PLAIN_TEXT = "Clients without a sidecar are refused: give them one first.";
const SECURITY_GROUP = "Takes all rules from the default security group: what still uses it has no traffic.";
const LOCKED = "One way: what is locked can be deleted by nobody before its retention ends.";

/**
 * What applying a fix does beyond the attribute that it writes, by the id of the control: what it replaces, deletes or shuts out, and
 * what cannot be taken back. No patch holds such a fix: whoever applies it shall have read the sentence.
 */
export const EFFECTS: Readonly<Record<string, string>> = {
  AWS_API_METHOD_AUTHORIZED: "Callers that do not sign their requests are refused.",
  AWS_API_ROUTE_AUTHORIZED: "Callers that do not sign their requests are refused.",
  AWS_DEFAULT_SECURITY_GROUP_LOCKED: SECURITY_GROUP,
  AWS_VPC_DEFAULT_SECURITY_GROUP_PRESENT: SECURITY_GROUP,
  AWS_ECR_CUSTOMER_KEY: IMAGES_GONE,
  AWS_EKS_AUTHENTICATION_BY_API: "One way: the aws-auth ConfigMap counts no more.",
  AWS_EKS_CREATOR_NOT_ADMIN: `${CLUSTER}: EKS takes it at creation alone.`,
  AWS_EKS_SECRETS_ENCRYPTED: "One way: EKS does not take the encryption back, and needs the key for good.",
  AWS_EKS_NODE_GROUP_LAUNCH_TEMPLATE: NODE_GROUP,
  AWS_EKS_NODE_GROUP_NO_SSH: NODE_GROUP,
  AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION: NODE_GROUP,
  AWS_FLOW_LOG_ALL_TRAFFIC: "Replaces the flow log: nothing is recorded meanwhile.",
  AWS_IAM_NO_ACCESS_KEY: KEY_GONE,
  AWS_LB_INTERNAL: LOAD_BALANCER,
  AWS_LB_MODELS_INTERNAL: LOAD_BALANCER,
  AWS_LB_TYPE_EXPLICIT: LOAD_BALANCER,
  AWS_LB_TARGETS_BY_ADDRESS: "Replaces the target group: its targets have to be registered again.",
  AWS_S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCK: "Replaces the access point: S3 takes it at creation alone.",
  AWS_S3_BUCKET_OWNER_ENFORCED: `${ACL}.`,
  AWS_S3_MODEL_OWNERSHIP_PRESENT: `${ACL}.`,
  AWS_S3_MODELS_LOCKED: LOCKED,
  AWS_S3_LOCK_HOLDS_BY_DEFAULT: "Versions that are written from then on cannot be deleted before their retention ends.",
  AWS_SAGEMAKER_MODEL_ISOLATED: SAGEMAKER_MODEL,
  AWS_SAGEMAKER_MODEL_IN_VPC: SAGEMAKER_MODEL,
  AWS_SAGEMAKER_NO_HUB_TOKEN: SAGEMAKER_MODEL,
  AWS_SAGEMAKER_NO_REMOTE_CODE: SAGEMAKER_MODEL,
  AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED: ENDPOINT_CONFIGURATION,
  AWS_SAGEMAKER_ENDPOINT_ENCRYPTED: ENDPOINT_CONFIGURATION,
  AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED: ENDPOINT_CONFIGURATION,
  AWS_SAGEMAKER_NO_SHELL: ENDPOINT_CONFIGURATION,
  AWS_VPC_INTERNET_BLOCKED: "Blocks all traffic between the VPCs of the region and the internet.",
  GOOGLE_ARMOR_DENIES_BY_DEFAULT: "Denies all callers that no other rule allows: write those first.",
  GOOGLE_ARTIFACT_REGISTRY_CLEANED_UP: "Deletes untagged images after 30 days.",
  GOOGLE_ARTIFACT_REGISTRY_CUSTOMER_KEY: IMAGES_GONE,
  GOOGLE_ENDPOINT_RESPECTS_PERIMETER: "APIs that VPC Service Controls do not cover are no longer reached.",
  GOOGLE_GKE_BINARY_AUTHORIZATION: "Pods whose images the project's policy denies are no longer admitted.",
  GOOGLE_GKE_DATAPLANE_V2_ALONE: `${CLUSTER}: GKE takes the dataplane at creation alone.`,
  GOOGLE_GKE_NETWORK_POLICIES_ENFORCED: `${CLUSTER}: GKE takes the dataplane at creation alone.`,
  GOOGLE_GKE_NETWORK_OF_ITS_OWN: `${CLUSTER}: GKE takes the network at creation alone.`,
  GOOGLE_GKE_NO_ALPHA: `${CLUSTER}: GKE takes it at creation alone.`,
  GOOGLE_GKE_NO_CLIENT_CERTIFICATE: `${CLUSTER}: GKE takes it at creation alone.`,
  GOOGLE_GKE_PRIVATE_NODES: `${CLUSTER} with providers that change no private_cluster_config: terraform plan says so.`,
  GOOGLE_GKE_PRIVATE_ENDPOINT: `${CLUSTER} with providers that change no private_cluster_config: terraform plan says so.`,
  GOOGLE_GKE_VPC_NATIVE: `${CLUSTER}: GKE takes its ranges at creation alone.`,
  GOOGLE_GKE_GPUS_NOT_SHARED_BY_TENANTS: NODE_POOL,
  GOOGLE_GKE_GPU_NODES_NO_SPOT_IN_PRODUCTION: NODE_POOL,
  GOOGLE_GKE_NODES_INTEGRITY_MONITORED: NODE_POOL,
  GOOGLE_GKE_SHARED_GPUS_OF_ONE_TENANT: NODE_POOL,
  GOOGLE_GKE_NODES_IMAGE: "Makes the nodes of the pool anew, one after the other.",
  GOOGLE_GKE_NODES_KUBELET_PORT_CLOSED: "Makes the nodes of the pool anew, one after the other.",
  GOOGLE_GKE_NODE_POOL_PRIVATE:
    "Makes the nodes of the pool anew: without Cloud NAT they reach no registry outside of Google.",
  GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY: KEY_GONE,
  GOOGLE_STORAGE_NO_HMAC_KEY: KEY_GONE,
  GOOGLE_LOG_BUCKET_LOCKED:
    "One way: neither the bucket nor its retention can be changed, and its project cannot be deleted.",
  GOOGLE_STORAGE_AUDIT_LOGS_LOCKED: LOCKED,
  GOOGLE_LOG_SINK_OWN_WRITER: "Replaces the sink: grant its new identity the destination, or nothing arrives.",
  GOOGLE_NETWORK_CUSTOM_SUBNETS: "Replaces the network and all that lies in it.",
  GOOGLE_NETWORK_NO_DEFAULT_ROUTE: "Replaces the network and all that lies in it.",
  GOOGLE_PERIMETER_GUARDS_MODELS: "Requests from outside of the perimeter are refused for these services.",
  GOOGLE_PERIMETER_NO_OTHER_SERVICES:
    "Services that are not named are no longer reached from the networks of the perimeter.",
  GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED:
    "What runs as a default service account loses its rights in the project.",
  GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED: "Disables the default service accounts: what runs as one is refused.",
  GOOGLE_SECRET_MANAGER_REGION_PINNED: "Replaces the secret: its versions go with it.",
  GOOGLE_STORAGE_OLD_VERSIONS_REMOVED: "Deletes noncurrent versions after 90 days.",
  GOOGLE_STORAGE_UNIFORM_ACCESS: `${ACL}; one way after 90 days.`,
  ADMISSION_POLICIES_DENY: ADMISSION,
  GATEKEEPER_ENFORCES: ADMISSION,
  KYVERNO_ENFORCES: ADMISSION,
  ISTIO_MTLS_STRICT: PLAIN_TEXT,
  ISTIO_NAMESPACE_MTLS_STRICT: PLAIN_TEXT,
  ISTIO_TOKENS_DEMANDED: "Requests without a token are refused.",
  K8S_ADMISSION_FAILS_CLOSED: "While the webhook does not answer, what it judges is refused.",
  K8S_LOAD_BALANCER_INTERNAL: "Replaces the load balancer, and its address with it.",
  K8S_NAMESPACE_DEFAULT_DENY: "Denies all traffic that no other policy allows: write those first.",
  K8S_NAMESPACE_OWN: "Replaces the object: no object changes its namespace.",
  K8S_NO_TOKEN_SECRET: KEY_GONE,
  K8S_POD_SECURITY_RESTRICTED: "Pods of the namespace that break the standard are no longer admitted.",
  K8S_QUOTA_FORBIDS_EXPOSURE: "Services of type LoadBalancer and NodePort are no longer admitted in the namespace.",
  K8S_STORAGE_CLASS_ENCRYPTED: "Replaces the class: volumes that are there stay as they are.",
};
