import type { ControlCases } from "../case";

export const GOOGLE_GPU_CASES: readonly ControlCases[] = [];
