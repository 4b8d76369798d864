import type { Attributes, Mutation } from "../mutation";

const hasGpus = (group: Attributes): boolean => group.taint !== undefined;

function pool(
  control: string,
  name: string,
  change: (group: Attributes) => void,
  which: (group: Attributes) => boolean = hasGpus,
): Mutation {
  return { control, name, breaks: (stack) => stack.change("aws_eks_node_group", change, which) };
}

const isReserved = (group: Attributes): boolean => group.capacity_type === "CAPACITY_BLOCK";

/** Adds a pool of Karpenter, well written but for what is given: no construct makes one. */
function karpenter(
  control: string,
  name: string,
  { limits, taints }: { limits?: object; taints?: object[] },
): Mutation {
  const manifest = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "gpu" },
    spec: {
      limits: limits ?? { cpu: 512, "nvidia.com/gpu": 16 },
      template: {
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "gpu" },
          requirements: [{ key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["g", "p"] }],
          taints: taints ?? [{ key: "nvidia.com/gpu", effect: "NoSchedule" }],
        },
      },
    },
  };
  return { control, name, breaks: (stack) => stack.add("kubernetes_manifest", "gpu_pool", { manifest }) };
}

export const AWS_GPU_MUTATIONS: readonly Mutation[] = [
  pool("AWS_EKS_GPU_NODES_TAINTED", "GPU nodes lose their taint", (group) => {
    delete group.taint;
  }),
  pool("AWS_EKS_GPU_NODES_TAINTED", "the taint only prefers other nodes", (group) => {
    group.taint = [{ key: "nvidia.com/gpu", value: "present", effect: "PREFER_NO_SCHEDULE" }];
  }),
  pool("AWS_EKS_GPU_NODES_BOUNDED", "a GPU pool grows to a thousand nodes", (group) => {
    const [scaling] = [group.scaling_config].flat() as Attributes[];
    Object.assign(scaling ?? {}, { max_size: 1000 });
  }),
  pool("AWS_EKS_GPU_NODES_IMAGE", "GPU nodes run Amazon Linux 2", (group) => {
    group.ami_type = "AL2_x86_64_GPU";
  }),
  pool(
    "AWS_EKS_GPU_NODES_UNMIXED",
    "a GPU pool takes nodes without",
    (group) => {
      group.instance_types = [...(group.instance_types as string[]), "m7i.large"];
    },
    (group) => hasGpus(group) && group.instance_types !== undefined,
  ),
  pool("AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION", "GPU nodes of production become spot nodes", (group) => {
    group.capacity_type = "SPOT";
  }),
  {
    control: "AWS_EKS_CAPACITY_BLOCK_COMPLETE",
    name: "the launch template forgets the reservation",
    breaks: (stack) => {
      const [name] = stack.first("aws_eks_node_group", isReserved);
      stack.change(
        "aws_launch_template",
        (template) => delete template.capacity_reservation_specification,
        (template) => template.capacity_reservation_specification !== undefined,
      );
      return `aws_eks_node_group.${name}`;
    },
  },
  pool(
    "AWS_EKS_CAPACITY_BLOCK_ONE_ZONE",
    "a capacity block is asked for in two zones",
    (group) => {
      group.subnet_ids = [...(group.subnet_ids as string[]), "subnet-0123456789abcdef0"];
    },
    isReserved,
  ),
  karpenter("K8S_KARPENTER_GPU_POOL_BOUNDED", "Karpenter buys GPUs without end", { limits: { cpu: 512 } }),
  karpenter("K8S_KARPENTER_GPU_POOL_TAINTED", "machines that Karpenter makes are not tainted", { taints: [] }),
];
