import type { ControlCases } from "../case";

export const SECRETS_CASES: readonly ControlCases[] = [];
