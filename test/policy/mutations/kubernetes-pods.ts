import type { Mutation } from "../mutation";

export const KUBERNETES_PODS_MUTATIONS: readonly Mutation[] = [];
