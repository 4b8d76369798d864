import type { Control } from "../control";

export const KUBERNETES_SERVICES_CONTROLS: readonly Control[] = [];
