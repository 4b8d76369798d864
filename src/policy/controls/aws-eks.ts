import type { Control } from "../control";

export const AWS_EKS_CONTROLS: readonly Control[] = [];
