import { compareEstates } from "../../src/change/compare";
import type { Sides } from "../../src/change/sides";
import { type EstateSource, estateOf } from "./estates";

/** The sides of a change from one small estate to another, as without a plan. */
export function sidesOf(before: EstateSource, after: EstateSource): Sides {
  return compareEstates(estateOf(before), estateOf(after));
}
