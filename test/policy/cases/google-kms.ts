import type { ControlCases } from "../case";

export const GOOGLE_KMS_CASES: readonly ControlCases[] = [];
