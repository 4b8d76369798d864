import type { Control } from "../control";

const NOT_GPU = "!isGpuPool(self)";
const IS_CAPACITY_BLOCK = 'self.capacity_type == "CAPACITY_BLOCK"';

/** The template of the pool; none when the pool names none. */
const TEMPLATE =
  '[target(self, "launch_template.0.id", "aws_launch_template"), target(self, "launch_template.0.name", "aws_launch_template")]';

const NODE_POOLS: readonly string[] = ["karpenter.sh/v1 NodePool", "karpenter.sh/v1beta1 NodePool"];

/** Resources of device plugins, which are also the keys of their nodes' taints. */
const ACCELERATORS = "^(nvidia[.]com/gpu|aws[.]amazon[.]com/neuron|amd[.]com/gpu|habana[.]ai/gaudi)$";
const ACCELERATED_FAMILIES = "^(g[4-9]|gr[0-9]|p[2-9]|trn[0-9]|inf[0-9]|dl[0-9])";

const POOL_SPEC = "has(object.spec) && has(object.spec.template) && has(object.spec.template.spec)";
const POOL_LIMITS = "has(object.spec) && has(object.spec.limits)";
const POOL_TAINTS = `${POOL_SPEC} && has(object.spec.template.spec.taints)`;

/** Requirements of Karpenter and of Auto Mode that let machines with accelerators in. */
const REQUIRES_ACCELERATORS =
  `(${POOL_SPEC} && has(object.spec.template.spec.requirements) && object.spec.template.spec.requirements.exists(r, ` +
  '(r.key.matches("/instance-(gpu|accelerator)-") && r.operator in ["In", "Exists", "Gt", "Gte"]) || ' +
  '(r.operator == "In" && has(r.values) && (' +
  '(r.key.endsWith("/instance-category") && r.values.exists(v, v in ["g", "gr", "p", "trn", "inf", "dl"])) || ' +
  '((r.key.endsWith("/instance-family") || r.key == "node.kubernetes.io/instance-type") && ' +
  `r.values.exists(v, v.matches("${ACCELERATED_FAMILIES}")))))))`;

/** A pool that is tainted for GPUs, or counts them, makes them too. */
const MAKES_ACCELERATORS =
  `(${REQUIRES_ACCELERATORS} || (${POOL_LIMITS} && object.spec.limits.exists(name, name.matches("${ACCELERATORS}"))) || ` +
  `(${POOL_TAINTS} && object.spec.template.spec.taints.exists(t, t.key.matches("${ACCELERATORS}"))))`;

/** At most 800: as many GPUs as a hundred of the largest nodes have. */
const BOUNDED_COUNT = "^([1-7]?[0-9]?[0-9]|800)$";

