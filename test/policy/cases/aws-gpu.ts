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

const CATEGORY = { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["g", "p"] };
const NO_SCHEDULE = { key: "nvidia.com/gpu", effect: "NoSchedule" };
const BOUNDS = { cpu: 512, "nvidia.com/gpu": "16" };

/** A pool of Karpenter. */
function nodePool(requirements: readonly object[], spec: object, taints?: readonly object[], version = "v1"): object {
  return {
    apiVersion: `karpenter.sh/${version}`,
    kind: "NodePool",
    metadata: { name: "gpu" },
    spec: { template: { spec: { requirements, ...(taints && { taints }) } }, ...spec },
  };
}

function manifest(object: object): EstateSource {
  return { manifests: [object] };
}

function inTerraform(object: object): EstateSource {
  return { resource: { kubernetes_manifest: { pool: { manifest: object } } } };
}

function requires(key: string, operator: string, ...values: string[]): object {
  return { key, operator, ...(values.length > 0 && { values }) };
}

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
    undecided: { "by a variable": pool({ ...GPU, scaling_config: { max_size: "${var.nodes}" } }) },
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
    undecided: { "by a variable": pool({ ...GPU, ami_type: "${var.image}" }) },
  },
  {
    control: "AWS_EKS_GPU_NODES_UNMIXED",
    holds: {
      "two of a kind": pool({ instance_types: ["g6.xlarge", "g6.2xlarge"] }),
      "none with GPUs": pool({ instance_types: ["m7i.large", "m6i.large"] }),
      "by the template": pool({}),
    },
    fails: { "a GPU or none": pool({ instance_types: ["g6.xlarge", "m7i.large"] }) },
    undecided: { "a type that is not known": pool({ instance_types: ["g6.xlarge", "${var.type}"] }) },
  },
  {
    control: "AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    holds: {
      "on demand": pool({ ...GPU, tags: { tier: "production" } }),
      "spot in staging": pool({ ...GPU, capacity_type: "SPOT", tags: { tier: "staging" } }),
      "spot without GPUs": pool({ instance_types: ["m7i.large"], capacity_type: "SPOT", tags: { tier: "production" } }),
    },
    fails: { "spot in production": pool({ ...GPU, capacity_type: "SPOT", tags: { tier: "production" } }) },
    undecided: { "by a variable": pool({ ...GPU, capacity_type: "${var.capacity}", tags: { tier: "production" } }) },
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
    undecided: {
      "a market that is a variable": pool(
        { capacity_type: "CAPACITY_BLOCK" },
        { ...BLOCK, instance_market_options: { market_type: "${var.market}" } },
      ),
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
    undecided: { "by a variable": pool({ capacity_type: "CAPACITY_BLOCK", subnet_ids: "${var.subnets}" }) },
  },
  {
    control: "K8S_KARPENTER_GPU_POOL_BOUNDED",
    holds: {
      bounded: manifest(nodePool([CATEGORY], { limits: BOUNDS })),
      "bounded, of the version before": manifest(nodePool([CATEGORY], { limits: BOUNDS }, [], "v1beta1")),
      "bounded, in Terraform": inTerraform(nodePool([CATEGORY], { limits: BOUNDS })),
      "Inferentia, bounded": manifest(
        nodePool([requires("karpenter.k8s.aws/instance-family", "In", "inf2")], {
          limits: { cpu: "512", "aws.amazon.com/neuron": 16 },
        }),
      ),
      "machines without GPUs": manifest(
        nodePool([requires("karpenter.k8s.aws/instance-category", "In", "c", "m", "r")], {}),
      ),
      "machines that must have none": manifest(
        nodePool([requires("karpenter.k8s.aws/instance-gpu-count", "DoesNotExist")], {}),
      ),
      "machines of no kind in particular": manifest(nodePool([requires("kubernetes.io/arch", "In", "amd64")], {})),
    },
    fails: {
      "no limits": manifest(nodePool([CATEGORY], {})),
      "no limits, of the version before": manifest(nodePool([CATEGORY], {}, [], "v1beta1")),
      "no limits, in Terraform": inTerraform(nodePool([CATEGORY], {})),
      "no limit of GPUs": manifest(nodePool([CATEGORY], { limits: { cpu: 1000 } })),
      "no limit of CPUs": manifest(nodePool([CATEGORY], { limits: { "nvidia.com/gpu": 16 } })),
      "five thousand GPUs": manifest(nodePool([CATEGORY], { limits: { cpu: 1000, "nvidia.com/gpu": 5000 } })),
      "GPUs by the type": manifest(
        nodePool([requires("node.kubernetes.io/instance-type", "In", "m7i.large", "g6.xlarge")], {}),
      ),
      "GPUs by their number": manifest(nodePool([requires("karpenter.k8s.aws/instance-gpu-count", "Gt", "0")], {})),
      "GPUs by their name, in Auto Mode": manifest(
        nodePool([requires("eks.amazonaws.com/instance-gpu-name", "In", "h100")], {}),
      ),
      "GPUs by the taint": manifest(nodePool([], {}, [NO_SCHEDULE])),
    },
    undecided: {
      "a limit that is a variable": inTerraform(
        nodePool([CATEGORY], { limits: { cpu: 512, "nvidia.com/gpu": "${var.gpus}" } }),
      ),
      "limits that are a variable": inTerraform(nodePool([CATEGORY], { limits: "${var.limits}" })),
    },
  },
  {
    control: "K8S_KARPENTER_GPU_POOL_TAINTED",
    holds: {
      tainted: manifest(nodePool([CATEGORY], {}, [NO_SCHEDULE])),
      "tainted, of the version before": manifest(nodePool([CATEGORY], {}, [NO_SCHEDULE], "v1beta1")),
      "tainted, in Terraform": inTerraform(nodePool([CATEGORY], {}, [{ ...NO_SCHEDULE, value: "true" }])),
      "machines without GPUs": manifest(
        nodePool([requires("karpenter.k8s.aws/instance-category", "NotIn", "g", "p")], { limits: { cpu: 1000 } }),
      ),
    },
    fails: {
      "no taint": manifest(nodePool([CATEGORY], { limits: BOUNDS })),
      "no taint, of the version before": manifest(nodePool([CATEGORY], {}, [], "v1beta1")),
      "no taint, in Terraform": inTerraform(nodePool([CATEGORY], {})),
      "a taint that only prefers": manifest(nodePool([CATEGORY], {}, [{ ...NO_SCHEDULE, effect: "PreferNoSchedule" }])),
      "another taint": manifest(nodePool([CATEGORY], {}, [{ key: "team", effect: "NoSchedule" }])),
      "GPUs by the limit": manifest(nodePool([], { limits: BOUNDS })),
    },
    undecided: {
      "requirements that are a variable": inTerraform({
        ...nodePool([], {}),
        spec: { template: { spec: { requirements: "${var.requirements}" } } },
      }),
      "an effect that is a variable": inTerraform(
        nodePool([CATEGORY], {}, [{ key: "nvidia.com/gpu", effect: "${var.effect}" }]),
      ),
    },
  },
];
