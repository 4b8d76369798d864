/**
 * A plan full of the usual faults, made by the real Terraform from plain HCL, and the same estate well written: every
 * fault is named at its address, and the other has none. Both are judged as a plan and as a folder of HCL.
 *
 * `faults.json` names the deliberate faults of `main.tf`, block by block. A fault of the root module stands at `.`; what
 * only the source says, and no plan, stands with `"only": "hcl"`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Estate } from "../../src/estate/estate";
import { fromHcl } from "../../src/estate/hcl";
import { fromPlan } from "../../src/estate/plan";
import type { Reading } from "../../src/estate/reading";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Finding, Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";

const FAULTS = join(__dirname, "../conformance/faults");

type Source = "plan" | "hcl";

interface Fault {
  readonly resource: string;
  readonly control: string;
  readonly severity: string;
  readonly only?: Source;
}

/** The plan lies in the folder beside its source; each is read alone. */
async function reading(folder: string, source: Source): Promise<Reading> {
  if (source === "hcl") {
    return fromHcl(folder);
  }
  const plan = join(folder, "plan.json");
  return fromPlan(plan, JSON.parse(readFileSync(plan, "utf8")));
}

async function judged(estate: "insecure" | "secure", source: Source): Promise<Judgement> {
  const { resources, roots } = await reading(join(FAULTS, estate), source);
  return judge(new Estate(resources, roots), { controls: CONTROLS, waivers: new WaiverSet([], "2026-11-21") });
}

function faultOf({ resource, control, severity, kind }: Finding): Fault {
  return { resource: kind === "root" ? "." : resource, control, severity };
}

function sorted(faults: readonly Fault[]): string[] {
  return faults.map(({ resource, control, severity }) => `${resource} ${control} ${severity}`).sort();
}

const SOURCES: readonly Source[] = ["plan", "hcl"];

describe.each(SOURCES)("the usual faults, as %s", (source) => {
  const written: readonly Fault[] = JSON.parse(readFileSync(join(FAULTS, "insecure/faults.json"), "utf8"));
  const faults = written.filter(({ only }) => only === undefined || only === source);

  test("every fault is named at its address, with its severity, and nothing else is said", async () => {
    // WHEN
    const { findings } = await judged("insecure", source);
    // THEN
    expect(faults.length).toBeGreaterThan(60);
    expect(sorted(findings.map(faultOf))).toEqual(sorted(faults));
  });

  test("nothing is left open, and no control fails itself", async () => {
    // WHEN
    const { findings, undecided } = await judged("insecure", source);
    // THEN
    expect(sorted(undecided.map(faultOf))).toEqual([]);
    expect(findings.filter(({ message }) => message.startsWith("The control itself failed"))).toEqual([]);
  });

  test("every finding says what is wrong, why it matters and what to write", async () => {
    // WHEN
    const { findings } = await judged("insecure", source);
    // THEN
    expect(findings.length).toBeGreaterThan(60);
    for (const { message, rationale, remediation } of findings) {
      expect(message).toMatch(/\w.*\.$/);
      expect(rationale).not.toBe("");
      expect(remediation).not.toBe("");
    }
  });
});

describe.each(SOURCES)("the same estate well written, as %s", (source) => {
  test("nothing is found at high or above", async () => {
    // WHEN
    const { findings, counts } = await judged("secure", source);
    // THEN
    expect(counts.resources).toBeGreaterThan(50);
    const blocking = findings.filter(({ severity }) => severity === "critical" || severity === "high");
    expect(sorted(blocking.map(faultOf))).toEqual([]);
  });

  test("what is found below high, and what only the apply can tell, is as listed", async () => {
    // WHEN
    const { findings, undecided } = await judged("secure", source);
    // THEN
    expect({
      findings: sorted(findings.map(faultOf)),
      undecided: sorted(undecided.map(faultOf)),
    }).toMatchSnapshot();
  });
});
