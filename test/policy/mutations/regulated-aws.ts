import type { Mutation } from "../mutation";
import type { Loose } from "./kubernetes-objects";

/** Changes the first resource of the kind. */
function changed(control: string, name: string, kind: string, change: (attributes: Loose) => void): Mutation {
  return { control, name, stack: "regulated-aws", breaks: (stack) => stack.change(kind, change) };
}

const TRAIL = "aws_cloudtrail";
const REPLICATION = "aws_s3_bucket_replication_configuration";
const LOCK = "aws_s3_bucket_object_lock_configuration";
const LISTENER = "aws_lb_listener";
const FIREWALL = "aws_networkfirewall_firewall";
const FIREWALL_POLICY = "aws_networkfirewall_firewall_policy";
const DNS_GROUP = "aws_route53_resolver_firewall_rule_group";
const DNS_RULE = "aws_route53_resolver_firewall_rule";

export const REGULATED_AWS_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_S3_MODELS_LOCKED",
    name: "the bucket of models loses its lock",
    stack: "regulated-aws",
    breaks: (stack) => {
      stack.remove(LOCK, ({ bucket }) => bucket === "${aws_s3_bucket.models.id}");
      return "aws_s3_bucket.models";
    },
  },
  changed("AWS_S3_LOCK_HOLDS_BY_DEFAULT", "the lock holds only what asks for it", LOCK, (lock) => delete lock.rule),
  changed("AWS_S3_REPLICAS_CUSTOMER_KEY", "copies are encrypted with the key of S3", REPLICATION, ({ rule }) => {
    delete rule[0].destination.encryption_configuration;
  }),
  changed("AWS_S3_REPLICAS_COMPLETE", "what KMS encrypts is left out", REPLICATION, ({ rule }) => {
    rule[0].source_selection_criteria.sse_kms_encrypted_objects.status = "Disabled";
  }),
  changed("AWS_CLOUDTRAIL_INSIGHTS", "refusals are not counted", TRAIL, (trail) => trail.insight_selector.pop()),
  changed(
    "AWS_CONFIG_RECORDS_EVERYTHING",
    "buckets alone are recorded",
    "aws_config_configuration_recorder",
    (recorder) => {
      recorder.recording_group = { all_supported: false, resource_types: ["AWS::S3::Bucket"] };
    },
  ),
  {
    control: "AWS_CONFIG_RECORDS_EVERYTHING",
    name: "the recorder is switched off",
    stack: "regulated-aws",
    breaks: (stack) => {
      stack.change("aws_config_configuration_recorder_status", (status) => (status.is_enabled = false));
      return "aws_config_configuration_recorder.everything";
    },
  },
  changed("AWS_BEDROCK_GUARDRAIL_CUSTOMER_KEY", "the guardrail loses its key", "aws_bedrock_guardrail", (guardrail) => {
    delete guardrail.kms_key_arn;
  }),
  changed("AWS_EKS_NETWORK_POLICY_STRICT", "new pods are open at first", "aws_eks_addon", (addon) => {
    addon.configuration_values = JSON.stringify({ enableNetworkPolicy: "true" });
  }),
  changed("AWS_API_MUTUAL_TLS", "callers need no certificate", "aws_api_gateway_domain_name", (domain) => {
    delete domain.mutual_tls_authentication;
  }),
  changed("AWS_LB_MUTUAL_TLS", "certificates are passed on unverified", LISTENER, (listener) => {
    listener.mutual_authentication = { mode: "passthrough" };
  }),
  changed("AWS_NETWORK_FIREWALL_KEPT", "the firewall can be deleted", FIREWALL, (firewall) => {
    firewall.delete_protection = false;
  }),
  {
    control: "AWS_NETWORK_FIREWALL_LOGGED",
    name: "the firewall keeps flows alone",
    stack: "regulated-aws",
    breaks: (stack) => {
      stack.change("aws_networkfirewall_logging_configuration", ({ logging_configuration }: Loose) => {
        logging_configuration.log_destination_config[0].log_type = "FLOW";
      });
      return `${FIREWALL}.egress`;
    },
  },
  ...[FIREWALL, FIREWALL_POLICY].map((kind) =>
    changed("AWS_NETWORK_FIREWALL_CUSTOMER_KEY", `${kind} takes the key of AWS`, kind, (attributes) => {
      attributes.encryption_configuration = { type: "AWS_OWNED_KMS_KEY" };
    }),
  ),
  changed("AWS_NETWORK_FIREWALL_ALLOWLIST", "what no rule names may pass", FIREWALL_POLICY, ({ firewall_policy }) => {
    firewall_policy.stateful_default_actions = ["aws:alert_established"];
  }),
  {
    control: "AWS_DNS_FIREWALL_REFUSES_THE_REST",
    name: "other names are only told of",
    stack: "regulated-aws",
    breaks: (stack) => {
      stack.change(
        DNS_RULE,
        (rule) => Object.assign(rule, { action: "ALERT" }),
        ({ name }) => name === "rest",
      );
      return `${DNS_GROUP}.names`;
    },
  },
  changed("AWS_VPC_INTERNET_BLOCKED", "the switch is off", "aws_vpc_block_public_access_options", (options) => {
    options.internet_gateway_block_mode = "off";
  }),
];
