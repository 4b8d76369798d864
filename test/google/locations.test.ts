import { Fn } from "cdktf";
import { Validator } from "../../src/core/validation";
import { REGION, regionOfZone, requireKeyLocation, requireLocation, ZONE } from "../../src/google/locations";
import { googleTestStack } from "../support/stack";

function validator(): Validator {
  return new Validator(googleTestStack(), "google.Test");
}

test.each([
  "europe-west4",
  "northamerica-northeast1",
  "us",
  "EU",
  "asia",
  "eur4",
  "NAM4",
  "asia1",
  "global",
  undefined,
])("%s is a location", (location) => {
  expect(() => requireLocation(validator(), "location", location).done()).not.toThrow();
});

test.each(["europe-west4-a", "europe west4", "mars", "", "europe-west"])('"%s" is no location', (location) => {
  expect(() => requireLocation(validator(), "location", location).done()).toThrow(
    `location is "${location}", which is not a region such as europe-west4, or a multi-region such as eu.`,
  );
});

test("a location that only Terraform knows is refused: it is compared at synthesis", () => {
  const location = Fn.join("-", ["europe", "west4"]);
  expect(() => requireLocation(validator(), "location", location).done()).toThrow("location is a token,");
});

test.each(["eu", "EU"])("keys are not in %s", (location) => {
  expect(() => requireKeyLocation(validator(), "location", location).done()).toThrow(
    expect.objectContaining({ codes: ["MK_LOCATION"] }),
  );
});

test.each(["europe", "us", "europe-west4", undefined])("keys may be in %s", (location) => {
  expect(() => requireKeyLocation(validator(), "location", location).done()).not.toThrow();
});

test.each([
  ["europe-west4-a", "europe-west4"],
  ["us-central1-f", "us-central1"],
  ["europe-west4", undefined],
  ["europe-west4-1", undefined],
  ["", undefined],
])("the region of %s is %s", (zone, region) => {
  expect(regionOfZone(zone)).toBe(region);
});

test("a region is no zone, nor a zone a region", () => {
  expect([REGION.test("europe-west4"), REGION.test("europe-west4-a"), REGION.test("eu")]).toEqual([true, false, false]);
  expect([ZONE.test("europe-west4-a"), ZONE.test("europe-west4")]).toEqual([true, false]);
});
