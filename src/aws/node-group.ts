import { EksNodeGroup, type EksNodeGroupTaint } from "@cdktf/provider-aws/lib/eks-node-group";
import type { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type Construct } from "constructs";
import { TENANT_LABEL, TIER_LABEL } from "../core/gpu-scheduling";
import { physicalName } from "../core/names";
import { ownershipOf } from "../core/ownership";
import { resourcesBelow } from "../core/resources";
import type { ServingCluster } from "./serving-cluster";

/** What tells one managed node group from another. */
export interface NodeGroupProps {
  readonly cluster: ServingCluster;
  readonly template: LaunchTemplate;
  readonly amiType: string;
  readonly capacityType: string;
  /** Unset where the template names the machine type. */
  readonly machineTypes?: readonly string[];
  readonly subnetIds: readonly string[];
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly labels?: Record<string, string>;
  readonly taints?: EksNodeGroupTaint[];
}

const MAXIMUM_NODE_GROUP_NAME = 63;

/**
 * A managed node group: replaced one node at a time, repaired when a node or a GPU fails, at a pinned template version.
 * The autoscaler owns the number of nodes between the bounds, so Terraform leaves it alone.
 */
export function nodeGroup(scope: Construct, props: NodeGroupProps): EksNodeGroup {
  const { cluster, template } = props;
  return new EksNodeGroup(scope, "Resource", {
    clusterName: cluster.clusterName,
    nodeGroupName: physicalName(scope, MAXIMUM_NODE_GROUP_NAME),
    nodeRoleArn: cluster.nodeRoleArn,
    subnetIds: [...props.subnetIds],
    amiType: props.amiType,
    capacityType: props.capacityType,
    ...(props.machineTypes && { instanceTypes: [...props.machineTypes] }),
    launchTemplate: { id: template.id, version: template.getStringAttribute("latest_version") },
    scalingConfig: { minSize: props.minNodes, maxSize: props.maxNodes, desiredSize: props.minNodes },
    updateConfig: { maxUnavailable: 1 },
    nodeRepairConfig: { enabled: true },
    labels: { ...ownershipLabels(scope), ...props.labels },
    ...(props.taints && { taint: props.taints }),
    lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
    dependsOn: [...cluster._addons.neededByNodes, ...resourcesBelow(cluster._nodeRole.node.scope ?? cluster._nodeRole)],
  });
}

function ownershipLabels(scope: Construct): Record<string, string> {
  const ownership = ownershipOf(scope);
  return ownership === undefined ? {} : { [TIER_LABEL]: ownership.tier, [TENANT_LABEL]: ownership.tenant };
}
