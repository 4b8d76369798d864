import type { ControlCases } from "../case";

export const GOOGLE_STORAGE_CASES: readonly ControlCases[] = [];
