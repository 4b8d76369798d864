import type { Mutation } from "../mutation";

export const KUBERNETES_NETWORK_POLICIES_MUTATIONS: readonly Mutation[] = [];
