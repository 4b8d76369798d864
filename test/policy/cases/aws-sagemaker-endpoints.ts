import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

function configuration(variant: object, attributes: object = {}): EstateSource {
  const production_variants = [{ model_name: "llm", instance_type: "ml.m5.xlarge", ...variant }];
  return { resource: { aws_sagemaker_endpoint_configuration: { llm: { production_variants, ...attributes } } } };
}

function scaling(attributes: object): EstateSource {
  const variant = {
    service_namespace: "sagemaker",
    resource_id: "endpoint/llm/variant/all",
    scalable_dimension: "sagemaker:variant:DesiredInstanceCount",
    min_capacity: 1,
  };
  return { resource: { aws_appautoscaling_target: { llm: { ...variant, ...attributes } } } };
}

const ENDPOINT = "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/llm";
const TAGGED = { StringEquals: { "aws:ResourceTag/tenant": "vision" } };

function caller(resource: string | string[], condition = {}, action = "sagemaker:InvokeEndpoint"): EstateSource {
  const statement = { Effect: "Allow", Action: action, Resource: resource, Condition: condition };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return { resource: { aws_iam_policy: { caller: { name: "caller", policy } } } };
}

/** A job that looks through what was captured. */
function analysis(outputKey: string | null, volumeKey: string | null): EstateSource {
  return {
    resource: {
      aws_sagemaker_data_quality_job_definition: {
        it: {
          data_quality_job_output_config: [{ kms_key_id: outputKey, monitoring_outputs: [] }],
          job_resources: [{ cluster_config: [{ instance_type: "ml.m5.xlarge", volume_kms_key_id: volumeKey }] }],
        },
      },
    },
  };
}

const EVERY_MODEL = { Effect: "Allow", Principal: "*", Action: "sagemaker:InvokeEndpoint", Resource: "*" };
const ONE_MODEL = { ...EVERY_MODEL, Resource: ENDPOINT };

/** The interface endpoint of sagemaker.runtime. */
function runtime(region: string, statement: object): Readonly<Record<string, unknown>> {
  return {
    vpc_id: "${aws_vpc.main.id}",
    service_name: `com.amazonaws.${region}.sagemaker.runtime`,
    vpc_endpoint_type: "Interface",
    policy: JSON.stringify({ Statement: [statement] }),
  };
}

function ownPolicy(statement: object): EstateSource {
  const { policy, ...endpoint } = runtime("eu-west-1", statement);
  return {
    resource: {
      aws_vpc_endpoint: { it: endpoint },
      aws_vpc_endpoint_policy: { it: { vpc_endpoint_id: "${aws_vpc_endpoint.it.id}", policy } },
    },
  };
}

/** A VPC with nodes, beside a model that SageMaker serves. */
function calling(others: Record<string, Record<string, unknown>>): EstateSource {
  return {
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { one: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.1.0/24" } },
      aws_eks_node_group: { it: { subnet_ids: ["${aws_subnet.one.id}"] } },
      aws_sagemaker_endpoint: { llm: { name: "llm" } },
      ...others,
    },
  };
}

