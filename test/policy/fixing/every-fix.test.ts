import { stringify } from "yaml";
import { readEstate } from "../../../src/estate/read";
import type { Control } from "../../../src/policy/control";
import { judge } from "../../../src/policy/engine";
import { FIXES } from "../../../src/policy/fixes/all";
import { Choice, type Fix, type FixValue, isFields } from "../../../src/policy/fixes/fix";
import { type FixPlan, planFixes } from "../../../src/policy/fixing/plan";
import { controlsOfAllProfiles } from "../../../src/policy/profiles";
import { WaiverSet } from "../../../src/policy/waiver-set";
import type { EstateSource } from "../../support/estates";
import { folderOf, removeFolders } from "../../support/folder";
import { hclOf } from "../../support/hcl";
import { CASES } from "../cases";
import { inManifestResources, inProviderTypes } from "../fixes/in-terraform";

afterAll(removeFolders);

const byId = new Map(controlsOfAllProfiles().map((control) => [control.id, control]));

function hasChoice(value: FixValue): boolean {
  if (value instanceof Choice) {
    return true;
  }
  return Array.isArray(value) ? value.some(hasChoice) : isFields(value) && Object.values(value).some(hasChoice);
}

/** Whether a program can do all of it. */
function isMechanical(fix: Fix): boolean {
  return fix.every((step) => {
    switch (step.do) {
      case "decide":
        return false;
      case "set":
        return !hasChoice(step.to);
      case "include":
      case "exclude":
        return !step.values.some(hasChoice);
      case "add":
        return !hasChoice(step.attributes);
      default:
        return true;
    }
  });
}

const MECHANICAL = CASES.filter(({ control }) => isMechanical(FIXES[control] ?? [{ do: "decide", what: "" }]));

async function planned(folder: string, control: Control): Promise<FixPlan> {
  const { estate, inputs } = await readEstate([folder]);
  const asked = { controls: [control], waivers: new WaiverSet([], "2026-11-21") };
  const judged = judge(estate, asked);
  // What a fix does beyond what it writes keeps it out of patches; here the fix itself is proven.
  return planFixes(estate, judged, {
    fixes: FIXES,
    effects: {},
    inputs,
    folder,
    judge: (other) => judge(other, asked),
  });
}

/** What the plan says of each finding: all of them closed, and nothing new. */
async function expectClosed(id: string, files: Readonly<Record<string, string>>): Promise<void> {
  const plan = await planned(folderOf(files), byId.get(id) as Control);
  const open = plan.fixes.filter(({ outcome }) => outcome !== "closed");
  expect(open.map(({ outcome, reason, finding }) => `${outcome}: ${reason}: ${finding.message}`)).toEqual([]);
  expect(plan.fixes.length).toBeGreaterThan(0);
  expect(plan.introduced.map(({ message }) => message)).toEqual([]);
  expect(plan.diffs.length).toBeGreaterThan(0);
}

type Written = readonly [control: string, name: string, files: Readonly<Record<string, string>>];

function written(write: (source: EstateSource) => Readonly<Record<string, string>> | undefined): readonly Written[] {
  return MECHANICAL.flatMap(({ control, fails }) =>
    Object.entries(fails).flatMap(([name, source]) => {
      const files = write(source);
      return files === undefined ? [] : [[control, name, files] as const];
    }),
  );
}

/** What cannot be written as one root module of HCL is not. */
function inHcl(source: EstateSource | undefined): Readonly<Record<string, string>> | undefined {
  const { manifests, also, ...terraform } = source ?? {};
  return manifests !== undefined || also !== undefined || terraform.resource === undefined
    ? undefined
    : { "main.tf": hclOf(terraform) };
}

function inYaml({ manifests, ...rest }: EstateSource): Readonly<Record<string, string>> | undefined {
  return manifests === undefined || Object.keys(rest).length > 0
    ? undefined
    : { "objects.yaml": manifests.map((manifest) => stringify(manifest)).join("---\n") };
}

describe("in HCL, the patch closes the findings of", () => {
  test.each(written(inHcl))("%s: %s", (id, _, files) => expectClosed(id, files));
});

describe("in YAML, the patch closes the findings of", () => {
  test.each(written(inYaml))("%s: %s", (id, _, files) => expectClosed(id, files));
});

describe("in the provider's types, the patch closes the findings of", () => {
  test.each(written((source) => inHcl(inProviderTypes(source))))("%s: %s", (id, _, files) => expectClosed(id, files));
});

describe("in kubernetes_manifest, the patch closes the findings of", () => {
  test.each(written((source) => inHcl(inManifestResources(source))))("%s: %s", (id, _, files) =>
    expectClosed(id, files),
  );
});
