import type { GpuModel } from "./gpu-model";
import type { ServingTier } from "./tier";

/**
 * Label of a node that tells which GPU it carries. The prefix claims no domain: nobody else's tooling can own it.
 *
 * Pools set it and servers select on it, on every cloud alike.
 */
export const GPU_MODEL_LABEL = "modelkeep/gpu-model";

/** Label of a node that tells its tier: a staging pod cannot land on a production node. */
export const TIER_LABEL = "modelkeep/tier";

/** Label of a node that tells its tenant. */
export const TENANT_LABEL = "modelkeep/tenant";

/** Effect of the taint in the spelling of pods' tolerations. */
export const TOLERATION_EFFECT = "NoSchedule";

/** Effect of the taint in the spelling of the node-pool APIs of EKS and GKE. */
export const NODE_POOL_TAINT_EFFECT = "NO_SCHEDULE";

/** Value of the taint; GKE's own automatic taint uses the same. */
export const GPU_TAINT_VALUE = "present";

/** Labels of the nodes that carry the GPU. */
export function gpuNodeLabels(gpu: GpuModel): Record<string, string> {
  return { [GPU_MODEL_LABEL]: gpu.name };
}

/** Node selector of a server on nodes that Modelkeep's pools made, which label themselves with tier and GPU. */
export function labelledNodes(tier?: ServingTier, gpu?: GpuModel): Record<string, string> {
  return { ...(tier !== undefined && { [TIER_LABEL]: tier }), ...(gpu && gpuNodeLabels(gpu)) };
}
