import type { ControlCases } from "../case";

export const KUBERNETES_NETWORK_POLICIES_CASES: readonly ControlCases[] = [];
