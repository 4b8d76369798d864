import type { ControlCases } from "../case";

export const GOOGLE_GKE_CASES: readonly ControlCases[] = [];
