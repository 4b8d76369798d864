import type { StackJson } from "./hardened-stacks";
import { ACCOUNT, KEY, type Kinds, LOGS, MODELS, TAGS, TRAILS } from "./regulated-estate-aws-buckets";

const KEY_OF_COPIES = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1a2b3c4d-7777-8888-9999-444455556666`;

const RECORDS: Kinds = {
  aws_s3_bucket_replication_configuration: {
    models: {
      bucket: "${aws_s3_bucket.models.id}",
      role: `arn:aws:iam::${ACCOUNT}:role/copy-models`,
      rule: [
        {
          id: "copies",
          status: "Enabled",
          filter: { prefix: "" },
          delete_marker_replication: { status: "Disabled" },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
          destination: {
            bucket: "arn:aws:s3:::acme-radiology-copies",
            encryption_configuration: { replica_kms_key_id: KEY_OF_COPIES },
          },
        },
      ],
    },
  },
  aws_cloudtrail: {
    radiology: {
      name: "radiology",
      s3_bucket_name: "${aws_s3_bucket.trail.id}",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: KEY,
      cloud_watch_logs_group_arn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:radiology-trail:*`,
      cloud_watch_logs_role_arn: `arn:aws:iam::${ACCOUNT}:role/radiology-trail`,
      advanced_event_selector: [
        { name: "Management calls", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
        {
          name: "Reads and writes of models",
          field_selector: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
          ],
        },
      ],
      insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }],
      tags: TAGS,
    },
  },
  aws_config_configuration_recorder: {
    everything: {
      name: "everything",
      role_arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recording_group: { all_supported: true, include_global_resource_types: true },
    },
  },
  aws_config_configuration_recorder_status: {
    everything: { name: "${aws_config_configuration_recorder.everything.name}", is_enabled: true },
  },
  aws_bedrock_guardrail: {
    edge: {
      name: "edge",
      blocked_input_messaging: "Not here.",
      blocked_outputs_messaging: "Not here.",
      kms_key_arn: KEY,
      tags: TAGS,
    },
  },
};

const OWN_KEY = { type: "CUSTOMER_KMS", key_id: KEY };

const EGRESS: Kinds = {
  aws_networkfirewall_firewall: {
    egress: {
      name: "egress",
      vpc_id: "vpc-0123456789abcdef0",
      firewall_policy_arn: "${aws_networkfirewall_firewall_policy.egress.arn}",
      delete_protection: true,
      subnet_mapping: [{ subnet_id: "subnet-0123456789abcdef0" }],
      encryption_configuration: OWN_KEY,
      tags: TAGS,
    },
  },
  aws_networkfirewall_firewall_policy: {
    egress: {
      name: "egress",
      firewall_policy: {
        stateless_default_actions: ["aws:forward_to_sfe"],
        stateless_fragment_default_actions: ["aws:forward_to_sfe"],
        stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
        stateful_engine_options: { rule_order: "STRICT_ORDER" },
      },
      encryption_configuration: OWN_KEY,
      tags: TAGS,
    },
  },
  aws_networkfirewall_logging_configuration: {
    egress: {
      firewall_arn: "${aws_networkfirewall_firewall.egress.arn}",
      logging_configuration: {
        log_destination_config: [
          {
            log_type: "ALERT",
            log_destination_type: "CloudWatchLogs",
            log_destination: { logGroup: "/acme/radiology/egress" },
          },
        ],
      },
    },
  },
  aws_route53_resolver_firewall_rule_group: { names: { name: "names", tags: TAGS } },
  aws_route53_resolver_firewall_domain_list: {
    own: { name: "own", domains: ["*.acme.example", "*.amazonaws.com"], tags: TAGS },
    rest: { name: "rest", domains: ["*"], tags: TAGS },
  },
  aws_route53_resolver_firewall_rule: {
    own: {
      name: "own",
      action: "ALLOW",
      priority: 100,
      firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.own.id}",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.names.id}",
    },
    rest: {
      name: "rest",
      action: "BLOCK",
      block_response: "NXDOMAIN",
      priority: 9000,
      firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.rest.id}",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.names.id}",
    },
  },
  aws_vpc_block_public_access_options: { region: { internet_gateway_block_mode: "block-bidirectional" } },
};

/** Cluster, load balancer and certificates lie in the platform's stack. */
const INGRESS: Kinds = {
  aws_eks_addon: {
    network: {
      cluster_name: "serving",
      addon_name: "vpc-cni",
      addon_version: "v1.22.4-eksbuild.3",
      configuration_values: JSON.stringify({
        enableNetworkPolicy: "true",
        env: { NETWORK_POLICY_ENFORCING_MODE: "strict" },
      }),
      pod_identity_association: [
        { role_arn: `arn:aws:iam::${ACCOUNT}:role/serving-vpc-cni`, service_account: "aws-node" },
      ],
      tags: TAGS,
    },
  },
  aws_api_gateway_domain_name: {
    models: {
      domain_name: "models.acme.example",
      regional_certificate_arn: `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/1a2b3c4d-1111-2222-3333-444455556666`,
      endpoint_configuration: { types: ["REGIONAL"] },
      security_policy: "TLS_1_2",
      mutual_tls_authentication: { truststore_uri: "s3://acme-trust/callers.pem", truststore_version: "1" },
      tags: TAGS,
    },
  },
  aws_lb_target_group: {
    triton: {
      name: "triton",
      port: 8000,
      protocol: "HTTPS",
      target_type: "ip",
      vpc_id: "vpc-0123456789abcdef0",
      health_check: { path: "/v2/health/ready", protocol: "HTTPS" },
      tags: TAGS,
    },
  },
  aws_lb_listener: {
    triton: {
      load_balancer_arn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/models/0123456789abcdef`,
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/1a2b3c4d-1111-2222-3333-444455556666`,
      mutual_authentication: {
        mode: "verify",
        trust_store_arn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:truststore/callers/0123456789abcdef`,
      },
      default_action: [
        {
          type: "jwt-validation",
          order: 1,
          jwt_validation: {
            issuer: "https://login.acme.example",
            jwks_endpoint: "https://login.acme.example/jwks.json",
          },
        },
        { type: "forward", order: 2, target_group_arn: "${aws_lb_target_group.triton.arn}" },
      ],
      tags: TAGS,
    },
  },
};

/** Kinds of many parts, by name; a bucket is of the same kinds as another. */
function merged(...parts: readonly Kinds[]): Kinds {
  const all: Kinds = {};
  for (const [kind, resources] of parts.flatMap((part) => Object.entries(part))) {
    all[kind] = { ...all[kind], ...resources };
  }
  return all;
}

export const REGULATED_AWS: StackJson = {
  terraform: {
    required_providers: { aws: { source: "registry.terraform.io/hashicorp/aws", version: "6.25.0" } },
    backend: {
      s3: {
        bucket: "acme-terraform-state",
        key: "production/radiology/regulated-aws.tfstate",
        region: "eu-west-1",
        encrypt: true,
        kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d`,
        use_lockfile: true,
      },
    },
  },
  provider: { aws: [{ region: "eu-west-1" }] },
  resource: merged(MODELS, TRAILS, LOGS, RECORDS, EGRESS, INGRESS),
};
