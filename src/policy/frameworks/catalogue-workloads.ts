/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_WORKLOADS = `
# Model servers on Kubernetes
K8S-01 | must | kubernetes_deployment_v1.metadata.namespace: tenant namespace, never default/kube-system | CKV_K8S_21, KSV-0110, KSV-0037, CIS K8s-1.12 5.6.4, CIS EKS-1.8 4.5.2, CIS GKE-1.9 4.6.4, KICS 611ab018
K8S-02 | should | kubernetes_deployment_v1.spec.replicas: >= 2 in prod | AML.T0029
K8S-03 | must | kubernetes_deployment_v1.spec.template.spec.service_account_name: dedicated SA | CIS K8s-1.12 5.1.5, CIS EKS-1.8 4.1.5, KICS 591ade62
K8S-04 | must | kubernetes_deployment_v1.spec.template.spec.automount_service_account_token: false (cloud identity uses its own projected token) | CKV_K8S_38, KSV-0036, CIS K8s-1.12 5.1.6, CIS EKS-1.8 4.1.6, NSA 1.11, KICS a9a13d4f
K8S-05 | should | kubernetes_deployment_v1.spec.template.spec.enable_service_links: false
K8S-06 | must | kubernetes_deployment_v1.spec.template.spec.host_network: unset/false | CKV_K8S_19, KSV-0009, CIS K8s-1.12 5.2.5, CIS EKS-1.8 4.2.4, NSA 1.5, KICS 6b6bdfb3
K8S-07 | must | kubernetes_deployment_v1.spec.template.spec.host_pid: unset/false | CKV_K8S_17, KSV-0010, CIS K8s-1.12 5.2.3, CIS EKS-1.8 4.2.2, NSA 1.4, KICS 587d5d82
K8S-08 | must | kubernetes_deployment_v1.spec.template.spec.host_ipc: unset/false; use a memory emptyDir at /dev/shm | CKV_K8S_18, KSV-0008, CIS K8s-1.12 5.2.4, CIS EKS-1.8 4.2.3, NSA 1.3, KICS cd290efd
K8S-09 | must | kubernetes_deployment_v1.spec.template.spec.security_context.run_as_non_root: true | CKV_K8S_23, KSV-0012, CIS K8s-1.12 5.2.7, NSA 1.0, KICS cf34805e
K8S-10 | must | kubernetes_deployment_v1.spec.template.spec.security_context.run_as_user: numeric non-zero; 1000 for Triton and KServe images, >= 10001 otherwise | CKV_K8S_40, KSV-0020, KSV-0105, KICS 02323c00
K8S-11 | should | kubernetes_deployment_v1.spec.template.spec.security_context.run_as_group: non-zero | KSV-0021, KSV-0116
K8S-12 | should | kubernetes_deployment_v1.spec.template.spec.security_context.fs_group: non-zero + fs_group_change_policy: OnRootMismatch | KSV-0116
K8S-13 | must | kubernetes_deployment_v1.spec.template.spec.security_context.seccomp_profile.type: RuntimeDefault | CKV_K8S_31, KSV-0030, KSV-0104, CIS K8s-1.12 5.6.2, CIS GKE-1.9 4.6.2, NSA 1.10, KICS f377b83e
K8S-14 | must | kubernetes_deployment_v1.spec.template.spec.security_context.sysctl: unset | KSV-0026
K8S-15 | must | kubernetes_deployment_v1.spec.template.spec.container.image: registry/repo@sha256:<64 hex> from an allow-listed private registry | CKV_K8S_43, CKV_K8S_14, KSV-0013, KSV-0125, KICS 228c4c19, CIS GKE-1.9 5.1.4
K8S-16 | should | kubernetes_deployment_v1.spec.template.spec.container.image_pull_policy: Always for scanner peace; IfNotPresent is safe with a digest | CKV_K8S_15
K8S-17 | must | kubernetes_deployment_v1.spec.template.spec.container.security_context.allow_privilege_escalation: false (container level only) | CKV_K8S_20, KSV-0001, CIS K8s-1.12 5.2.6, CIS EKS-1.8 4.2.5, NSA 1.7, KICS c878abb4, KICS 5572cc5e
K8S-18 | must | kubernetes_deployment_v1.spec.template.spec.container.security_context.privileged: false; GPU access comes from the device plugin | CKV_K8S_16, KSV-0017, CIS K8s-1.12 5.2.2, CIS EKS-1.8 4.2.1, NSA 1.2, KICS dd29336b
K8S-19 | must | kubernetes_deployment_v1.spec.template.spec.container.security_context.read_only_root_filesystem: true, with the documented GPU/CDI exception below | CKV_K8S_22, KSV-0014, NSA 1.1, KICS d532566b
K8S-20 | must | kubernetes_deployment_v1.spec.template.spec.container.security_context.capabilities.drop: ["ALL"] upper case | CKV_K8S_28, CKV_K8S_37, KSV-0003, KSV-0004, KSV-0106, CIS K8s-1.12 5.2.8, CIS K8s-1.12 5.2.9, KICS e5587d53
K8S-21 | must | kubernetes_deployment_v1.spec.template.spec.container.security_context.capabilities.add: empty (no IPC_LOCK, no SYS_ADMIN, no NET_RAW) | CKV_K8S_25, CKV_K8S_39, KSV-0022, KSV-0005, KSV-0119, KSV-0120, KICS fe771ff7, KICS 3f55386d
K8S-22 | should | kubernetes_deployment_v1.spec.template.spec.container.security_context.run_as_non_root: true again at container level | KSV-0012, KSV-0118
K8S-23 | should | kubernetes_deployment_v1.spec.template.spec.container.security_context.seccomp_profile.type: RuntimeDefault | KSV-0030
K8S-24 | must | kubernetes_deployment_v1.spec.template.spec.container.resources.requests: cpu, memory, ephemeral-storage, nvidia.com/gpu | CKV_K8S_10, CKV_K8S_13, KSV-0015, KSV-0016
K8S-25 | must | kubernetes_deployment_v1.spec.template.spec.container.resources.limits: memory + cpu + nvidia.com/gpu (limit = request) + ephemeral-storage | CKV_K8S_11, CKV_K8S_12, KSV-0011, KSV-0018, KICS 60af03ff, LLM10
K8S-26 | must | kubernetes_deployment_v1.spec.template.spec.container.startup_probe: failureThreshold x period covers model load (KServe uses 60 x 30 s for vLLM)
K8S-27 | must | kubernetes_deployment_v1.spec.template.spec.container.liveness_probe: /health (vLLM), /v2/health/live (Triton), /v1/models/<m> (TFServing) | CKV_K8S_8, KICS ade74944
K8S-28 | must | kubernetes_deployment_v1.spec.template.spec.container.readiness_probe: model-ready path, e.g. /v2/health/ready, /v1/models | CKV_K8S_9, KICS a659f3b5
K8S-29 | must | kubernetes_deployment_v1.spec.template.spec.container.env: no literal secret; no secret_key_ref - mount secrets as files | CKV_K8S_35, CIS K8s-1.12 5.4.1, CIS EKS-1.8 4.4.1, CIS GKE-1.9 4.4.1
K8S-30 | must | kubernetes_deployment_v1.spec.template.spec.container.env["HF_HUB_OFFLINE"]: 1 when weights are mounted (+ telemetry off) | AML.M0011, LLM03
K8S-31 | must | kubernetes_deployment_v1.spec.template.spec.container.env["VLLM_SERVER_DEV_MODE"]: absent
K8S-32 | must | kubernetes_deployment_v1.spec.template.spec.container.env["NVIDIA_VISIBLE_DEVICES"]: absent
K8S-33 | must | kubernetes_deployment_v1.spec.template.spec.container.args: vLLM: no --trust-remote-code; --allowed-media-domains set (or media disabled) + VLLM_MEDIA_URL_ALLOW_REDIRECTS=0 | AML.M0011
K8S-34 | must | kubernetes_deployment_v1.spec.template.spec.container.args: Triton: --model-control-mode=none (or explicit + restricted API), --http-restricted-api/--grpc-restricted-protocol for model-repository, trace off
K8S-35 | should | kubernetes_deployment_v1.spec.template.spec.container.args: TFServing: --model_base_path on the read-only mount; REST port disabled when only gRPC is used
K8S-36 | must | kubernetes_deployment_v1.spec.template.spec.container.port.host_port: unset | CKV_K8S_26, KSV-0024, CIS K8s-1.12 5.2.12
K8S-37 | must | kubernetes_deployment_v1.spec.template.spec.container.volume_mount: model volume read_only = true | AML.M0005
K8S-38 | must | kubernetes_deployment_v1.spec.template.spec.volume.empty_dir: /tmp, $HOME, engine caches, each with size_limit; /dev/shm = medium Memory + size_limit | KSV-0014
K8S-39 | must | kubernetes_deployment_v1.spec.template.spec.volume.host_path: absent (incl. NVMe model caches) | CKV_K8S_27, KSV-0023, KSV-0121, KSV-0006, CIS K8s-1.12 5.2.11, KICS aa8f7a35, KICS 4e203a65
K8S-40 | must | kubernetes_deployment_v1.spec.template.spec.volume.nfs: absent (use PVC/CSI) | KSV-0028
K8S-41 | must | kubernetes_deployment_v1.spec.template.spec.toleration: nvidia.com/gpu Exists NoSchedule only for GPU servers; no blanket operator: Exists without key
K8S-42 | must | kubernetes_deployment_v1.spec.template.spec.node_selector: tier/tenant + accelerator label
K8S-43 | should | kubernetes_deployment_v1.spec.template.spec.priority_class_name: serving class < system-*
K8S-44 | opt | kubernetes_deployment_v1.spec.template.spec.runtime_class_name: nvidia where the runtime is not default; gvisor/kata for CPU-side untrusted transformers | CIS GKE-1.9 5.10.3
K8S-45 | should | kubernetes_deployment_v1.spec.strategy.rolling_update: max_surge 0 / max_unavailable 1 when GPUs are scarce
K8S-46 | should | kubernetes_deployment_v1.spec.template.spec.topology_spread_constraint: across zones/hosts
K8S-47 | should | kubernetes_deployment_v1.spec.template.spec.termination_grace_period_seconds: >= longest generation, with preStop sleep
K8S-48 | must | kubernetes_service_v1.spec.type: ClusterIP | KICS 5c281bf8, KICS 2a52567c, LLM10
K8S-49 | must | kubernetes_service_v1.spec.external_ips: empty | KSV-0108
K8S-50 | must | kubernetes_network_policy_v1.spec.policy_types: ["Ingress","Egress"] with empty pod_selector = default deny per namespace | CKV2_K8S_6, CIS K8s-1.12 5.3.2, CIS EKS-1.8 4.3.2, CIS GKE-1.9 4.3.2, KICS 0401f71b
K8S-51 | must | kubernetes_network_policy_v1.spec.egress.to.pod_selector: DNS: kube-system k8s-app=kube-dns, UDP+TCP 53, plus ipBlock rules below | KSV-0038, NSA 2.0
K8S-52 | must | kubernetes_network_policy_v1.spec.egress.to.ip_block.cidr: GKE: 169.254.169.254/32 (TCP 80; UDP 53 for Cloud DNS), 169.254.169.252/32 TCP 988; EKS: 169.254.170.23/32 TCP 80; NodeLocal DNS: 169.254.20.10/32
K8S-53 | must | kubernetes_network_policy_v1.spec.egress.to.ip_block.cidr: storage: VPC-endpoint subnets / 199.36.153.8/30 (private.googleapis.com) on 443 only; never 0.0.0.0/0 | AVD-GCP-0035, AVD-AWS-0104
K8S-54 | must | kubernetes_network_policy_v1.spec.ingress.from.pod_selector: only the gateway/router namespace + Prometheus on the metrics port | AML.M0019
K8S-55 | must | kubernetes_network_policy_v1.spec.ingress.ports: exactly the serving port; internal ports (29500, 14579, TCPStore, 9000 LMCache) only between pods of the same server
K8S-56 | should | kubernetes_pod_disruption_budget_v1.spec.min_available: 1 or 50%
K8S-57 | must | kubernetes_horizontal_pod_autoscaler_v2.spec.max_replicas: bounded by GPU quota | AML.T0034, LLM10
K8S-58 | must | kubernetes_service_account_v1.automount_service_account_token: false | CKV_K8S_41, KSV-0036, CIS K8s-1.12 5.1.6
K8S-59 | must | kubernetes_default_service_account_v1.automount_service_account_token: false in every tenant namespace | CIS K8s-1.12 5.1.5, CIS EKS-1.8 4.1.5, CIS GKE-1.9 4.1.4
K8S-60 | should | kubernetes_persistent_volume_claim_v1.spec.access_modes: ReadOnlyMany for weights | AML.M0005
K8S-61 | must | kubernetes_persistent_volume_claim_v1.spec.storage_class_name: the library's encrypted class | CIS GKE-1.9 5.9.1
K8S-62 | must | kubernetes_storage_class_v1.parameters["encrypted"]: "true" (ebs.csi.aws.com) | AVD-AWS-0026
K8S-63 | must | kubernetes_storage_class_v1.parameters["kmsKeyId"]: CMK ARN (EBS); disk-encryption-kms-key for pd.csi.storage.gke.io | CIS GKE-1.9 5.9.1, AVD-AWS-0027
K8S-64 | should | kubernetes_storage_class_v1.volume_binding_mode: WaitForFirstConsumer
K8S-65 | should | kubernetes_storage_class_v1.reclaim_policy: Delete for caches, Retain for state
K8S-66 | must | kubernetes_manifest.manifest.spec.predictor (KServe InferenceService): same securityContext as above, digest image, storageUri on the approved bucket, own serviceAccountName
K8S-67 | must | kubernetes_manifest.manifest.metadata.labels["networking.knative.dev/visibility"]: cluster-local (serverless mode) | LLM10
# Tenants
TEN-01 | must | kubernetes_namespace_v1.metadata.labels["pod-security.kubernetes.io/enforce"]: restricted | CIS K8s-1.12 5.2.1, CIS GKE-1.9 4.2.1, CIS EKS-1.8 4.2.1
TEN-02 | must | kubernetes_namespace_v1.metadata.labels["pod-security.kubernetes.io/enforce-version"]: pinned minor (e.g. v1.34), not latest | PSS
TEN-03 | must | kubernetes_namespace_v1.metadata.labels["pod-security.kubernetes.io/audit"]: restricted
TEN-04 | must | kubernetes_namespace_v1.metadata.labels["pod-security.kubernetes.io/warn"]: restricted
TEN-05 | must | kubernetes_namespace_v1.metadata.labels["tier"]: dev / staging / prod + tenant id | CIS K8s-1.12 5.6.1, CIS EKS-1.8 4.5.1, CIS GKE-1.9 4.6.1
TEN-06 | must | kubernetes_resource_quota_v1.spec.hard["requests.nvidia.com/gpu"]: set (only requests. form exists for extended resources) | KSV-0040, NSA 4.0, LLM10
TEN-07 | must | kubernetes_resource_quota_v1.spec.hard["limits.memory"]: set with requests.cpu, requests.memory, limits.cpu | KSV-0040, NSA 4.0
TEN-08 | must | kubernetes_resource_quota_v1.spec.hard["services.loadbalancers"]: 0
TEN-09 | must | kubernetes_resource_quota_v1.spec.hard["services.nodeports"]: 0 | KICS 5c281bf8
TEN-10 | should | kubernetes_resource_quota_v1.spec.hard["requests.ephemeral-storage"]: set
TEN-11 | should | kubernetes_resource_quota_v1.spec.hard["persistentvolumeclaims"]: set | CIS EKS-1.8 4.1.9
TEN-12 | must | kubernetes_limit_range_v1.spec.limit.default: cpu/memory defaults + max | KSV-0039, NSA 4.1
TEN-13 | should | kubernetes_limit_range_v1.spec.limit.max: per container incl. ephemeral-storage | KSV-0039
TEN-14 | must | kubernetes_network_policy_v1.spec.ingress.from.namespace_selector: never empty {}; match on kubernetes.io/metadata.name + tier label | KSV-0038, CIS K8s-1.12 5.3.2
TEN-15 | must | kubernetes_role_v1.rule.verbs: no * | CKV_K8S_49, KSV-0045, KSV-0112, CIS K8s-1.12 5.1.3, CIS EKS-1.8 4.1.3, CIS GKE-1.9 4.1.3
TEN-16 | must | kubernetes_role_v1.rule.resources: no *, no secrets read for tenants, no pods/exec, pods/attach, pods/ephemeralcontainers in prod | CKV2_K8S_2, CKV2_K8S_5, KSV-0041, KSV-0053, KSV-0054, KSV-0113, CIS K8s-1.12 5.1.2, CIS EKS-1.8 4.1.2, KICS b7bca5c4
TEN-17 | must | kubernetes_cluster_role_v1.rule.verbs: no escalate, bind, impersonate | CKV_K8S_157, CKV_K8S_158, CKV2_K8S_1, CKV2_K8S_3, KSV-0043, KSV-0050, CIS K8s-1.12 5.1.8, CIS EKS-1.8 4.1.8, CIS GKE-1.9 4.1.7
TEN-18 | must | kubernetes_cluster_role_v1.rule.resources: no webhook configurations, nodes/proxy, serviceaccounts/token, persistentvolumes for tenants | CKV_K8S_155, KSV-0114, KSV-0047, CIS K8s-1.12 5.1.9, CIS K8s-1.12 5.1.10, CIS K8s-1.12 5.1.12, CIS K8s-1.12 5.1.13, CIS EKS-1.8 4.1.9, CIS EKS-1.8 4.1.10, CIS EKS-1.8 4.1.11, CIS EKS-1.8 4.1.12
TEN-19 | must | kubernetes_cluster_role_binding_v1.role_ref.name: not cluster-admin for tenants | KSV-0111, CIS K8s-1.12 5.1.1, CIS EKS-1.8 4.1.1, CIS GKE-1.9 4.1.1
TEN-20 | must | kubernetes_cluster_role_binding_v1.subject.name: not system:anonymous, system:unauthenticated, system:authenticated, system:masters | KSV-0122, KSV-01011, KSV-0123, CIS GKE-1.9 4.1.6, CIS GKE-1.9 4.1.8, CIS GKE-1.9 4.1.9, CIS GKE-1.9 4.1.10
TEN-21 | must | kubernetes_role_binding_v1.subject.name: not the default ServiceAccount | CKV_K8S_42, CIS K8s-1.12 5.1.5
TEN-22 | must | kubernetes_priority_class_v1.global_default: false; tenant classes below platform
TEN-23 | must | kubernetes_manifest.manifest.spec.sourceRepos (Argo CD AppProject): explicit repos, no * | AML.T0010
TEN-24 | must | kubernetes_manifest.manifest.spec.destinations (Argo CD AppProject): tenant namespace + one cluster; no *
TEN-25 | must | kubernetes_manifest.manifest.spec.clusterResourceWhitelist (Argo CD AppProject): empty list | CIS K8s-1.12 5.1.12
TEN-26 | must | kubernetes_manifest.manifest.spec.namespaceResourceBlacklist (Argo CD AppProject): ResourceQuota, LimitRange, NetworkPolicy, RoleBinding
TEN-27 | must | kubernetes_manifest.manifest.spec.serviceAccountName (Flux Kustomization/HelmRelease): tenant SA (impersonation)
TEN-28 | must | kubernetes_manifest.manifest.spec.sourceRef.namespace (Flux): same namespace; controllers run with --no-cross-namespace-refs and --default-service-account
TEN-29 | should | kubernetes_manifest.manifest.spec.verify (Flux GitRepository/OCIRepository): cosign / PGP verification | AML.M0013
TEN-30 | must | kubernetes_manifest.manifest.spec.rules (Kyverno ClusterPolicy / Gatekeeper constraint): Enforce/deny: registry allow-list, digest, non-root, no hostPath, GPU limit, no LoadBalancer/NodePort | CIS K8s-1.12 5.2.1, CIS K8s-1.12 5.5.1
TEN-31 | must | kubernetes_manifest.manifest.spec.validationFailureAction (Kyverno): Enforce (per-rule failureAction in new API), background true
TEN-32 | must | kubernetes_validating_webhook_configuration_v1.webhook.failure_policy: Fail for tenant namespaces, with kube-system and the policy engine's namespace excluded | KSV-0114
TEN-33 | must | helm_release.create_namespace: false; the library makes the namespace with labels | CIS GKE-1.9 4.2.1
# Supply chain of images
IMG-01 | must | aws_ecr_repository.image_tag_mutability: IMMUTABLE | CKV_AWS_51, AVD-AWS-0031, KICS d1846b12
IMG-02 | must | aws_ecr_repository.encryption_configuration.encryption_type: KMS (create-time only) | CKV_AWS_136, AVD-AWS-0033
IMG-03 | must | aws_ecr_repository.encryption_configuration.kms_key: CMK ARN | AVD-AWS-0033
IMG-04 | must | aws_ecr_repository.image_scanning_configuration.scan_on_push: true | CKV_AWS_163, AVD-AWS-0030, KICS 9630336b, CIS EKS-1.8 5.1.1
IMG-05 | must | aws_ecr_repository.force_delete: false (prod)
IMG-06 | should | aws_ecr_registry_scanning_configuration.scan_type: ENHANCED with CONTINUOUS_SCAN for serving repos (account singleton -> platform stack) | CIS EKS-1.8 5.1.1, AML.M0016
IMG-07 | should | aws_inspector2_enabler.resource_types: includes ECR | CIS EKS-1.8 5.1.1
IMG-08 | must | aws_ecr_repository_policy.policy :: no Principal "*": explicit principals / org condition | CKV_AWS_32, AVD-AWS-0032, CIS EKS-1.8 5.1.2
IMG-09 | must | aws_ecr_repository_policy.policy :: push only for the CI role: ecr:PutImage, InitiateLayerUpload... | CIS EKS-1.8 5.1.2
IMG-10 | should | aws_ecr_lifecycle_policy.policy: expire untagged, keep N released
IMG-11 | should | aws_ecr_pull_through_cache_rule.upstream_registry_url: only approved upstreams (public.ecr.aws, registry.k8s.io, nvcr/ghcr/docker hub with credential_arn) | CIS EKS-1.8 5.1.4
IMG-12 | opt | aws_ecr_replication_configuration.replication_configuration.rule.destination.region: serving regions only
IMG-13 | opt | aws_signer_signing_profile.platform_id: Notation-OCI-SHA384-ECDSA | AML.M0013
IMG-14 | must | google_artifact_registry_repository.kms_key_name: CMEK | CKV_GCP_84
IMG-15 | must | google_artifact_registry_repository.docker_config.immutable_tags: true | AML.M0014
IMG-16 | should | google_artifact_registry_repository.mode: STANDARD_REPOSITORY; REMOTE_REPOSITORY for approved upstream caches | CIS GKE-1.9 5.1.4
IMG-17 | should | google_artifact_registry_repository.vulnerability_scanning_config.enablement_config: INHERITED with the scanning API enabled | CIS GKE-1.9 5.1.1
IMG-18 | should | google_artifact_registry_repository.cleanup_policies.action: KEEP released / DELETE untagged
IMG-19 | must | google_artifact_registry_repository_iam_member.member: no allUsers/allAuthenticatedUsers | CKV_GCP_101
IMG-20 | must | google_artifact_registry_repository_iam_member.role: writer only for CI, reader for nodes | CIS GKE-1.9 5.1.2, CIS GKE-1.9 5.1.3
IMG-21 | must | google_container_registry.project: resource must not exist (GCR) | CKV2_GCP_9
IMG-22 | should | google_project_service.service: containerscanning.googleapis.com, binaryauthorization.googleapis.com enabled, disable_on_destroy false | CIS GKE-1.9 5.1.1
IMG-23 | must | google_binary_authorization_policy.default_admission_rule.evaluation_mode: REQUIRE_ATTESTATION (or ALWAYS_DENY) | CIS GKE-1.9 5.1.4, CIS GKE-1.9 4.5.1
IMG-24 | must | google_binary_authorization_policy.default_admission_rule.enforcement_mode: ENFORCED_BLOCK_AND_AUDIT_LOG | CIS GKE-1.9 5.1.4
IMG-25 | must | google_binary_authorization_policy.default_admission_rule.require_attestations_by: the attestor | AML.M0013
IMG-26 | must | google_binary_authorization_policy.global_policy_evaluation_mode: ENABLE (Google system images)
IMG-27 | must | google_binary_authorization_policy.admission_whitelist_patterns.name_pattern: no *, no public registries | CIS GKE-1.9 5.1.4
IMG-28 | must | google_binary_authorization_attestor.attestation_authority_note.public_keys.pkix_public_key.public_key_pem: Cloud KMS signing key | AML.M0013
IMG-29 | must | kubernetes_manifest.manifest.spec.rules.verifyImages (Kyverno): key/keyless attestor + mutateDigest: true, required: true (EKS path) | CIS K8s-1.12 5.5.1, CIS EKS-1.8 5.1.4, AML.M0013
IMG-30 | must | helm_release.version: exact chart version, repository https:// or oci:// | CKV_TF_1
IMG-31 | opt | helm_release.verify: true with keyring for charts that ship provenance | AML.M0013
IMG-32 | must | helm_release.values :: images: every image.tag replaced by digest or exact version from the private mirror | KSV-0013, KSV-0125
`;
