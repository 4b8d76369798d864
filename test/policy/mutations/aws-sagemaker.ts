import type { Mutation } from "../mutation";

export const AWS_SAGEMAKER_MUTATIONS: readonly Mutation[] = [];
