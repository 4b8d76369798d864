import type { Mutation } from "../mutation";

export const AWS_NETWORK_MUTATIONS: readonly Mutation[] = [];
