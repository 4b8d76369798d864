import type { KindCases } from "./cases";
import { ROLE } from "./values";

/** SageMaker, logs, trails, topics and queues. */
export const SERVING: Readonly<Record<string, KindCases>> = {
  aws_sagemaker_model: {
    base: {
      name: "resnet",
      execution_role_arn: ROLE,
      primary_container: [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1", mode: "SingleModel" }],
    },
    replaces: {
      container: [
        [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v2" }],
        [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1" }],
        { primary_container: null },
      ],
      "primary_container.0.image": [
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v2",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1",
        { primary_container: [{ mode: "SingleModel" }] },
      ],
      vpc_config: [
        null,
        [{ security_group_ids: ["sg-1"], subnets: ["subnet-1"] }],
        {
          primary_container: [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1", mode: "SingleModel" }],
        },
      ],
      inference_execution_config: [
        null,
        [{ mode: "Serial" }],
        {
          primary_container: [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1", mode: "SingleModel" }],
        },
      ],
      "primary_container.0.environment": [
        { a: "b" },
        { a: "c" },
        {
          primary_container: [{ image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1", mode: "SingleModel" }],
        },
      ],
      "primary_container.0.model_data_source.0.s3_data_source.0.s3_uri": [
        "s3://b/",
        "s3://a/",
        {
          primary_container: [
            {
              image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/models:v1",
              mode: "SingleModel",
              model_data_source: [{ s3_data_source: [{ s3_data_type: "S3Prefix", compression_type: "None" }] }],
            },
          ],
        },
      ],
      enable_network_isolation: [true, null],
      execution_role_arn: ["other", ROLE],
      name: ["other", "resnet"],
    },
    updates: {
      "inference_execution_config.0.mode": ["Direct", "Serial"],
      "vpc_config.0.subnets": [["subnet-2"], ["subnet-1"], { vpc_config: [{ security_group_ids: ["sg-1"] }] }],
      tags: [{ other: "value" }, null],
    },
  },
  aws_sagemaker_endpoint_configuration: {
    base: {
      name: "resnet",
      production_variants: [
        {
          variant_name: "v1",
          model_name: "resnet",
          instance_type: "ml.g5.xlarge",
          initial_instance_count: 1,
          initial_variant_weight: 1,
        },
      ],
    },
    replaces: {
      name_prefix: ["b", "a", { name: null }],
      "production_variants.0.instance_type": [
        "ml.g5.2xlarge",
        "ml.g5.xlarge",
        {
          production_variants: [
            { variant_name: "v1", model_name: "resnet", initial_instance_count: 1, initial_variant_weight: 1 },
          ],
        },
      ],
      "data_capture_config.0.destination_s3_uri": [
        "s3://b/x",
        "s3://a/x",
        {
          data_capture_config: [
            { initial_sampling_percentage: 10, enable_capture: true, capture_options: [{ capture_mode: "Input" }] },
          ],
        },
      ],
      "async_inference_config.0.output_config.0.s3_output_path": ["s3://b/x", "s3://a/x"],
      shadow_production_variants: [
        [],
        [{ variant_name: "v2", model_name: "resnet", instance_type: "ml.g5.xlarge", initial_instance_count: 1 }],
      ],
      "data_capture_config.0.initial_sampling_percentage": [
        20,
        10,
        {
          production_variants: [
            {
              variant_name: "v1",
              model_name: "resnet",
              instance_type: "ml.g5.xlarge",
              initial_instance_count: 1,
              initial_variant_weight: 1,
            },
          ],
          data_capture_config: [
            { destination_s3_uri: "s3://a/x", enable_capture: true, capture_options: [{ capture_mode: "Input" }] },
          ],
        },
      ],
      "async_inference_config.0.client_config.0.max_concurrent_invocations_per_instance": [
        2,
        3,
        {
          production_variants: [
            {
              variant_name: "v1",
              model_name: "resnet",
              instance_type: "ml.g5.xlarge",
              initial_instance_count: 1,
              initial_variant_weight: 1,
            },
          ],
          async_inference_config: [{ output_config: [{ s3_output_path: "s3://a/x" }] }],
        },
      ],
      "production_variants.0.managed_instance_scaling.0.max_instance_count": [
        2,
        3,
        {
          production_variants: [
            {
              variant_name: "v1",
              model_name: "resnet",
              instance_type: "ml.g5.xlarge",
              initial_instance_count: 1,
              initial_variant_weight: 1,
            },
          ],
        },
      ],
      "production_variants.0.initial_instance_count": [
        2,
        1,
        {
          production_variants: [
            { variant_name: "v1", model_name: "resnet", instance_type: "ml.g5.xlarge", initial_variant_weight: 1 },
          ],
        },
      ],
      kms_key_arn: ["other", null],
      name: ["other", "resnet"],
    },
    updates: { tags: [{ other: "value" }, null] },
  },
  aws_sagemaker_endpoint: {
    base: { name: "resnet", endpoint_config_name: "resnet" },
    replaces: { name: ["other", "resnet"] },
    updates: { endpoint_config_name: ["b", "a"], tags: [{ other: "value" }, null], deployment_config: [[{}], null] },
  },
  aws_cloudwatch_log_group: {
    base: { name: "models" },
    replaces: {
      log_group_class: ["INFREQUENT_ACCESS", "STANDARD"],
      name_prefix: ["b", "a", { name: null }],
      name: ["other", "models"],
    },
    updates: { tags: [{ other: "value" }, null], retention_in_days: [7, null], kms_key_id: ["other", null] },
  },
  aws_cloudtrail: {
    base: { name: "models", s3_bucket_name: "acme-logs" },
    replaces: { name: ["other", "models"] },
    updates: {
      tags: [{ other: "value" }, null],
      enable_log_file_validation: [true, null],
      enable_logging: [false, true],
    },
  },
  aws_sns_topic: {
    base: { name: "models" },
    filled: { fifo_topic: false },
    replaces: { name_prefix: ["b", "a", { name: null }], fifo_topic: [true, false], name: ["other", "models"] },
    updates: {
      fifo_throughput_scope: ["Topic", "MessageGroup", { name: "models.fifo", fifo_topic: true }],
      tags: [{ other: "value" }, null],
      application_failure_feedback_role_arn: ["other", null],
    },
  },
  aws_sqs_queue: {
    base: { name: "models" },
    filled: { fifo_queue: false },
    replaces: { name_prefix: ["b", "a", { name: null }], fifo_queue: [true, null], name: ["other", "models"] },
    updates: { tags: [{ other: "value" }, null], content_based_deduplication: [true, null], delay_seconds: [7, null] },
  },
};
