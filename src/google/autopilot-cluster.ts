import type { ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import type { GpuModel } from "../core/gpu-model";
import { ownershipOf } from "../core/ownership";
import type { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import { GkeCluster, type GkeClusterProps } from "./gke-cluster";
import { NODE_DNS_SERVERS } from "./google-dns";
import { requireAccelerator } from "./gpu-node-pool-validation";
import { googleName } from "./names";
import { KUBELET_PORT_CLOSED, NODE_SCOPES } from "./node-hardening";
import { validateAutopilotCluster } from "./serving-cluster-validation";

/** Properties of {@link AutopilotCluster}. */
export interface AutopilotClusterProps extends GkeClusterProps {}

const MAXIMUM_TAG = 63;

/**
 * A GKE Autopilot cluster for model serving: Google makes the nodes that pods ask for, hardens, patches and replaces them.
 *
 * It has no pools to add. A server that asks for GPUs is given a node with them by its selector; nodes carry no tier and no
 * tenant, so a cluster is for one of each. Pods share a node only within what Autopilot isolates.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-cluster
 */
export class AutopilotCluster extends GkeCluster {
  /** Autopilot puts a cache on each node and Cloud DNS behind it, and neither can be left out. */
  public readonly dnsServerCidrs?: string[] = NODE_DNS_SERVERS;

  /**
   * The label by which Autopilot makes nodes with the accelerator; a server on CPUs runs on any node.
   *
   * Throws a ValidationError when Google Cloud does not offer the GPU, or when the server is of another tier than the
   * cluster: no label of its nodes would keep it away.
   *
   * @param tier tier of the server; any where it declares none
   * @param gpu GPU that the server asks for; none where it runs on CPUs
   */
  public nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    const own = ownershipOf(this)?.tier;
    const validator = new Validator(this, "google.AutopilotCluster.nodeSelector");
    validator.require(tier === undefined || own === undefined || tier === own, {
      code: "MK_CLUSTER_TIER",
      message: `the cluster is of the tier ${own}, and the server of the tier ${tier}; Autopilot has no nodes for one tier alone.`,
      remedy: "Serve each tier from a cluster of that tier, or from node pools of ServingCluster.",
    });
    if (gpu !== undefined) {
      requireAccelerator(validator, gpu);
    }
    validator.done();
    return gpu === undefined ? {} : { "cloud.google.com/gke-accelerator": `${gpu.googleAcceleratorType}` };
  }

  /** @internal */
  public _validate(props: AutopilotClusterProps): void {
    validateAutopilotCluster(this, props);
  }

  /**
   * What Autopilot lets be said of nodes: whom they run as, which key encrypts their disks, and that the kubelet is mute.
   * Shielded nodes, intranode visibility and the rest it enforces itself, and refuses to be told.
   *
   * @internal
   */
  public _nodeSettings(): Partial<ContainerClusterConfig> {
    const tag = googleName(this, MAXIMUM_TAG);
    this._nodeTags.push(tag);
    return {
      enableAutopilot: true,
      clusterAutoscaling: {
        autoProvisioningDefaults: {
          serviceAccount: this.nodeServiceAccountEmail,
          oauthScopes: NODE_SCOPES,
          bootDiskKmsKey: this.nodeKey.keyId,
        },
      },
      nodePoolAutoConfig: {
        networkTags: { tags: [tag] },
        nodeKubeletConfig: KUBELET_PORT_CLOSED,
      },
    };
  }
}
