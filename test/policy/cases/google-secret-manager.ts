import type { ControlCases } from "../case";

export const GOOGLE_SECRET_MANAGER_CASES: readonly ControlCases[] = [];
