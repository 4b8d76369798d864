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

/** Types with eight accelerators or more: nothing that is tried out needs them. */
const IS_LARGEST =
  "v.instance_type != null && v.instance_type.matches(" +
  '"^ml[.](p3dn[.]24xlarge|p3[.]16xlarge|p4de?[.]24xlarge|p5e?n?[.]48xlarge|p6[a-z0-9-]*[.][0-9]+xlarge|g[56]e?[.]48xlarge|' +
  'inf[12][.](24|48)xlarge|trn[12]n?[.](32|48)xlarge)$")';

const POLICIES = [
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_iam_role",
];
const INVOKES = 's.actions.exists(a, a.lowerAscii().matches("^sagemaker:(invokeendpoint|(i|in|inv[a-z]*)[*])"))';
const EVERY_ENDPOINT = "(s.not_resources.size() > 0 || s.resources.exists(r, isWhole(r)))";
const FROM_ENDPOINT =
  's.conditions.exists(c, spelling(c.variable).lowerAscii() in ["aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"])';

/** The endpoint leads to `InvokeEndpoint`; undecided where the service is not known. */
const RUNTIME = "[.]sagemaker[.]runtime(-fips)?$";
const FOR_RUNTIME =
  `(spelling(e.service_name).matches("${RUNTIME}") || ` +
  `(spelling(e.service_name).endsWith("}") && text(e.service_name).matches("${RUNTIME}")))`;
const IS_RUNTIME =
  '(resource.kind == "aws_vpc_endpoint" ? [self] : [target(self, "vpc_endpoint_id", "aws_vpc_endpoint")])' +
  `.exists(e, e != null && ${FOR_RUNTIME})`;

/** Endpoints of an account that is named, or what a reference names. */
const OWN_ENDPOINT = "^([$][{]|arn:[^:]+:sagemaker:[^:]*:([0-9]{12}|[$][{].*[}]):endpoint/)";
const LEADS_TO_STRANGERS =
  's.effect == "Allow" && speaksOf(s, "sagemaker:InvokeEndpoint") && ' +
  's.conditions.all(c, !(spelling(c.variable).lowerAscii() in ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"])) && ' +
  `(s.not_resources.size() > 0 || s.resources.exists(r, !spelling(r).matches("${OWN_ENDPOINT}")))`;

/** What calls a model from a VPC: nodes of EKS, and models that lie in it themselves. */
const CALLS_MODELS =
  'satellites(self, "aws_subnet", "vpc_id").exists(s, satellites(s, "aws_eks_node_group", "subnet_ids").size() > 0 || ' +
  'satellites(s, "aws_sagemaker_model", "vpc_config.subnets").size() > 0)';

