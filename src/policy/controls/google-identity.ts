import type { Control } from "../control";
import { GOOGLE_IDENTITY_GRANTS_CONTROLS } from "./google-identity-grants";
import { GOOGLE_IDENTITY_PROJECTS_CONTROLS } from "./google-identity-projects";
import { GOOGLE_IDENTITY_WORKLOADS_CONTROLS } from "./google-identity-workloads";

/** Who may act as whom on Google Cloud: service accounts, workload identities, roles. */
export const GOOGLE_IDENTITY_CONTROLS: readonly Control[] = [
  ...GOOGLE_IDENTITY_GRANTS_CONTROLS,
  ...GOOGLE_IDENTITY_WORKLOADS_CONTROLS,
  ...GOOGLE_IDENTITY_PROJECTS_CONTROLS,
];
