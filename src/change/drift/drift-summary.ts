import { digits } from "../../policy/reports/wording";
import { counted } from "../render/words";
import { countGroups } from "./drift";
import { DRIFT_GROUPS, type DriftEntry, type DriftReport, type DriftThreshold } from "./drift-report";
import type { DriftReading } from "./plan-drift";
import { GROUP_WORDS } from "./wording";

/** How the report is asked for. */
export interface DriftReportOptions {
  readonly version: string;
  readonly inputs: readonly string[];
  readonly failOn: DriftThreshold;

  /** Leave out what is harmless. */
  readonly onlyRelevant: boolean;
}

/** The report of all that drifted. */
export function driftReportOf(
  { sides, resources, isErrored }: DriftReading,
  entries: readonly DriftEntry[],
  { version, inputs, failOn, onlyRelevant }: DriftReportOptions,
): DriftReport {
  const counts = countGroups(entries);
  const shown = onlyRelevant ? entries.filter(({ group }) => group !== "harmless") : entries;
  const failing = {
    security: counts.security,
    outage: counts.security + counts.outage,
    any: entries.length,
    none: 0,
  }[failOn];
  const groups = DRIFT_GROUPS.filter((group) => counts[group] > 0).map(
    (group) => `${digits(counts[group])} ${GROUP_WORDS[group].adjective}`,
  );
  const verdict = failing > 0 ? "drift" : isErrored && failOn !== "none" ? "unproven" : "clean";
  return {
    version,
    inputs,
    verdict,
    failOn,
    summary: {
      line: entries.length === 0 ? lineOfNone(resources, isErrored) : lineOf(entries.length, resources, groups),
      counts,
      warnings: sides.warnings,
      resources,
    },
    drift: shown,
    leftOut: entries.length - shown.length,
  };
}

function lineOf(drifted: number, resources: number, groups: readonly string[]): string {
  const all = counted(Math.max(resources, drifted), "resource");
  return `${digits(drifted)} of ${all} changed outside of Terraform: ${groups.join(", ")}`;
}

function lineOfNone(resources: number, isErrored: boolean): string {
  if (isErrored) {
    return "nothing is proven: planning failed, and what it shows has no drift";
  }
  if (resources === 0) {
    return "no drift: the state holds no resources";
  }
  return `no drift: ${resources === 1 ? "1 resource is" : `${digits(resources)} resources are`} as Terraform left ${resources === 1 ? "it" : "them"}`;
}
