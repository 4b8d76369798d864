import type { IConstruct } from "constructs";
import { physicalName } from "../core/names";

/**
 * Derives the physical name of a Google resource from its construct path: lower-case letters, digits and hyphens, beginning
 * with a letter, as Compute Engine, GKE and IAM want it.
 *
 * @param construct the construct that owns the resource
 * @param maximumLength what the API allows, at least 14
 */
export function googleName(construct: IConstruct, maximumLength: number): string {
  const name = physicalName(construct, maximumLength);
  return /^[a-z]/.test(name) ? name : `m-${physicalName(construct, maximumLength - 2)}`;
}
