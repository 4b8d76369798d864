import type { ControlCases } from "../case";

export const GOOGLE_LOGGING_CASES: readonly ControlCases[] = [];
