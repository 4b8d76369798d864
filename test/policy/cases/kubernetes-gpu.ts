import type { ControlCases } from "../case";

export const KUBERNETES_GPU_CASES: readonly ControlCases[] = [];
