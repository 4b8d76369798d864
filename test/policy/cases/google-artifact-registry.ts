import type { ControlCases } from "../case";

export const GOOGLE_ARTIFACT_REGISTRY_CASES: readonly ControlCases[] = [];
