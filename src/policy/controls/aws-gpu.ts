import type { Control } from "../control";

export const AWS_GPU_CONTROLS: readonly Control[] = [];
