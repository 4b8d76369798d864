import type { ControlCases } from "../case";

export const AWS_NETWORK_CASES: readonly ControlCases[] = [];
