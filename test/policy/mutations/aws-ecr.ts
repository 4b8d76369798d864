import type { Mutation } from "../mutation";

export const AWS_ECR_MUTATIONS: readonly Mutation[] = [];
