import type { ControlCases } from "../case";

export const AWS_KMS_CASES: readonly ControlCases[] = [];