/** Nodes with accelerators. Which machine types carry them is known to the library; the launch template's count too. */
export const AWS_GPU_CONTROLS: readonly Control[] = [
  {
    id: "AWS_EKS_GPU_NODES_TAINTED",
    severity: "high",
    category: "isolation",
    title: "GPU nodes keep away what asks for no GPU",
    appliesTo: ["aws_eks_node_group"],
    require:
      `${NOT_GPU} || self.taint.exists(t, ` +
      'text(t.key).matches("^(nvidia[.]com/gpu|aws[.]amazon[.]com/neuron|amd[.]com/gpu|habana[.]ai/gaudi)$") && ' +
      't.effect in ["NO_SCHEDULE", "NO_EXECUTE"])',
    attribute: "taint",
    message: "The node group has GPUs, but no taint nvidia.com/gpu with the effect NO_SCHEDULE",
    rationale:
      "Without the taint any pod lands beside the weights in a GPU's memory, and fills nodes that cost a hundred times as " +
      "much as its own. PREFER_NO_SCHEDULE keeps nothing away.",
    remediation:
      'Set taint with key "nvidia.com/gpu" (aws.amazon.com/neuron for Inferentia and Trainium) and effect "NO_SCHEDULE"; ' +
      "ServingCluster.addGpuNodePool does.",
    answers: ["GPA-04", "GPA-05", "DENY-GPU-001", "AML.T0034", "AML.T0105", "LLM10"],
  },
  {
    id: "AWS_EKS_GPU_NODES_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "A GPU pool grows to at most 100 nodes",
    appliesTo: ["aws_eks_node_group"],
    require: `${NOT_GPU} || self.scaling_config.exists(s, s.max_size != null && number(s.max_size, 101) <= 100)`,
    attribute: "scaling_config.max_size",
    rationale:
      "Whoever can make requests can make the autoscaler buy GPUs: a bound far above any plan is no bound. A hundred nodes " +
      "are eight hundred GPUs; an estate that needs more waives this with a name and a date.",
    remediation:
      "Set scaling_config.max_size to what the budget bears; ServingCluster.addGpuNodePool demands maxNodes.",
    answers: ["GPA-07", "DENY-GPU-002", "AML.T0034", "LLM10"],
  },
  {
    id: "AWS_EKS_GPU_NODES_IMAGE",
    severity: "medium",
    category: "supply-chain",
    title: "GPU nodes run an image with the driver built in",
    appliesTo: ["aws_eks_node_group"],
    require:
      `${NOT_GPU} || text(self.ami_type).matches("^(BOTTLEROCKET_.*_NVIDIA(_FIPS)?|AL2023_.*_(NVIDIA|NEURON)|CUSTOM)$") || ` +
      '(text(self.ami_type).startsWith("BOTTLEROCKET_") && list(self.instance_types).all(t, t.matches("^(inf|trn)"))) || ' +
      `${TEMPLATE}.exists(t, t != null && t.image_id != null)`,
    attribute: "ami_type",
    rationale:
      "A driver that a script installs at boot is code nobody signed, run as root on the nodes with the weights; images of " +
      "Amazon Linux 2 are no longer patched.",
    remediation:
      "Set ami_type to BOTTLEROCKET_x86_64_NVIDIA, AL2023_x86_64_NVIDIA or the like; unset it is an image without a driver. " +
      "ServingCluster.addGpuNodePool does.",
    answers: ["GPA-01", "LLM03"],
  },
  {
    id: "AWS_EKS_GPU_NODES_UNMIXED",
    severity: "medium",
    category: "resilience",
    title: "A node group has either GPUs or none",
    appliesTo: ["aws_eks_node_group"],
    require:
      "list(self.instance_types).all(t, isGpuMachineType(t)) || list(self.instance_types).all(t, !isGpuMachineType(t))",
    attribute: "instance_types",
    rationale:
      "A pool that may come up without GPUs leaves model servers pending, and its taint, image and bound fit only one of " +
      "the two.",
    remediation: "Make one node group for each kind of machine; ServingCluster.addGpuNodePool takes one GPU model.",
    answers: ["GPA-03", "LLM10"],
  },
  {
    id: "AWS_EKS_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    severity: "medium",
    category: "resilience",
    title: "GPU nodes of production are not taken back at two minutes' notice",
    appliesTo: ["aws_eks_node_group"],
    require: `self.capacity_type != "SPOT" || tier(self) != "prod" || ${NOT_GPU}`,
    attribute: "capacity_type",
    rationale:
      "GPU spot capacity vanishes just when it is scarce: the endpoint goes with it. Only node groups whose tags or labels " +
      "say production are judged.",
    remediation:
      'Set capacity_type to "ON_DEMAND" (the default) or "CAPACITY_BLOCK"; ServingCluster.addGpuNodePool refuses spot in ' +
      "production.",
    answers: ["GPA-09", "AML.T0029"],
  },
  {
    id: "AWS_EKS_CAPACITY_BLOCK_COMPLETE",
    severity: "medium",
    category: "resilience",
    title: "A node group on a capacity block names the block, and its machine type in the template",
    appliesTo: ["aws_eks_node_group"],
    require:
      `!(${IS_CAPACITY_BLOCK}) || (list(self.instance_types).size() == 0 && ` +
      `${TEMPLATE}.exists(t, t != null && t.instance_type != null && ` +
      't.instance_market_options.exists(m, m.market_type == "capacity-block") && ' +
      "t.capacity_reservation_specification.exists(s, s.capacity_reservation_target.exists(r, " +
      "r.capacity_reservation_id != null || r.capacity_reservation_resource_group_arn != null))))",
    attribute: "launch_template",
    message:
      "The launch template does not name market_type capacity-block, an instance_type and a capacity_reservation_id, or the node group names instance_types itself",
    rationale: "EKS never gets the reserved GPUs otherwise, or gets those that another environment has paid for.",
    remediation:
      "Set instance_type, instance_market_options.market_type and capacity_reservation_id in the launch template and leave " +
      "instance_types out; NodeCapacity.capacityBlock does.",
    answers: ["GPA-12", "GPA-13", "GPA-14"],
  },
  {
    id: "AWS_EKS_CAPACITY_BLOCK_ONE_ZONE",
    severity: "medium",
    category: "resilience",
    title: "A node group on a capacity block, or with EFA, lies in one zone",
    appliesTo: ["aws_eks_node_group"],
    require:
      `list(self.subnet_ids).size() <= 1 || !(${IS_CAPACITY_BLOCK} || ${TEMPLATE}.exists(t, t != null && ` +
      "t.network_interfaces.exists(n, n.interface_type in ['efa', 'efa-only'])))",
    attribute: "subnet_ids",
    message: "The node group names several subnets, but its capacity block or fabric lies in one zone",
    rationale:
      "A reservation, and what Elastic Fabric Adapters reach, lies in one zone: nodes elsewhere never come up, or serve slowly.",
    remediation: "Name one subnet in subnet_ids; ServingCluster.addGpuNodePool demands one zone for such pools.",
    answers: ["GPA-10"],
  },
  {
    id: "K8S_KARPENTER_GPU_POOL_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "A Karpenter pool makes at most 800 GPUs",
    appliesTo: NODE_POOLS,
    require:
      `!${MAKES_ACCELERATORS} || (${POOL_LIMITS} && "cpu" in object.spec.limits && object.spec.limits.exists(name, ` +
      `name.matches("${ACCELERATORS}") && string(object.spec.limits[name]).matches("${BOUNDED_COUNT}")))`,
    attribute: "spec.limits",
    message: "The pool may make machines with GPUs, and spec.limits does not bound both nvidia.com/gpu and cpu",
    rationale:
      "Karpenter has no largest size: it buys machines for as long as pods wait, so whoever can make requests can spend the " +
      "budget. Pools are told by their requirements, taints and limits; those that name no kind of machine are not judged.",
    remediation:
      "Set spec.limits of nvidia.com/gpu (aws.amazon.com/neuron for Inferentia and Trainium) and of cpu to what the budget bears.",
    answers: ["GPA-24", "DENY-GPU-002", "AML.T0034", "LLM10"],
  },
  {
    id: "K8S_KARPENTER_GPU_POOL_TAINTED",
    severity: "high",
    category: "isolation",
    title: "Machines that Karpenter makes with GPUs keep away what asks for no GPU",
    appliesTo: NODE_POOLS,
    require:
      `!${MAKES_ACCELERATORS} || (${POOL_TAINTS} && object.spec.template.spec.taints.exists(t, ` +
      `t.key.matches("${ACCELERATORS}") && t.effect in ["NoSchedule", "NoExecute"]))`,
    attribute: "spec.template.spec.taints",
    message: "The pool may make machines with GPUs, and has no taint nvidia.com/gpu with the effect NoSchedule",
    rationale:
      "Without the taint any pod lands beside the weights in a GPU's memory, and Karpenter keeps a GPU machine for it. " +
      "Startup taints are taken away again, and PreferNoSchedule keeps nothing away.",
    remediation:
      'Set spec.template.spec.taints with key "nvidia.com/gpu" (aws.amazon.com/neuron for Inferentia and Trainium) and effect ' +
      '"NoSchedule", and keep other machines in a pool of their own.',
    answers: ["GPA-24", "DENY-GPU-001", "AML.T0034", "AML.T0105", "LLM10"],
  },
];
