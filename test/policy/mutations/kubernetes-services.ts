import type { Mutation } from "../mutation";

export const KUBERNETES_SERVICES_MUTATIONS: readonly Mutation[] = [];
