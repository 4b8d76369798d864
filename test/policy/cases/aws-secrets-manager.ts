import type { ControlCases } from "../case";

export const AWS_SECRETS_MANAGER_CASES: readonly ControlCases[] = [];
