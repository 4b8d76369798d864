import type { Mutation } from "../mutation";

export const AWS_S3_MUTATIONS: readonly Mutation[] = [];
