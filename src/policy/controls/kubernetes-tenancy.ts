import type { Control } from "../control";

export const KUBERNETES_TENANCY_CONTROLS: readonly Control[] = [];
