import type { Estate } from "../estate/estate";
import { FIXES } from "../policy/fixes/all";
import { EFFECTS } from "../policy/fixes/effects";
import { planFixes } from "../policy/fixing/plan";
import { planText } from "../policy/fixing/plan-text";
import type { CheckResult, Judgement } from "../policy/judgement";

/** What a plan needs beside the result: the estate, how it was judged, and what came of it. */
interface FixPlanOptions {
  readonly estate: Estate;
  readonly judge: (estate: Estate) => Judgement;
  readonly verdict: string;
}

/** The text of `modelkeep check --fix-plan`: a patch counts from the folder that the command runs in. */
export async function fixPlan(result: CheckResult, { estate, judge, verdict }: FixPlanOptions): Promise<string> {
  const plan = await planFixes(estate, result, {
    fixes: FIXES,
    effects: EFFECTS,
    inputs: result.inputs,
    folder: process.cwd(),
    judge,
  });
  return planText(plan, {
    version: result.version,
    verdict,
    sourceOf: (finding) => estate.roots.find(({ name }) => name === finding.root)?.source,
    typeOf: (finding) => estate.at(finding.root, finding.resource)?.kind,
  });
}
