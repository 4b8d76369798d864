import type { Finding } from "../../policy/judgement";
import { inOrder } from "../../policy/reports/order";
import { digits, waiverSentence } from "../../policy/reports/wording";
import type { ChangeReport } from "../report";
import { type Entry, entriesOf, group, placed, type RootName, type Section, type Tone } from "./section";

/** Findings that come and go with the change. */
export function findingsSection({ findings }: ChangeReport, rootName: RootName): Section {
  const { added, fixed, gone, waived, undecided, unchanged } = findings;
  const entry = (finding: Finding, tone: Tone, label: string, text: string): Entry => ({
    tone,
    label,
    name: finding.resource,
    where: placed(rootName, finding.root, finding.namespace),
    text: text.replace(/\.$/, ""),
    details: [],
    more: 0,
  });
  return {
    id: "findings",
    title: "Findings",
    total: [
      `${digits(added.length)} new`,
      `${digits(fixed.length)} fixed`,
      ...(gone.length === 0 ? [] : [`${digits(gone.length)} no longer ${gone.length === 1 ? "applies" : "apply"}`]),
      `${digits(waived.length)} waived`,
      `${digits(undecided.length)} undecided`,
      `${digits(unchanged)} as before`,
    ].join(", "),
    ...entriesOf(
      group(inOrder(added), (finding) =>
        entry(
          finding,
          finding.severity === "critical" || finding.severity === "high" ? "bad" : "doubt",
          finding.severity,
          `${finding.control}: ${finding.message}`,
        ),
      ),
      group(inOrder(undecided), (finding) =>
        entry(finding, "doubt", "undecided", `${finding.severity} ${finding.control}: ${finding.message}`),
      ),
      group(inOrder(waived), (finding) =>
        entry(finding, "plain", "waived", `${finding.severity} ${finding.control}: ${waiverSentence(finding)}`),
      ),
      group(inOrder(fixed), (finding) =>
        entry(finding, "good", "fixed", `${finding.severity} ${finding.control} is no longer found here`),
      ),
    ),
    notes: [],
  };
}
