/**
 * Estates that are in order, as public modules and platform teams write them: `check` is run on whole accounts, and
 * whoever is told of critical faults that are none does not run it again.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Estate } from "../../src/estate/estate";
import { fromHcl } from "../../src/estate/hcl";
import { lift } from "../../src/estate/lifting";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Finding, Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";

const HONEST = join(__dirname, "../fixtures/honest");

async function judged(estate: string): Promise<Judgement> {
  const { resources, roots } = await fromHcl(join(HONEST, estate));
  const lifted = resources.flatMap((resource) => lift(resource) ?? []);
  return judge(new Estate([...resources, ...lifted], roots), {
    controls: CONTROLS,
    waivers: new WaiverSet([], "2026-11-21"),
  });
}

function line({ severity, resource, control, kind }: Finding): string {
  return `${severity} ${kind === "root" ? "." : resource} ${control}`;
}

describe.each(readdirSync(HONEST))("%s", (estate) => {
  test("nothing in it is critical", async () => {
    // WHEN
    const { findings, counts } = await judged(estate);
    // THEN
    expect(counts.resources).toBeGreaterThan(10);
    expect(findings.filter(({ severity }) => severity === "critical").map(line)).toEqual([]);
  });

  test("what a careful reviewer would say of it is as listed, and no control fails itself", async () => {
    // WHEN
    const { findings, undecided } = await judged(estate);
    // THEN
    expect(findings.filter(({ message }) => message.startsWith("The control itself failed"))).toEqual([]);
    expect({ found: findings.map(line).sort(), undecided: undecided.map(line).sort() }).toMatchSnapshot();
  });
});
