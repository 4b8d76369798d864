import {
  ContainerNodePool,
  type ContainerNodePoolAutoscaling,
  type ContainerNodePoolNodeConfig,
  type ContainerNodePoolPlacementPolicy,
  type ContainerNodePoolUpgradeSettings,
} from "@cdktf/provider-google/lib/container-node-pool";
import { type Construct } from "constructs";
import { TENANT_LABEL, TIER_LABEL } from "../core/gpu-scheduling";
import { mandatoryLabels } from "../core/mandatory-labels";
import { ownershipOf } from "../core/ownership";
import { bootDiskType } from "./gpu-machine-facts";
import { googleName } from "./names";
import { KUBELET_PORT_CLOSED, nodeHardening } from "./node-hardening";
import type { ServingCluster } from "./serving-cluster";

/** What tells one node pool from another. */
export interface NodePoolProps {
  readonly cluster: ServingCluster;
  readonly machineType: string;
  readonly diskSizeGib: number;
  readonly autoscaling: ContainerNodePoolAutoscaling;
  /** Where it differs from the cluster's. */
  readonly zones?: readonly string[] | undefined;
  readonly upgradeSettings: ContainerNodePoolUpgradeSettings;
  readonly labels: Record<string, string>;
  readonly placementPolicy?: ContainerNodePoolPlacementPolicy;
  /** Settings of the machines that this pool alone has. */
  readonly nodeConfig?: ContainerNodePoolNodeConfig;
  /** Attributes that GKE or the autoscaler own, besides the number of nodes. */
  readonly ignoreChanges?: readonly string[];
}

const MAXIMUM_POOL_NAME = 40;

/** A regional cluster spans so many zones unless they are named. */
const USUAL_ZONES = 3;

/** Processes of one pod, so that a runaway or hostile model cannot take those of the node. */
const POD_PIDS_LIMIT = 4096;

/**
 * A pool of hardened nodes, without public addresses, patched and repaired by Google.
 *
 * The autoscaler owns the number of nodes between the bounds, so Terraform leaves it alone.
 *
 * @returns name of the pool, which is also the network tag of its nodes
 */
export function nodePool(scope: Construct, props: NodePoolProps): string {
  const { cluster } = props;
  const name = googleName(scope, MAXIMUM_POOL_NAME);
  new ContainerNodePool(scope, "Resource", {
    name,
    cluster: cluster._resource.name,
    location: cluster.location,
    project: cluster.project,
    initialNodeCount: firstNodesPerZone(props),
    autoscaling: props.autoscaling,
    ...(props.zones && { nodeLocations: [...props.zones] }),
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: props.upgradeSettings,
    networkConfig: { enablePrivateNodes: true },
    ...(props.placementPolicy && { placementPolicy: props.placementPolicy }),
    nodeConfig: nodeConfig(scope, name, props),
    lifecycle: { ignoreChanges: ["initial_node_count", ...(props.ignoreChanges ?? [])] },
    dependsOn: [...cluster._neededByNodes],
  });
  cluster._nodeTags.push(name);
  return name;
}

/**
 * GKE makes as many in each zone, and takes no more than the bound allows; the autoscaler does the rest. A balanced pool
 * begins with a node in each zone where that is within the bound: cluster DNS must not wait for the autoscaler.
 */
function firstNodesPerZone({ cluster, zones, autoscaling }: NodePoolProps): number {
  const { totalMinNodeCount = 0, totalMaxNodeCount = 0, locationPolicy } = autoscaling;
  const zoneCount = (zones ?? cluster._nodeZones)?.length ?? USUAL_ZONES;
  const evenly = Math.ceil(totalMinNodeCount / zoneCount);
  return locationPolicy === "BALANCED" && evenly * zoneCount <= totalMaxNodeCount
    ? evenly
    : Math.floor(totalMinNodeCount / zoneCount);
}

function nodeConfig(scope: Construct, tag: string, props: NodePoolProps): ContainerNodePoolNodeConfig {
  const { cluster } = props;
  const ownership = ownershipOf(scope);
  return {
    ...nodeHardening(cluster),
    machineType: props.machineType,
    diskType: bootDiskType(props.machineType),
    diskSizeGb: props.diskSizeGib,
    // Left out, provider 6 sends false for the quota, and no node holds a pod to its CPU limit (provider issue 15767).
    kubeletConfig: { ...KUBELET_PORT_CLOSED, podPidsLimit: POD_PIDS_LIMIT, cpuCfsQuota: true },
    gvnic: { enabled: true },
    tags: [tag],
    labels: {
      ...(ownership && { [TIER_LABEL]: ownership.tier, [TENANT_LABEL]: ownership.tenant }),
      ...props.labels,
    },
    ...(ownership && { resourceLabels: mandatoryLabels(ownership) }),
    ...props.nodeConfig,
  };
}
