import type { Control } from "../control";

/** Keys of Cloud KMS. */
export const GOOGLE_KMS_CONTROLS: readonly Control[] = [];
