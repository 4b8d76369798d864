import type { Control } from "../control";

/** Repositories of images. */
export const GOOGLE_ARTIFACT_REGISTRY_CONTROLS: readonly Control[] = [];