/** What serves a model, and who may call it. */
export const AWS_SAGEMAKER_ENDPOINT_CONTROLS: readonly Control[] = [
  {
    id: "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "The endpoint's volumes are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    // With one variant that refuses a key, none can be given; a serverless one has no volume.
    when: `self.production_variants.exists(v, v.instance_type != null) && ${everyVariant(`!(${HAS_NVME})`)}`,
    require: "self.kms_key_arn != null",
    attribute: "kms_key_arn",
    rationale:
      "Weights are unpacked onto the volume. Types with NVMe of their own are encrypted by the hardware, and take no key.",
    remediation: "Set kms_key_arn to a customer key (ModelKey makes one), or use types with local NVMe alone.",
    answers: ["MEP-09", "DENY-SM-002", "CKV_AWS_98", "KICS 58b35504", "AML.M0012"],
  },
  {
    id: "AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED",
    severity: "medium",
    category: "encryption",
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
    category: "isolation",
    title: "Nobody gets a shell in the model's container",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("!isTrue(v.enable_ssm_access)"),
    attribute: "production_variants.enable_ssm_access",
    rationale: "A shell beside the weights is a copy of the weights; no public scanner looks at it.",
    remediation: "Remove enable_ssm_access; it defaults to false.",
    answers: ["MEP-12", "DENY-SM-002", "AML.M0019"],
  },
  {
    id: "AWS_SAGEMAKER_CAPTURE_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Captured prompts and answers are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: "self.data_capture_config.exists(c, c.enable_capture == null || isTrue(c.enable_capture))",
    require: "self.data_capture_config.all(c, c.kms_key_id != null)",
    attribute: "data_capture_config.kms_key_id",
    rationale: "Captured prompts are personal data of those who wrote them.",
    remediation: "Set kms_key_id in data_capture_config, or capture nothing.",
    answers: ["MEP-15", "DENY-SM-002", "AML.M0012", "LLM02"],
  },
  {
    id: "AWS_SAGEMAKER_CAPTURE_ANALYSIS_ENCRYPTED",
    severity: "medium",
    category: "encryption",
    title: "Jobs that analyse captured prompts encrypt with a key of the customer",
    appliesTo: ["aws_sagemaker_data_quality_job_definition"],
    require:
      "self.data_quality_job_output_config.exists(o, o.kms_key_id != null) && " +
      "self.job_resources.exists(j, j.cluster_config.exists(c, c.volume_kms_key_id != null))",
    found:
      '(self.data_quality_job_output_config.exists(o, o.kms_key_id != null) ? [] : ["data_quality_job_output_config.kms_key_id"]) + ' +
      "(self.job_resources.exists(j, j.cluster_config.exists(c, c.volume_kms_key_id != null)) ? [] : " +
      '["job_resources.cluster_config.volume_kms_key_id"])',
    attribute: "data_quality_job_output_config.kms_key_id",
    message: "The job's output or its volume has no key of the customer",
    rationale:
      "The job unpacks captured prompts and answers onto its volume, and what it reports quotes them: they are as personal there as " +
      "where they were captured.",
    remediation:
      "Set kms_key_id in data_quality_job_output_config, and volume_kms_key_id in job_resources.cluster_config.",
    answers: ["MEP-15", "CKV_AWS_367", "CKV_AWS_368", "AML.M0012", "LLM02"],
  },
  {
    id: "AWS_SAGEMAKER_ASYNC_OUTPUT_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Answers of asynchronous calls are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: "self.async_inference_config.size() > 0",
    require: "self.async_inference_config.all(a, a.output_config.all(o, o.kms_key_id != null))",
    attribute: "async_inference_config.output_config.kms_key_id",
    rationale: "The answers lie in a bucket until somebody fetches them, and longer.",
    remediation: "Set kms_key_id in async_inference_config.output_config.",
    answers: ["MEP-17", "DENY-SM-002", "AML.M0012"],
  },
  {
    id: "AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Core dumps are encrypted with a key of the customer",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("v.core_dump_config.all(d, d.kms_key_id != null)"),
    attribute: "production_variants.core_dump_config.kms_key_id",
    rationale: "A core dump of a model server holds the weights and the last prompts.",
    remediation: "Set kms_key_id in core_dump_config, or leave core dumps off.",
    answers: ["MEP-14", "DENY-SM-002", "AML.M0012"],
  },
  {
    id: "AWS_SAGEMAKER_SCALING_BOUNDED",
    severity: "medium",
    category: "resilience",
    title: "Managed scaling has an upper bound",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    require: everyVariant("v.managed_instance_scaling.all(s, s.max_instance_count != null)"),
    attribute: "production_variants.managed_instance_scaling.max_instance_count",
    rationale: "Whoever may call the endpoint may run up its bill.",
    remediation: "Set max_instance_count in managed_instance_scaling.",
    answers: ["MEP-13", "LLM10"],
  },
  {
    id: "AWS_SAGEMAKER_DEV_INSTANCES_MODEST",
    severity: "medium",
    category: "governance",
    title: "Development does not serve on the largest machines",
    appliesTo: ["aws_sagemaker_endpoint_configuration"],
    when: 'tier(self) == "dev"',
    require: `tier(self) != "dev" || (${everyVariant(`!(${IS_LARGEST})`)})`,
    found: VARIANTS.map((variants) => `self.${variants}.filter(v, ${IS_LARGEST}).map(v, v.instance_type)`).join(" + "),
    attribute: "production_variants.instance_type",
    message: "Machines with eight accelerators or more serve in development",
    rationale:
      "An endpoint is paid for while it waits: what a test leaves behind on eight GPUs is a bill of tens of thousands of dollars a " +
      "month. Judged where the tag tier says dev.",
    remediation: "Set instance_type to a type with one accelerator, as ml.g6.xlarge, or test in staging.",
    answers: ["MEP-10", "LLM10"],
  },
  {
    id: "AWS_SAGEMAKER_AUTOSCALING_BOUNDED",
    severity: "medium",
    category: "resilience",
    title: "Scaling by Application Auto Scaling has an upper bound",
    appliesTo: ["aws_appautoscaling_target"],
    when: 'self.service_namespace == "sagemaker"',
    require: 'self.service_namespace != "sagemaker" || number(self.max_capacity, 101) <= 100',
    attribute: "max_capacity",
    message: "More than 100 instances or copies may be started",
    rationale:
      "Whoever may call the endpoint may run up its bill: a bound far above any plan is no bound. What scales other services is not judged.",
    remediation: "Set max_capacity to what the budget bears, at most 100.",
    answers: ["MEP-23", "LLM10"],
  },
  {
    id: "AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT",
    severity: "high",
    category: "identity",
    title: "Callers are allowed endpoints by name",
    appliesTo: POLICIES,
    // A serving role that names no resource has a critical fault already.
    when: "!servesThrough(self)",
    require: `!grants(self).exists(s, ${INVOKES} && ${EVERY_ENDPOINT}) || isBoundary(self)`,
    attribute: "policy",
    message: "The policy lets every endpoint of the account be invoked",
    rationale: "IAM is the only door of a managed endpoint: who may call every one of them may copy every model.",
    remediation: 'Name the endpoint in Resource, as "arn:aws:sagemaker:<region>:<account>:endpoint/<name>".',
    answers: ["MEP-22", "DENY-SM-003", "CKV_AWS_355", "AML.M0019"],
  },
  {
    id: "AWS_SAGEMAKER_INVOKE_FROM_NETWORK",
    severity: "medium",
    category: "network",
    title: "Endpoints are invoked from networks of the customer alone",
    appliesTo: POLICIES,
    require: `!grants(self).exists(s, ${INVOKES} && !${FROM_ENDPOINT}) || isBoundary(self)`,
    attribute: "policy",
    message: "Endpoints may be invoked from anywhere: there is no condition on aws:SourceVpce or aws:SourceVpc",
    rationale: "InvokeEndpoint answers the whole internet: credentials that leaked from a pod work from any machine.",
    remediation: "Add a condition StringEquals aws:SourceVpce with the interface endpoint of sagemaker.runtime.",
    answers: ["MEP-21", "MEP-22", "DENY-SM-003", "AML.M0019"],
  },
  {
    id: "AWS_SAGEMAKER_VPC_ENDPOINT_PRESENT",
    severity: "medium",
    category: "network",
    title: "A VPC that calls models of SageMaker reaches them through an endpoint of its own",
    appliesTo: ["aws_vpc"],
    when: `resourcesHere("aws_sagemaker_endpoint").size() > 0 && ${CALLS_MODELS}`,
    require: `satellites(self, "aws_vpc_endpoint", "vpc_id").exists(e, ${FOR_RUNTIME})`,
    attribute: "id",
    message: "The estate serves a model with SageMaker, and the VPC has no aws_vpc_endpoint for sagemaker.runtime",
    rationale:
      "Without it prompts and answers leave through NAT for the public address of the service, and no policy can say that the model " +
      "is called from here alone.",
    remediation:
      "Add an aws_vpc_endpoint of type Interface for com.amazonaws.<region>.sagemaker.runtime, with private DNS and a policy that " +
      "names the endpoint.",
    answers: ["MEP-21", "AML.M0019"],
  },
  {
    id: "AWS_SAGEMAKER_VPC_ENDPOINT_NAMED",
    severity: "medium",
    category: "network",
    title: "The way to SageMaker's models leads to one's own",
    appliesTo: ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"],
    when: IS_RUNTIME,
    // That there is a policy at all is another control.
    require: `!(${IS_RUNTIME}) || !statements(self.policy).exists(s, ${LEADS_TO_STRANGERS})`,
    attribute: "policy",
    message: "The policy of the endpoint lets models of any account be called",
    rationale:
      "A server that was broken into hands over what it was asked, prompt by prompt, to a model in the intruder's account: the call " +
      "leaves by the one way that is open. Which of the own models a caller may call is for its own policy to say.",
    remediation:
      'Name the endpoint in Resource, as "arn:aws:sagemaker:<region>:<account>:endpoint/<name>"; ServingNetwork names those of the ' +
      "account.",
    answers: ["MEP-21", "AML.M0019"],
  },
];
