import type { ContainerNodePoolNodeConfig } from "@cdktf/provider-google/lib/container-node-pool";
import { Construct } from "constructs";
import type { GpuModel } from "../core/gpu-model";
import { GPU_TAINT_VALUE, gpuNodeLabels, NODE_POOL_TAINT_EFFECT } from "../core/gpu-scheduling";
import { bootDiskType, localSsdCounts } from "./gpu-machine-facts";
import { resolveGpuCount, resolveMachineType, resolveZones, validateGpuNodePool } from "./gpu-node-pool-validation";
import { NodeCapacity } from "./node-capacity";
import { nodePool } from "./node-pool";
import type { ServingCluster } from "./serving-cluster";

/** GPU model and size of a {@link GpuNodePool}. */
export interface GpuNodePoolOptions {
  /** GPU that every node of the pool carries. */
  readonly gpu: GpuModel;

  /** Most nodes in all zones together, 1 to 100: the bound of the bill. */
  readonly maxNodes: number;

  /**
   * Fewest nodes in all zones together, 0 to `maxNodes`.
   *
   * @default 0
   */
  readonly minNodes?: number;

  /**
   * Compute Engine machine type that carries the GPU.
   *
   * @default - the smallest that carries it and is sold as `capacity` says
   */
  readonly machineType?: string;

  /**
   * GPUs of each node. A choice on N1 alone (1, 2 or 4 T4); the other machine types carry a number of their own.
   *
   * @default - what the machine type carries; 1 on N1
   */
  readonly gpuCount?: number;

  /**
   * Zones that the nodes may stand in. Reservations and compact placement need exactly one.
   *
   * @default - the cluster's zones that offer the machine type
   */
  readonly zones?: string[];

  /**
   * How the machines are bought.
   *
   * @default NodeCapacity.ON_DEMAND
   */
  readonly capacity?: NodeCapacity;

  /**
   * Hardware partition that each GPU is cut into, a profile of the GPU's `migProfiles`, as in `1g.10gb`.
   *
   * @default - none: a server gets whole GPUs
   */
  readonly partition?: string;

  /**
   * Local SSDs of each node, 375 GiB each, for images and models that pods cache. Those of A3 and A4 are a fixed number.
   *
   * @default - what the machine type always carries
   */
  readonly localSsdCount?: number;

  /**
   * Whether memory of machine and GPU is encrypted by the hardware (Intel TDX), against whoever runs the host. On
   * a3-highgpu-1g alone, with spot or flex-start capacity.
   *
   * @default false
   */
  readonly confidential?: boolean;

  /**
   * Whether nodes stand close together, for models that span several of them.
   *
   * @default false
   */
  readonly compactPlacement?: boolean;

  /**
   * Size of each node's boot disk in GiB, 100 to 16,384: serving images take 10 to 20 GiB each.
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
 * What GKE writes itself when a pool carries GPUs: Terraform would take it for drift and make the pool anew.
 *
 * @see https://github.com/hashicorp/terraform-provider-google/issues/7928
 */
const WRITTEN_BY_GKE = ["node_config[0].taint", "node_config[0].labels", "node_config[0].resource_labels"];

/** Seven days, in seconds: Google takes machines of flex-start back no later. */
const LONGEST_FLEX_START = "604800s";

/** @see https://cloud.google.com/compute/docs/instances/monitor-plan-host-maintenance-event */
const PERIODIC_MAINTENANCE = /^a3-(highgpu|megagpu)-8g$/;

/**
 * Nodes with GPUs: Google's signed driver, a taint that keeps everything else away, labels that servers select on, scaled
 * to zero when nothing asks for GPUs, and never sharing a GPU between pods.
 *
 * Throws a ValidationError when the machine type does not carry the GPU, when the zones cannot carry the machine type,
 * or when another option is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-gpu-nodes
 */
export class GpuNodePool extends Construct {
  /** Name of the node pool, and the network tag of its nodes. */
  public readonly nodePoolName: string;

  /** Compute Engine machine type of the nodes. */
  public readonly machineType: string;

