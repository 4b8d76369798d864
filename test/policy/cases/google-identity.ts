import type { ControlCases } from "../case";
import { GOOGLE_IDENTITY_GRANTS_CASES } from "./google-identity-grants";
import { GOOGLE_IDENTITY_MEMBERS_CASES } from "./google-identity-members";
import { GOOGLE_IDENTITY_POOLS_CASES } from "./google-identity-pools";
import { GOOGLE_IDENTITY_PROJECTS_CASES } from "./google-identity-projects";
import { GOOGLE_IDENTITY_TIERS_CASES } from "./google-identity-tiers";
import { GOOGLE_IDENTITY_WORKLOADS_CASES } from "./google-identity-workloads";

export const GOOGLE_IDENTITY_CASES: readonly ControlCases[] = [
  ...GOOGLE_IDENTITY_GRANTS_CASES,
  ...GOOGLE_IDENTITY_MEMBERS_CASES,
  ...GOOGLE_IDENTITY_WORKLOADS_CASES,
  ...GOOGLE_IDENTITY_POOLS_CASES,
  ...GOOGLE_IDENTITY_TIERS_CASES,
  ...GOOGLE_IDENTITY_PROJECTS_CASES,
];
