import type { Mutation } from "../mutation";

export const IMAGES_MUTATIONS: readonly Mutation[] = [];
