import type { ControlCases } from "../case";

export const AWS_ECR_CASES: readonly ControlCases[] = [];
