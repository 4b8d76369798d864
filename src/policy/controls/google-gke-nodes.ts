import type { Control } from "../control";

/** Node pools of GKE. */
export const GOOGLE_GKE_NODES_CONTROLS: readonly Control[] = [];
