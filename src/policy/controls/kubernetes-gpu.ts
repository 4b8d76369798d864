import type { Control } from "../control";

export const KUBERNETES_GPU_CONTROLS: readonly Control[] = [];
