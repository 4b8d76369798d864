import type { ControlCases } from "../case";
import { REGULATED_AWS_CASES } from "./regulated-aws";
import { REGULATED_AWS_NETWORK_CASES } from "./regulated-aws-network";
import { REGULATED_GOOGLE_CASES } from "./regulated-google";
import { REGULATED_GOOGLE_NETWORK_CASES } from "./regulated-google-network";
import { REGULATED_KUBERNETES_CASES } from "./regulated-kubernetes";

export const REGULATED_CASES: readonly ControlCases[] = [
  ...REGULATED_AWS_CASES,
  ...REGULATED_AWS_NETWORK_CASES,
  ...REGULATED_GOOGLE_CASES,
  ...REGULATED_GOOGLE_NETWORK_CASES,
  ...REGULATED_KUBERNETES_CASES,
];
