import type { Attributes, Mutation } from "../mutation";

const DIGEST = `@sha256:${"4f".repeat(32)}`;
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

const MODEL: Attributes = {
  name: "llm",
  execution_role_arn: "arn:aws:iam::111122223333:role/sagemaker-llm",
  enable_network_isolation: true,
  vpc_config: { subnets: ["subnet-0123456789abcdef0"], security_group_ids: ["sg-0123456789abcdef0"] },
  primary_container: { image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving${DIGEST}` },
  tags: TAGS,
};

/** A well-made model beside the hardened stack, but for one thing. */
function addedModel(control: string, name: string, wrong: Attributes): Mutation {
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => stack.add("aws_sagemaker_model", "llm", { ...MODEL, ...wrong }),
  };
}

/** The container of a well-made model, but for one thing. */
function addedContainer(control: string, name: string, wrong: Attributes): Mutation {
  const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving${DIGEST}`;
  return addedModel(control, name, { primary_container: { image, ...wrong } });
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
  addedContainer("AWS_SAGEMAKER_IMAGE_FROM_PRIVATE_REGISTRY", "a model whose image lies on Docker Hub", {
    image: `docker.io/vllm/vllm-openai${DIGEST}`,
  }),
  addedContainer("AWS_SAGEMAKER_WEIGHTS_VERSIONED", "weights that are whatever is latest", {
    model_data_source: { s3_data_source: { s3_uri: "s3://released-models/llama/latest/", s3_data_type: "S3Prefix" } },
  }),
  addedContainer("AWS_SAGEMAKER_NO_HUB_TOKEN", "a token in the environment", {
    environment: { HF_TOKEN: "${data.aws_secretsmanager_secret_version.hub.secret_string}" },
  }),
  addedContainer("AWS_SAGEMAKER_NO_REMOTE_CODE", "code of the model's repository", {
    environment: { HF_TRUST_REMOTE_CODE: "true" },
  }),
  {
    control: "AWS_SAGEMAKER_ROLE_NARROW",
    name: "a model that reads every bucket",
    stack: "model-store",
    breaks: (stack) => {
      const trusted = { Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" };
      const reads = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
      stack.add("aws_iam_role", "llm", {
        name: "llm",
        assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trusted] }),
      });
      stack.add("aws_iam_role_policy", "llm", {
        role: "${aws_iam_role.llm.id}",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [reads] }),
      });
      return stack.add("aws_sagemaker_model", "llm", { ...MODEL, execution_role_arn: "${aws_iam_role.llm.arn}" });
    },
  },
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
  addedConfiguration(
    "AWS_SAGEMAKER_DEV_INSTANCES_MODEST",
    "eight GPUs in development",
    { kms_key_arn: null, tags: { ...TAGS, tier: "dev" } },
    { instance_type: "ml.p5.48xlarge" },
  ),
  {
    control: "AWS_SAGEMAKER_AUTOSCALING_BOUNDED",
    name: "an endpoint that grows to a thousand instances",
    stack: "model-store",
    breaks: (stack) =>
      stack.add("aws_appautoscaling_target", "llm", {
        service_namespace: "sagemaker",
        resource_id: "endpoint/llm/variant/all",
        scalable_dimension: "sagemaker:variant:DesiredInstanceCount",
        min_capacity: 1,
        max_capacity: 1000,
      }),
  },
  addedCaller("AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT", "a caller of every endpoint", {
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
  }),
  addedCaller("AWS_SAGEMAKER_INVOKE_FROM_NETWORK", "a caller from anywhere", {
    Resource: "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/llm",
  }),
  {
    control: "AWS_SAGEMAKER_CAPTURE_ANALYSIS_ENCRYPTED",
    name: "a job that leaves captured prompts on a volume without a key",
    stack: "model-store",
    breaks: (stack) =>
      stack.add("aws_sagemaker_data_quality_job_definition", "llm", {
        data_quality_job_output_config: { kms_key_id: KEY },
        job_resources: { cluster_config: { instance_count: 1, instance_type: "ml.m5.xlarge", volume_size_in_gb: 20 } },
        tags: TAGS,
      }),
  },
  {
    control: "AWS_SAGEMAKER_VPC_ENDPOINT_PRESENT",
    name: "a model of SageMaker is called past the endpoints of the VPC",
    stack: "vision-cloud",
    breaks: (stack) => {
      const [name, { tags }] = stack.first("aws_vpc");
      stack.add("aws_sagemaker_endpoint", "llm", { name: "llm", endpoint_config_name: "llm", tags });
      return `aws_vpc.${name}`;
    },
  },
  {
    control: "AWS_SAGEMAKER_VPC_ENDPOINT_NAMED",
    name: "the endpoint leads to models of any account",
    stack: "vision-cloud",
    breaks: (stack) => {
      const [, endpoint] = stack.first(
        "aws_vpc_endpoint",
        ({ vpc_endpoint_type }) => vpc_endpoint_type === "Interface",
      );
      const [statement] = JSON.parse(String(endpoint.policy)).Statement;
      return stack.add("aws_vpc_endpoint", "runtime", {
        ...endpoint,
        service_name: "com.amazonaws.eu-west-1.sagemaker.runtime",
        policy: JSON.stringify({ Statement: [{ ...statement, Action: "sagemaker:InvokeEndpoint", Resource: "*" }] }),
      });
    },
  },
];
