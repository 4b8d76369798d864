import type { ControlCases } from "../case";

export const KUBERNETES_RBAC_CASES: readonly ControlCases[] = [];
