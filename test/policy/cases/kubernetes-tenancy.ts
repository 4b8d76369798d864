import type { ControlCases } from "../case";

export const KUBERNETES_TENANCY_CASES: readonly ControlCases[] = [];
