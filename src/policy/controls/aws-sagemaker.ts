import type { Control } from "../control";

/** Instance types with NVMe of their own, which SageMaker encrypts itself: it refuses a key for their variants. */
const LOCAL_NVME =
  "^ml[.](g4dn|g5|g6|g6e|gr6|p3dn|p4d|p4de|p5|p5e|p5en|p6[a-z0-9-]*|trn1|trn1n|trn2|[cmrx][5-9][a-z]*d[a-z]*)[.]";

const VARIANTS = ["production_variants", "shadow_production_variants"];

/** A condition on every variant, shadow variants included. */
function everyVariant(condition: string): string {
  return VARIANTS.map((variants) => `self.${variants}.all(v, ${condition})`).join(" && ");
}

const HAS_NVME = `v.instance_type != null && v.instance_type.matches("${LOCAL_NVME}")`;
const CONTAINERS = ["primary_container", "container"];

const POLICIES = [
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_iam_role",
];
const INVOKES = 's.actions.exists(a, a.lowerAscii().startsWith("sagemaker:invokeendpoint"))';
const EVERY_ENDPOINT = "(s.not_resources.size() > 0 || s.resources.exists(r, isWhole(r)))";
const FROM_NETWORK =
  's.conditions.exists(c, spelling(c.variable).lowerAscii() in ["aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"])';

