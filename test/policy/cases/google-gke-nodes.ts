import type { ControlCases } from "../case";

export const GOOGLE_GKE_NODES_CASES: readonly ControlCases[] = [];
