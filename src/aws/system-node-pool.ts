import type { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Construct } from "constructs";
import { gpuModelOf } from "../core/gpu-lookup";
import { Validator } from "../core/validation";
import { nodeGroup } from "./node-group";
import { nodeTemplate } from "./node-template";
import type { ServingCluster } from "./serving-cluster";

/** Size of a {@link SystemNodePool}. */
export interface SystemNodePoolOptions {
  /**
   * EC2 instance types without GPUs, in order of preference.
   *
   * @default ["m7i.large"]
   */
  readonly machineTypes?: string[];

  /**
   * Fewest nodes, 1 to `maxNodes`.
   *
   * @default 2
   */
  readonly minNodes?: number;

  /**
   * Most nodes, up to 100.
   *
   * @default 4
   */
  readonly maxNodes?: number;

  /**
   * Size of each node's data volume in GiB, 20 to 16,384.
   *
   * @default 50
   */
  readonly diskSizeGib?: number;
}

/** Properties of {@link SystemNodePool}. */
export interface SystemNodePoolProps extends SystemNodePoolOptions {
  /** Cluster that the nodes join. */
  readonly cluster: ServingCluster;
}

const MACHINE_TYPE = /^[a-z0-9-]+\.[a-z0-9-]+$/;
/** Graviton families have a g behind the generation: m7g, c7gn, x2gd; a1 was the first. */
const ARM = /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./;
/** GPUs, Inferentia, Trainium, Gaudi, video and FPGA families. */
const ACCELERATED = /^(p|g|gr|inf|trn|dl|vt|f)\d/;
const IMAGE = "BOTTLEROCKET_x86_64";
const POOL_LABEL = "modelkeep/pool";

/**
 * Nodes without GPUs, for cluster DNS, gateways and monitoring: Bottlerocket, with the same hardening as GPU nodes.
 *
 * Throws a ValidationError when an option is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#aws-nodes
 */
export class SystemNodePool extends Construct {
  /** Name of the node group. */
  public readonly nodeGroupName: string;

  /** @internal */
  public readonly _nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: SystemNodePoolProps) {
    super(scope, id);
    const minNodes = props.minNodes ?? 2;
    const maxNodes = props.maxNodes ?? 4;
    validate(this, props, minNodes, maxNodes);

    const template = nodeTemplate(this, {
      securityGroupIds: [props.cluster.nodeSecurityGroupId],
      diskSizeGib: props.diskSizeGib ?? 50,
      volumeKey: props.cluster.nodeKey,
    });
    this._nodeGroup = nodeGroup(this, {
      cluster: props.cluster,
      template,
      amiType: IMAGE,
      capacityType: "ON_DEMAND",
      machineTypes: props.machineTypes ?? ["m7i.large"],
      subnetIds: props.cluster._network.privateSubnetIds,
      minNodes,
      maxNodes,
      labels: { [POOL_LABEL]: "system" },
    });

    this.nodeGroupName = this._nodeGroup.nodeGroupName;
  }
}

function validate(pool: SystemNodePool, props: SystemNodePoolProps, minNodes: number, maxNodes: number): void {
  const validator = new Validator(pool, "aws.SystemNodePool")
    .given(props, "cluster")
    .wholeNumber("minNodes", minNodes, 1, 100)
    .wholeNumber("maxNodes", maxNodes, 1, 100)
    .wholeNumber("diskSizeGib", props.diskSizeGib, 20, 16_384)
    .range("minNodes", minNodes, "maxNodes", maxNodes);
  validator.require(props.machineTypes?.length !== 0, {
    code: "MK_SYSTEM_POOL_TYPES",
    message: "machineTypes is empty, which would leave the choice to EKS.",
    remedy: "Name at least one EC2 instance type, or leave machineTypes out.",
  });
  props.machineTypes?.forEach((machineType, index) => {
    const gpu = gpuModelOf(machineType);
    validator
      .matches(`machineTypes[${index}]`, machineType, MACHINE_TYPE, "an EC2 instance type such as m7i.large")
      .require(!ARM.test(machineType), {
        code: "MK_SYSTEM_POOL_ARM",
        message: `machineTypes[${index}] is ${machineType}, which has an ARM processor; the node image is for x86.`,
        remedy: "Name an x86 type such as m7i.large.",
      })
      .require(gpu === undefined && !ACCELERATED.test(machineType), {
        code: "MK_SYSTEM_POOL_GPU",
        message: `machineTypes[${index}] is ${machineType}, which carries ${gpu === undefined ? "accelerators" : `${gpu} GPUs`}.`,
        remedy: "Add it with addGpuNodePool, where its nodes are tainted, or name a type without GPUs.",
      });
  });
  validator.done();
}
