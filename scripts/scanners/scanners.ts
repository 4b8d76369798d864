import { CHECKOV, KICS, TRIVY } from "../tools/pinned";
import type { Tool } from "../tools/tool";
import { runCheckov } from "./checkov";
import type { ScannerName } from "./finding";
import { runKics } from "./kics";
import type { RunScanner } from "./run";
import { runTrivy } from "./trivy";

/** A scanner, how it is had, and how it is run. */
export interface Scanner {
  readonly name: ScannerName;
  readonly title: string;
  readonly tool: Tool;
  readonly run: RunScanner;
}

export const SCANNERS: readonly Scanner[] = [
  { name: "checkov", title: "Checkov", tool: CHECKOV, run: runCheckov },
  { name: "trivy", title: "Trivy", tool: TRIVY, run: runTrivy },
  { name: "kics", title: "KICS", tool: KICS, run: runKics },
];
