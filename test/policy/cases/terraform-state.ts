import type { ControlCases } from "../case";

export const TERRAFORM_STATE_CASES: readonly ControlCases[] = [];
