import type { Control } from "../control";

/** Secrets of Secret Manager. */
export const GOOGLE_SECRET_MANAGER_CONTROLS: readonly Control[] = [];
