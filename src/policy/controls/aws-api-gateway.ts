import type { Control } from "../control";

export const AWS_API_GATEWAY_CONTROLS: readonly Control[] = [];
