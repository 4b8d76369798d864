import type { Validator } from "./validation";

const MAXIMUM_NODES = 100;

/** How large a GPU pool may be, on every cloud. */
export interface PoolSize {
  readonly maxNodes: number;
  readonly minNodes?: number;
  readonly diskSizeGib?: number;
}

/** The rule for sizes of GPU pools: bounded, with room for serving images. */
export function requirePoolSize(validator: Validator, { maxNodes, minNodes, diskSizeGib }: PoolSize): Validator {
  return validator
    .wholeNumber("maxNodes", maxNodes, 1, MAXIMUM_NODES)
    .wholeNumber("minNodes", minNodes, 0, MAXIMUM_NODES)
    .wholeNumber("diskSizeGib", diskSizeGib, 100, 16_384)
    .range("minNodes", minNodes ?? 0, "maxNodes", maxNodes);
}
