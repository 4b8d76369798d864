import type { Mutation } from "../mutation";

export const GOOGLE_LOGGING_MUTATIONS: readonly Mutation[] = [];
