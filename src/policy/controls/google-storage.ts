import type { Control } from "../control";

/** Buckets of Cloud Storage that hold models, logs and states. */
export const GOOGLE_STORAGE_CONTROLS: readonly Control[] = [];
