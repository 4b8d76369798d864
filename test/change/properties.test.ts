/** What holds of every change, whatever changes. */
import fc from "fast-check";
import { sidesOfPlans } from "../../src/change/plan-sides";
import { CHANGE_FORMATS } from "../../src/change/render/render";
import type { Money, Permission, Reach } from "../../src/change/report";
import type { Sides } from "../../src/change/sides";
import { InputError } from "../../src/estate/input-error";
import { CONTROLS } from "../../src/policy/catalogue";
import { CANARY, changingEstate, oddEstate } from "../support/changing-estates";
import type { EstateSource } from "../support/estates";
import { type Reported, reported } from "../support/reported";
import { sidesOf } from "../support/sides";

const TIMEOUT = 300_000;

/** The page carries its program, which is the same in each. */
const QUICK_FORMATS = CHANGE_FORMATS.filter((format) => format !== "html");

function change(before: EstateSource, after: EstateSource): Reported {
  return reported(sidesOf(before, after));
}

/** Undefined where the reader says that a file is wrong: there is nothing to report then. */
function readSides(before: EstateSource, after: EstateSource): Sides | undefined {
  try {
    return sidesOf(before, after);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return undefined;
  }
}

function opposite({ low, high }: Money): Money {
  return { low: 0 - low, high: 0 - high };
}

test(
  "a report of A to A is empty",
  () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(changingEstate, oddEstate), (estate) => {
        const sides = readSides(estate, estate);
        if (sides === undefined) {
          return;
        }
        read += 1;
        const { report } = reported(sides, CONTROLS);
        const { verdict, summary, changes, blastRadius, exposure, permissions, dataLoss, findings, cost } = report;
        expect({
          verdict,
          line: summary.line,
          reasons: summary.reasons,
          changes,
          hits: blastRadius.hits,
          exposure,
          permissions,
          dataLoss,
          findings: { ...findings, unchanged: 0 },
          delta: cost.monthlyDelta,
          items: cost.items,
          unpriced: cost.unpriced,
        }).toEqual({
          verdict: "safe",
          line: "no changes",
          reasons: [],
          changes: [],
          hits: [],
          exposure: { gained: [], lost: [] },
          permissions: [],
          dataLoss: [],
          findings: { added: [], fixed: [], gone: [], waived: [], undecided: [], unchanged: 0 },
          delta: { low: 0, high: 0 },
          items: [],
          unpriced: [],
        });
      }),
      { numRuns: 40 },
    );
    expect(read).toBeGreaterThan(20);
  },
  TIMEOUT,
);

test(
  "what A to B costs, B to A saves",
  () => {
    let priced = 0;
    fc.assert(
      fc.property(changingEstate, changingEstate, (one, other) => {
        const [there, back] = [change(one, other).report.cost, change(other, one).report.cost];
        priced += there.items.length;
        expect(back.monthlyDelta).toEqual(opposite(there.monthlyDelta));
        expect({ before: back.before, after: back.after }).toEqual({ before: there.after, after: there.before });
        expect(back.items.map(({ resource, delta }) => ({ resource, delta })).sort(byResource)).toEqual(
          there.items.map(({ resource, delta }) => ({ resource, delta: opposite(delta) })).sort(byResource),
        );
        expect(back.gpuHours.map(({ gpu, before, after }) => ({ gpu, before: after, after: before }))).toEqual(
          there.gpuHours,
        );
      }),
      { numRuns: 100 },
    );
    expect(priced).toBeGreaterThan(100);
  },
  TIMEOUT,
);

function byResource(one: { readonly resource: string }, other: { readonly resource: string }): number {
  return one.resource < other.resource ? -1 : 1;
}

/** What closes says what stays open beside it, or may, each action for itself; what opens has nothing to say of that. */
function closed(reaches: readonly Reach[]): readonly string[] {
  const single = reaches.flatMap((reach) =>
    reach.what.split(", ").map((what) => {
      const from = reach.from.replaceAll(/; [^;]* stays? open[^;]*/g, "");
      return JSON.stringify({ ...reach, what, from, undecided: false });
    }),
  );
  return [...new Set(single)];
}

test(
  "what A to B opens and allows, B to A closes and takes",
  () => {
    let opened = 0;
    fc.assert(
      fc.property(changingEstate, changingEstate, (one, other) => {
        const [there, back] = [change(one, other).report, change(other, one).report];
        opened += there.exposure.gained.length;
        expect(sorted(closed(back.exposure.lost))).toEqual(sorted(closed(there.exposure.gained)));
        expect(sorted(closed(back.exposure.gained))).toEqual(sorted(closed(there.exposure.lost)));
        expect(
          sorted(back.permissions.map(({ principal, lost }) => ({ principal, given: sorted(given(lost)) }))),
        ).toEqual(
          sorted(there.permissions.map(({ principal, gained }) => ({ principal, given: sorted(given(gained)) }))),
        );
      }),
      { numRuns: 100 },
    );
    expect(opened).toBeGreaterThan(50);
  },
  TIMEOUT,
);

/** Permissions without what says in which direction a Deny moved. */
function given(permissions: readonly Permission[]): readonly Omit<Permission, "kind">[] {
  return permissions.map(({ kind: _, ...permission }) => permission);
}

function sorted(entries: readonly unknown[]): readonly string[] {
  return entries.map((entry) => JSON.stringify(entry)).sort();
}

