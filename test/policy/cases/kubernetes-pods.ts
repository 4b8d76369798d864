import type { ControlCases } from "../case";

export const KUBERNETES_PODS_CASES: readonly ControlCases[] = [];