  /** GPU that each node carries. */
  public readonly gpu: GpuModel;

  /** How many of them each node carries. */
  public readonly gpuCount: number;

  constructor(scope: Construct, id: string, props: GpuNodePoolProps) {
    super(scope, id);
    validateGpuNodePool(this, props);

    const { cluster, gpu, capacity = NodeCapacity.ON_DEMAND } = props;
    const minNodes = props.minNodes ?? 0;
    this.gpu = gpu;
    this.machineType = resolveMachineType(props).name;
    this.gpuCount = resolveGpuCount(props);
    this.nodePoolName = nodePool(this, {
      cluster,
      machineType: this.machineType,
      diskSizeGib: props.diskSizeGib ?? 200,
      zones: resolveZones(props),
      // Whichever zone has the GPUs: they are too scarce to be balanced.
      autoscaling: { totalMinNodeCount: minNodes, totalMaxNodeCount: props.maxNodes, locationPolicy: "ANY" },
      // GPUs to spare for a surge are rarely granted: an upgrade takes a node away before it makes the next.
      upgradeSettings: { strategy: "SURGE", maxSurge: 0, maxUnavailable: 1 },
      ...(props.compactPlacement && { placementPolicy: { type: "COMPACT" } }),
      labels: gpuNodeLabels(gpu),
      nodeConfig: {
        ...this.accelerator(props),
        ...bought(capacity),
        ...storage(this.machineType, props.localSsdCount),
        ...maintenance(this.machineType, capacity),
        ...confidential(props.confidential ?? false),
      },
      ignoreChanges: WRITTEN_BY_GKE,
    });
  }

  /** Written out on machine types that carry their GPUs as well: otherwise GKE installs no driver. */
  private accelerator({ gpu, partition }: GpuNodePoolProps): ContainerNodePoolNodeConfig {
    return {
      guestAccelerator: [
        {
          type: gpu.googleAcceleratorType ?? "",
          count: this.gpuCount,
          gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" },
          ...(partition !== undefined && { gpuPartitionSize: partition }),
        },
      ],
      // GKE writes the same taint, but only where a pool without GPUs stands already.
      taint: [{ key: gpu.resourceName, value: GPU_TAINT_VALUE, effect: NODE_POOL_TAINT_EFFECT }],
      gcfsConfig: { enabled: true },
    };
  }
}

/** Never whatever reservation there is: staging would eat production's. */
function bought(capacity: NodeCapacity): ContainerNodePoolNodeConfig {
  const { reservationName } = capacity;
  return {
    spot: capacity === NodeCapacity.SPOT,
    ...(capacity === NodeCapacity.FLEX_START && { flexStart: true, maxRunDuration: LONGEST_FLEX_START }),
    reservationAffinity:
      reservationName === undefined
        ? { consumeReservationType: "NO_RESERVATION" }
        : {
            consumeReservationType: "SPECIFIC_RESERVATION",
            key: "compute.googleapis.com/reservation-name",
            values: [reservationName],
          },
  };
}

function storage(machineType: string, asked: number | undefined): ContainerNodePoolNodeConfig {
  const localSsdCount = asked ?? localSsdCounts(machineType)[0] ?? 0;
  return {
    diskType: bootDiskType(machineType),
    ...(localSsdCount > 0 && { ephemeralStorageLocalSsdConfig: { localSsdCount } }),
  };
}

/** Hosts of GPUs cannot move machines away while they are served: A3 lets Google do it at set times, with notice. */
function maintenance(machineType: string, capacity: NodeCapacity): ContainerNodePoolNodeConfig {
  const lasting = capacity === NodeCapacity.ON_DEMAND || capacity.isReserved;
  return lasting && PERIODIC_MAINTENANCE.test(machineType)
    ? { hostMaintenancePolicy: { maintenanceInterval: "PERIODIC" } }
    : {};
}

function confidential(enabled: boolean): ContainerNodePoolNodeConfig {
  return enabled ? { confidentialNodes: { enabled: true, confidentialInstanceType: "TDX" } } : {};
}
