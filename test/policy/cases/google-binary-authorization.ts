import type { ControlCases } from "../case";

export const GOOGLE_BINARY_AUTHORIZATION_CASES: readonly ControlCases[] = [];
