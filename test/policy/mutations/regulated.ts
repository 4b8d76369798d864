import type { Mutation } from "../mutation";
import { REGULATED_AWS_MUTATIONS } from "./regulated-aws";
import { REGULATED_GOOGLE_MUTATIONS } from "./regulated-google";
import { REGULATED_KUBERNETES_MUTATIONS } from "./regulated-kubernetes";

/** What is broken in the estate of test/policy/regulated-estate.ts, which is judged by the profile `regulated`. */
export const REGULATED_MUTATIONS: readonly Mutation[] = [
  ...REGULATED_AWS_MUTATIONS,
  ...REGULATED_GOOGLE_MUTATIONS,
  ...REGULATED_KUBERNETES_MUTATIONS,
];
