import type { ControlCases } from "../case";

export const AWS_LOAD_BALANCING_CASES: readonly ControlCases[] = [];
