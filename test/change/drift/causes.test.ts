import { Causes, type Observation } from "../../../src/change/drift/causes";
import type { Sides } from "../../../src/change/sides";
import { driftPlan, readingOf, type Stated } from "./drift-plans";

const OF_BUCKET = { bucket: "models", id: "models" };
const toBucket = { bucket: { references: ["aws_s3_bucket.models.id", "aws_s3_bucket.models"] } };
const bucket = (is?: Stated["was"]): Stated => ({
  address: "aws_s3_bucket.models",
  was: { ...OF_BUCKET, force_destroy: false },
  ...(is === undefined ? {} : { is: { ...OF_BUCKET, ...is } }),
});
const part = (kind: string, drifted = true): Stated => ({
  address: `${kind}.models`,
  was: { ...OF_BUCKET, setting: "a" },
  ...(drifted ? { is: { ...OF_BUCKET, setting: "b" } } : {}),
  code: toBucket,
});
const far: Stated = {
  address: "aws_instance.far",
  was: { id: "i", instance_type: "a" },
  is: { id: "i", instance_type: "b" },
};

/** Something that is seen while any of these is as it was found. */
const seenWhile = (resource: string, ...causes: readonly string[]): Observation => ({
  places: [{ root: "plan.json", resource }],
  remains: (sides: Sides) => causes.some((address) => sides.changes.some((change) => change.address === address)),
});

function causesOf(
  resources: readonly Stated[],
  ...observations: readonly Observation[]
): readonly (readonly string[])[] {
  const { sides, drifted } = readingOf(driftPlan(resources));
  return new Causes(sides, drifted).of(observations).map((found) => found.map(({ address }) => address));
}

const VERSIONING = "aws_s3_bucket_versioning.models";
const BLOCK = "aws_s3_bucket_public_access_block.models";
const BUCKET = "aws_s3_bucket.models";

test.each<[string, readonly Stated[], Observation, readonly string[]]>([
  ["the only one, wherever it is", [far], seenWhile("aws_s3_bucket.gone", far.address), [far.address]],
  ["the resource itself", [far, bucket({ force_destroy: true })], seenWhile(BUCKET, BUCKET), [BUCKET]],
  [
    "a part of it, when it did not drift",
    [bucket(), part("aws_s3_bucket_versioning"), far],
    seenWhile(BUCKET, VERSIONING),
    [VERSIONING],
  ],
  [
    "the one of two parts that makes it go",
    [bucket(), part("aws_s3_bucket_versioning"), part("aws_s3_bucket_public_access_block")],
    seenWhile(BUCKET, BLOCK),
    [BLOCK],
  ],
  [
    "a part, although the resource drifted too",
    [bucket({ force_destroy: true }), part("aws_s3_bucket_versioning"), part("aws_s3_bucket_public_access_block")],
    seenWhile(BUCKET, VERSIONING),
    [VERSIONING],
  ],
  [
    "both, when neither alone makes it go",
    [bucket(), part("aws_s3_bucket_versioning"), part("aws_s3_bucket_public_access_block")],
    seenWhile(BUCKET, VERSIONING, BLOCK),
    [VERSIONING, BLOCK],
  ],
])("blamed is %s", (_, resources, observation, expected) => {
  expect(causesOf(resources, observation)).toEqual([expected]);
});

test("many that are seen are told apart in a few rounds", () => {
  const stores = Array.from({ length: 200 }, (_, index) => index);
  const resources = stores.flatMap((index): Stated[] => {
    const name = { bucket: `b${index}`, id: `b${index}` };
    const code = { bucket: { references: [`aws_s3_bucket.b${index}.id`, `aws_s3_bucket.b${index}`] } };
    return [
      { address: `aws_s3_bucket.b${index}`, was: name },
      {
        address: `aws_s3_bucket_versioning.b${index}`,
        was: { ...name, setting: "a" },
        is: { ...name, setting: "b" },
        code,
      },
      {
        address: `aws_s3_bucket_logging.b${index}`,
        was: { ...name, setting: "a" },
        is: { ...name, setting: "b" },
        code,
      },
    ];
  });
  const asked = new Set<Sides>();
  const found = causesOf(
    resources,
    ...stores.map((index): Observation => {
      const { places, remains } = seenWhile(`aws_s3_bucket.b${index}`, `aws_s3_bucket_logging.b${index}`);
      return {
        places,
        remains: (sides) => {
          asked.add(sides);
          return remains(sides);
        },
      };
    }),
  );
  expect(found).toEqual(stores.map((index) => [`aws_s3_bucket_logging.b${index}`]));
  expect(asked.size).toBe(2);
});
