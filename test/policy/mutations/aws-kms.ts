import type { Mutation } from "../mutation";

export const AWS_KMS_MUTATIONS: readonly Mutation[] = [];
