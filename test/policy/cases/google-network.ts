import type { ControlCases } from "../case";

export const GOOGLE_NETWORK_CASES: readonly ControlCases[] = [];
