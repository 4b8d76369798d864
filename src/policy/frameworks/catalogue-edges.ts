/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_EDGES = `
# Private endpoints, ingress and mesh
ING-01 | must | aws_lb.internal: true | AVD-AWS-0053, LLM10
ING-02 | must | aws_lb.load_balancer_type: network (gRPC/TCP passthrough, PrivateLink) or application (OIDC/JWT/WAF); explicit
ING-03 | must | aws_lb.security_groups: set at creation also for NLB | CKV2_AWS_5
ING-04 | must | aws_lb.subnets: private subnets
ING-05 | must | aws_lb.enable_deletion_protection: true (prod) | CKV_AWS_150
ING-06 | must | aws_lb.access_logs.enabled: true to a log bucket | CKV_AWS_91, AML.M0024
ING-07 | should | aws_lb.enable_cross_zone_load_balancing: true for NLB | CKV_AWS_152
ING-08 | must | aws_lb.drop_invalid_header_fields: true (ALB) | CKV_AWS_131, AVD-AWS-0052
ING-09 | must | aws_lb.desync_mitigation_mode: strictest or defensive (ALB) | CKV_AWS_328
ING-10 | should | aws_lb.idle_timeout: >= longest streamed generation (ALB default 60 s)
ING-11 | must | aws_lb.enforce_security_group_inbound_rules_on_private_link_traffic: on when a PrivateLink service is attached
ING-12 | must | aws_lb_listener.protocol: HTTPS (ALB) / TLS (NLB); HTTP only as redirect | CKV_AWS_2, CKV_AWS_378, AVD-AWS-0054, KICS de7f5e83, CIS EKS-1.8 5.4.5
ING-13 | must | aws_lb_listener.ssl_policy: ELBSecurityPolicy-TLS13-1-2-2021-06 or newer; always explicit | CKV_AWS_103, CKV2_AWS_74, AVD-AWS-0047
ING-14 | must | aws_lb_listener.certificate_arn: ACM (private CA or public), no wildcard | CKV2_AWS_71
ING-15 | must | aws_lb_listener.default_action.type: authenticate-oidc / jwt-validation then forward, or fixed-response 403 by default | AML.M0019
ING-16 | must | aws_lb_listener.default_action.authenticate_oidc.on_unauthenticated_request: deny for APIs, authenticate for browsers
ING-17 | opt | aws_lb_listener.default_action.jwt_validation.issuer: set, with jwks_endpoint and additional_claim (aud/scope)
ING-18 | opt | aws_lb_listener.mutual_authentication.mode: verify + trust_store_arn
ING-19 | should | aws_lb_target_group.protocol: HTTPS/TLS to the pod's proxy sidecar | CKV_AWS_378
ING-20 | must | aws_lb_target_group.target_type: ip | KICS 5c281bf8
ING-21 | should | aws_lb_target_group.health_check.path: readiness path | CKV_AWS_261
ING-22 | must | aws_vpc_endpoint_service.acceptance_required: true | CKV_AWS_123
ING-23 | must | aws_vpc_endpoint_service.allowed_principals: explicit account/role ARNs, never *
ING-24 | must | google_compute_forwarding_rule.load_balancing_scheme: INTERNAL / INTERNAL_MANAGED | CKV2_GCP_37
ING-25 | should | google_compute_forwarding_rule.allow_global_access: false
ING-26 | must | google_compute_global_forwarding_rule.load_balancing_scheme: not EXTERNAL* unless IAP + Cloud Armor; never with an HTTP proxy | CKV2_GCP_38
ING-27 | must | google_compute_service_attachment.connection_preference: ACCEPT_MANUAL
ING-28 | must | google_compute_service_attachment.consumer_accept_lists.project_id_or_num: explicit projects with connection_limit
ING-29 | must | google_compute_region_ssl_policy.min_tls_version: TLS_1_2 | CKV_GCP_4, AVD-GCP-0039, KICS 14a457f0
ING-30 | must | google_compute_region_ssl_policy.profile: RESTRICTED (or MODERN) | CKV_GCP_4
ING-31 | must | google_compute_region_target_https_proxy.ssl_policy: reference to the policy
ING-32 | opt | google_compute_region_target_https_proxy.server_tls_policy: mTLS policy
ING-33 | should | google_compute_region_backend_service.iap.enabled: true for human users | AML.M0019
ING-34 | must | google_iap_web_region_backend_service_iam_member.member: groups, never allUsers/allAuthenticatedUsers
ING-35 | must | google_compute_region_backend_service.log_config.enable: true, sample_rate 1 | AML.M0024
ING-36 | should | google_compute_region_backend_service.timeout_sec: >= longest generation (default 30 s)
ING-37 | must | kubernetes_ingress_v1.spec.tls.secret_name: set for every host | CIS EKS-1.8 5.4.5, CIS GKE-1.9 5.6.7
ING-38 | must | kubernetes_ingress_v1.spec.rule.host: concrete host, no empty, no *
ING-39 | must | kubernetes_ingress_v1.spec.ingress_class_name: the *internal* class
ING-40 | must | kubernetes_ingress_v1.metadata.annotations["nginx.ingress.kubernetes.io/auth-url"]: OAuth2 Proxy auth endpoint (nginx variant) | LLM10
ING-41 | must | kubernetes_ingress_v1.metadata.annotations["nginx.ingress.kubernetes.io/configuration-snippet"]: absent (all *-snippet annotations) | CKV_K8S_152, CKV_K8S_153, CKV_K8S_154, KCV-0093
ING-42 | should | kubernetes_ingress_v1.metadata.annotations["nginx.ingress.kubernetes.io/limit-rps"]: per-client limit | LLM10
ING-43 | must | kubernetes_ingress_v1.metadata.annotations["alb.ingress.kubernetes.io/scheme"]: internal (ALB controller; also the default, keep explicit) | AVD-AWS-0053
ING-44 | must | kubernetes_ingress_v1.spec.rule.http.path.path: allow-list (/v1/chat/completions, /v2/models/<m>/infer, ...), pathType Exact/Prefix, no / | KICS 69bbc5e3
ING-45 | must | kubernetes_service_v1.metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"]: internal on any LoadBalancer Service (gateway only) | KICS 2a52567c
ING-46 | must | kubernetes_service_v1.metadata.annotations["networking.gke.io/load-balancer-type"]: Internal on GKE | KICS 2a52567c
ING-47 | should | kubernetes_service_v1.spec.load_balancer_source_ranges: client CIDRs
ING-48 | must | helm_release.values :: oauth2-proxy config.existingSecret: existing Secret (External Secrets), not clientSecret/cookieSecret in values | CIS K8s-1.12 5.4.2
ING-49 | must | helm_release.values :: oauth2-proxy args: cookie-secure, cookie-samesite, email-domain or allowed-group set (not *), no skip-auth-route for model paths, https upstream
ING-50 | should | helm_release.values :: oauth2-proxy networkPolicy.create: true (chart default false) | CIS K8s-1.12 5.3.2
ING-51 | must | kubernetes_manifest.manifest.spec.mtls.mode (Istio PeerAuthentication): STRICT, namespace-wide
ING-52 | must | kubernetes_manifest.manifest.spec (Istio AuthorizationPolicy, empty spec): allow-nothing policy per namespace | AML.M0019
ING-53 | must | kubernetes_manifest.manifest.spec.rules (Istio AuthorizationPolicy): from.source.principals of gateway/router SA + to.operation.paths/methods allow-list | AML.M0032
ING-54 | must | kubernetes_manifest.manifest.spec.jwtRules (Istio RequestAuthentication): issuer + jwksUri + audiences, paired with an AuthorizationPolicy requiring requestPrincipals
ING-55 | should | kubernetes_manifest.manifest.spec.outboundTrafficPolicy.mode (Istio Sidecar): REGISTRY_ONLY | AML.T0025
ING-56 | must | kubernetes_manifest.manifest.spec.rules (Gateway API HTTPRoute): path allow-list + hostnames set; parentRefs to the internal Gateway only | LLM10
ING-57 | should | kubernetes_namespace_v1.metadata.labels["istio-injection"]: enabled (or ambient label) where MeshPolicy is used
# Managed endpoints
MEP-01 | must | aws_sagemaker_model.enable_network_isolation: true | CKV_AWS_370, AML.T0025
MEP-02 | must | aws_sagemaker_model.vpc_config.subnets: private subnets, >= 2 AZ
MEP-03 | must | aws_sagemaker_model.vpc_config.security_group_ids: SG without 0.0.0.0/0 egress | AVD-AWS-0104
MEP-04 | must | aws_sagemaker_model.primary_container.image: private ECR by digest | AML.M0014
MEP-05 | opt | aws_sagemaker_model.primary_container.image_config.repository_access_mode: Vpc for a private registry
MEP-06 | must | aws_sagemaker_model.primary_container.model_data_source.s3_data_source.s3_uri: released-models bucket, versioned prefix | AML.M0014
MEP-07 | must | aws_sagemaker_model.primary_container.environment: no secrets, no HF_TOKEN, no trust_remote_code flag | AML.T0055
MEP-08 | must | aws_sagemaker_model.execution_role_arn: dedicated role: one bucket prefix, one repo, one log group | CKV2_AWS_68
MEP-09 | must | aws_sagemaker_endpoint_configuration.kms_key_arn: CMK - only for instance types without local NVMe | CKV_AWS_98, KICS 58b35504
MEP-10 | must | aws_sagemaker_endpoint_configuration.production_variants.instance_type: ml.* allow-list per tier | LLM10
MEP-11 | should | aws_sagemaker_endpoint_configuration.production_variants.initial_instance_count: >= 2 prod
MEP-12 | must | aws_sagemaker_endpoint_configuration.production_variants.enable_ssm_access: false
MEP-13 | must | aws_sagemaker_endpoint_configuration.production_variants.managed_instance_scaling.max_instance_count: bounded | LLM10
MEP-14 | must | aws_sagemaker_endpoint_configuration.production_variants.core_dump_config.kms_key_id: set if core dumps are on (or leave off)
MEP-15 | must | aws_sagemaker_endpoint_configuration.data_capture_config.kms_key_id: CMK; bucket in log profile; sampling stated | CKV_AWS_367, CKV_AWS_368
MEP-16 | should | aws_sagemaker_endpoint_configuration.data_capture_config.enable_capture: explicit decision per tenant
MEP-17 | must | aws_sagemaker_endpoint_configuration.async_inference_config.output_config.kms_key_id: CMK when async
MEP-18 | should | aws_sagemaker_endpoint_configuration.lifecycle.create_before_destroy: true with name_prefix
MEP-19 | should | aws_sagemaker_endpoint.deployment_config.auto_rollback_configuration.alarms.alarm_name: 5xx/latency alarms | AML.M0008
MEP-20 | should | aws_sagemaker_endpoint.deployment_config.blue_green_update_policy.traffic_routing_configuration.type: CANARY
MEP-21 | must | aws_vpc_endpoint.service_name :: sagemaker.runtime: interface endpoint with policy limited to the endpoint ARN; invoke policy conditioned on aws:SourceVpce | AML.M0019
MEP-22 | must | aws_iam_policy.policy :: sagemaker:InvokeEndpoint: one endpoint ARN + aws:SourceVpce | CKV_AWS_355
MEP-23 | must | aws_appautoscaling_target.max_capacity: bounded | LLM10
MEP-24 | must | google_vertex_ai_endpoint.private_service_connect_config.enable_private_service_connect: true | AML.M0019
MEP-25 | must | google_vertex_ai_endpoint.private_service_connect_config.project_allowlist: explicit consumer projects
MEP-26 | should | google_vertex_ai_endpoint.private_service_connect_config.enable_secure_private_service_connect: true (adds IAM authorisation) | AML.M0019
MEP-27 | opt | google_vertex_ai_endpoint.network: alternative: peered VPC; mutually exclusive with PSC | CKV2_GCP_33
MEP-28 | must | google_vertex_ai_endpoint.encryption_spec.kms_key_name: CMEK (create-time only) | CKV2_GCP_24
MEP-29 | should | google_vertex_ai_endpoint.dedicated_endpoint_enabled: true (unless PSC/peering)
MEP-30 | should | google_vertex_ai_endpoint.predict_request_response_logging_config.enabled: explicit; BigQuery dataset with CMEK and restricted readers | AML.M0024
MEP-31 | must | google_vertex_ai_endpoint.location: same region as key/bucket
MEP-32 | must | google_vertex_ai_index_endpoint.public_endpoint_enabled: false/unset + private_service_connect_config | CKV2_GCP_34
MEP-33 | must | google_vertex_ai_endpoint_with_model_garden_deployment.endpoint_config: do not use for prod: no CMEK and no PSC attribute in 16.x
MEP-34 | must | google_vertex_ai_deployment_resource_pool.dedicated_resources.max_replica_count: bounded | LLM10
MEP-35 | opt | google_model_armor_template.filter_config.pi_and_jailbreak_filter_settings.filter_enforcement: ENABLED | AML.M0020
MEP-36 | opt | aws_bedrock_guardrail.kms_key_arn: CMK when guardrails are used as a pre-filter | AML.M0020
# API edge
API-01 | must | aws_api_gateway_rest_api.endpoint_configuration.types: ["PRIVATE"] (or REGIONAL behind WAF) | KICS 6b2739db, AVD-AWS-0004
API-02 | must | aws_api_gateway_rest_api.endpoint_configuration.vpc_endpoint_ids: execute-api endpoint ids
API-03 | must | aws_api_gateway_rest_api_policy.policy :: Deny unless aws:SourceVpce: resource policy present
API-04 | should | aws_api_gateway_rest_api.disable_execute_api_endpoint: true with a custom domain
API-05 | opt | aws_api_gateway_rest_api.minimum_compression_size: unset for streaming
API-06 | should | aws_api_gateway_rest_api.lifecycle.create_before_destroy: true | CKV_AWS_237
API-07 | must | aws_api_gateway_deployment.lifecycle.create_before_destroy: true + triggers hash | CKV_AWS_217
API-08 | must | aws_api_gateway_method.authorization: AWS_IAM, COGNITO_USER_POOLS or CUSTOM; never NONE | CKV_AWS_59, CKV2_AWS_70, AVD-AWS-0004, KICS 15ccec05, KICS 108aa260
API-09 | should | aws_api_gateway_method.api_key_required: true in addition to auth (metering, not authentication) | CKV2_AWS_70
API-10 | must | aws_api_gateway_method.request_validator_id: validator with body + params | CKV2_AWS_53
API-11 | must | aws_api_gateway_method_settings.settings.throttling_rate_limit: set, low default | LLM10
API-12 | must | aws_api_gateway_method_settings.settings.throttling_burst_limit: set | LLM10
API-13 | must | aws_api_gateway_method_settings.settings.logging_level: ERROR (INFO logs more request data) | CKV2_AWS_4
API-14 | must | aws_api_gateway_method_settings.settings.data_trace_enabled: false | CKV_AWS_276
API-15 | must | aws_api_gateway_method_settings.settings.metrics_enabled: true | CKV2_AWS_4, KICS 081069cb
API-16 | must | aws_api_gateway_method_settings.settings.caching_enabled: false for inference
API-17 | must | aws_api_gateway_method_settings.settings.cache_data_encrypted: true if caching is ever on | CKV_AWS_308, AVD-AWS-0002
API-18 | must | aws_api_gateway_stage.access_log_settings.destination_arn: encrypted log group; format without body | CKV_AWS_76, AVD-AWS-0001, KICS 982aa526
API-19 | should | aws_api_gateway_stage.xray_tracing_enabled: true | CKV_AWS_73, AVD-AWS-0003, KICS 5813ef56
API-20 | opt | aws_api_gateway_stage.client_certificate_id: backend mTLS | CKV2_AWS_51, KICS 0b4869fc
API-21 | must | aws_api_gateway_usage_plan.quota_settings.limit: per tenant per day | KICS c999cf62, AML.M0004, LLM10
API-22 | must | aws_api_gateway_usage_plan.throttle_settings.rate_limit: per tenant | LLM10
API-23 | must | aws_api_gateway_domain_name.security_policy: TLS_1_2 or a TLS13 policy | CKV_AWS_206, AVD-AWS-0005
API-24 | opt | aws_api_gateway_domain_name.mutual_tls_authentication.truststore_uri: versioned S3 truststore
API-25 | must | aws_api_gateway_integration.connection_type: VPC_LINK to the internal NLB
API-26 | should | aws_api_gateway_integration.timeout_milliseconds: explicit; default 29 s is shorter than many generations
API-27 | must | aws_wafv2_web_acl.rule.statement :: rate_based_statement: limit per IP / forwarded-IP / API key (custom key aggregation) | CKV_AWS_175, LLM10
API-28 | must | aws_wafv2_web_acl.rule.statement :: AWSManagedRulesKnownBadInputsRuleSet: present, override none | CKV_AWS_192, CKV2_AWS_77, CKV2_AWS_76
API-29 | must | aws_wafv2_web_acl.rule.statement :: size_constraint_statement on body: block above the inspection limit (oversize_handling MATCH) | LLM10
API-30 | should | aws_wafv2_web_acl.association_config.request_body.api_gateway.default_size_inspection_limit: KB_64
API-31 | must | aws_wafv2_web_acl.rule.action: every rule has action or override_action | CKV_AWS_342
API-32 | should | aws_wafv2_web_acl.data_protection_config.data_protection.action: SUBSTITUTION/HASH for Authorization header, body fields
API-33 | must | aws_wafv2_web_acl_association.resource_arn: the stage / ALB ARN as reference | CKV2_AWS_28, CKV2_AWS_29
API-34 | must | aws_wafv2_web_acl_logging_configuration.log_destination_configs: log group/bucket named aws-waf-logs-* | CKV2_AWS_31
API-35 | must | aws_wafv2_web_acl_logging_configuration.redacted_fields.single_header.name: authorization, cookie, x-api-key
API-36 | must | google_compute_security_policy.rule.rate_limit_options.rate_limit_threshold.count: per user/API key/IP, exceed_action deny(429) | LLM10
API-37 | must | google_compute_security_policy.rule.match.expr.expression: includes evaluatePreconfiguredWaf('cve-canary') deny | CKV_GCP_73
API-38 | must | google_compute_security_policy.rule.action: default rule (priority 2147483647) deny(403)
API-39 | should | google_compute_security_policy.advanced_options_config.log_level: NORMAL (VERBOSE logs bodies)
API-40 | opt | google_compute_security_policy.adaptive_protection_config.layer_7_ddos_defense_config.enable: true
API-41 | must | google_compute_backend_service.security_policy: reference to the policy for every EXTERNAL_MANAGED backend
API-42 | should | aws_budgets_budget.limit_amount: per tier/tenant tag with notification | LLM10
API-43 | should | google_billing_budget.amount.specified_amount.units: per project with Pub/Sub | LLM10
`;
