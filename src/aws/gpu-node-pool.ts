import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { GpuModel } from "../core/gpu-model";
import { GPU_TAINT_VALUE, gpuNodeLabels, NODE_POOL_TAINT_EFFECT } from "../core/gpu-scheduling";
import { physicalName } from "../core/names";
import { gpuImage } from "./gpu-image";
import { resolveMachineType, validateGpuNodePool } from "./gpu-node-pool-validation";
import { NodeCapacity } from "./node-capacity";
import { nodeGroup } from "./node-group";
import { nodeTemplate } from "./node-template";
import type { ServingCluster } from "./serving-cluster";

/** GPU model and size of a {@link GpuNodePool}. */
export interface GpuNodePoolOptions {
  /** GPU that every node of the pool carries. */
  readonly gpu: GpuModel;

  /** Most nodes, 1 to 100: the bound of the bill. */
  readonly maxNodes: number;

  /**
   * Fewest nodes, 0 to `maxNodes`.
   *
   * @default 0
   */
  readonly minNodes?: number;

  /**
   * EC2 instance type that carries the GPU.
   *
   * @default - the smallest that carries it
   */
  readonly machineType?: string;

  /**
   * Zones of the network that the nodes may stand in. Capacity blocks and low latency need exactly one.
   *
   * @default - all zones of the network
   */
  readonly zones?: string[];

  /**
   * How the machines are bought.
   *
   * @default NodeCapacity.ON_DEMAND
   */
  readonly capacity?: NodeCapacity;

  /**
   * Whether the nodes of the pool are joined by Elastic Fabric Adapters in a placement group, for models that span
   * several nodes.
   *
   * @default false
   */
  readonly lowLatency?: boolean;

  /**
   * Size of each node's data volume in GiB, 100 to 16,384: serving images take 10 to 20 GiB each.
   *
   * @default 200
   */
  readonly diskSizeGib?: number;
}

/** Properties of {@link GpuNodePool}. */
export interface GpuNodePoolProps extends GpuNodePoolOptions {
  /** Cluster that the nodes join. */
  readonly cluster: ServingCluster;
}

/**
 * Nodes with GPUs: an image with the driver built in, a taint that keeps everything else away, labels that servers
 * select on, scaled to zero when nothing asks for GPUs.
 *
 * Throws a ValidationError when the machine type does not carry the GPU, when the zones cannot carry the machine type,
 * or when another option is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#aws-gpu-nodes
 */
export class GpuNodePool extends Construct {
  /** Name of the node group. */
  public readonly nodeGroupName: string;

  /** EC2 instance type of the nodes. */
  public readonly machineType: string;

  /** GPU that each node carries. */
  public readonly gpu: GpuModel;

  constructor(scope: Construct, id: string, props: GpuNodePoolProps) {
    super(scope, id);
    validateGpuNodePool(this, props);

    const { cluster, gpu, capacity = NodeCapacity.ON_DEMAND } = props;
    const machineType = resolveMachineType(props);
    const minNodes = props.minNodes ?? 0;
    const template = nodeTemplate(this, {
      securityGroupIds: [cluster.nodeSecurityGroupId, ...(props.lowLatency ? [this.fabricSecurityGroup(cluster)] : [])],
      diskSizeGib: props.diskSizeGib ?? 200,
      volumeKey: cluster.nodeKey,
      ...(props.lowLatency && {
        efaInterfaces: machineType.efaInterfaces,
        placementGroupName: this.placementGroup(),
      }),
      ...(capacity.reservationId !== undefined && {
        reservation: { id: capacity.reservationId, machineType: machineType.name },
      }),
    });
    const group = nodeGroup(this, {
      cluster,
      template,
      amiType: gpuImage(gpu),
      capacityType: capacity.type,
      ...(!capacity.isReserved && { machineTypes: [machineType.name] }),
      subnetIds: props.zones?.map((zone) => cluster._network.subnetIn(zone)) ?? cluster._network.privateSubnetIds,
      minNodes,
      maxNodes: props.maxNodes,
      labels: gpuNodeLabels(gpu),
      taints: [{ key: gpu.resourceName, value: GPU_TAINT_VALUE, effect: NODE_POOL_TAINT_EFFECT }],
    });

    this.nodeGroupName = group.nodeGroupName;
    this.machineType = machineType.name;
    this.gpu = gpu;
  }

  /** The fabric passes all traffic between its members; a group of its own keeps that off the general one. */
  private fabricSecurityGroup(cluster: ServingCluster): string {
    const group = new SecurityGroup(this, "Fabric", {
      vpcId: cluster._network.vpcId,
      description: `Elastic Fabric Adapters of ${this.node.path}: all traffic among themselves`,
      tags: { Name: `${this.node.path}/fabric` },
    });
    const amongThemselves = {
      securityGroupId: group.id,
      referencedSecurityGroupId: group.id,
      description: "Elastic Fabric Adapters among themselves",
      ipProtocol: "-1",
    };
    new VpcSecurityGroupIngressRule(this, "FabricIngress", amongThemselves);
    new VpcSecurityGroupEgressRule(this, "FabricEgress", amongThemselves);
    return group.id;
  }

  private placementGroup(): string {
    return new PlacementGroup(this, "PlacementGroup", { name: physicalName(this, 255), strategy: "cluster" }).name;
  }
}
