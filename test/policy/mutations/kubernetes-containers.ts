import type { Mutation } from "../mutation";

export const KUBERNETES_CONTAINERS_MUTATIONS: readonly Mutation[] = [];
