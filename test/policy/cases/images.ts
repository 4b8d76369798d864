import type { ControlCases } from "../case";

export const IMAGES_CASES: readonly ControlCases[] = [];
