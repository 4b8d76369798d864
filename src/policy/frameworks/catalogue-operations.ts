/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_OPERATIONS = `
# Audit trail and logs
AUD-01 | must | aws_cloudtrail.is_multi_region_trail: true | CKV_AWS_67, AVD-AWS-0014, KICS 8173d5eb
AUD-02 | must | aws_cloudtrail.enable_log_file_validation: true | CKV_AWS_36, AVD-AWS-0016
AUD-03 | must | aws_cloudtrail.enable_logging: true | CKV_AWS_251, KICS 4bb76f17
AUD-04 | must | aws_cloudtrail.kms_key_id: CMK | CKV_AWS_35, AVD-AWS-0015
AUD-05 | must | aws_cloudtrail.cloud_watch_logs_group_arn: {lg.arn}:* + role | CKV2_AWS_10, AVD-AWS-0162, CIS AWS-1.4 3.4
AUD-06 | opt | aws_cloudtrail.sns_topic_name: KMS-encrypted topic, or suppress | CKV_AWS_252, KICS 482b7d26
AUD-07 | must | aws_cloudtrail.include_global_service_events: true
AUD-08 | must | aws_cloudtrail.advanced_event_selector.field_selector.equals: Data events: AWS::S3::Object on model buckets (read + write), AWS::SageMaker::Endpoint (InvokeEndpoint) | AVD-AWS-0171, AVD-AWS-0172, CIS AWS-1.4 3.10, CIS AWS-1.4 3.11
AUD-09 | opt | aws_cloudtrail.insight_selector.insight_type: ApiCallRateInsight, ApiErrorRateInsight
AUD-10 | must | aws_cloudtrail.s3_bucket_name: private, logged, locked bucket | AVD-AWS-0161, AVD-AWS-0163, CIS AWS-1.4 3.3, CIS AWS-1.4 3.6
AUD-11 | must | aws_cloudwatch_log_group.retention_in_days: >= 365 | CKV_AWS_66, CKV_AWS_338, KICS ef0b316a
AUD-12 | must | aws_cloudwatch_log_group.kms_key_id: CMK | CKV_AWS_158, AVD-AWS-0017, KICS 0afbcfe9
AUD-13 | should | aws_cloudwatch_log_group.deletion_protection_enabled: true (provider 6.2x)
AUD-14 | should | aws_cloudwatch_log_group.skip_destroy: true for audit groups
AUD-15 | should | aws_cloudwatch_log_data_protection_policy.policy_document: mask PII/credentials in inference logs | LLM02
AUD-16 | should | aws_cloudwatch_log_metric_filter.pattern: unauthorised calls, IAM/KMS/S3-policy/SG/VPC/CloudTrail changes + kms:ScheduleKeyDeletion on model keys | AVD-AWS-0147, AVD-AWS-0150, AVD-AWS-0151, AVD-AWS-0153, AVD-AWS-0154, AVD-AWS-0156, AVD-AWS-0160, CIS AWS-1.4 4.1, CIS AWS-1.4 4.7, CIS AWS-1.4 4.8
AUD-17 | must | aws_cloudwatch_metric_alarm.actions_enabled: true + alarm_actions | CKV_AWS_319
AUD-18 | should | aws_cloudwatch_metric_alarm.metric_name: Invocations / tokens per principal anomaly | AML.M0024
AUD-19 | opt | aws_config_configuration_recorder.recording_group.all_supported: true (platform) | CKV2_AWS_45, CKV2_AWS_48
AUD-20 | should | aws_accessanalyzer_analyzer.type: ACCOUNT/ORGANIZATION | AVD-AWS-0175
AUD-21 | must | google_project_iam_audit_config.service: allServices (at least storage, aiplatform, secretmanager, cloudkms, iam) | CKV2_GCP_5, AVD-GCP-0079, KICS 89fe890f
AUD-22 | must | google_project_iam_audit_config.audit_log_config.log_type: ADMIN_READ, DATA_READ, DATA_WRITE | CKV2_GCP_5, AVD-GCP-0079
AUD-23 | must | google_project_iam_audit_config.audit_log_config.exempted_members: empty | CKV2_GCP_5
AUD-24 | must | google_logging_project_bucket_config.retention_days: >= 365 | CKV2_GCP_4
AUD-25 | must | google_logging_project_bucket_config.cmek_settings.kms_key_name: CMEK
AUD-26 | opt | google_logging_project_bucket_config.locked: true (irreversible) | CKV2_GCP_4
AUD-27 | should | google_logging_project_sink.destination: central log bucket in another project, unique_writer_identity true | CKV2_GCP_4
AUD-28 | must | google_logging_project_sink.exclusions.filter: no exclusion of audit logs
AUD-29 | should | google_logging_metric.filter: IAM, firewall, bucket-IAM, key changes | AVD-GCP-0079
AUD-30 | should | google_monitoring_alert_policy.conditions.display_name: prediction QPS / egress bytes anomaly | AML.M0024
AUD-31 | should | kubernetes_manifest.manifest.spec (ServiceMonitor / PodMonitoring): engine metrics scraped from a named namespace only
# State
STB-01 | must | cdktf:S3Backend.encrypt: true | CKV_AWS_19
STB-02 | must | cdktf:S3Backend.kmsKeyId: CMK ARN | AVD-AWS-0132
STB-03 | must | cdktf:S3Backend.bucket: dedicated bucket built with the S3 rows (versioning mandatory, log access, no public) | CKV_AWS_21, CKV2_AWS_6, CKV_AWS_18
STB-04 | must | cdktf:S3Backend.key: <tier>/<tenant>/<stack>.tfstate; never shared between tiers
STB-05 | must | cdktf:S3Backend.dynamodbTable: lock table, or addOverride("terraform.backend.s3.use_lockfile", true) on Terraform >= 1.10
STB-06 | should | cdktf:S3Backend.roleArn: tier-specific state role (use assumeRole block)
STB-07 | must | cdktf:S3Backend.accessKey: unset (also secretKey/token/sharedCredentialsFile) | CKV_AWS_41
STB-08 | must | cdktf:S3Backend.skipCredentialsValidation: unset/false, also insecure
STB-09 | should | aws_dynamodb_table.server_side_encryption.kms_key_arn: CMK with enabled true | CKV_AWS_119, AVD-AWS-0025
STB-10 | should | aws_dynamodb_table.point_in_time_recovery.enabled: true | CKV_AWS_28, AVD-AWS-0024
STB-11 | should | aws_dynamodb_table.deletion_protection_enabled: true
STB-12 | must | cdktf:GcsBackend.bucket: bucket built with the GCS rows (versioning, UBLA, PAP) | CKV_GCP_29, CKV_GCP_78, CKV_GCP_114
STB-13 | must | cdktf:GcsBackend.kmsEncryptionKey: Cloud KMS key (not encryptionKey, a raw key) | AVD-GCP-0066
STB-14 | must | cdktf:GcsBackend.credentials: unset; use impersonateServiceAccount
STB-15 | must | cdktf:GcsBackend.prefix: per tier/tenant/stack
STB-16 | must | cdktf:LocalBackend.path: forbidden outside tests (CDKTF's default when no backend is set!)
# Network
NET-01 | must | aws_vpc.enable_dns_hostnames: true (+ enable_dns_support)
NET-02 | must | aws_default_security_group.ingress: none (resource present, no ingress/egress rules) | CKV2_AWS_12, AVD-AWS-0173, KICS 46883ce1, CIS AWS-1.4 5.3
NET-03 | must | aws_flow_log.traffic_type: ALL, log_destination encrypted | CKV2_AWS_11, AVD-AWS-0178, KICS f83121ea
NET-04 | should | aws_flow_log.max_aggregation_interval: 60
NET-05 | must | aws_subnet.map_public_ip_on_launch: false | CKV_AWS_130, AVD-AWS-0164
NET-06 | opt | aws_vpc_block_public_access_options.internet_gateway_block_mode: block-bidirectional (or ingress) - account/region singleton
NET-07 | should | aws_internet_gateway.vpc_id: absent in the serving VPC
NET-08 | must | aws_route.destination_cidr_block: no 0.0.0.0/0 to an IGW from serving subnets; NAT/TGW-inspection only if declared | CKV2_AWS_44
NET-09 | must | aws_security_group.description: set (also per rule) | CKV_AWS_23, AVD-AWS-0099, AVD-AWS-0124
NET-10 | must | aws_security_group.egress: inline rules unused; separate rule resources | CKV_AWS_382, AVD-AWS-0104
NET-11 | must | aws_vpc_security_group_ingress_rule.cidr_ipv4: never 0.0.0.0/0 - whatever the port | CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277, KICS 590d878b, KICS 4728cd65
NET-12 | must | aws_vpc_security_group_egress_rule.cidr_ipv4: never 0.0.0.0/0 | CKV_AWS_382, AVD-AWS-0104
NET-13 | must | aws_vpc_security_group_egress_rule.prefix_list_id: S3 (and DynamoDB) gateway-endpoint prefix list on 443
NET-14 | must | aws_vpc_security_group_egress_rule.referenced_security_group_id: endpoint SG on 443
NET-15 | must | aws_vpc_endpoint.service_name: s3 (Gateway), ecr.api, ecr.dkr, sts, logs, kms, secretsmanager, eks, eks-auth, ec2, elasticloadbalancing, autoscaling, sagemaker.runtime (as used)
NET-16 | must | aws_vpc_endpoint.private_dns_enabled: true for interface endpoints
NET-17 | must | aws_vpc_endpoint.policy: not the default full-access policy: model buckets, own registry, aws:PrincipalOrgID | AML.M0019
NET-18 | must | aws_vpc_endpoint.security_group_ids: 443 from serving subnets only | CKV2_AWS_5
NET-19 | must | aws_vpc_endpoint.route_table_ids: S3 gateway endpoint on *every* serving route table
NET-20 | should | aws_network_acl_rule.cidr_block: no all-port ingress from 0.0.0.0/0 | CKV_AWS_352, AVD-AWS-0102, AVD-AWS-0105, CIS AWS-1.4 5.1
NET-21 | must | aws_default_vpc.force_destroy: resource must not be used | CKV_AWS_148, AVD-AWS-0101, KICS 96ed3526
NET-22 | opt | aws_networkfirewall_rule_group.rule_group.rules_source.rules_source_list.generated_rules_type: ALLOWLIST of SNI targets (if internet egress is declared) | CKV_AWS_345
NET-23 | opt | aws_networkfirewall_firewall.delete_protection: true + logging + CMK | CKV_AWS_344, CKV_AWS_345, CKV2_AWS_63
NET-24 | opt | aws_networkfirewall_firewall_policy.encryption_configuration.type: CUSTOMER_KMS | CKV_AWS_346
NET-25 | opt | aws_route53_resolver_firewall_rule.action: BLOCK * after an ALLOW list
NET-26 | should | aws_route53_resolver_query_log_config.destination_arn: set and associated | CKV2_AWS_39
NET-27 | must | aws_vpc_peering_connection.auto_accept: no peering between tiers; tags checked | CKV2_AWS_44
NET-28 | must | aws_ec2_transit_gateway.auto_accept_shared_attachments: disable | CKV_AWS_331
NET-29 | must | google_compute_network.auto_create_subnetworks: false | CKV2_GCP_2, CKV2_GCP_18
NET-30 | should | google_compute_network.delete_default_routes_on_create: true
NET-31 | must | google_project.auto_create_network: false | CKV_GCP_27, AVD-GCP-0010, KICS 59571246
NET-32 | must | google_compute_subnetwork.private_ip_google_access: true | CKV_GCP_74, AVD-GCP-0075
NET-33 | must | google_compute_subnetwork.log_config.flow_sampling: block present | CKV_GCP_26, AVD-GCP-0029, AVD-GCP-0076, KICS 40430747, CIS GKE-1.9 5.6.1
NET-34 | should | google_compute_subnetwork.stack_type: IPV4_ONLY unless IPv6 rules exist | CKV_GCP_76
NET-35 | must | google_compute_firewall.source_ranges: never 0.0.0.0/0 | AVD-GCP-0027, CKV2_GCP_12, CKV_GCP_2, CKV_GCP_3, CKV_GCP_106, KICS c4dcdcdf, KICS 678fd659
NET-36 | must | google_compute_firewall.deny.protocol: low-priority deny-all EGRESS rule + explicit allows | AVD-GCP-0035
NET-37 | must | google_compute_firewall.allow.ports: explicit ports, no ranges > 1000, no all | AVD-GCP-0072, AVD-GCP-0074, CKV2_GCP_12
NET-38 | should | google_compute_firewall.log_config.metadata: INCLUDE_ALL_METADATA
NET-39 | opt | google_compute_network_firewall_policy_rule.match.dest_fqdns: FQDN egress allow-list
NET-40 | should | google_compute_router_nat.source_subnetwork_ip_ranges_to_nat: LIST_OF_SUBNETWORKS (never ALL) or no NAT at all
NET-41 | must | google_compute_router_nat.log_config.enable: true when NAT exists
NET-42 | must | google_dns_managed_zone.visibility: private zones for googleapis.com / pkg.dev -> restricted (199.36.153.4/30) or private (199.36.153.8/30) VIP or PSC
NET-43 | opt | google_dns_managed_zone.dnssec_config.state: on for public zones only | CKV_GCP_16, AVD-GCP-0013
NET-44 | should | google_dns_policy.enable_logging: true
NET-45 | should | google_compute_global_address.purpose: PRIVATE_SERVICE_CONNECT for Google APIs bundle
NET-46 | should | google_compute_global_forwarding_rule.target: vpc-sc (not all-apis) when a perimeter exists
NET-47 | should | google_access_context_manager_service_perimeter.status.restricted_services: storage, aiplatform, artifactregistry, secretmanager, cloudkms | AML.M0019
NET-48 | should | google_access_context_manager_service_perimeter.status.vpc_accessible_services.enable_restriction: true with RESTRICTED-SERVICES
NET-49 | opt | google_service_networking_connection.network: only if Vertex peering is used
`;