/** A managed endpoint is reached through the AWS API: IAM and the network of its container are all that stand before it. */
export const AWS_SAGEMAKER_CONTROLS: readonly Control[] = [
  {
    id: "AWS_SAGEMAKER_MODEL_ISOLATED",
    severity: "critical",
    category: "managed-endpoints",
    title: "The model's container cannot call out",
    appliesTo: ["aws_sagemaker_model"],
    require: "isTrue(self.enable_network_isolation)",
    attribute: "enable_network_isolation",
    rationale:
      "Code in a model file runs when it is loaded; without isolation it sends weights and prompts wherever it likes.",
    remediation:
      "Set enable_network_isolation to true, and bring the weights through model_data_source; it defaults to false.",
    answers: ["MEP-01", "DENY-SM-001", "CKV_AWS_370"],
  },
  {
    id: "AWS_SAGEMAKER_MODEL_IN_VPC",
    severity: "critical",
    category: "managed-endpoints",
    title: "The model runs in subnets of the customer",
    appliesTo: ["aws_sagemaker_model"],
    require: "self.vpc_config.exists(c, c.subnets != null && c.security_group_ids != null)",
    attribute: "vpc_config",
    rationale:
      "Without a VPC of yours SageMaker runs the model in its own, which reaches the internet and none of your flow logs. No " +
      "public scanner looks at it.",
    remediation: "Add vpc_config with private subnets and a security group without 0.0.0.0/0 in its egress.",
    answers: ["MEP-02", "MEP-03", "DENY-SM-001"],
  },
  {
    id: "AWS_SAGEMAKER_IMAGE_BY_DIGEST",
    severity: "high",
    category: "images",
    title: "The model's images are named by digest",
    appliesTo: ["aws_sagemaker_model"],
    require: CONTAINERS.map(
      (name) => `self.${name}.all(c, c.image == null || spelling(c.image).matches("@sha256:[0-9a-f]{64}$"))`,
    ).join(" && "),
    found: CONTAINERS.map(
      (name) =>
        `self.${name}.filter(c, c.image != null && !spelling(c.image).matches("@sha256:[0-9a-f]{64}$")).map(c, spelling(c.image))`,
    ).join(" + "),
    attribute: "primary_container.image",
    message: "Images that can change under their tag",
    rationale:
      "Who moves the tag runs code beside the weights at the next scaling event, and nothing in Terraform changes.",
    remediation: "Write registry/repository@sha256:<digest>, from a repository of your own; ImageRepository makes one.",
    answers: ["MEP-04", "DENY-IMG-001", "DENY-SM-001", "AML.M0014"],
  },
  {
    id: "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
    severity: "high",
    category: "managed-endpoints",
    title: "The endpoint's volumes are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    // With one variant that refuses a key, none can be given; a serverless one has no volume.
    when: `self.production_variants.exists(v, v.instance_type != null) && ${everyVariant(`!(${HAS_NVME})`)}`,
    require: "self.kms_key_arn != null",
    attribute: "kms_key_arn",
    rationale:
      "Weights are unpacked onto the volume. Types with NVMe of their own are encrypted by the hardware, and take no key.",
    remediation: "Set kms_key_arn to a customer key (ModelKey makes one), or use types with local NVMe alone.",
    answers: ["MEP-09", "DENY-SM-002", "CKV_AWS_98", "KICS 58b35504"],
  },
  {
    id: "AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED",
    severity: "medium",
    category: "managed-endpoints",
    title: "No key is given for instance types that refuse one",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: "self.kms_key_arn != null",
    require: everyVariant(`!(${HAS_NVME})`),
    attribute: "production_variants.instance_type",
    rationale:
      "CreateEndpointConfig fails when a key is given and a variant has local NVMe, which the GPU types have: scanners ask for the key all the same.",
    remediation: "Remove kms_key_arn: the NVMe of g4dn, g5, g6, p4d, p5 and the like is encrypted by the hardware.",
    answers: ["MEP-09", "DENY-SM-002"],
  },
  {
    id: "AWS_SAGEMAKER_NO_SHELL",
    severity: "high",
    category: "managed-endpoints",
    title: "Nobody gets a shell in the model's container",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("!isTrue(v.enable_ssm_access)"),
    attribute: "production_variants.enable_ssm_access",
    rationale: "A shell beside the weights is a copy of the weights; no public scanner looks at it.",
    remediation: "Remove enable_ssm_access; it defaults to false.",
    answers: ["MEP-12", "DENY-SM-002"],
  },
  {
    id: "AWS_SAGEMAKER_CAPTURE_ENCRYPTED",
    severity: "high",
    category: "managed-endpoints",
    title: "Captured prompts and answers are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: "self.data_capture_config.exists(c, c.enable_capture == null || isTrue(c.enable_capture))",
    require: "self.data_capture_config.all(c, c.kms_key_id != null)",
    attribute: "data_capture_config.kms_key_id",
    rationale: "Captured prompts are personal data of those who wrote them.",
    remediation: "Set kms_key_id in data_capture_config, or capture nothing.",
    answers: ["MEP-15", "DENY-SM-002"],
  },
  {
    id: "AWS_SAGEMAKER_ASYNC_OUTPUT_ENCRYPTED",
    severity: "high",
    category: "managed-endpoints",
    title: "Answers of asynchronous calls are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: "self.async_inference_config.size() > 0",
    require: "self.async_inference_config.all(a, a.output_config.all(o, o.kms_key_id != null))",
    attribute: "async_inference_config.output_config.kms_key_id",
    rationale: "The answers lie in a bucket until somebody fetches them, and longer.",
    remediation: "Set kms_key_id in async_inference_config.output_config.",
    answers: ["MEP-17", "DENY-SM-002"],
  },
  {
    id: "AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED",
    severity: "high",
    category: "managed-endpoints",
    title: "Core dumps are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("v.core_dump_config.all(d, d.kms_key_id != null)"),
    attribute: "production_variants.core_dump_config.kms_key_id",
    rationale: "A core dump of a model server holds the weights and the last prompts.",
    remediation: "Set kms_key_id in core_dump_config, or leave core dumps off.",
    answers: ["MEP-14", "DENY-SM-002"],
  },
  {
    id: "AWS_SAGEMAKER_SCALING_BOUNDED",
    severity: "medium",
    category: "managed-endpoints",
    title: "Managed scaling has an upper bound",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("v.managed_instance_scaling.all(s, s.max_instance_count != null)"),
    attribute: "production_variants.managed_instance_scaling.max_instance_count",
    rationale: "Whoever may call the endpoint may run up its bill.",
    remediation: "Set max_instance_count in managed_instance_scaling.",
    answers: ["MEP-13", "LLM10"],
  },
  {
    id: "AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT",
    severity: "high",
    category: "managed-endpoints",
    title: "Callers are allowed endpoints by name",
    appliesTo: POLICIES,
    // A serving role that names no resource has a critical fault already.
    when: "!servesThrough(self)",
    require: `!grants(self).exists(s, ${INVOKES} && ${EVERY_ENDPOINT}) || isBoundary(self)`,
    attribute: "policy",
    message: "The policy lets every endpoint of the account be invoked",
    rationale: "IAM is the only door of a managed endpoint: who may call every one of them may copy every model.",
    remediation: 'Name the endpoint in Resource, as "arn:aws:sagemaker:<region>:<account>:endpoint/<name>".',
    answers: ["MEP-22", "DENY-SM-003", "CKV_AWS_355"],
  },
  {
    id: "AWS_SAGEMAKER_INVOKE_FROM_NETWORK",
    severity: "medium",
    category: "managed-endpoints",
    title: "Endpoints are invoked from networks of the customer alone",
    appliesTo: POLICIES,
    require: `!grants(self).exists(s, ${INVOKES} && !${FROM_NETWORK}) || isBoundary(self)`,
    attribute: "policy",
    message: "Endpoints may be invoked from anywhere: there is no condition on aws:SourceVpce or aws:SourceVpc",
    rationale: "InvokeEndpoint answers the whole internet: credentials that leaked from a pod work from any machine.",
    remediation: "Add a condition StringEquals aws:SourceVpce with the interface endpoint of sagemaker.runtime.",
    answers: ["MEP-21", "MEP-22", "DENY-SM-003"],
  },
];
