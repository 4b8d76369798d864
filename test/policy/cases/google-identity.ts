import type { ControlCases } from "../case";

export const GOOGLE_IDENTITY_CASES: readonly ControlCases[] = [];
