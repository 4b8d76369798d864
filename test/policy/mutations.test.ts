import { liftedEstate } from "../../src/estate/lifted";
import { fromSynthesized } from "../../src/estate/synthesized";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Finding } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";
import { hardenedStacks, type StackJson } from "./hardened-stacks";
import { BreakableStack } from "./mutation";
import { MUTATIONS } from "./mutations";

const SYNTHESIS_TIMEOUT = 120_000;

let stacks: ReadonlyMap<string, StackJson>;
let baseline: ReadonlySet<string>;

beforeAll(() => {
  stacks = hardenedStacks();
  baseline = new Set(findingsIn(stacks).map(key));
}, SYNTHESIS_TIMEOUT);

/** All stacks together: some controls look across them. */
function findingsIn(jsons: ReadonlyMap<string, StackJson>): readonly Finding[] {
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
    const names = stack === undefined ? [...stacks.keys()] : [stack];
    const [name, broken, resource] = broke(names, breaks);
    // WHEN
    const found = findingsIn(new Map([...stacks, [name, broken]])).filter((finding) => !baseline.has(key(finding)));
    // THEN
    expect(found.map(key)).toEqual([`${control} ${name} ${resource}`]);
  },
);

/** Breaks the first of the stacks that holds what the mutation is about. */
function broke(names: readonly string[], breaks: (stack: BreakableStack) => string): [string, StackJson, string] {
  let missing: unknown;
  for (const name of names) {
    const json = structuredClone(stacks.get(name)) as StackJson;
    try {
      return [name, json, breaks(new BreakableStack(json))];
    } catch (error) {
      missing = error;
    }
  }
  throw missing;
}
