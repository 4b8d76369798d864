import type { Mutation } from "../mutation";

export const KUBERNETES_GPU_MUTATIONS: readonly Mutation[] = [];
