/** The whole catalogue on 208 real plans of others: no control fails itself, and what is found is as it was. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readEstate } from "../../src/estate/read";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";

const CORPUS = join(__dirname, "../fixtures/plans/corpus");
const PLANS = readdirSync(CORPUS).filter((name) => name.endsWith(".json") && name !== "index.json");
const WAIVERS = new WaiverSet([], "2026-11-21");

const judgements = new Map<string, Judgement>();

beforeAll(async () => {
  for (const name of PLANS) {
    const { estate } = await readEstate([join(CORPUS, name)]);
    judgements.set(name, judge(estate, { controls: CONTROLS, waivers: WAIVERS }));
  }
});

test("every plan is judged, and no control fails itself", () => {
  expect(judgements.size).toBe(208);
  const failures = [...judgements].flatMap(([name, { findings }]) =>
    findings
      .filter(({ message }) => message.startsWith("The control itself failed"))
      .map(({ control, resource, message }) => `${name}: ${control} ${resource}: ${message}`),
  );
  expect(failures).toEqual([]);
});

test("totals by control are as they were: what is found, and what is left open", () => {
  const totals = new Map<string, { found: number; undecided: number }>();
  const count = (control: string, verdict: "found" | "undecided"): void => {
    const total = totals.get(control) ?? { found: 0, undecided: 0 };
    total[verdict] += 1;
    totals.set(control, total);
  };
  for (const { findings, undecided } of judgements.values()) {
    for (const { control } of findings) {
      count(control, "found");
    }
    for (const { control } of undecided) {
      count(control, "undecided");
    }
  }
  const lines = [...totals].map(
    ([control, { found, undecided }]) => `${control} ${found}${undecided === 0 ? "" : ` (${undecided} undecided)`}`,
  );
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.sort()).toMatchSnapshot();
});

/** Controls that once spoke of these plans, and were wrong, as a person who read them found. */
const HONEST: Readonly<Record<string, readonly string[]>> = {
  // The type of the endpoint is the provider's default, and nobody said that the API is private.
  "cli-065.json": ["AWS_API_PRIVATE_POLICY"],
};

test.each(Object.entries(HONEST))("%s: what is no fault is not found", (name, controls) => {
  const judgement = judgements.get(name);
  expect(judgement).toBeDefined();
  const found = judgement?.findings.map(({ control }) => control) ?? [];
  expect(found.filter((control) => controls.includes(control))).toEqual([]);
});
