import type { Mutation } from "../mutation";

export const SECRETS_MUTATIONS: readonly Mutation[] = [];
