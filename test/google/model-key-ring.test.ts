import { google } from "modelkeep";
import { googleTestStack, onlyResourceOf, resourcesOf, synthesize } from "../support/stack";

describe("rows of the catalogue", () => {
  test.each([
    [undefined, "europe-west4"],
    ["us-central1", "us-central1"],
    ["EUROPE", "europe"],
    ["nam4", "nam4"],
  ])("KEY-16: a ring for %s lies in %s, and says so", (location, expected) => {
    const stack = googleTestStack();
    const ring = new google.ModelKeyRing(stack, "ring", { location });
    expect(ring.location).toBe(expected);
    expect(synthesize(stack)).toHaveEvery("google_kms_key_ring", { location: expected, project: "acme-vision" });
  });

  test("KEY-23: nobody is granted a whole ring", () => {
    const stack = googleTestStack();
    new google.ModelKeyRing(stack, "ring");
    expect(Object.keys(synthesize(stack).resource)).toEqual(["google_kms_key_ring"]);
  });
});

test("a name is derived from the path, or taken as it is given", () => {
  const stack = googleTestStack();
  new google.ModelKeyRing(stack, "ring");
  expect(onlyResourceOf(synthesize(stack), "google_kms_key_ring").name).toMatch(/^test-ring-[0-9a-f]{8}$/);
  const named = googleTestStack();
  new google.ModelKeyRing(named, "ring", { keyRingName: "Acme_Models-1" });
  expect(onlyResourceOf(synthesize(named), "google_kms_key_ring").name).toBe("Acme_Models-1");
});

test("keys of one location share a ring, in whatever letters the location is written", () => {
  const stack = googleTestStack();
  const here = google.ModelKeyRing.of(stack);
  expect(google.ModelKeyRing.of(here, "europe-west4")).toBe(here);
  expect(google.ModelKeyRing.of(stack, "EUROPE-WEST4")).toBe(here);
  expect(google.ModelKeyRing.of(stack, "us")).not.toBe(here);
  expect(resourcesOf(synthesize(stack), "google_kms_key_ring")).toHaveLength(2);
});

describe("errors", () => {
  test("the name that buckets have for the multi-region of Europe is refused, with that of keys", () => {
    expect(() => new google.ModelKeyRing(googleTestStack(), "ring", { location: "EU" })).toThrow(
      [
        "[MK_LOCATION] at test/ring (google.ModelKeyRing):",
        '  location is "EU", which Cloud KMS does not know: its multi-region of Europe is "europe".',
        '  Set location to "europe"; it is what buckets in "eu" take.',
      ].join("\n"),
    );
  });

  test.each<[google.ModelKeyRingProps, string]>([
    [{ location: "europe-west4-a" }, 'location is "europe-west4-a", which is not a region'],
    [{ location: "" }, 'location is "", which is not a region'],
    [{ keyRingName: "acme.models" }, 'keyRingName is "acme.models", which is not 1 to 63 letters'],
    [{ keyRingName: "k".repeat(64) }, "which is not 1 to 63 letters, digits, hyphens and underscores"],
  ])("%j is refused", (props, message) => {
    expect(() => new google.ModelKeyRing(googleTestStack(), "ring", props)).toThrow(message);
  });
});

test("the ring is as reviewed", () => {
  const stack = googleTestStack();
  new google.ModelKeyRing(stack, "ring");
  expect(synthesize(stack).resource).toMatchSnapshot();
});
