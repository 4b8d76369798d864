/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_CLUSTERS = `
# Clusters on AWS
EKS-01 | must | aws_eks_cluster.vpc_config.endpoint_public_access: false | CKV_AWS_39, AVD-AWS-0040, KICS 42f4b905, CIS EKS-1.8 5.4.2
EKS-02 | must | aws_eks_cluster.vpc_config.endpoint_private_access: true | CIS EKS-1.8 5.4.2
EKS-03 | must | aws_eks_cluster.vpc_config.public_access_cidrs: if public is allowed at all: explicit list, never 0.0.0.0/0 (provider default when omitted) | CKV_AWS_38, AVD-AWS-0041, KICS 61cf9883, CIS EKS-1.8 5.4.1
EKS-04 | must | aws_eks_cluster.vpc_config.subnet_ids: private subnets only, >= 2 AZ | CIS EKS-1.8 5.4.3
EKS-05 | must | aws_eks_cluster.enabled_cluster_log_types: all of api, audit, authenticator, controllerManager, scheduler | CKV_AWS_37, AVD-AWS-0038, KICS 66f130d9, CIS EKS-1.8 2.1.1
EKS-06 | must | aws_eks_cluster.encryption_config.resources: exactly ["secrets"] | CKV_AWS_58, AVD-AWS-0039, KICS 63ebcb19, CIS EKS-1.8 5.3.1
EKS-07 | must | aws_eks_cluster.encryption_config.provider.key_arn: CMK ARN | CIS EKS-1.8 5.3.1
EKS-08 | must | aws_eks_cluster.version: explicit, supported (Checkov HEAD list: 1.29-1.35) | CKV_AWS_339
EKS-09 | should | aws_eks_cluster.upgrade_policy.support_type: STANDARD
EKS-10 | must | aws_eks_cluster.access_config.authentication_mode: API | CIS EKS-1.8 4.1.7, CIS EKS-1.8 5.5.1, KSV-0115
EKS-11 | must | aws_eks_cluster.access_config.bootstrap_cluster_creator_admin_permissions: false + explicit access entries | CIS EKS-1.8 4.1.1
EKS-12 | should | aws_eks_cluster.deletion_protection: true (prod)
EKS-13 | should | aws_eks_cluster.bootstrap_self_managed_addons: false with managed add-ons declared
EKS-14 | should | aws_eks_cluster.kubernetes_network_config.service_ipv4_cidr: explicit, non-overlapping
EKS-15 | must | aws_eks_access_entry.principal_arn: IAM role ARN (SSO role), never a user or account root | CIS EKS-1.8 5.5.1
EKS-16 | must | aws_eks_access_entry.kubernetes_groups: never system:masters | KSV-0123, CIS K8s-1.12 5.1.7
EKS-17 | must | aws_eks_access_policy_association.access_scope.type: namespace for tenants; cluster only for the break-glass role | CIS EKS-1.8 4.1.1
EKS-18 | must | aws_eks_access_policy_association.policy_arn: tenants: View/Edit; ClusterAdmin only break-glass | CIS EKS-1.8 4.1.1
EKS-19 | must | aws_eks_addon.configuration_values :: vpc-cni: JSON with enableNetworkPolicy: "true" | CIS EKS-1.8 4.3.1, CIS EKS-1.8 5.4.4
EKS-20 | opt | aws_eks_addon.configuration_values :: vpc-cni strict mode: NETWORK_POLICY_ENFORCING_MODE=strict
EKS-21 | must | aws_eks_addon.addon_version: pinned for every add-on
EKS-22 | must | aws_eks_addon.pod_identity_association.role_arn: own role for vpc-cni and EBS/S3 CSI drivers | CIS EKS-1.8 5.2.1
EKS-23 | should | aws_eks_addon.resolve_conflicts_on_update: PRESERVE or OVERWRITE stated
EKS-24 | must | aws_cloudwatch_log_group.name: /aws/eks/<cluster>/cluster, created *before* the cluster | CIS EKS-1.8 2.1.2
EKS-25 | must | aws_cloudwatch_log_group.kms_key_id: logs CMK | CKV_AWS_158, AVD-AWS-0017, KICS 0afbcfe9
EKS-26 | must | aws_cloudwatch_log_group.retention_in_days: >= 365 (0 = never also passes) | CKV_AWS_66, CKV_AWS_338, KICS ef0b316a
EKS-27 | must | aws_eks_node_group.remote_access: unset (SSM instead) | CKV_AWS_100
EKS-28 | must | aws_eks_node_group.subnet_ids: private | CIS EKS-1.8 5.4.3
EKS-29 | must | aws_eks_node_group.launch_template.version: pinned version, not $Latest
EKS-30 | should | aws_eks_node_group.node_repair_config.enabled: true
EKS-31 | should | aws_eks_node_group.update_config.max_unavailable: set
EKS-32 | must | aws_launch_template.metadata_options.http_tokens: required | CKV_AWS_79, AVD-AWS-0130
EKS-33 | must | aws_launch_template.metadata_options.http_put_response_hop_limit: 1 | CKV_AWS_341
EKS-34 | must | aws_launch_template.metadata_options.http_endpoint: enabled (node needs it) | CKV_AWS_79
EKS-35 | must | aws_launch_template.block_device_mappings.ebs.encrypted: "true" (string in the CDKTF schema) | CKV_AWS_8, AVD-AWS-0131
EKS-36 | must | aws_launch_template.block_device_mappings.ebs.kms_key_id: node-disk CMK | AVD-AWS-0027
EKS-37 | must | aws_launch_template.network_interfaces.associate_public_ip_address: "false" / unset | CKV_AWS_88, AVD-AWS-0009
EKS-38 | must | aws_launch_template.user_data: no secrets, no registry passwords | CKV_AWS_46, AVD-AWS-0129
EKS-39 | must | aws_launch_template.key_name: unset | CKV_AWS_100
EKS-40 | must | aws_iam_role_policy_attachment.policy_arn: node role: EKSWorkerNode(Minimal)Policy + ECR PullOnly/ReadOnly (+ SSM core if used) | CIS EKS-1.8 5.1.3
EKS-41 | should | aws_guardduty_detector_feature.name: EKS_AUDIT_LOGS, RUNTIME_MONITORING, S3_DATA_EVENTS with status ENABLED | CKV2_AWS_3
EKS-42 | should | aws_guardduty_detector.enable: true (platform stack) | CKV_AWS_238, KICS 704dadd3
# Clusters on Google Cloud
GKE-01 | must | google_container_cluster.private_cluster_config.enable_private_nodes: true | CKV_GCP_64, CKV_GCP_25, AVD-GCP-0059, KICS 6ccb85d7, CIS GKE-1.9 5.6.5
GKE-02 | must | google_container_cluster.private_cluster_config.enable_private_endpoint: true | AVD-GCP-0053, KICS 6ccb85d7, CIS GKE-1.9 5.6.4
GKE-03 | should | google_container_cluster.private_cluster_config.master_ipv4_cidr_block: /28, or use private_endpoint_subnetwork (PSC)
GKE-04 | should | google_container_cluster.private_cluster_config.master_global_access_config.enabled: false
GKE-05 | must | google_container_cluster.control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic: false (if true, gate with IAM + VPC-SC) | AVD-GCP-0053
GKE-06 | opt | google_container_cluster.control_plane_endpoints_config.ip_endpoints_config.enabled: false when the DNS endpoint is the only path
GKE-07 | must | google_container_cluster.master_authorized_networks_config.cidr_blocks.cidr_block: explicit CIDRs, never 0.0.0.0/0 | CKV_GCP_20, CKV_GCP_18, AVD-GCP-0061, AVD-GCP-0053, CIS GKE-1.9 5.6.3
GKE-08 | must | google_container_cluster.master_authorized_networks_config.gcp_public_cidrs_access_enabled: false | CIS GKE-1.9 5.6.3
GKE-09 | should | google_container_cluster.master_authorized_networks_config.private_endpoint_enforcement_enabled: true | CIS GKE-1.9 5.6.3
GKE-10 | must | google_container_cluster.workload_identity_config.workload_pool: <project>.svc.id.goog | CIS GKE-1.9 5.2.2
GKE-11 | must | google_container_cluster.node_config.workload_metadata_config.mode: GKE_METADATA on the cluster's (removed) default pool too | CKV_GCP_69, AVD-GCP-0057, KICS e858428b, CIS GKE-1.9 5.4.1
GKE-12 | must | google_container_cluster.datapath_provider: ADVANCED_DATAPATH (Dataplane V2) | CKV_GCP_12, AVD-GCP-0056, KICS 11e7550e, CIS GKE-1.9 4.3.1
GKE-13 | must | google_container_cluster.network_policy.enabled: block present with false when Dataplane V2 is on | CKV_GCP_12
GKE-14 | must | google_container_cluster.binary_authorization.evaluation_mode: PROJECT_SINGLETON_POLICY_ENFORCE | CKV_GCP_66, KICS 4ca625e5, CIS GKE-1.9 5.1.4
GKE-15 | must | google_container_cluster.database_encryption.state: ENCRYPTED | KICS 83d1c89f, CIS GKE-1.9 5.3.1
GKE-16 | must | google_container_cluster.database_encryption.key_name: CMEK | KICS 83d1c89f, CIS GKE-1.9 5.3.1
GKE-17 | must | google_container_cluster.release_channel.channel: REGULAR or STABLE | CKV_GCP_70, CIS GKE-1.9 5.5.4
GKE-18 | must | google_container_cluster.enable_intranode_visibility: true | CKV_GCP_61, CIS GKE-1.9 5.6.1
GKE-19 | must | google_container_cluster.enable_shielded_nodes: true | CKV_GCP_71, AVD-GCP-0055, CIS GKE-1.9 5.5.5
GKE-20 | must | google_container_cluster.enable_legacy_abac: false | CKV_GCP_7, AVD-GCP-0062, KICS 5baa92d2, CIS GKE-1.9 5.8.3
GKE-21 | must | google_container_cluster.master_auth.client_certificate_config.issue_client_certificate: false, written out | CKV_GCP_13, AVD-GCP-0064, KICS 73fb21a1, CIS GKE-1.9 5.8.1
GKE-22 | should | google_container_cluster.anonymous_authentication_config.mode: LIMITED | CIS GKE-1.9 4.1.8
GKE-23 | must | google_container_cluster.rbac_binding_config.enable_insecure_binding_system_unauthenticated: false | CIS GKE-1.9 4.1.9
GKE-24 | must | google_container_cluster.rbac_binding_config.enable_insecure_binding_system_authenticated: false | CIS GKE-1.9 4.1.10
GKE-25 | must | google_container_cluster.logging_config.enable_components: SYSTEM_COMPONENTS, WORKLOADS, APISERVER, CONTROLLER_MANAGER, SCHEDULER | CKV_GCP_1, AVD-GCP-0060, KICS 4c7ebcb2, CIS GKE-1.9 5.7.1
GKE-26 | must | google_container_cluster.monitoring_config.enable_components: SYSTEM_COMPONENTS + DCGM for GPU pools | CKV_GCP_8, AVD-GCP-0052, KICS 30e8dfd2, CIS GKE-1.9 5.7.1
GKE-27 | must | google_container_cluster.ip_allocation_policy.cluster_secondary_range_name: set (VPC-native) | CKV_GCP_23, AVD-GCP-0049, KICS c606ba1d, CIS GKE-1.9 5.6.2
GKE-28 | should | google_container_cluster.authenticator_groups_config.security_group: gke-security-groups@<domain> | CKV_GCP_65, CIS GKE-1.9 5.8.2
GKE-29 | must | google_container_cluster.resource_labels: tier, tenant, owner | CKV_GCP_21, AVD-GCP-0051, KICS 65c1bc7a
GKE-30 | must | google_container_cluster.remove_default_node_pool: true, with initial_node_count 1 | CKV_GCP_123
GKE-31 | must | google_container_cluster.enable_kubernetes_alpha: false | CKV2_GCP_19, CIS GKE-1.9 5.10.2
GKE-32 | must | google_container_cluster.deletion_protection: true (prod)
GKE-33 | should | google_container_cluster.security_posture_config.mode: BASIC | CIS GKE-1.9 5.10.4
GKE-34 | should | google_container_cluster.security_posture_config.vulnerability_mode: VULNERABILITY_BASIC or _ENTERPRISE | CIS GKE-1.9 5.1.1
GKE-35 | should | google_container_cluster.secret_manager_config.enabled: true | CIS GKE-1.9 4.4.2
GKE-36 | must | google_container_cluster.service_external_ips_config.enabled: false | KSV-0108
GKE-37 | must | google_container_cluster.node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled: "FALSE" (string) | CIS EKS-1.8 3.2.4
GKE-38 | opt | google_container_cluster.in_transit_encryption_config: IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT
GKE-39 | opt | google_container_cluster.enable_fqdn_network_policy: true
GKE-40 | should | google_container_cluster.dns_config.cluster_dns: CLOUD_DNS, scope CLUSTER_SCOPE
GKE-41 | should | google_container_cluster.addons_config.gcs_fuse_csi_driver_config.enabled: true when models are mounted
GKE-42 | should | google_container_cluster.addons_config.http_load_balancing.disabled: true if no GKE Ingress/Gateway is used
GKE-43 | opt | google_container_cluster.default_snat_status.disabled: true with non-RFC1918 pod ranges
GKE-44 | must | google_container_cluster.cluster_autoscaling.auto_provisioning_defaults.service_account: dedicated node SA, if NAP is on | CIS GKE-1.9 5.2.1
GKE-45 | must | google_container_cluster.cluster_autoscaling.auto_provisioning_defaults.shielded_instance_config.enable_secure_boot: true, if NAP is on | CIS GKE-1.9 5.5.7
GKE-46 | must | google_container_cluster.cluster_autoscaling.resource_limits.maximum: set per GPU type, if NAP is on | LLM10
GKE-47 | must | google_container_node_pool.management.auto_repair: true | CKV_GCP_9, AVD-GCP-0063, KICS acfdbec6, CIS GKE-1.9 5.5.2
GKE-48 | must | google_container_node_pool.management.auto_upgrade: true | CKV_GCP_10, AVD-GCP-0058, KICS b139213e, CIS GKE-1.9 5.5.3
GKE-49 | must | google_container_node_pool.node_config.image_type: COS_CONTAINERD | CKV_GCP_22, AVD-GCP-0054, KICS 8a893e46, CIS GKE-1.9 5.5.1
GKE-50 | must | google_container_node_pool.node_config.service_account: dedicated SA with log/metric writer + AR reader | AVD-GCP-0050, CIS GKE-1.9 5.2.1
GKE-51 | should | google_container_node_pool.node_config.oauth_scopes: cloud-platform together with the minimal SA (IAM does the limiting)
GKE-52 | must | google_container_node_pool.node_config.workload_metadata_config.mode: GKE_METADATA | CKV_GCP_69, AVD-GCP-0057, KICS e858428b, CIS GKE-1.9 5.4.1
GKE-53 | must | google_container_node_pool.node_config.shielded_instance_config.enable_secure_boot: true | CKV_GCP_68, CIS GKE-1.9 5.5.7
GKE-54 | must | google_container_node_pool.node_config.shielded_instance_config.enable_integrity_monitoring: true | CKV_GCP_72, CIS GKE-1.9 5.5.6
GKE-55 | must | google_container_node_pool.node_config.metadata["disable-legacy-endpoints"]: "true" | AVD-GCP-0048
GKE-56 | must | google_container_node_pool.node_config.boot_disk_kms_key: CMEK | CIS GKE-1.9 5.9.2
GKE-57 | must | google_container_node_pool.network_config.enable_private_nodes: true | CIS GKE-1.9 5.6.5
GKE-58 | must | google_container_node_pool.node_config.kubelet_config.insecure_kubelet_readonly_port_enabled: "FALSE"
GKE-59 | should | google_container_node_pool.node_config.kubelet_config.pod_pids_limit: e.g. 4096
GKE-60 | must | google_container_node_pool.node_config.tags: one tag per pool | CIS GKE-1.9 5.6.6
GKE-61 | must | google_compute_firewall.source_ranges: master CIDR -> node tag on tcp 8443, 9443, 15017 (only those in use)
# GPU pools on AWS
GPA-01 | must | aws_eks_node_group.ami_type: BOTTLEROCKET_x86_64_NVIDIA or AL2023_x86_64_NVIDIA (ARM variants likewise); never AL2
GPA-02 | should | aws_eks_node_group.release_version: pinned, bumped by CI
GPA-03 | must | aws_eks_node_group.instance_types: allow-list of accelerator families; no mixing CPU and GPU types | LLM10
GPA-04 | must | aws_eks_node_group.taint.key: nvidia.com/gpu
GPA-05 | must | aws_eks_node_group.taint.effect: NO_SCHEDULE (API spelling, not NoSchedule)
GPA-06 | should | aws_eks_node_group.labels["tenant"]: tenant/tier label + matching second taint for dedicated pools
GPA-07 | must | aws_eks_node_group.scaling_config.max_size: bounded (library default small) | AML.T0034, LLM10
GPA-08 | should | aws_eks_node_group.scaling_config.min_size: 0 in non-prod
GPA-09 | must | aws_eks_node_group.capacity_type: ON_DEMAND for serving; CAPACITY_BLOCK for reserved p5/p5en/trn; SPOT only for stateless, non-prod
GPA-10 | must | aws_eks_node_group.subnet_ids: exactly one AZ when EFA, placement group or capacity block is used
GPA-11 | should | aws_eks_node_group.node_repair_config.enabled: true
GPA-12 | must | aws_launch_template.instance_market_options.market_type: capacity-block when capacity_type is CAPACITY_BLOCK
GPA-13 | must | aws_launch_template.instance_type: set in the template for CAPACITY_BLOCK node groups (leave node-group instance_types unset)
GPA-14 | must | aws_launch_template.capacity_reservation_specification.capacity_reservation_target.capacity_reservation_id: the block / ODCR id, per environment
GPA-15 | opt | aws_launch_template.network_interfaces.interface_type: efa / efa-only for multi-node inference
GPA-16 | opt | aws_launch_template.placement.group_name: cluster placement group for multi-node only
GPA-17 | opt | aws_placement_group.strategy: cluster
GPA-18 | should | aws_launch_template.block_device_mappings.ebs.volume_size: >= 100 GiB (serving images are 10-20 GB) + CMK
GPA-19 | must | aws_launch_template.metadata_options.http_put_response_hop_limit: 1 here too | CKV_AWS_341
GPA-20 | opt | aws_vpc_security_group_ingress_rule.referenced_security_group_id: self-reference, all protocols, on an EFA-only SG
GPA-21 | must | helm_release.version: nvidia-device-plugin / gpu-operator pinned (chart + image digest)
GPA-22 | must | helm_release.values :: nvidia-device-plugin: installed only where the AMI lacks it (AL2023 yes; Bottlerocket and GKE ship it); own namespace with PSA privileged; default securityContext (drop ALL) kept | CIS EKS-1.8 4.2.1
GPA-23 | must | helm_release.values :: sharing: no time-slicing/MPS across tenants; MIG when a GPU must be shared | AML.M0019
GPA-24 | must | kubernetes_manifest.manifest.spec.limits (Karpenter NodePool): nvidia.com/gpu and cpu limits set; spec.template.spec.taints as above | LLM10
# GPU pools on Google Cloud
GPG-01 | must | google_container_node_pool.node_config.guest_accelerator.type: allow-list (nvidia-l4, nvidia-h100-80gb, ...) | LLM10
GPG-02 | must | google_container_node_pool.node_config.guest_accelerator.count: explicit
GPG-03 | must | google_container_node_pool.node_config.guest_accelerator.gpu_driver_installation_config.gpu_driver_version: DEFAULT (prod) or LATEST; INSTALLATION_DISABLED only with GPU Operator | CIS GKE-1.9 5.5.7
GPG-04 | must | google_container_node_pool.node_config.guest_accelerator.gpu_sharing_config.gpu_sharing_strategy: unset, or TIME_SHARING/MPS only inside one tenant | AML.M0019
GPG-05 | opt | google_container_node_pool.node_config.guest_accelerator.gpu_partition_size: MIG profile, e.g. 1g.10gb
GPG-06 | must | google_container_node_pool.node_config.taint.key: nvidia.com/gpu, value present, effect NO_SCHEDULE - written explicitly
GPG-07 | must | google_container_node_pool.node_config.shielded_instance_config.enable_secure_boot: true with COS + GKE-managed driver | CKV_GCP_68, CIS GKE-1.9 5.5.7
GPG-08 | should | google_container_node_pool.node_config.gvnic.enabled: true (required on A3)
GPG-09 | should | google_container_node_pool.node_config.ephemeral_storage_local_ssd_config.local_ssd_count: 16 on a3-highgpu-8g
GPG-10 | opt | google_container_node_pool.node_config.local_ssd_encryption_mode: EPHEMERAL_KEY_ENCRYPTION
GPG-11 | must | google_container_node_pool.autoscaling.total_max_node_count: bounded | LLM10
GPG-12 | should | google_container_node_pool.autoscaling.location_policy: ANY for scarce GPUs
GPG-13 | must | google_container_node_pool.node_locations: one zone when placement_policy or reservation is set
GPG-14 | opt | google_container_node_pool.placement_policy.type: COMPACT for multi-node A3/A4
GPG-15 | must | google_container_node_pool.node_config.reservation_affinity.consume_reservation_type: NO_RESERVATION or SPECIFIC_RESERVATION (never default ANY)
GPG-16 | should | google_container_node_pool.upgrade_settings.max_surge: 0 with max_unavailable 1 when no spare GPU quota
GPG-17 | must | google_container_node_pool.node_config.spot: false for prod serving
GPG-18 | should | google_container_node_pool.node_config.gcfs_config.enabled: true (image streaming)
GPG-19 | opt | google_container_node_pool.node_config.host_maintenance_policy.maintenance_interval: PERIODIC for A3
GPG-20 | should | google_container_node_pool.node_config.resource_labels["tenant"]: tenant/tier
GPG-21 | must | google_container_node_pool.node_config.boot_disk_kms_key: CMEK here as well | CIS GKE-1.9 5.9.2
`;
