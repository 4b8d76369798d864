import type { Control } from "../control";

/** Which images may run. */
export const GOOGLE_BINARY_AUTHORIZATION_CONTROLS: readonly Control[] = [];
