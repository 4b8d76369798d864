import type { Control } from "../control";

export const KUBERNETES_CONTAINERS_CONTROLS: readonly Control[] = [];
