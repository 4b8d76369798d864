import type { Control } from "../control";

export const AWS_LOGS_CONTROLS: readonly Control[] = [];
