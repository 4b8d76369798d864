import type { Control } from "../control";

export const KUBERNETES_PODS_CONTROLS: readonly Control[] = [];
