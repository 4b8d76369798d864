import type { Control } from "../control";

export const KUBERNETES_NETWORK_POLICIES_CONTROLS: readonly Control[] = [];
