import type { ControlCases } from "../case";

export const AWS_EKS_CASES: readonly ControlCases[] = [];
