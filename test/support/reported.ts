import { bundledPrices } from "../../src/change/cost/price-book";
import { parseGuards } from "../../src/change/guards";
import { type ChangeFormat, renderChange } from "../../src/change/render/render";
import type { ChangeReport } from "../../src/change/report";
import { changeReport } from "../../src/change/report-of";
import type { Sides } from "../../src/change/sides";
import type { Control } from "../../src/policy/control";
import { WaiverSet } from "../../src/policy/waiver-set";

/** A report as the command makes it, and all that it can be written as. */
export interface Reported {
  readonly report: ChangeReport;
  readonly written: (format: ChangeFormat) => string;
}

/** Reports the change with the prices of the package, nothing waived, and the usual guard. */
export function reported(sides: Sides, controls: readonly Control[] = []): Reported {
  const { report, picture } = changeReport(sides, {
    controls,
    waivers: () => new WaiverSet([], "2026-11-21"),
    prices: bundledPrices(),
    guards: parseGuards("dangerous"),
    inputs: { before: ["before"], after: ["after"] },
    version: "0.0.0",
  });
  return { report, written: (format) => renderChange(report, format, { colour: false, picture }) };
}
