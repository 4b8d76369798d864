import type { Mutation } from "../mutation";

export const KUBERNETES_TENANCY_MUTATIONS: readonly Mutation[] = [];
