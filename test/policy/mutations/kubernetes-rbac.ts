import type { Mutation } from "../mutation";

export const KUBERNETES_RBAC_MUTATIONS: readonly Mutation[] = [];
