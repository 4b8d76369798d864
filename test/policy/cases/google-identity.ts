import type { ControlCases } from "../case";
import { GOOGLE_IDENTITY_GRANTS_CASES } from "./google-identity-grants";
import { GOOGLE_IDENTITY_WORKLOADS_CASES } from "./google-identity-workloads";

export const GOOGLE_IDENTITY_CASES: readonly ControlCases[] = [
  ...GOOGLE_IDENTITY_GRANTS_CASES,
  ...GOOGLE_IDENTITY_WORKLOADS_CASES,
];
