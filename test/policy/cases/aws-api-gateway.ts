import type { ControlCases } from "../case";

export const AWS_API_GATEWAY_CASES: readonly ControlCases[] = [];
