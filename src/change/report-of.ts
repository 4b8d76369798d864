import { countOf } from "./compare";
import { costOf } from "./cost/cost";
import type { InfracostFigures } from "./cost/infracost";
import type { PriceBook } from "./cost/price-book";
import { dataLossOf } from "./data-loss";
import { exposureOf } from "./exposure/exposure";
import { type FindingOptions, findingChangesOf } from "./finding-changes";
import { blastRadiusOf } from "./graph/blast-radius";
import { type Picture, pictureOf } from "./graph/picture";
import { type Guard, judgeGuards } from "./guards";
import { permissionsOf } from "./permissions/permissions";
import type { ChangeParts } from "./reasons";
import { redactedParts } from "./redacted-report";
import type { ChangeReport } from "./report";
import type { Sides } from "./sides";
import { verdictOf } from "./verdict";

/** What the report needs beside the two sides. */
export interface ReportOptions extends FindingOptions {
  readonly prices: PriceBook;

  /** Figures of infracost, which count before ours. */
  readonly infracost?: InfracostFigures;
  readonly guards: readonly Guard[];
  readonly inputs: ChangeReport["inputs"];

  /** Version of modelkeep. */
  readonly version: string;
}

/** The report, and the graph that the page draws. */
export interface ReportedChange {
  readonly report: ChangeReport;
  readonly picture: () => Picture;
}

/** The one place that knows the order: the parts, then what they come to, then what the guards say of it. */
export function changeReport(sides: Sides, options: ReportOptions): ReportedChange {
  const { version, inputs, prices, infracost, guards } = options;
  const { basis, changes, drift, isFailed, warnings, before, after } = sides;
  const blastRadius = blastRadiusOf(sides);
  const found: ChangeParts = {
    basis,
    changes,
    drift,
    ...(isFailed === undefined ? {} : { isFailed }),
    warnings,
    blastRadius,
    exposure: exposureOf(sides),
    permissions: permissionsOf(sides),
    dataLoss: dataLossOf(sides),
    findings: findingChangesOf(sides, options),
    cost: costOf(sides, prices, infracost === undefined ? {} : { infracost }),
  };
  const parts = redactedParts(found, sides.hidden);
  const { verdict, reasons, line, counts } = verdictOf(parts);
  const { isFailed: _, warnings: __, ...sections } = parts;
  const report: ChangeReport = {
    version,
    inputs,
    verdict,
    ...sections,
    summary: { line, reasons, counts, warnings, resources: { before: countOf(before), after: countOf(after) } },
    guards: judgeGuards(guards, parts, verdict),
  };
  return { report, picture: () => pictureOf(sides, blastRadius) };
}
