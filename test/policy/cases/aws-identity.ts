import type { ControlCases } from "../case";

export const AWS_IDENTITY_CASES: readonly ControlCases[] = [];
