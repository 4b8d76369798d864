import type { Control } from "../control";

/** GKE clusters. */
export const GOOGLE_GKE_CONTROLS: readonly Control[] = [];
