import { liftedEstate } from "../../src/estate/lifted";
import { fromSynthesized } from "../../src/estate/synthesized";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Finding } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";
import { type HardenedEstate, hardenedEstates, type StackJson } from "./hardened-stacks";
import { BreakableStack } from "./mutation";
import { MUTATIONS } from "./mutations";

const SYNTHESIS_TIMEOUT = 120_000;

let estates: readonly HardenedEstate[];
let baseline: ReadonlySet<string>;

beforeAll(() => {
  estates = hardenedEstates();
  baseline = new Set(estates.flatMap(findingsIn).map(key));
}, SYNTHESIS_TIMEOUT);

/** All stacks of an estate together: some controls look across them. */
function findingsIn(jsons: HardenedEstate): readonly Finding[] {
  const reading = fromSynthesized(
    [...jsons].map(([name, json]) => ({ file: `${name}/cdk.tf.json`, name, json: structuredClone(json) })),
  );
  const estate = liftedEstate([reading]);
  return judge(estate, { controls: CONTROLS, waivers: new WaiverSet([], "2026-11-21") }).findings;
}

function key({ control, root, resource }: Finding): string {
  return `${control} ${root} ${resource}`;
}

test("hardened output has no finding at all, of any severity", () => {
  expect([...baseline]).toEqual([]);
});

test.each(MUTATIONS.map((mutation) => [mutation.control, mutation.name, mutation] as const))(
  "%s alone notices: %s",
  (control, _, { stack, breaks }) => {
    // GIVEN
    const [estate, name, broken, resource] = broke(stack, breaks);
    // WHEN
    const found = findingsIn(new Map([...estate, [name, broken]])).filter((finding) => !baseline.has(key(finding)));
    // THEN
    expect(found.map(key)).toEqual([`${control} ${name} ${resource}`]);
  },
);

/** Breaks the first of the stacks that holds what the mutation is about, or the one that it names. */
function broke(
  stack: string | undefined,
  breaks: (stack: BreakableStack) => string,
): [HardenedEstate, string, StackJson, string] {
  let missing: unknown = new Error(`no stack ${stack}`);
  for (const estate of estates) {
    for (const [name, hardened] of estate) {
      if (stack !== undefined && stack !== name) {
        continue;
      }
      const json = structuredClone(hardened);
      try {
        return [estate, name, json, breaks(new BreakableStack(json))];
      } catch (error) {
        missing = error;
      }
    }
  }
  throw missing;
}
