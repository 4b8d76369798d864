import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { Lazy } from "cdktf";
import type { GkeCluster } from "./gke-cluster";
import { googleName } from "./names";

const SUFFIX = "-webhooks";
const MAXIMUM_FIREWALL_NAME = 63 - SUFFIX.length;

/**
 * Lets the control plane reach admission webhooks: a private cluster opens 443 and 10250 by itself, and no other port.
 * Without named ports there is no rule.
 */
export function webhookFirewall(cluster: GkeCluster, ports: readonly number[]): void {
  if (ports.length === 0) {
    return;
  }
  new ComputeFirewall(cluster, "Webhooks", {
    name: `${googleName(cluster, MAXIMUM_FIREWALL_NAME)}${SUFFIX}`,
    network: cluster._network.networkId,
    project: cluster.project,
    description: `Control plane of ${cluster.clusterName} to admission webhooks`,
    direction: "INGRESS",
    sourceRanges: [cluster._network.controlPlaneCidr],
    // Pools that are added later are reached as well.
    targetTags: Lazy.listValue({ produce: () => cluster._nodeTags }),
    allow: [{ protocol: "tcp", ports: ports.map(String) }],
    logConfig: { metadata: "INCLUDE_ALL_METADATA" },
  });
}
