import type { Control } from "../control";

export const AWS_KMS_CONTROLS: readonly Control[] = [];
