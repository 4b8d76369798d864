import type { Validator } from "../core/validation";

/** Regions, and the multi- and dual-regions of Cloud Storage and Cloud KMS, in either case of letters. */
const LOCATION = /^([a-z]+-[a-z]+\d{1,2}|us|eu|asia|eur\d{1,2}|nam\d{1,2}|asia\d{1,2}|europe|ca|in|global)$/i;

/** Regions of Google Cloud are spelled like `europe-west4`. */
export const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;

/** Zones are a region with a letter: `europe-west4-a`. */
export const ZONE = /^[a-z]+-[a-z]+\d{1,2}-[a-z]$/;

/** Region of a zone, as `europe-west4` of `europe-west4-a`; undefined when it is not spelled like a zone. */
export function regionOfZone(zone: string): string | undefined {
  return ZONE.test(zone) ? zone.slice(0, -2) : undefined;
}

/** Requires a literal region or multi-region; undefined is accepted. */
export function requireLocation(validator: Validator, property: string, location: string | undefined): Validator {
  return validator.matches(property, location, LOCATION, "a region such as europe-west4, or a multi-region such as eu");
}

/** Requires a literal location of Cloud KMS, which calls one multi-region otherwise than Cloud Storage; undefined is accepted. */
export function requireKeyLocation(validator: Validator, property: string, location: string | undefined): Validator {
  return requireLocation(validator, property, location).require(location?.toLowerCase() !== "eu", {
    code: "MK_LOCATION",
    message: `${property} is "${location}", which Cloud KMS does not know: its multi-region of Europe is "europe".`,
    remedy: `Set ${property} to "europe"; it is what buckets in "eu" take.`,
  });
}
