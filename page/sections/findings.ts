import type { PageFinding } from "../../src/change/html/page-data";
import { type Child, h } from "../dom";
import { type Context, nothing, pill, resourceCell, section } from "../pieces";
import { table } from "../table";
import { count } from "../words";

/** What `modelkeep check` finds on one side and not on the other. */
export function findingsSection(context: Context): HTMLElement {
  const { findings, totals } = context.model.data;
  const { added, fixed, waived, undecided, unchanged } = findings;
  const gone =
    totals.gone === 0
      ? ""
      : ` ${count(totals.gone, "finding no longer applies", "findings no longer apply")}: the resource is gone, or the control no longer asks about it.`;
  const amount = added.length + fixed.length + waived.length + undecided.length;
  return section(
    "findings",
    "Findings",
    `Of modelkeep check, between the two sides. ${count(unchanged, "finding is", "findings are")} on both.${gone}`,
    amount === 0 && nothing("The change makes no finding and fixes none."),
    ...part(context, "New", added),
    ...part(context, "New, and accepted by a waiver", waived),
    ...part(context, "Newly undecided: known only after apply", undecided),
    ...part(context, "Fixed", fixed),
  );
}

function part(context: Context, title: string, findings: readonly PageFinding[]): readonly Child[] {
  return findings.length === 0
    ? []
    : [
        h("h3", {}, title),
        table<PageFinding>(
          title,
          [
            { head: "Severity", cell: ({ severity }) => pill(severity, severity), class: "narrow" },
            { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
            { head: "Finding", cell: finding, class: "wide" },
          ],
          findings,
        ),
      ];
}

function finding(entry: PageFinding): HTMLElement {
  const { title, message, waiver, remediation, rationale, control, attribute, where } = entry;
  return h(
    "details",
    { class: "finding" },
    h(
      "summary",
      {},
      h("strong", {}, title),
      h("span", { class: "block" }, message),
      waiver !== undefined && h("span", { class: "block soft" }, waiver),
    ),
    h(
      "dl",
      { class: "terms" },
      ...term("Remedy", remediation),
      ...term("Why", rationale),
      ...term("Control", control),
      ...term("Attribute", attribute),
      ...term("Where", where),
    ),
  );
}

function term(name: string, text: string): readonly Child[] {
  return text === "" ? [] : [h("dt", {}, name), h("dd", {}, text)];
}
