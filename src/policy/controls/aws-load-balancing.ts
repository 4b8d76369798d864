import type { Control } from "../control";

export const AWS_LOAD_BALANCING_CONTROLS: readonly Control[] = [];
