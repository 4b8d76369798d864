import type { Control } from "../control";

export const IMAGES_CONTROLS: readonly Control[] = [];
