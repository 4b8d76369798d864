import type { Control } from "../control";

export const SECRETS_CONTROLS: readonly Control[] = [];
