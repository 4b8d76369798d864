import type { Control } from "../control";

export const AWS_ECR_CONTROLS: readonly Control[] = [];
