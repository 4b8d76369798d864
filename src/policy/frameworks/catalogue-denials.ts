/** Deny rules of the catalogue, one a line: id, severity, what is denied of which resources, ids of others that it names. */
export const CATALOGUE_DENIALS = `
# Deny rules
DENY-S3-001 | critical | aws_s3_bucket tagged ai-artifact (or name/prefix matches model patterns): no aws_s3_bucket_public_access_block whose bucket resolves to it, or any of the four flags is not true | CKV2_AWS_6, AVD-AWS-0094
DENY-S3-002 | high | aws_s3_bucket (ai-artifact): no SSE configuration with aws:kms/aws:kms:dsse and a non-AWS-managed key; or bucket_key_enabled not true | CKV_AWS_145, AVD-AWS-0132
DENY-S3-003 | high | aws_s3_bucket (ai-artifact): no versioning resource with Enabled | CKV_AWS_21, AVD-AWS-0090
DENY-S3-004 | high | aws_s3_bucket_policy / aws_iam_policy_document: no Deny on aws:SecureTransport=false for bucket and objects (evaluate literal JSON, jsonencode and data-source forms) | KICS 4bc4dd4c
DENY-S3-005 | critical | aws_s3_bucket_policy, aws_s3_access_point.policy: Allow with Principal * (or AWS:*), no aws:PrincipalOrgID/SourceVpce condition | CKV_AWS_70
DENY-S3-006 | medium | aws_s3_bucket (ai-artifact): missing access logging, lifecycle with abort-multipart, ownership controls BucketOwnerEnforced | CKV_AWS_18, CKV_AWS_300, CKV2_AWS_65
DENY-S3-007 | high | aws_s3_bucket (ai-artifact, tier=prod): force_destroy = true, or planned action is delete/replace
DENY-GCS-001 | critical | google_storage_bucket, google_storage_bucket_iam_*: public_access_prevention != enforced, uniform access off, or member allUsers/allAuthenticatedUsers | CKV_GCP_114, CKV_GCP_29, CKV_GCP_28
DENY-GCS-002 | high | google_storage_bucket (ai-artifact): no encryption.default_kms_key_name, versioning off, or key location differs from bucket location | AVD-GCP-0066, CKV_GCP_78
DENY-ID-001 | critical | aws_iam_role with AssumeRoleWithWebIdentity: trust statement lacks StringEquals on <issuer>:sub AND <issuer>:aud, or sub contains *, or uses StringLike on the namespace part | CIS EKS-1.8 5.2.1
DENY-ID-002 | critical | aws_iam_role with Service pods.eks.amazonaws.com: actions other than AssumeRole+TagSession, or no aws:SourceAccount/SourceOrgId condition
DENY-ID-003 | critical | aws_iam_policy / aws_iam_role_policy / policy document attached (transitively) to a role used by a ServiceAccount: Action * or <svc>:*, Resource * for s3/kms/secretsmanager/sts/iam/sagemaker, or NotAction/NotResource with Allow | CKV_AWS_62, CKV_AWS_63, CKV_AWS_355
DENY-ID-004 | high | same roles: s3:Put*/Delete*, iam:PassRole, sts:AssumeRole, kms:CreateGrant on serving (not publisher) identities | CKV_AWS_289, CKV_AWS_290, AVD-AWS-0342
DENY-ID-005 | high | aws_eks_pod_identity_association, kubernetes_service_account_v1 annotations: ServiceAccount named default; the same role_arn used by > 1 ServiceAccount of different tenants; both IRSA annotation and Pod Identity for one SA | CIS EKS-1.8 4.1.5
DENY-ID-006 | critical | google_service_account_iam_*, google_project_iam_*, google_iam_workload_identity_pool_provider: workloadIdentityUser to principalSet://.../* or whole pool; basic roles; project-level serviceAccountUser/TokenCreator; provider without attribute_condition | CKV_GCP_117, CKV_GCP_41, CKV_GCP_118
DENY-ID-007 | critical | google_service_account_key, google_storage_hmac_key, aws_iam_access_key, aws_iam_user: resource exists at all | CKV2_GCP_3, CKV_AWS_273
DENY-EKS-001 | critical | aws_eks_cluster: endpoint_public_access not false; or true with public_access_cidrs empty/0.0.0.0/0 | CKV_AWS_38, CKV_AWS_39
DENY-EKS-002 | high | aws_eks_cluster: missing secrets encryption, any of 5 log types, authentication_mode != API, creator admin not false | CKV_AWS_58, CKV_AWS_37
DENY-EKS-003 | high | aws_eks_cluster + aws_eks_addon: no vpc-cni add-on with enableNetworkPolicy (and no other policy engine declared) while NetworkPolicies exist in the stack | CIS EKS-1.8 4.3.1
DENY-EKS-004 | high | aws_launch_template, aws_eks_node_group: node group without launch template; http_tokens != required; hop limit != 1; EBS not encrypted with CMK; remote_access set | CKV_AWS_79, CKV_AWS_341, CKV_AWS_100
DENY-EKS-005 | critical | aws_eks_access_entry, aws_eks_access_policy_association: ClusterAdmin policy with scope cluster for a principal not in the break-glass list; kubernetes_groups contains system:masters | CIS EKS-1.8 4.1.1
DENY-GKE-001 | critical | google_container_cluster: enable_private_nodes/private_endpoint not true; DNS endpoint allow_external_traffic true; authorized networks missing or 0.0.0.0/0; gcp_public_cidrs_access_enabled true | CKV_GCP_18, CKV_GCP_20, CKV_GCP_64
DENY-GKE-002 | high | google_container_cluster: no workload_pool, no database_encryption ENCRYPTED, binary authorization not enforcing, datapath not ADVANCED_DATAPATH, legacy ABAC, client certificate, alpha | CKV_GCP_66, CKV_GCP_7, CKV_GCP_13
DENY-GKE-003 | high | google_container_node_pool: metadata mode != GKE_METADATA, secure boot/integrity off, default service account, no CMEK boot disk, not private, auto repair/upgrade off | CKV_GCP_68, CKV_GCP_69, CKV_GCP_72
DENY-GPU-001 | high | aws_eks_node_group / google_container_node_pool with accelerator: no nvidia.com/gpu NO_SCHEDULE taint (instance family or guest_accelerator decides "GPU")
DENY-GPU-002 | high | same: max_size / total_max_node_count / Karpenter limits unset or above the tier ceiling | LLM10
DENY-GPU-003 | high | Pod templates (all kinds, incl. kubernetes_manifest, Helm-rendered): tolerates or selects GPU nodes without a nvidia.com/gpu (or MIG) limit; or has a GPU limit without toleration + nodeSelector/affinity
DENY-GPU-004 | critical | Pod templates: privileged: true, added SYS_ADMIN/NET_ADMIN/IPC_LOCK, env NVIDIA_VISIBLE_DEVICES, hostPath to /dev or device-plugin socket - outside the named driver/plugin namespace | CKV_K8S_16, KSV-0017
DENY-GPU-005 | high | google_container_node_pool.gpu_sharing_config, device-plugin Helm values, labels: time-slicing/MPS on a pool whose tenant label is shared or that serves > 1 tenant | AML.M0019
DENY-K8S-001 | critical | Service, Ingress, Gateway/HTTPRoute, VirtualService, kubernetes_service_v1: port or targetPort in {8500, 8501, 8000, 8001, 8002, 8080, 9000} on type LoadBalancer/NodePort/externalIPs, or LoadBalancer without internal annotation | KICS 5c281bf8, KICS 2a52567c
DENY-K8S-002 | critical | Ingress/HTTPRoute/VirtualService whose backend is a model Service: no auth in the path (oauth2-proxy auth-url, ALB auth action, RequestAuthentication + AuthorizationPolicy, IAP, mTLS); or path /; or no TLS; or empty/wildcard host | LLM10, CIS EKS-1.8 5.4.5
DENY-K8S-003 | critical | Pod templates: hostNetwork/hostPID/hostIPC true, hostPort set, hostPath volume | CKV_K8S_17, CKV_K8S_18, CKV_K8S_19, CKV_K8S_26, KSV-0023
DENY-K8S-004 | high | every container incl. init, sidecar, ephemeral: runAsNonRoot not true, runAsUser 0, allowPrivilegeEscalation not false, drop not containing ALL, seccomp not RuntimeDefault/Localhost | PSS-R, CKV_K8S_20, CKV_K8S_28
DENY-K8S-005 | medium | containers: readOnlyRootFilesystem not true without waiver id; or true but no writable emptyDir for /tmp, HOME/caches and (vLLM, Triton python, NCCL) /dev/shm | CKV_K8S_22, KSV-0014
DENY-K8S-006 | high | containers: missing memory/CPU requests or memory limit, or ephemeral-storage limit when an emptyDir cache exists | CKV_K8S_10, CKV_K8S_11, CKV_K8S_12, CKV_K8S_13
DENY-K8S-007 | high | namespaces: namespace with model workloads lacks enforce=restricted label, default-deny NetworkPolicy (both directions), ResourceQuota, LimitRange (cross-resource by namespace name) | CIS K8s-1.12 5.3.2, KSV-0039, KSV-0040
DENY-K8S-008 | high | NetworkPolicy: egress ipBlock 0.0.0.0/0 or ::/0 (with or without except), empty to, empty namespaceSelector, or ingress from everywhere on a serving port | KSV-0038, AML.T0025
DENY-K8S-009 | medium | NetworkPolicy set of a namespace: default deny present but no DNS rule, or (GKE WI) no 169.254.169.254/.252 rule, or (Pod Identity) no 169.254.170.23 rule - "would break" rule, severity warn
DENY-K8S-010 | high | model-server args/env: --trust-remote-code, VLLM_SERVER_DEV_MODE, Triton --model-control-mode=poll|explicit without restricted API, HF_HUB_OFFLINE unset with a mounted model, --allowed-media-domains missing on multimodal
DENY-K8S-011 | high | Role/ClusterRole/bindings: wildcard verbs/resources, secrets read, pods/exec, escalate/bind/impersonate for tenant subjects; binding to cluster-admin, system:* groups or default SA | CKV_K8S_49, KSV-0044, KSV-0111
DENY-IMG-001 | high | all images (Pods, sagemaker_model, Helm values, model_garden container_spec): not @sha256: digest | CKV_K8S_43, KICS 228c4c19
DENY-IMG-002 | high | same: registry not in allow-list (exact host + path prefix with trailing /) | KSV-0125, KSV-0124
DENY-IMG-003 | high | aws_ecr_repository, google_artifact_registry_repository: mutable tags, no CMK, scan off, public principal | CKV_AWS_51, CKV_AWS_136, CKV_AWS_163, CKV_GCP_84, CKV_GCP_101
DENY-IMG-004 | medium | helm_release: version missing or a range; repository http:// or not allow-listed; create_namespace true
DENY-SEC-001 | critical | every string in env, values, user_data, args, annotations, ConfigMap data, container environment, secret_string, secret_data: matches secret patterns (AKIA..., hf_..., nvapi-..., sk-..., PEM, JWT, high entropy + secret-like key) or key name ends with TOKEN/PASSWORD/SECRET/KEY with a literal value | CKV_AWS_46, KSV-0109, CIS K8s-1.12 5.4.1
DENY-SEC-002 | high | aws_secretsmanager_secret_version.secret_string, google_secret_manager_secret_version.secret_data, kubernetes_secret_v1.data, helm set: attribute set instead of the write-only twin
DENY-SEC-003 | high | aws_secretsmanager_secret, google_secret_manager_secret: no CMK/CMEK | CKV_AWS_149
DENY-SEC-004 | high | ClusterSecretStore, SecretStore: ClusterSecretStore without conditions; SecretStore using static credentials secretRef instead of workload identity
DENY-KEY-001 | high | aws_kms_key, google_kms_crypto_key: rotation off / > 365 d (90 d GCP), deletion window < 30 d, wildcard principal without condition (parse string policies), prod key without prevent_destroy (synth only) | CKV_AWS_7, CKV_AWS_33, CKV_GCP_43, CKV_GCP_82
DENY-KEY-002 | medium | any encrypted resource: key ARN belongs to another tier/tenant/region than the resource (compare tags/locals)
DENY-NET-001 | critical | aws_security_group (inline, null-stripped), aws_security_group_rule, aws_vpc_security_group_ingress_rule: 0.0.0.0/0 or ::/0 on any port; serving ports from anything wider than the VPC CIDR | CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277
DENY-NET-002 | high | same + egress rules: egress to 0.0.0.0/0 or ::/0 from serving SGs (including ip_protocol -1 without ports) | CKV_AWS_382, AVD-AWS-0104
DENY-NET-003 | critical | google_compute_firewall, google_compute_*_firewall_policy_rule: ingress 0.0.0.0/0; no deny-all egress in a network with serving subnets; egress allow 0.0.0.0/0 | AVD-GCP-0027, AVD-GCP-0035
DENY-NET-004 | high | aws_subnet, aws_route, aws_internet_gateway, aws_nat_gateway, google_compute_router_nat, google_compute_instance access_config: public IPs, IGW route or NAT-all-subnets in a network tagged serving | CKV_AWS_130
DENY-NET-005 | high | aws_vpc_endpoint: Gateway/Interface endpoint without restrictive policy (missing policy = full access), interface endpoint without private DNS, S3 endpoint not on all serving route tables | AML.M0019
DENY-NET-006 | medium | aws_vpc, google_compute_subnetwork, aws_default_security_group: no flow log / log_config / private access / locked default SG | CKV2_AWS_11, CKV2_AWS_12, CKV_GCP_26, CKV_GCP_74
DENY-LB-001 | critical | aws_lb, google_compute_(global_)forwarding_rule: internal != true / EXTERNAL scheme for an inference service (unless the API-edge construct with WAF + auth owns it) | AVD-AWS-0053, CKV2_GCP_37
DENY-LB-002 | high | aws_lb_listener, google_compute_region_target_https_proxy: HTTP/TCP listener to a model target group, weak or missing ssl_policy, default action forwards without auth and the LB is an ALB without JWT/OIDC/mTLS | CKV_AWS_2, CKV_AWS_103
DENY-SM-001 | critical | aws_sagemaker_model: enable_network_isolation not true, or no vpc_config, or image not private ECR digest | CKV_AWS_370
DENY-SM-002 | high | aws_sagemaker_endpoint_configuration: no kms_key_arn while every variant's instance type has no local NVMe; kms_key_arn set while one has (would fail); enable_ssm_access true; data capture/async/core dump without KMS | CKV_AWS_98
DENY-SM-003 | high | aws_iam_policy granting sagemaker:InvokeEndpoint*: Resource * or no aws:SourceVpce/Vpc condition | CKV_AWS_355
DENY-VX-001 | critical | google_vertex_ai_endpoint, google_vertex_ai_index_endpoint: neither PSC nor network set; public_endpoint_enabled true | CKV2_GCP_33, CKV2_GCP_34
DENY-VX-002 | high | google_vertex_ai_endpoint*, google_vertex_ai_endpoint_with_model_garden_deployment: no encryption_spec; model-garden resource in prod tier; deployment pool without max_replica_count | CKV2_GCP_24
DENY-API-001 | critical | aws_api_gateway_method, aws_apigatewayv2_route: authorization NONE (except OPTIONS), even with api_key_required | CKV_AWS_59, CKV_AWS_309
DENY-API-002 | high | aws_api_gateway_rest_api, _stage, _method_settings, wafv2: not PRIVATE and no WAF association; PRIVATE without resource policy on SourceVpce; no throttling; caching on; data trace on | KICS 6b2739db, CKV_AWS_276
DENY-API-003 | high | aws_wafv2_web_acl, google_compute_security_policy attached to an inference edge: no rate-based rule; no oversize-body rule; ACL/policy not attached to anything | LLM10
DENY-AUD-001 | high | account/project stack with model buckets: no CloudTrail data events covering the bucket ARN / no DATA_READ audit config for storage + aiplatform | AVD-AWS-0172, CKV2_GCP_5
DENY-AUD-002 | medium | aws_cloudwatch_log_group, google_logging_project_bucket_config: no CMK, retention unset or < policy; EKS cluster without a pre-created /aws/eks/<name>/cluster group | CKV_AWS_158, CKV_AWS_338
DENY-STB-001 | critical | terraform.backend: missing/local backend; S3 without encrypt+kms_key_id+lock; GCS without kms_encryption_key; credentials in backend or provider block | CKV_AWS_41
DENY-TIER-001 | critical | any pair of resources: a resource tagged/labelled tier=staging|dev references a prod resource (bucket, key, secret, role, VPC, reservation, remote state key, AppProject destination, peering, IAM principal) or the reverse
DENY-TIER-002 | critical | IAM/resource policies, KMS grants, Secret access, google IAM members: principal of tier A on resource of tier B; same ns/ksa in two tiers sharing one workload-identity pool
DENY-TIER-003 | high | all taggable resources: missing tier/tenant/owner/data-class tags or labels (rules above cannot work without them)
DENY-GOV-001 | high | resource_changes: delete or replace of KMS key, released-weights bucket, state bucket, CloudTrail, audit sink in prod without an approved waiver
DENY-GOV-002 | high | any rule input in after_unknown: value needed by a critical rule is unknown at plan and cannot be resolved through configuration references: fail closed (report UNKNOWN), never pass
DENY-GOV-003 | medium | providers, resource-level region: provider version unpinned; region outside the allow-list | CKV_TF_1
`;
