import type { Control } from "../control";

/** Who may act as whom on Google Cloud: service accounts, workload identities, roles. */
export const GOOGLE_IDENTITY_CONTROLS: readonly Control[] = [];
