import type { Mutation } from "../mutation";

export const AWS_GPU_MUTATIONS: readonly Mutation[] = [];
