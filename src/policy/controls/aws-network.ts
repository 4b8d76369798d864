import type { Control } from "../control";

export const AWS_NETWORK_CONTROLS: readonly Control[] = [];
