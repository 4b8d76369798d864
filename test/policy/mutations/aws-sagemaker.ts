import type { Attributes, Mutation } from "../mutation";

const DIGEST = `@sha256:${"4f".repeat(32)}`;
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

/** A well-made model beside the hardened stack, but for one thing. */
function addedModel(control: string, name: string, wrong: Attributes): Mutation {
  const model = {
    name: "llm",
    execution_role_arn: "arn:aws:iam::111122223333:role/sagemaker-llm",
    enable_network_isolation: true,
    vpc_config: { subnets: ["subnet-0123456789abcdef0"], security_group_ids: ["sg-0123456789abcdef0"] },
    primary_container: { image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving${DIGEST}` },
    tags: TAGS,
  };
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => stack.add("aws_sagemaker_model", "llm", { ...model, ...wrong }),
  };
}

/** A well-made endpoint configuration beside the hardened stack, but for one thing. */
function addedConfiguration(control: string, name: string, wrong: Attributes, variant: Attributes = {}): Mutation {
  const configuration = {
    kms_key_arn: KEY,
    production_variants: [{ model_name: "llm", instance_type: "ml.m5.xlarge", initial_instance_count: 2, ...variant }],
    tags: TAGS,
  };
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => stack.add("aws_sagemaker_endpoint_configuration", "llm", { ...configuration, ...wrong }),
  };
}

/** A policy that lets its holder invoke endpoints. */
function addedCaller(control: string, name: string, wrong: Attributes): Mutation {
  const statement = { Effect: "Allow", Action: "sagemaker:InvokeEndpoint", ...wrong };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => stack.add("aws_iam_policy", "caller", { name: "caller", policy, tags: TAGS }),
  };
}

export const AWS_SAGEMAKER_MUTATIONS: readonly Mutation[] = [
  addedModel("AWS_SAGEMAKER_MODEL_ISOLATED", "a model that may call out", { enable_network_isolation: false }),
  addedModel("AWS_SAGEMAKER_MODEL_IN_VPC", "a model in SageMaker's own network", { vpc_config: null }),
  addedModel("AWS_SAGEMAKER_IMAGE_BY_DIGEST", "a model whose image is a tag", {
    primary_container: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving:v1" },
  }),
  addedConfiguration("AWS_SAGEMAKER_ENDPOINT_ENCRYPTED", "an endpoint without a key", { kms_key_arn: null }),
  addedConfiguration("AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED", "a key for GPUs", {}, { instance_type: "ml.g5.xlarge" }),
  addedConfiguration("AWS_SAGEMAKER_NO_SHELL", "a shell in the container", {}, { enable_ssm_access: true }),
  addedConfiguration("AWS_SAGEMAKER_CAPTURE_ENCRYPTED", "captured prompts without a key", {
    data_capture_config: { enable_capture: true, destination_s3_uri: "s3://captured", initial_sampling_percentage: 10 },
  }),
  addedConfiguration("AWS_SAGEMAKER_ASYNC_OUTPUT_ENCRYPTED", "answers without a key", {
    async_inference_config: { output_config: { s3_output_path: "s3://answers" } },
  }),
  addedConfiguration(
    "AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED",
    "dumps without a key",
    {},
    {
      core_dump_config: { destination_s3_uri: "s3://dumps" },
    },
  ),
  addedConfiguration(
    "AWS_SAGEMAKER_SCALING_BOUNDED",
    "scaling without a bound",
    {},
    {
      managed_instance_scaling: { status: "ENABLED" },
    },
  ),
  addedCaller("AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT", "a caller of every endpoint", {
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
  }),
  addedCaller("AWS_SAGEMAKER_INVOKE_FROM_NETWORK", "a caller from anywhere", {
    Resource: "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/llm",
  }),
];
