import type { Mutation } from "../mutation";

export const AWS_EKS_MUTATIONS: readonly Mutation[] = [];
