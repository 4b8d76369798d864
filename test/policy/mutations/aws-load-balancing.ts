import type { Mutation } from "../mutation";

export const AWS_LOAD_BALANCING_MUTATIONS: readonly Mutation[] = [];
