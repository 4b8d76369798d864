import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const GPU = { instance_types: ["g6.xlarge"] };
const TAINT = { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" };

function pool(attributes: object, template?: object): EstateSource {
  return {
    resource: {
      aws_eks_node_group: {
        gpu: { ...(template && { launch_template: { id: "${aws_launch_template.t.id}" } }), ...attributes },
      },
      ...(template && { aws_launch_template: { t: { name: "t", ...template } } }),
    },
  };
}

const BLOCK = {
  instance_type: "p5.48xlarge",
  instance_market_options: { market_type: "capacity-block" },
  capacity_reservation_specification: { capacity_reservation_target: { capacity_reservation_id: "cr-1" } },
};

export const AWS_GPU_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_GPU_NODES_TAINTED",
    holds: {
      tainted: pool({ ...GPU, taint: TAINT }),
      "tainted for Inferentia": pool({
        instance_types: ["inf2.xlarge"],
        taint: [{ ...TAINT, key: "aws.amazon.com/neuron" }],
      }),
      "no GPU": pool({ instance_types: ["m7i.large"] }),
    },
    fails: {
      "no taint": pool(GPU),
      "a taint that only prefers": pool({ ...GPU, taint: { ...TAINT, effect: "PREFER_NO_SCHEDULE" } }),
      "another taint": pool({ ...GPU, taint: { ...TAINT, key: "team" } }),
      "a GPU by the launch template": pool({}, { instance_type: "p5.48xlarge" }),
    },
    undecided: { "a type that is not known": pool({ instance_types: ["${var.type}"] }) },
  },
  {
    control: "AWS_EKS_GPU_NODES_BOUNDED",
    holds: {
      "four nodes": pool({ ...GPU, scaling_config: { max_size: 4 } }),
      "four nodes, as text": pool({ ...GPU, scaling_config: { max_size: "4" } }),
      "many without GPUs": pool({ instance_types: ["m7i.large"], scaling_config: { max_size: 450 } }),
    },
    fails: { "a thousand nodes": pool({ ...GPU, scaling_config: { max_size: 1000 } }), "no bound": pool(GPU) },
  },
  {
    control: "AWS_EKS_GPU_NODES_IMAGE",
    holds: {
      Bottlerocket: pool({ ...GPU, ami_type: "BOTTLEROCKET_x86_64_NVIDIA" }),
      "Amazon Linux 2023": pool({ ...GPU, ami_type: "AL2023_x86_64_NVIDIA" }),
      "an image of one's own": pool(GPU, { image_id: "ami-1" }),
      "no GPU": pool({ instance_types: ["m7i.large"] }),
    },
    fails: {
      "not said": pool(GPU),
      "Amazon Linux 2": pool({ ...GPU, ami_type: "AL2_x86_64_GPU" }),
      "an image without a driver": pool({ ...GPU, ami_type: "AL2023_x86_64_STANDARD" }),
    },
  },
  {
    control: "AWS_EKS_GPU_NODES_UNMIXED",
    holds: {
      "two of a kind": pool({ instance_types: ["g6.xlarge", "g6.2xlarge"] }),
      "none with GPUs": pool({ instance_types: ["m7i.large", "m6i.large"] }),
      "by the template": pool({}),
    },
    fails: { "a GPU or none": pool({ instance_types: ["g6.xlarge", "m7i.large"] }) },
  },
  {
    control: "AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    holds: {
      "on demand": pool({ ...GPU, tags: { tier: "production" } }),
      "spot in staging": pool({ ...GPU, capacity_type: "SPOT", tags: { tier: "staging" } }),
      "spot without GPUs": pool({ instance_types: ["m7i.large"], capacity_type: "SPOT", tags: { tier: "production" } }),
    },
    fails: { "spot in production": pool({ ...GPU, capacity_type: "SPOT", tags: { tier: "production" } }) },
  },
  {
    control: "AWS_EKS_CAPACITY_BLOCK_COMPLETE",
    holds: { complete: pool({ capacity_type: "CAPACITY_BLOCK" }, BLOCK), "on demand": pool(GPU) },
    fails: {
      "no template": pool({ capacity_type: "CAPACITY_BLOCK", instance_types: ["p5.48xlarge"] }),
      "no market type": pool({ capacity_type: "CAPACITY_BLOCK" }, { ...BLOCK, instance_market_options: [] }),
      "no reservation": pool({ capacity_type: "CAPACITY_BLOCK" }, { ...BLOCK, capacity_reservation_specification: [] }),
      "types in both places": pool({ capacity_type: "CAPACITY_BLOCK", instance_types: ["p5.48xlarge"] }, BLOCK),
    },
  },
  {
    control: "AWS_EKS_CAPACITY_BLOCK_ONE_ZONE",
    holds: {
      "one subnet": pool({ capacity_type: "CAPACITY_BLOCK", subnet_ids: ["subnet-a"] }),
      "several, on demand": pool({ ...GPU, subnet_ids: ["subnet-a", "subnet-b"] }),
    },
    fails: {
      "several with a capacity block": pool({ capacity_type: "CAPACITY_BLOCK", subnet_ids: ["subnet-a", "subnet-b"] }),
      "several with a fabric": pool(
        { subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] },
        { network_interfaces: [{ interface_type: "efa" }] },
      ),
    },
  },
];
