import type { ControlCases } from "../case";

export const KUBERNETES_SERVICES_CASES: readonly ControlCases[] = [];
