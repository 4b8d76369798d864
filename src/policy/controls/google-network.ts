import type { Control } from "../control";

/** VPC networks, firewalls and load balancers of Google Cloud. */
export const GOOGLE_NETWORK_CONTROLS: readonly Control[] = [];
