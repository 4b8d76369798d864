const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]$/;

/** Name of a region, as `eu-west-1`. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/** Region of an availability zone, as `eu-west-1` of `eu-west-1a`; undefined when it is not the name of one. */
export function regionOfZone(zone: string): string | undefined {
  return ZONE.exec(zone)?.[1];
}
