import type { Mutation } from "../mutation";

export const GOOGLE_IDENTITY_MUTATIONS: readonly Mutation[] = [];
