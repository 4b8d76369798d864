import type { Fixes } from "./fix";
import { REGULATED_AWS_FIXES } from "./regulated-aws";
import { REGULATED_AWS_NETWORK_FIXES } from "./regulated-aws-network";
import { REGULATED_GOOGLE_FIXES } from "./regulated-google";
import { REGULATED_GOOGLE_NETWORK_FIXES } from "./regulated-google-network";
import { REGULATED_KUBERNETES_FIXES } from "./regulated-kubernetes";

export const REGULATED_FIXES: Fixes = {
  ...REGULATED_AWS_FIXES,
  ...REGULATED_AWS_NETWORK_FIXES,
  ...REGULATED_GOOGLE_FIXES,
  ...REGULATED_GOOGLE_NETWORK_FIXES,
  ...REGULATED_KUBERNETES_FIXES,
};
