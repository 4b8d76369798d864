import type { ControlCases } from "../case";

export const AWS_LOGS_CASES: readonly ControlCases[] = [];
