import type { Mutation } from "../mutation";

export const GOOGLE_STORAGE_MUTATIONS: readonly Mutation[] = [];
