import type { Mutation } from "../mutation";

export const AWS_API_GATEWAY_MUTATIONS: readonly Mutation[] = [];