test(
  "every resource that differs appears once, and besides them only what refers to one that is replaced",
  () => {
    let changed = 0;
    fc.assert(
      fc.property(changingEstate, changingEstate, (one, other) => {
        const [was, is] = [addressed(one), addressed(other)];
        const different = [...new Set([...was.keys(), ...is.keys()])].filter(
          (address) => was.get(address) !== is.get(address),
        );
        const { changes, summary } = change(one, other).report;
        changed += changes.length;
        const addresses = changes.map(({ address }) => address);
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(different.filter((address) => !addresses.includes(address))).toEqual([]);
        const replaced = changes.filter(({ action }) => action === "replace").map(({ address }) => address);
        const besides = addresses.filter((address) => !different.includes(address));
        expect(
          besides.filter((address) => !replaced.some((target) => is.get(address)?.includes(`\${${target}.`))),
        ).toEqual([]);
        expect(Object.values(summary.counts).reduce((sum, count) => sum + count, 0)).toBe(changes.length);
      }),
      { numRuns: 100 },
    );
    expect(changed).toBeGreaterThan(500);
  },
  TIMEOUT,
);

/** Each resource as it is written, by address. */
function addressed({ resource = {} }: EstateSource): Map<string, string> {
  return new Map(
    Object.entries(resource).flatMap(([kind, bodies]) =>
      Object.entries(bodies).map(([name, body]): [string, string] => [`${kind}.${name}`, JSON.stringify(body)]),
    ),
  );
}

test(
  "no secret of a synthesized stack is in any form",
  () => {
    let secrets = 0;
    fc.assert(
      fc.property(changingEstate, changingEstate, (one, other) => {
        secrets += JSON.stringify([one, other]).includes(CANARY) ? 1 : 0;
        const { written } = reported(sidesOf(one, other), CONTROLS);
        for (const format of QUICK_FORMATS) {
          expect({ format, leaks: written(format).includes(CANARY) }).toEqual({ format, leaks: false });
        }
      }),
      { numRuns: 40 },
    );
    expect(secrets).toBeGreaterThan(20);
  },
  TIMEOUT,
);

/** A value somewhere in which a plan marks a leaf as sensitive, and the marks. */
const { marked } = fc.letrec<{ marked: { value: unknown; marks: unknown } }>((tie) => ({
  marked: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .constantFrom(CANARY, `${CANARY}2`, [CANARY], { a: { b: CANARY } }, null)
      .map((value) => ({ value, marks: true })),
    fc.constantFrom("public", 3, true).map((value) => ({ value, marks: {} })),
    fc
      .array(tie("marked"), { minLength: 1, maxLength: 3 })
      .map((all) => ({ value: all.map(({ value }) => value), marks: all.map(({ marks }) => marks) })),
    fc
      .dictionary(fc.constantFrom("name", "input", "tags", "text"), tie("marked"), { minKeys: 1, maxKeys: 3 })
      .map((all) => ({
        value: Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value])),
        marks: Object.fromEntries(Object.entries(all).map(([name, { marks }]) => [name, marks])),
      })),
  ),
}));

const KINDS = [
  "terraform_data",
  "aws_s3_bucket",
  "aws_security_group",
  "aws_iam_role_policy",
  "aws_instance",
  "random_password",
];
const ATTRIBUTES = ["input", "bucket", "policy", "role", "tags", "instance_type", "user_data_base64", "result"];

const side = fc.dictionary(fc.constantFrom(...ATTRIBUTES), marked, { minKeys: 1 }).map((all) => ({
  values: Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value])),
  marks: Object.fromEntries(Object.entries(all).map(([name, { marks }]) => [name, marks])),
}));

test(
  "no value that a plan marks as sensitive is in any form",
  () => {
    let secrets = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...KINDS),
            fc.constantFrom("update", "create", "delete", "replace", "drift"),
            side,
            side,
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (resources) => {
          // Reading takes the plan over, and the generated values must stay as they are.
          const plan = structuredClone(planOf(resources));
          secrets += JSON.stringify(plan).includes(CANARY) ? 1 : 0;
          const { written } = reported(sidesOfPlans([{ file: "plan.json", json: plan }]), CONTROLS);
          for (const format of QUICK_FORMATS) {
            expect({ format, leaks: written(format).includes(CANARY) }).toEqual({ format, leaks: false });
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(secrets).toBeGreaterThan(50);
  },
  TIMEOUT,
);

type Side = { readonly values: object; readonly marks: object };

function planOf(resources: readonly (readonly [kind: string, action: string, before: Side, after: Side])[]): object {
  const entries = resources.map(([type, action, before, after], index) => ({
    isDrift: action === "drift",
    address: `${type}.r${index}`,
    mode: "managed",
    type,
    name: `r${index}`,
    change: {
      actions: action === "replace" ? ["delete", "create"] : [action === "drift" ? "update" : action],
      before: action === "create" ? null : before.values,
      before_sensitive: action === "create" ? false : before.marks,
      after: action === "delete" ? null : after.values,
      after_sensitive: action === "delete" ? false : after.marks,
      after_unknown: {},
    },
  }));
  const of = (wanted: boolean): object[] =>
    entries.filter(({ isDrift }) => isDrift === wanted).map(({ isDrift: _, ...entry }) => entry);
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: of(false),
    resource_drift: of(true),
    configuration: { root_module: {} },
  };
}

test(
  "odd values never end a report",
  () => {
    let read = 0;
    fc.assert(
      fc.property(oddEstate, oddEstate, (one, other) => {
        const sides = readSides(one, other);
        if (sides === undefined) {
          return;
        }
        read += 1;
        const { report, written } = reported(sides, CONTROLS);
        for (const format of QUICK_FORMATS) {
          expect(written(format).length).toBeGreaterThan(20);
        }
        const { low, high } = report.cost.monthlyDelta;
        expect({ low: Number.isFinite(low), high: Number.isFinite(high) }).toEqual({ low: true, high: true });
      }),
      { numRuns: 100 },
    );
    // About half of them are estates that can be read.
    expect(read).toBeGreaterThan(20);
  },
  TIMEOUT,
);