export const AWS_SAGEMAKER_ENDPOINT_CASES: readonly ControlCases[] = [
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
    undecided: { "a type by a variable": configuration({ instance_type: "${var.type}" }) },
  },
  {
    control: "AWS_SAGEMAKER_ENDPOINT_KEY_ACCEPTED",
    holds: { "a type without NVMe": configuration({}, { kms_key_arn: KEY }) },
    fails: { "a GPU type": configuration({ instance_type: "ml.p4d.24xlarge" }, { kms_key_arn: KEY }) },
    undecided: { "a type by a variable": configuration({ instance_type: "${var.type}" }, { kms_key_arn: KEY }) },
  },
  {
    control: "AWS_SAGEMAKER_NO_SHELL",
    holds: { "not said": configuration({}), off: configuration({ enable_ssm_access: false }) },
    fails: {
      on: configuration({ enable_ssm_access: true }),
      "on in the shadow": configuration({}, { shadow_production_variants: [{ enable_ssm_access: true }] }),
    },
    undecided: { "by a variable": configuration({ enable_ssm_access: "${var.debug}" }) },
  },
  {
    control: "AWS_SAGEMAKER_CAPTURE_ENCRYPTED",
    holds: { "a key": configuration({}, { data_capture_config: { enable_capture: true, kms_key_id: KEY } }) },
    fails: { "no key": configuration({}, { data_capture_config: { enable_capture: true } }) },
    undecided: { "by a variable": configuration({}, { data_capture_config: { enable_capture: "${var.capture}" } }) },
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
    undecided: { "by a variable": configuration({}, { async_inference_config: "${var.async}" }) },
  },
  {
    control: "AWS_SAGEMAKER_CORE_DUMP_ENCRYPTED",
    holds: { "no dumps": configuration({}), "a key": configuration({ core_dump_config: { kms_key_id: KEY } }) },
    fails: { "no key": configuration({ core_dump_config: { destination_s3_uri: "s3://dumps" } }) },
    undecided: { "by a variable": configuration({ core_dump_config: "${var.dumps}" }) },
  },
  {
    control: "AWS_SAGEMAKER_SCALING_BOUNDED",
    holds: {
      bounded: configuration({ managed_instance_scaling: { max_instance_count: 4 } }),
      "no scaling": configuration({}),
    },
    fails: { "no bound": configuration({ managed_instance_scaling: { status: "ENABLED" } }) },
    undecided: { "by a variable": configuration({ managed_instance_scaling: "${var.scaling}" }) },
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
      "every endpoint, with an earlier wildcard": caller("*", {}, "sagemaker:Invoke*"),
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
    fails: {
      "from anywhere": caller(ENDPOINT),
      "from anywhere, with a wildcard in the action": caller(ENDPOINT, {}, "sagemaker:Invoke*"),
      "with a condition on tags": caller(ENDPOINT, TAGGED),
    },
    undecided: {
      "a document by a variable": {
        resource: { aws_iam_policy: { caller: { name: "caller", policy: "${var.policy}" } } },
      },
    },
  },
  {
    control: "AWS_SAGEMAKER_DEV_INSTANCES_MODEST",
    holds: {
      "one GPU in development": configuration({ instance_type: "ml.g6.xlarge" }, { tags: { tier: "dev" } }),
      "eight in production": configuration({ instance_type: "ml.p5.48xlarge" }, { tags: { tier: "prod" } }),
    },
    fails: {
      "eight in development": configuration({ instance_type: "ml.p5.48xlarge" }, { tags: { tier: "dev" } }),
      "eight in the shadow": configuration(
        {},
        { tags: { tier: "development" }, shadow_production_variants: [{ instance_type: "ml.p4de.24xlarge" }] },
      ),
    },
    undecided: {
      "a type by a variable": configuration({ instance_type: "${var.type}" }, { tags: { tier: "dev" } }),
      "a tier by a variable": configuration({ instance_type: "ml.p5.48xlarge" }, { tags: { tier: "${var.tier}" } }),
    },
  },
  {
    control: "AWS_SAGEMAKER_AUTOSCALING_BOUNDED",
    holds: { "four instances": scaling({ max_capacity: 4 }) },
    fails: { "a thousand": scaling({ max_capacity: 1000 }), "not said": scaling({ max_capacity: null }) },
    undecided: { "by a variable": scaling({ max_capacity: "${var.most}" }) },
  },
  {
    control: "AWS_SAGEMAKER_CAPTURE_ANALYSIS_ENCRYPTED",
    holds: { "both keys": analysis(KEY, KEY) },
    fails: {
      "no keys": analysis(null, null),
      "no key of the output": analysis(null, KEY),
      "of the volume": analysis(KEY, null),
    },
    undecided: {
      "not known": {
        resource: {
          aws_sagemaker_data_quality_job_definition: {
            it: { data_quality_job_output_config: [{ kms_key_id: KEY }], job_resources: "${var.r}" },
          },
        },
      },
    },
  },
  {
    control: "AWS_SAGEMAKER_VPC_ENDPOINT_PRESENT",
    holds: {
      "an endpoint": calling({ aws_vpc_endpoint: { runtime: runtime("${data.aws_region.here.name}", ONE_MODEL) } }),
      "no model of SageMaker": calling({ aws_sagemaker_endpoint: {} }),
      "a VPC in which nothing calls": calling({ aws_eks_node_group: {} }),
    },
    fails: {
      "no endpoint": calling({}),
      "an endpoint for another service": calling({
        aws_vpc_endpoint: {
          api: { ...runtime("eu-west-1", ONE_MODEL), service_name: "com.amazonaws.eu-west-1.sagemaker.api" },
        },
      }),
    },
    undecided: {
      "a service that is not known": calling({
        aws_vpc_endpoint: { it: { ...runtime("eu-west-1", ONE_MODEL), service_name: "${var.service}" } },
      }),
    },
  },
  {
    control: "AWS_SAGEMAKER_VPC_ENDPOINT_NAMED",
    holds: {
      "one model": { resource: { aws_vpc_endpoint: { it: runtime("eu-west-1", ONE_MODEL) } } },
      "the one that the estate makes": {
        resource: {
          aws_sagemaker_endpoint: { llm: { name: "llm" } },
          aws_vpc_endpoint: {
            it: runtime("eu-west-1", { ...EVERY_MODEL, Resource: "${aws_sagemaker_endpoint.llm.arn}" }),
          },
        },
      },
      "those of the account": {
        resource: {
          aws_vpc_endpoint: {
            it: runtime("eu-west-1", {
              ...EVERY_MODEL,
              Resource: "arn:aws:sagemaker:eu-west-1:${data.aws_caller_identity.here.account_id}:endpoint/*",
            }),
          },
        },
      },
      "what lies in the account": {
        resource: {
          aws_vpc_endpoint: {
            it: runtime("eu-west-1", {
              ...EVERY_MODEL,
              Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
            }),
          },
        },
      },
      "a policy of its own resource": ownPolicy(ONE_MODEL),
      "the endpoint of another service": {
        resource: {
          aws_vpc_endpoint: {
            it: { ...runtime("eu-west-1", EVERY_MODEL), service_name: "com.amazonaws.eu-west-1.sts" },
          },
        },
      },
      "a refusal": { resource: { aws_vpc_endpoint: { it: runtime("eu-west-1", { ...EVERY_MODEL, Effect: "Deny" }) } } },
    },
    fails: {
      "every model": { resource: { aws_vpc_endpoint: { it: runtime("${var.region}", EVERY_MODEL) } } },
      "models of any account": {
        resource: {
          aws_vpc_endpoint: {
            it: runtime("eu-west-1", { ...EVERY_MODEL, Resource: "arn:aws:sagemaker:*:*:endpoint/*" }),
          },
        },
      },
      "every action": { resource: { aws_vpc_endpoint: { it: runtime("eu-west-1", { ...EVERY_MODEL, Action: "*" }) } } },
      "a policy of its own resource": ownPolicy(EVERY_MODEL),
    },
    undecided: {
      "not known": {
        resource: { aws_vpc_endpoint: { it: { ...runtime("eu-west-1", ONE_MODEL), policy: "${var.policy}" } } },
      },
    },
  },
];
