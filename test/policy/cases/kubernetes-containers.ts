import type { ControlCases } from "../case";

export const KUBERNETES_CONTAINERS_CASES: readonly ControlCases[] = [];
