import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_SAGEMAKER_ENDPOINT_CASES } from "./aws-sagemaker-endpoints";

const DIGEST = `@sha256:${"4f".repeat(32)}`;
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/serving${DIGEST}`;

function model(attributes: object): EstateSource {
  return { resource: { aws_sagemaker_model: { llm: { name: "llm", ...attributes } } } };
}

function container(attributes: object): EstateSource {
  return model({ primary_container: { image: IMAGE, ...attributes } });
}

function weights(s3_uri: string): EstateSource {
  const source = { s3_uri, s3_data_type: "S3Prefix", compression_type: "None" };
  return container({ model_data_source: [{ s3_data_source: [source] }] });
}

/** A model and its role, with a policy of its own that says the statement. */
function withRole(statement: object): EstateSource {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  return {
    resource: {
      aws_sagemaker_model: { llm: { name: "llm", execution_role_arn: "${aws_iam_role.llm.arn}" } },
      aws_iam_role: { llm: { name: "llm" } },
      aws_iam_role_policy: { llm: { role: "${aws_iam_role.llm.id}", policy } },
    },
  };
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
    undecided: { "by a variable": model({ vpc_config: "${var.vpc_config}" }) },
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
    undecided: { "containers by a variable": model({ container: "${var.containers}" }) },
  },
  {
    control: "AWS_SAGEMAKER_IMAGE_FROM_PRIVATE_REGISTRY",
    holds: {
      "a repository of ECR": container({}),
      "one in China": container({ image: "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/serving:v1" }),
      "a repository by reference": container({ image: `\${aws_ecr_repository.serving.repository_url}${DIGEST}` }),
      "an image that a data source looks up": container({ image: "${data.aws_ecr_image.serving.image_uri}" }),
      "an image of SageMaker": container({ image: "${data.aws_sagemaker_prebuilt_ecr_image.tgi.registry_path}" }),
      "an account and a region by variables": container({
        image: `\${var.account}.dkr.ecr.\${var.region}.amazonaws.com/serving${DIGEST}`,
      }),
      "a registry in the model's network": container({
        image: `registry.acme.example/serving${DIGEST}`,
        image_config: [{ repository_access_mode: "Vpc" }],
      }),
    },
    fails: {
      "Docker Hub": container({ image: `vllm/vllm-openai${DIGEST}` }),
      "the public gallery of ECR": model({ container: [{ image: `public.ecr.aws/acme/serving${DIGEST}` }] }),
    },
    undecided: { "by a variable": container({ image: "${var.image}" }) },
  },
  {
    control: "AWS_SAGEMAKER_WEIGHTS_VERSIONED",
    holds: {
      "the prefix of a version": weights("s3://released-models/llama/v3/"),
      "an archive with a version": container({ model_data_url: "s3://released-models/resnet/resnet-1.2.0.tar.gz" }),
      "a digest": weights(`s3://released-models/llama/${"0a1b2c3d".repeat(8)}/`),
      "a bucket by reference": weights("s3://${aws_s3_bucket.models.bucket}/llama/2026-11-01/"),
      "weights in the image": container({}),
    },
    fails: {
      "latest/": weights("s3://released-models/llama/latest/"),
      "no version": container({ model_data_url: "s3://released-models/llama/model.tar.gz" }),
      "latest in a bucket by reference": weights("s3://${aws_s3_bucket.models.bucket}/llama/v3/latest"),
    },
    undecided: { "a prefix by a variable": weights("s3://released-models/${var.prefix}") },
  },
  {
    control: "AWS_SAGEMAKER_NO_HUB_TOKEN",
    holds: {
      "no environment": container({}),
      "settings alone": container({ environment: { HF_HUB_OFFLINE: "1", HF_TOKEN: "" } }),
      "a token that is written out, which is found as a secret": container({
        environment: { HF_TOKEN: `hf_${"QmFzZTY0".repeat(4)}` },
      }),
    },
    fails: {
      "a token out of a secret": container({
        environment: { HF_TOKEN: "${data.aws_secretsmanager_secret_version.hub.secret_string}" },
      }),
      "a value that does not look like a secret": container({ environment: { WANDB_API_KEY: "team" } }),
      "the key of another hub": model({ container: [{ image: IMAGE, environment: { NGC_API_KEY: "${var.key}" } }] }),
    },
    undecided: { "an environment by a variable": container({ environment: "${var.environment}" }) },
  },
  {
    control: "AWS_SAGEMAKER_NO_REMOTE_CODE",
    holds: {
      "no environment": container({}),
      "switched off": container({ environment: { HF_TRUST_REMOTE_CODE: "False" } }),
    },
    fails: {
      "by the hub's variable": container({ environment: { HF_TRUST_REMOTE_CODE: "true" } }),
      "by that of the large model container": container({ environment: { OPTION_TRUST_REMOTE_CODE: "1" } }),
    },
    undecided: { "by a variable": container({ environment: { HF_TRUST_REMOTE_CODE: "${var.trusted}" } }) },
  },
  {
    control: "AWS_SAGEMAKER_ROLE_NARROW",
    holds: {
      "one prefix": withRole({ Action: "s3:GetObject", Resource: "arn:aws:s3:::released-models/llama/*" }),
      "every object with a tag": withRole({
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "s3:ExistingObjectTag/tenant": "vision" } },
      }),
      "every bucket is listed": withRole({ Action: "s3:ListAllMyBuckets", Resource: "*" }),
      "a role elsewhere": model({ execution_role_arn: "arn:aws:iam::111122223333:role/sagemaker-llm" }),
    },
    fails: {
      "every bucket": withRole({ Action: ["s3:GetObject"], Resource: "*" }),
      "every bucket written": withRole({ Action: "s3:Put*", Resource: "arn:aws:s3:::*" }),
      "the role of the console": model({
        execution_role_arn: "arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole-20261101T101112",
      }),
    },
    undecided: { "by a variable": model({ execution_role_arn: "${var.role}" }) },
  },
  ...AWS_SAGEMAKER_ENDPOINT_CASES,
];
