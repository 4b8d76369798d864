import type { Mutation } from "../mutation";

export const GOOGLE_NETWORK_MUTATIONS: readonly Mutation[] = [];
