import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const DIGEST = `@sha256:${"4f".repeat(32)}`;
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving${DIGEST}`;
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

function model(attributes: object): EstateSource {
  return { resource: { aws_sagemaker_model: { llm: { name: "llm", ...attributes } } } };
}

function configuration(variant: object, attributes: object = {}): EstateSource {
  const production_variants = [{ model_name: "llm", instance_type: "ml.m5.xlarge", ...variant }];
  return { resource: { aws_sagemaker_endpoint_configuration: { llm: { production_variants, ...attributes } } } };
}

const ENDPOINT = "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/llm";
const TAGGED = { StringEquals: { "aws:ResourceTag/tenant": "vision" } };

function caller(resource: string | string[], condition = {}, action = "sagemaker:InvokeEndpoint"): EstateSource {
  const statement = { Effect: "Allow", Action: action, Resource: resource, Condition: condition };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return { resource: { aws_iam_policy: { caller: { name: "caller", policy } } } };
}

export const AWS_SAGEMAKER_CASES: readonly ControlCases[] = [
  {
    control: "AWS_SAGEMAKER_MODEL_ISOLATED",
    holds: { isolated: model({ enable_network_isolation: true }) },
    fails: { "not said": model({}), "not isolated": model({ enable_network_isolation: "false" }) },
    undecided: { "by a variable": model({ enable_network_isolation: "${var.isolated}" }) },
  },
  {
    control: "AWS_SAGEMAKER_MODEL_IN_VPC",
    holds: {
      "subnets by reference": model({
        vpc_config: { subnets: ["${aws_subnet.a.id}"], security_group_ids: ["${aws_security_group.a.id}"] },
      }),
    },
    fails: { none: model({}), "an empty list": model({ vpc_config: [] }) },
  },
  {
    control: "AWS_SAGEMAKER_IMAGE_BY_DIGEST",
    holds: {
      "a digest": model({ primary_container: { image: IMAGE } }),
      "a repository by reference, with a digest": model({
        primary_container: { image: `\${aws_ecr_repository.serving.repository_url}${DIGEST}` },
      }),
      "a model package": model({ primary_container: { model_package_name: "arn:aws:sagemaker:..." } }),
    },
    fails: {
      "a tag": model({ primary_container: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving:latest" } }),
      "the second of several": model({ container: [{ image: IMAGE }, { image: "vllm/vllm-openai" }] }),
      "a tag of a repository by reference": model({
        primary_container: { image: "${aws_ecr_repository.serving.repository_url}:latest" },
      }),
    },
  },
  {
    control: "AWS_SAGEMAKER_ENDPOINT_ENCRYPTED",
    holds: {
      "a key": configuration({}, { kms_key_arn: KEY }),
      "GPUs with NVMe": configuration({ instance_type: "ml.g5.2xlarge" }),
      "GPUs beside a type without NVMe, where a key is refused": {
        resource: {
          aws_sagemaker_endpoint_configuration: {
            llm: { production_variants: [{ instance_type: "ml.g5.2xlarge" }, { instance_type: "ml.m5.xlarge" }] },
          },
        },
      },
      "no machines": configuration({ instance_type: null, serverless_config: { max_concurrency: 5 } }),
    },
    fails: { "no key": configuration({}), "a key set to null": configuration({}, { kms_key_arn: null }) },
  },
  {
    control: "AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED",
    holds: { "a type without NVMe": configuration({}, { kms_key_arn: KEY }) },
    fails: { "a GPU type": configuration({ instance_type: "ml.p4d.24xlarge" }, { kms_key_arn: KEY }) },
  },
  {
    control: "AWS_SAGEMAKER_NO_SHELL",
    holds: { "not said": configuration({}), off: configuration({ enable_ssm_access: false }) },
    fails: {
      on: configuration({ enable_ssm_access: true }),
      "on in the shadow": configuration({}, { shadow_production_variants: [{ enable_ssm_access: true }] }),
    },
  },
  {
    control: "AWS_SAGEMAKER_CAPTURE_ENCRYPTED",
    holds: { "a key": configuration({}, { data_capture_config: { enable_capture: true, kms_key_id: KEY } }) },
    fails: { "no key": configuration({}, { data_capture_config: { enable_capture: true } }) },
  },
  {
    control: "AWS_SAGEMAKER_ASYNC_OUTPUT_ENCRYPTED",
    holds: {
      "a key": configuration(
        {},
        { async_inference_config: { output_config: { s3_output_path: "s3://o", kms_key_id: KEY } } },
      ),
    },
    fails: { "no key": configuration({}, { async_inference_config: { output_config: { s3_output_path: "s3://o" } } }) },
  },
  {
    control: "AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED",
    holds: { "no dumps": configuration({}), "a key": configuration({ core_dump_config: { kms_key_id: KEY } }) },
    fails: { "no key": configuration({ core_dump_config: { destination_s3_uri: "s3://dumps" } }) },
  },
  {
    control: "AWS_SAGEMAKER_SCALING_BOUNDED",
    holds: {
      bounded: configuration({ managed_instance_scaling: { max_instance_count: 4 } }),
      "no scaling": configuration({}),
    },
    fails: { "no bound": configuration({ managed_instance_scaling: { status: "ENABLED" } }) },
  },
  {
    control: "AWS_SAGEMAKER_INVOKE_ONE_ENDPOINT",
    holds: {
      "an endpoint by name": caller(ENDPOINT),
      "an endpoint by reference": caller("${aws_sagemaker_endpoint.llm.arn}"),
      "all of SageMaker, which is another fault": caller("*", {}, "sagemaker:*"),
    },
    fails: {
      "every resource": caller("*"),
      "every endpoint of every account": caller(
        "arn:aws:sagemaker:*:*:endpoint/*",
        {},
        "sagemaker:InvokeEndpointAsync",
      ),
      "every endpoint, with a wildcard in the action": caller(["*"], {}, "SageMaker:InvokeEndpoint*"),
    },
    undecided: { "by a variable": caller("${var.endpoint}") },
  },
  {
    control: "AWS_SAGEMAKER_INVOKE_FROM_NETWORK",
    holds: {
      "an interface endpoint": caller(ENDPOINT, { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } }),
      "no call of an endpoint": caller("*", {}, "sagemaker:DescribeEndpoint"),
    },
    fails: { "from anywhere": caller(ENDPOINT), "with a condition on tags": caller(ENDPOINT, TAGGED) },
  },
];
