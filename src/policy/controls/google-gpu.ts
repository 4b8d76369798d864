import type { Control } from "../control";

/** Node pools of GKE that carry GPUs. */
export const GOOGLE_GPU_CONTROLS: readonly Control[] = [];
