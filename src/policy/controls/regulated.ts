import type { Control } from "../control";
import { REGULATED_AWS_CONTROLS } from "./regulated-aws";
import { REGULATED_AWS_NETWORK_CONTROLS } from "./regulated-aws-network";
import { REGULATED_GOOGLE_CONTROLS } from "./regulated-google";
import { REGULATED_GOOGLE_NETWORK_CONTROLS } from "./regulated-google-network";
import { REGULATED_KUBERNETES_CONTROLS } from "./regulated-kubernetes";

/** What the profile `regulated` asks for beyond the baseline. */
export const REGULATED_CONTROLS: readonly Control[] = [
  ...REGULATED_AWS_CONTROLS,
  ...REGULATED_AWS_NETWORK_CONTROLS,
  ...REGULATED_GOOGLE_CONTROLS,
  ...REGULATED_GOOGLE_NETWORK_CONTROLS,
  ...REGULATED_KUBERNETES_CONTROLS,
];
