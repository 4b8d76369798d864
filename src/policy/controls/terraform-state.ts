import type { Control } from "../control";

export const TERRAFORM_STATE_CONTROLS: readonly Control[] = [];
