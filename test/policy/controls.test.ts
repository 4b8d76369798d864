import type { Control } from "../../src/policy/control";
import { compileControl, judge } from "../../src/policy/engine";
import type { Judgement } from "../../src/policy/judgement";
import { controlsOfAllProfiles } from "../../src/policy/profiles";
import { WaiverSet } from "../../src/policy/waiver-set";
import { type EstateSource, estateOf } from "../support/estates";
import { CASES } from "./cases";
import { MUTATIONS } from "./mutations";

const CONTROLS = controlsOfAllProfiles();
const NO_WAIVERS = new WaiverSet([], "2026-11-21");

function judged(source: EstateSource, control: Control): Judgement {
  return judge(estateOf(source), { controls: [control], waivers: NO_WAIVERS });
}

describe("the catalogue", () => {
  test("has at least 60 controls", () => {
    expect(CONTROLS.length).toBeGreaterThanOrEqual(60);
  });

  test("has every id once, and every expression compiles", () => {
    const ids = CONTROLS.map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(ids);
    expect(() => CONTROLS.map(compileControl)).not.toThrow();
  });

  test.each(CONTROLS.map((control) => [control.id, control] as const))("%s is documented", (id, control) => {
    expect(id).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect(control.title).toMatch(/^[A-Z].*[^.]$/);
    expect(control.rationale).toMatch(/^[A-Z].*\.$/s);
    expect(control.remediation).toMatch(/^[A-Z].*\.$/s);
    expect(control.appliesTo.length).toBeGreaterThan(0);
    expect(control.answers.length).toBeGreaterThan(0);
  });

  test("has cases and a mutation for every control, and none for a control that is not there", () => {
    const ids = CONTROLS.map(({ id }) => id).sort();
    expect(CASES.map(({ control }) => control).sort()).toEqual(ids);
    expect([...new Set(MUTATIONS.map(({ control }) => control))].sort()).toEqual(ids);
  });
});

const byId = new Map(CONTROLS.map((control) => [control.id, control]));

describe.each(CASES.map((cases) => [cases.control, cases] as const))("%s", (id, { holds, fails, undecided = {} }) => {
  const control = byId.get(id) as Control;

  test.each(Object.entries(holds))("holds: %s", (_, source) => {
    const { findings, undecided: open, counts } = judged(source, control);
    expect({ findings, open }).toEqual({ findings: [], open: [] });
    expect(counts.evaluations).toBeGreaterThan(0);
  });

  test.each(Object.entries(fails))("fails: %s", (_, source) => {
    const { findings } = judged(source, control);
    expect(findings.map(({ control: found }) => found)).toEqual([id]);
    expect(findings[0]?.message).not.toMatch(/control itself failed/);
    expect(findings[0]?.message).toMatch(/\.$/);
  });

  if (Object.keys(undecided).length > 0) {
    test.each(Object.entries(undecided))("undecided: %s", (_, source) => {
      const { findings, undecided: open } = judged(source, control);
      expect({ findings, open: open.map(({ control: found }) => found) }).toEqual({ findings: [], open: [id] });
    });
  }
});
