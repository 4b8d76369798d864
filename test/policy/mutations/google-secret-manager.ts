import type { Mutation } from "../mutation";

export const GOOGLE_SECRET_MANAGER_MUTATIONS: readonly Mutation[] = [];
