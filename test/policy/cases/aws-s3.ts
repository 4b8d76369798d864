import type { ControlCases } from "../case";

export const AWS_S3_CASES: readonly ControlCases[] = [];
