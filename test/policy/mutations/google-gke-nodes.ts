import type { Mutation } from "../mutation";

export const GOOGLE_GKE_NODES_MUTATIONS: readonly Mutation[] = [];
