import type { ControlCases } from "../case";

export const AWS_GPU_CASES: readonly ControlCases[] = [];
