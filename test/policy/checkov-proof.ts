import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { readEstate } from "../../src/estate/read";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import type { Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";
import type { CheckovCase, Place } from "./checkov-case";

/** Adds the providers that the cases of a cloud need. */
type Configure = (stack: TerraformStack) => void;

interface Judged extends Judgement {
  /** Terraform JSON of the stack. */
  readonly output: string;
  readonly addresses: readonly string[];
}

async function judged({ write }: CheckovCase, configure: Configure): Promise<Judged> {
  const outdir = mkdtempSync(join(tmpdir(), "modelkeep-checkov-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "models");
    configure(stack);
    write(stack);
    app.synth();
    const { estate } = await readEstate([outdir]);
    return {
      ...judge(estate, { controls: CONTROLS, waivers: new WaiverSet([], "2026-11-21") }),
      output: readFileSync(join(outdir, "stacks/models/cdk.tf.json"), "utf8"),
      addresses: estate.resources.map(({ address }) => address),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function placesOf(findings: Judgement["findings"]): Place[] {
  return findings.map(({ control, resource }) => ({ control, resource }));
}

const IDS = new Set(CONTROLS.map(({ id }) => id));

/** Tests for each case: what is wrong is found, what is right is not. */
export function proveCheckovCases(cases: readonly CheckovCase[], configure: Configure): void {
  describe.each(cases)("$name (Checkov: $checkov)", (one) => {
    const { finds = [], silent = [], clean = [], output } = one;
    let result: Judged;

    beforeAll(async () => {
      result = await judged(one, configure);
    });

    test("is what CDKTF writes, and every place that is named is in it", () => {
      expect(result.output).toMatch(output ?? /"resource"/);
      expect(finds.length + silent.length + clean.length).toBeGreaterThan(0);
      for (const { control, resource } of [...finds, ...silent]) {
        expect(IDS).toContain(control);
        expect(result.addresses).toContain(resource);
      }
      expect(result.addresses).toEqual(expect.arrayContaining([...clean]));
    });

    if (finds.length > 0) {
      test("what is wrong is found", () => {
        expect(placesOf(result.findings)).toEqual(expect.arrayContaining([...finds]));
      });
    }

    if (silent.length + clean.length > 0) {
      test("what is right is not found, and not left open", () => {
        const said = [...result.findings, ...result.undecided];
        expect(placesOf(said).filter((place) => silent.some((other) => isSame(place, other)))).toEqual([]);
        const blocking = said.filter(({ severity }) => severity === "critical" || severity === "high");
        expect(placesOf(blocking).filter(({ resource }) => clean.includes(resource))).toEqual([]);
      });
    }
  });
}

function isSame(one: Place, other: Place): boolean {
  return one.control === other.control && one.resource === other.resource;
}
