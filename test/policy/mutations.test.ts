import { liftedEstate } from "../../src/estate/lifted";
import { fromPlan } from "../../src/estate/plan";
import { fromSynthesized } from "../../src/estate/synthesized";
import { judge } from "../../src/policy/engine";
import type { Finding } from "../../src/policy/judgement";
import { Profile } from "../../src/policy/profile";
import { controlsIn } from "../../src/policy/profiles";
import { WaiverSet } from "../../src/policy/waiver-set";
import { type HardenedEstate, hardenedEstates, type StackJson } from "./hardened-stacks";
import { BreakableStack } from "./mutation";
import { MUTATIONS } from "./mutations";
import { REGULATED_ESTATE } from "./regulated-estate";

const BASELINE = controlsIn(Profile.BASELINE);
const REGULATED = controlsIn(Profile.REGULATED);

const SYNTHESIS_TIMEOUT = 120_000;

let estates: readonly HardenedEstate[];
let baseline: ReadonlySet<string>;

beforeAll(() => {
  estates = [...hardenedEstates(), REGULATED_ESTATE];
  baseline = new Set(estates.flatMap(findingsIn).map(key));
}, SYNTHESIS_TIMEOUT);

/**
 * All stacks of an estate together: some controls look across them. What the constructs make holds by the baseline; the
 * estate that was written for it by the profile `regulated`.
 */
function findingsIn(jsons: HardenedEstate): readonly Finding[] {
  const plans = [...jsons].filter(([, json]) => "resource_changes" in json);
  const stacks = [...jsons].filter(([, json]) => !("resource_changes" in json));
  const reading = fromSynthesized(
    stacks.map(([name, json]) => ({ file: `${name}/cdk.tf.json`, name, json: structuredClone(json) })),
  );
  const estate = liftedEstate([reading, ...plans.map(([name, json]) => fromPlan(name, structuredClone(json)))]);
  return judge(estate, {
    controls: jsons.has("regulated-aws") ? REGULATED : BASELINE,
    waivers: new WaiverSet([], "2026-11-21"),
  }).findings;
}

function key({ control, root, resource }: Finding): string {
  return `${control} ${root} ${resource}`;
}

test("hardened output, and what is written for regulated estates, has no finding at all, of any severity", () => {
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
    noticed += 1;
  },
);

let noticed = 0;

afterAll(() => {
  process.stdout.write(`mutations noticed, each by its own control alone: ${noticed} of ${MUTATIONS.length}\n`);
});

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
