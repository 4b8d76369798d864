import type { Mutation } from "../mutation";

export const GOOGLE_ARTIFACT_REGISTRY_MUTATIONS: readonly Mutation[] = [];
