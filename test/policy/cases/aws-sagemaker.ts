import type { ControlCases } from "../case";

export const AWS_SAGEMAKER_CASES: readonly ControlCases[] = [];
