import type { HardenedEstate } from "./hardened-stacks";
import { REGULATED_AWS } from "./regulated-estate-aws";
import { REGULATED_GOOGLE } from "./regulated-estate-google";
import { REGULATED_KUBERNETES } from "./regulated-estate-kubernetes";

/**
 * What a bank or a hospital would deploy, written by hand: no control of the profile `regulated` finds anything in it.
 * What the constructs make of themselves is good enough for the baseline alone.
 */
export const REGULATED_ESTATE: HardenedEstate = new Map([
  ["regulated-aws", REGULATED_AWS],
  ["regulated-google", REGULATED_GOOGLE],
  ["regulated-kubernetes", REGULATED_KUBERNETES],
]);
