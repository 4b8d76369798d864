import type { Mutation } from "../mutation";

export const AWS_IDENTITY_MUTATIONS: readonly Mutation[] = [];
