import type { Control } from "../control";

/** The audit trail of Google Cloud. */
export const GOOGLE_LOGGING_CONTROLS: readonly Control[] = [];
