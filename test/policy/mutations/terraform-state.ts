import type { Mutation } from "../mutation";

export const TERRAFORM_STATE_MUTATIONS: readonly Mutation[] = [];
