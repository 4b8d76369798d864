import { add, choose, decide, type Fixes, ofSubject, set, unset } from "./fix";

const KEY = choose(
  "ARN of the key of the models",
  "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
);
const VARIANTS = ["production_variants", "shadow_production_variants"];

/** What goes through the interface endpoint of a VPC: calls of the account's own to one model. */
const RUNTIME_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
      Resource: "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/llm",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    },
  ],
});

const CALLER = {
  hcl: `data "aws_iam_policy_document" "caller" {
  statement {
    actions   = ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"]
    resources = [aws_sagemaker_endpoint.llm.arn]

    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = [aws_vpc_endpoint.sagemaker_runtime.id]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

new DataAwsIamPolicyDocument(this, "caller", {
  statement: [
    {
      actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
      resources: [endpoint.arn],
      condition: [{ test: "StringEquals", variable: "aws:SourceVpce", values: [runtimeEndpoint.id] }],
    },
  ],
});`,
};

export const AWS_SAGEMAKER_ENDPOINT_FIXES: Fixes = {
  AWS_SAGEMAKER_ENDPOINT_ENCRYPTED: [set("kms_key_arn", KEY)],
  AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED: [unset("kms_key_arn")],
  AWS_SAGEMAKER_NO_SHELL: VARIANTS.map((variants) => unset(`${variants}.enable_ssm_access`)),
  AWS_SAGEMAKER_CAPTURE_ENCRYPTED: [set("data_capture_config.kms_key_id", KEY)],
  AWS_SAGEMAKER_CAPTURE_ANALYSIS_ENCRYPTED: [
    set("data_quality_job_output_config.kms_key_id", KEY),
    set("job_resources.cluster_config.volume_kms_key_id", KEY),
  ],
  AWS_SAGEMAKER_ASYNC_OUTPUT_ENCRYPTED: [set("async_inference_config.output_config.kms_key_id", KEY)],
  // A dump holds weights and prompts: whoever needs one switches it on, with a key, for as long as that takes.
  AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED: VARIANTS.map((variants) => unset(`${variants}.core_dump_config`)),
  AWS_SAGEMAKER_SCALING_BOUNDED: [
    set(
      "production_variants.managed_instance_scaling.max_instance_count",
      choose("the most instances that the budget bears", 4),
    ),
  ],
  AWS_SAGEMAKER_DEV_INSTANCES_MODEST: [
    decide(
      "which type with one accelerator the model fits on; a smaller or quantized model is enough to develop with",
      {
        hcl: `resource "aws_sagemaker_endpoint_configuration" "llm" {
  name_prefix = "llm-"

  production_variants {
    variant_name           = "all"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = "ml.g6.xlarge"
    initial_instance_count = 1
  }
}`,
        cdktf: `import { SagemakerEndpointConfiguration } from "@cdktf/provider-aws/lib/sagemaker-endpoint-configuration";

new SagemakerEndpointConfiguration(this, "llm", {
  namePrefix: "llm-",
  productionVariants: [
    { variantName: "all", modelName: model.name, instanceType: "ml.g6.xlarge", initialInstanceCount: 1 },
  ],
});`,
      },
    ),
  ],
  AWS_SAGEMAKER_AUTOSCALING_BOUNDED: [
    set("max_capacity", choose("the most instances or copies that the budget bears", 4)),
  ],
  AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT: [decide("which endpoints the caller needs, by their ARNs", CALLER)],
  AWS_SAGEMAKER_INVOKE_FROM_NETWORK: [
    decide("which interface endpoint of sagemaker.runtime the caller comes through", CALLER),
  ],
  AWS_SAGEMAKER_VPC_ENDPOINT_PRESENT: [
    add("aws_vpc_endpoint", "sagemaker_runtime", {
      vpc_id: ofSubject(),
      service_name: choose("service of the region", "com.amazonaws.eu-west-1.sagemaker.runtime"),
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: choose("subnets of those who call the model", ["subnet-0123456789abcdef0"]),
      security_group_ids: choose("group that lets 443 in from them", ["sg-0123456789abcdef0"]),
      policy: choose("policy that names the endpoint of the model", RUNTIME_POLICY),
    }),
  ],
  AWS_SAGEMAKER_VPC_ENDPOINT_NAMED: [
    set("policy", choose("policy that names the endpoint of the model", RUNTIME_POLICY)),
  ],
};
