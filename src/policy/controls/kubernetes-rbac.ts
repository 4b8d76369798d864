import type { Control } from "../control";

export const KUBERNETES_RBAC_CONTROLS: readonly Control[] = [];
