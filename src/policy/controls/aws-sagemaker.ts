import type { Control } from "../control";

export const AWS_SAGEMAKER_CONTROLS: readonly Control[] = [];
