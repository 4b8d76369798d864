import type { Mutation } from "../mutation";

export const GOOGLE_KMS_MUTATIONS: readonly Mutation[] = [];
