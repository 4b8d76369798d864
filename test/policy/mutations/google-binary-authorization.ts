import type { Mutation } from "../mutation";

export const GOOGLE_BINARY_AUTHORIZATION_MUTATIONS: readonly Mutation[] = [];
