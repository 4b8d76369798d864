import type { Control } from "../control";

export const AWS_IDENTITY_CONTROLS: readonly Control[] = [];
