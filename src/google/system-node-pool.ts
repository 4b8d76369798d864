import { Construct } from "constructs";
import { gpuModelOf } from "../core/gpu-lookup";
import { Validator } from "../core/validation";
import { nodePool } from "./node-pool";
import type { ServingCluster } from "./serving-cluster";

/** Size of a {@link SystemNodePool}. */
export interface SystemNodePoolOptions {
  /**
   * Compute Engine machine type without GPUs.
   *
   * @default "e2-standard-4"
   */
  readonly machineType?: string;

  /**
   * Fewest nodes in all zones together, 1 to `maxNodes`.
   *
   * @default 2
   */
  readonly minNodes?: number;

  /**
   * Most nodes in all zones together, up to 100.
   *
   * @default 4
   */
  readonly maxNodes?: number;

  /**
   * Size of each node's boot disk in GiB, 20 to 16,384.
   *
   * @default 100
   */
  readonly diskSizeGib?: number;
}

/** Properties of {@link SystemNodePool}. */
export interface SystemNodePoolProps extends SystemNodePoolOptions {
  /** Cluster that the nodes join. */
  readonly cluster: ServingCluster;
}

const DEFAULT_MACHINE_TYPE = "e2-standard-4";
const MACHINE_TYPE =
  /^[a-z][a-z0-9]*-(custom|standard|highmem|highcpu|megamem|ultramem|medium|small|micro|[a-z]*gpu|[a-z]*tpu)[a-z0-9-]*$/;
/** Axion, Ampere and Tau ARM families; the images of the cluster's add-ons are for both, those of models mostly for x86. */
const ARM = /^(t2a|c4a|n4a)-/;
/** Families that carry GPUs or TPUs. */
const ACCELERATED = /^(a\d|g\d|ct\d|tpu)/;
/** Shared-core types have less memory than cluster DNS and the agents of a node take. */
const TOO_SMALL = /^(f1-micro|g1-small|e2-micro|e2-small)$/;
const POOL_LABEL = "modelkeep/pool";

/**
 * Nodes without GPUs, for cluster DNS, gateways and monitoring, with the same hardening as GPU nodes.
 *
 * Throws a ValidationError when an option is not fit; all problems are reported at once.
 *
 * @see docs/hardening.md#google-nodes
 */
export class SystemNodePool extends Construct {
  /** Name of the node pool, and the network tag of its nodes. */
  public readonly nodePoolName: string;

  constructor(scope: Construct, id: string, props: SystemNodePoolProps) {
    super(scope, id);
    const minNodes = props.minNodes ?? 2;
    const maxNodes = props.maxNodes ?? 4;
    validate(this, props, minNodes, maxNodes);

    this.nodePoolName = nodePool(this, {
      cluster: props.cluster,
      machineType: props.machineType ?? DEFAULT_MACHINE_TYPE,
      diskSizeGib: props.diskSizeGib ?? 100,
      autoscaling: { totalMinNodeCount: minNodes, totalMaxNodeCount: maxNodes, locationPolicy: "BALANCED" },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      labels: { [POOL_LABEL]: "system" },
    });
  }
}

function validate(pool: SystemNodePool, props: SystemNodePoolProps, minNodes: number, maxNodes: number): void {
  const { machineType } = props;
  const validator = new Validator(pool, "google.SystemNodePool")
    .given(props, "cluster")
    .wholeNumber("minNodes", minNodes, 1, 100)
    .wholeNumber("maxNodes", maxNodes, 1, 100)
    .wholeNumber("diskSizeGib", props.diskSizeGib, 20, 16_384)
    .range("minNodes", minNodes, "maxNodes", maxNodes)
    .matches("machineType", machineType, MACHINE_TYPE, "a Compute Engine machine type such as e2-standard-4");
  if (machineType !== undefined) {
    const gpu = gpuModelOf(machineType);
    validator
      .require(!TOO_SMALL.test(machineType), {
        code: "MK_SYSTEM_POOL_SMALL",
        message: `machineType is ${machineType}, with less memory than cluster DNS and the agents of a node take.`,
        remedy: "Name a type with 4 GiB or more, such as e2-standard-4.",
      })
      .require(!ARM.test(machineType), {
        code: "MK_SYSTEM_POOL_ARM",
        message: `machineType is ${machineType}, which has an ARM processor.`,
        remedy: "Name an x86 type such as e2-standard-4.",
      })
      // N1 carries a GPU only where one is attached, so the family alone does not tell.
      .require(!ACCELERATED.test(machineType), {
        code: "MK_SYSTEM_POOL_GPU",
        message: `machineType is ${machineType}, which carries ${gpu === undefined ? "accelerators" : `${gpu} GPUs`}.`,
        remedy: "Add it with addGpuNodePool, where its nodes are tainted, or name a type without GPUs.",
      });
  }
  validator.done();
}
