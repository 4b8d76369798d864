import type { ContainerClusterConfig } from "@cdktf/provider-google/lib/container-cluster";
import { Construct } from "constructs";
import type { GpuModel } from "../core/gpu-model";
import { labelledNodes } from "../core/gpu-scheduling";
import type { ServingTier } from "../core/tier";
import { GkeCluster, type GkeClusterProps } from "./gke-cluster";
import type { IGkeServingCluster } from "./gke-serving-cluster";
import { GpuNodePool, type GpuNodePoolOptions } from "./gpu-node-pool";
import type { ImportedClusterAttributes } from "./imported-cluster-attributes";
import { ImportedServingCluster } from "./imported-serving-cluster";
import { KUBELET_PORT_CLOSED, nodeHardening } from "./node-hardening";
import { validateServingCluster } from "./serving-cluster-validation";
import { SystemNodePool, type SystemNodePoolOptions } from "./system-node-pool";

/** Properties of {@link ServingCluster}. */
export interface ServingClusterProps extends GkeClusterProps {
  /**
   * Zones of the network's region that nodes may stand in.
   *
   * @default - three zones of Google's choice
   */
  readonly nodeZones?: string[];

  /**
   * Size of the system pool, where cluster DNS and the like run; GPU nodes admit only what asks for GPUs.
   *
   * @default - two to four e2-standard-4
   */
  readonly systemNodePool?: SystemNodePoolOptions;
}

/**
 * A GKE cluster for model serving, with node pools of its own: private API server and nodes, secrets and disks encrypted
 * with keys of its own, network policies enforced, images admitted by the project's Binary Authorization
 * policy (see {@link BinaryAuthorization}), complete control-plane logs, protected from
 * deletion.
 *
 * Use {@link AutopilotCluster} to leave the nodes to Google.
 *
 * Throws a ValidationError when a property is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-cluster
 */
export class ServingCluster extends GkeCluster {
  /**
   * A cluster that exists already and is managed elsewhere.
   *
   * @param scope parent
   * @param id id of the construct
   * @param attributes what serving identities and workloads need to know of it
   */
  public static fromClusterAttributes(
    scope: Construct,
    id: string,
    attributes: ImportedClusterAttributes,
  ): IGkeServingCluster {
    return new ImportedServingCluster(scope, id, attributes);
  }

  public readonly dnsServerCidrs?: string[];

  /** The pool that cluster DNS and the like run on. */
  public readonly systemNodePool: SystemNodePool;

  /**
   * Zones that nodes may stand in, where the program names them.
   *
   * @internal
   */
  public readonly _nodeZones: readonly string[] | undefined;

  constructor(scope: Construct, id: string, props: ServingClusterProps) {
    super(scope, id, props);
    this._nodeZones = props.nodeZones;
    this.systemNodePool = new SystemNodePool(this, "System", { cluster: this, ...props.systemNodePool });
  }

  public nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    return labelledNodes(tier, gpu);
  }

  /**
   * Adds nodes with GPUs, tainted so that only workloads that ask for GPUs land there.
   *
   * Throws a ValidationError when the options are not fit.
   *
   * @param id id of the pool's construct
   * @param options GPU model and size
   */
  public addGpuNodePool(id: string, options: GpuNodePoolOptions): GpuNodePool {
    return new GpuNodePool(this, id, { cluster: this, ...options });
  }

  /**
   * Adds nodes without GPUs, for gateways, monitoring and the like.
   *
   * Throws a ValidationError when the options are not fit.
   *
   * @param id id of the pool's construct
   * @param options size
   */
  public addSystemNodePool(id: string, options: SystemNodePoolOptions = {}): SystemNodePool {
    return new SystemNodePool(this, id, { cluster: this, ...options });
  }

  /** @internal */
  public _validate(props: ServingClusterProps): void {
    validateServingCluster(this, props);
  }

  /**
   * Every pool is explicit: the one that GKE insists on making is removed at once.
   *
   * @internal
   */
  public _nodeSettings({ nodeZones }: ServingClusterProps): Partial<ContainerClusterConfig> {
    return {
      ...(nodeZones && { nodeLocations: nodeZones }),
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: nodeHardening(this),
      nodePoolDefaults: { nodeConfigDefaults: KUBELET_PORT_CLOSED },
      clusterAutoscaling: { enabled: false },
      // Dataplane V2 enforces network policies itself; the block is Calico's, and scanners miss it when it is left out.
      networkPolicy: { enabled: false },
      enableIntranodeVisibility: true,
      enableShieldedNodes: true,
      // Cluster DNS are pods of kube-system, without a cache on the node: a network policy can name them, and opens port 53
      // to nothing else. Cloud DNS answers at the metadata server's address, and the cache, which GKE would add from 1.33
      // on, at an address of each node; default deny would leave endpoints without names, or policies would open both.
      dnsConfig: { clusterDns: "PLATFORM_DEFAULT" },
      addonsConfig: {
        dnsCacheConfig: { enabled: false },
        gcsFuseCsiDriverConfig: { enabled: true },
        // No Ingress of a tenant becomes an external load balancer; the network's firewall refuses those that Services make.
        httpLoadBalancing: { disabled: true },
        networkPolicyConfig: { disabled: true },
      },
      // The default pool is gone when the cluster stands: Terraform would otherwise plan to make the cluster anew.
      lifecycle: { ignoreChanges: ["node_config"] },
    };
  }
}
