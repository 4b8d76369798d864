import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { DRIFT_FORMATS } from "../../../src/change/drift/formats";
import { renderDrift } from "../../../src/change/drift/render";
import { InputError } from "../../../src/estate/input-error";
import { driftPlan, entriesOf, readingOf, reportOf, type Stated } from "./drift-plans";

const BY_HAND = readFileSync(join(__dirname, "../../fixtures/drift/by-hand.json"), "utf8");

const KINDS = [
  "aws_s3_bucket",
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_security_group",
  "aws_vpc_security_group_ingress_rule",
  "aws_route_table",
  "aws_eks_node_group",
  "google_storage_bucket",
  "kubernetes_deployment_v1",
  "vendor_thing",
];
const NAMES = [
  "id",
  "bucket",
  "role",
  "policy",
  "ingress",
  "scaling_config",
  "versioning",
  "tags",
  "__proto__",
  "name",
];

const values = fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });
const states = fc.uniqueArray(
  fc.record({
    address: fc
      .tuple(fc.constantFrom(...KINDS), fc.constantFrom("a", "b", "c"))
      .map(([kind, name]) => `${kind}.${name}`),
    was: values,
    is: fc.option(values, { nil: null }),
    sensitive: fc.dictionary(fc.constantFrom(...NAMES), fc.boolean(), { maxKeys: 2 }),
  }),
  { selector: ({ address }) => address, maxLength: 6 },
);

test("whatever a state holds, each resource that drifted is told once, in every format", () => {
  fc.assert(
    fc.property(states, (resources) => {
      const plan = driftPlan(resources as readonly Stated[]);
      let report: ReturnType<typeof reportOf>;
      try {
        report = reportOf(plan);
      } catch (error) {
        // What the readers of an estate refuse, they refuse here too.
        expect(error).toBeInstanceOf(InputError);
        return;
      }
      expect(report.drift.map(({ resource }) => resource).sort()).toEqual(
        resources.map(({ address }) => address).sort(),
      );
      for (const { reasons } of report.drift) {
        expect(reasons.length).toBeGreaterThan(0);
      }
      for (const format of DRIFT_FORMATS) {
        expect(renderDrift(report, format, { colour: false })).toMatch(/\n$/);
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});

test("what is as it was is harmless, whatever it holds", () => {
  fc.assert(
    fc.property(states, (resources) => {
      const plan = driftPlan(resources.map(({ address, was }) => ({ address, was, is: was })));
      try {
        expect(readingOf(structuredClone(plan)).sides.changes).toEqual([]);
        expect(entriesOf(plan).every(({ group }) => group === "harmless")).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});

/** Puts the value in the place of one that is so many steps into the JSON. */
function withOdd(json: unknown, steps: readonly number[], odd: unknown): void {
  let at = json as Record<string, unknown>;
  for (const [index, step] of steps.entries()) {
    const keys = Object.keys(at);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) {
      return;
    }
    const next = at[key];
    if (index === steps.length - 1 || typeof next !== "object" || next === null) {
      at[key] = odd;
      return;
    }
    at = next as Record<string, unknown>;
  }
}

test("a real plan with something odd in it is reported, or refused in one line", () => {
  const odd = fc.constantFrom<unknown>(null, 5, "x", [], {}, true, [null], { __proto__: null }, [[[]]]);
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 9 }), odd, (steps, value) => {
      const plan = JSON.parse(BY_HAND) as unknown;
      withOdd(plan, steps, value);
      try {
        expect(entriesOf(plan).length).toBeLessThanOrEqual(12);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect(String(error)).not.toContain("\n");
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});
