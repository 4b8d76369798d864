import type { Estate } from "../estate/estate";
import { InputError } from "../estate/input-error";
import { liftedEstate } from "../estate/lifted";
import { fromManifests } from "../estate/manifests";
import type { Reading } from "../estate/reading";
import { fromSynthesized } from "../estate/synthesized";
import type { ControlCase, CustomControls, ExpectedVerdict } from "./custom-controls";
import { judge } from "./engine";
import { WaiverSet } from "./waiver-set";

/** What a case came to. */
export interface CaseResult {
  readonly tested: ControlCase;
  readonly isPassed: boolean;

  /** What the control said: a verdict, or why there is none. */
  readonly said: string;
}

/**
 * Judges the estate of each case with the control of the case alone.
 *
 * @param file file that the cases stand in, for errors
 * @throws InputError with the line of the case when its estate is none
 */
export function testControls(file: string, cases: readonly ControlCase[]): readonly CaseResult[] {
  return cases.map((tested) => {
    const said = saidOn(file, tested);
    return { tested, said, isPassed: said === tested.expect };
  });
}

/** What the cases leave untested: a control that never fails in them may be one that cannot fail. */
export function untested({ controls, cases }: CustomControls): readonly string[] {
  return controls.flatMap(({ id }) => {
    const expected = new Set(cases.filter(({ control }) => control.id === id).map(({ expect }) => expect));
    if (expected.size === 0) {
      return [`${id} has no cases`];
    }
    const missing = (["holds", "fails"] satisfies ExpectedVerdict[]).filter((verdict) => !expected.has(verdict));
    return missing.map((verdict) => `${id} has no case in which it ${verdict}`);
  });
}

function saidOn(file: string, tested: ControlCase): string {
  const estate = estateOf(file, tested);
  const waivers = new WaiverSet([], "1970-01-01");
  const { findings, undecided, counts } = judge(estate, { controls: [tested.control], waivers });
  const broken = findings.find(({ message }) => message.startsWith("The control itself failed"));
  if (broken !== undefined) {
    return broken.message;
  }
  if (findings.length > 0) {
    return "fails";
  }
  if (undecided.length > 0) {
    return "undecided";
  }
  // A case that the control never saw proves nothing, least of all that it holds.
  return counts.evaluations === 0 ? "applies to nothing in the case" : "holds";
}

function estateOf(file: string, { resource, data, manifests, line }: ControlCase): Estate {
  const label = `${file}:${line}`;
  const readings: Reading[] = [];
  if (resource !== undefined || data !== undefined) {
    readings.push(fromSynthesized([{ file: label, name: "case", json: { resource, data } }]));
  }
  for (const [index, manifest] of (manifests ?? []).entries()) {
    const reading = fromManifests(label, JSON.stringify(manifest));
    const [skipped] = reading.skipped;
    if (skipped !== undefined || reading.resources.length === 0) {
      throw new InputError(
        label,
        `manifests[${index}] is not a Kubernetes object: ${skipped?.reason ?? "it is empty"}`,
      );
    }
    readings.push(reading);
  }
  return liftedEstate(readings);
}
