import type { Control } from "../control";

export const AWS_SECRETS_MANAGER_CONTROLS: readonly Control[] = [];
