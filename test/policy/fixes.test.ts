import type { Control } from "../../src/policy/control";
import { judge } from "../../src/policy/engine";
import { FIXES } from "../../src/policy/fixes/all";
import { controlsOfAllProfiles } from "../../src/policy/profiles";
import { WaiverSet } from "../../src/policy/waiver-set";
import { type EstateSource, estateOf } from "../support/estates";
import { CASES } from "./cases";
import { fixedSource } from "./fixes/applied";
import { inManifestResources, inProviderTypes } from "./fixes/in-terraform";

const CONTROLS = controlsOfAllProfiles();
const NO_WAIVERS = new WaiverSet([], "2026-11-21");
const byId = new Map(CONTROLS.map((control) => [control.id, control]));

function findingsOf(source: EstateSource, control: Control) {
  return judge(estateOf(source), { controls: [control], waivers: NO_WAIVERS });
}

test("every control has a fix, and every fix a control", () => {
  expect(Object.keys(FIXES).sort()).toEqual(CONTROLS.map(({ id }) => id).sort());
});

/** Controls whose fix a program can do alone; where something must be decided first, only the decision mends it. */
const MENDED = CASES.filter(({ control }) => FIXES[control]?.every((step) => step.do !== "decide"));

test("most fixes can be done by a program", () => {
  expect(MENDED.length / CASES.length).toBeGreaterThan(0.6);
});

function expectMended(id: string, source: EstateSource): void {
  const control = byId.get(id) as Control;
  const [found] = findingsOf(source, control).findings;
  const { findings, undecided } = findingsOf(fixedSource(source, FIXES[id] ?? [], found as never), control);
  expect({
    findings: findings.map(({ message }) => message),
    undecided: undecided.map(({ message }) => message),
  }).toEqual({
    findings: [],
    undecided: [],
  });
}

describe.each(MENDED.map(({ control, fails }) => [control, fails] as const))("%s", (id, fails) => {
  test.each(Object.entries(fails))("its fix mends: %s", (_, source) => expectMended(id, source));
});

/** Failing cases of manifests, written as resources of Terraform: only those whose finding survives the provider's defaults. */
function inTerraform(
  write: (source: EstateSource) => EstateSource | undefined,
): readonly (readonly [string, string, EstateSource])[] {
  return MENDED.flatMap(({ control, fails }) =>
    Object.entries(fails).flatMap(([name, source]) => {
      const written = write(source);
      const isFound = written !== undefined && findingsOf(written, byId.get(control) as Control).findings.length > 0;
      return isFound ? [[control, name, written] as const] : [];
    }),
  );
}

const TYPED = inTerraform(inProviderTypes);
const UNTYPED = inTerraform(inManifestResources);

test("the fixes of manifests are tried on resources of Terraform", () => {
  const written = new Set(MENDED.filter(({ fails }) => Object.values(fails).some(({ manifests }) => manifests)));
  expect(new Set(UNTYPED.map(([id]) => id)).size).toBe(written.size);
  expect(new Set(TYPED.map(([id]) => id)).size).toBeGreaterThan(written.size / 2);
});

if (TYPED.length > 0) {
  test.each(TYPED)("%s: its fix mends, in the provider's types: %s", (id, _, source) => expectMended(id, source));
  test.each(UNTYPED)("%s: its fix mends, in kubernetes_manifest: %s", (id, _, source) => expectMended(id, source));
}
