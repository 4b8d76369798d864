import type { Mutation } from "../mutation";

export const AWS_SECRETS_MANAGER_MUTATIONS: readonly Mutation[] = [];
