import type { Mutation } from "../mutation";

export const AWS_LOGS_MUTATIONS: readonly Mutation[] = [];
