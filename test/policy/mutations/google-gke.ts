import type { Mutation } from "../mutation";

export const GOOGLE_GKE_MUTATIONS: readonly Mutation[] = [];
