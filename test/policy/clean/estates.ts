import { join } from "node:path";
import type { Estate } from "../../../src/estate/estate";
import { readEstate } from "../../../src/estate/read";
import { unseen } from "../../../src/estate/read-unseen";
import { type Control, SEVERITIES, type Severity } from "../../../src/policy/control";
import { judge } from "../../../src/policy/engine";
import type { Finding, Judgement } from "../../../src/policy/judgement";
import { Profile } from "../../../src/policy/profile";
import { controlsIn } from "../../../src/policy/profiles";
import { WaiverSet } from "../../../src/policy/waiver-set";

/** Estates that good engineers wrote without us in mind. */
export const CLEAN = join(__dirname, "../../fixtures/clean");

const CONTROLS = controlsIn(Profile.BASELINE);

/** What makes a check fail unless it is told otherwise. */
export const GRAVE: readonly Control[] = CONTROLS.filter(({ severity }) => isGrave(severity));

export interface Checked {
  readonly judgement: Judgement;

  /** What was passed over, as `file: why`. */
  readonly skipped: readonly string[];
}

/** What `modelkeep check` does with the folder. */
export async function check(folder: string, controls: readonly Control[] = CONTROLS): Promise<Checked> {
  const { estate, skipped } = await readEstate([folder], { helm: false });
  const judged = new Set(controls.flatMap(({ appliesTo }) => appliesTo));
  const passedOver = [...skipped, ...unseen(estate.resources, (kind) => judged.has(kind))];
  return {
    judgement: judge(estate, { controls, waivers: new WaiverSet([], "2026-11-21") }),
    skipped: passedOver.map(({ path, reason }) => `${path.slice(folder.length + 1)}: ${reason}`).sort(),
  };
}

/** Resources of the estate that a check read. */
export async function resourcesOf(folder: string): Promise<Estate["resources"]> {
  return (await readEstate([folder], { helm: false })).estate.resources;
}

export function isGrave(severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf("high");
}

/** A finding without its severity: `AWS_EKS_PRIVATE_ENDPOINT aws_eks_cluster.this`. */
export function named({ control, resource, kind }: Finding): string {
  return `${control} ${kind === "root" ? "the root module" : resource}`;
}
