import type { Mutation } from "../mutation";

export const GOOGLE_GPU_MUTATIONS: readonly Mutation[] = [];
