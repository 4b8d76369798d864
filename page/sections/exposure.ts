import type { PageReach } from "../../src/change/html/page-data";
import type { Source } from "../../src/change/report";
import { breakable, h } from "../dom";
import { type Context, nothing, pill, resourceCell, resourceLink, section, undecidedPill } from "../pieces";
import { table } from "../table";

const TONES: Readonly<Record<Source, string>> = {
  internet: "dangerous",
  "any-account": "dangerous",
  "other-account": "review",
  organization: "review",
  "private-network": "calm",
  cluster: "calm",
  namespace: "calm",
  named: "calm",
};

/** What can be reached from where that could not, and the reverse. */
export function exposureSection(context: Context): HTMLElement {
  const { gained, lost } = context.model.data.exposure;
  return section(
    "exposure",
    "Exposure",
    "What becomes reachable from where, the widest source first.",
    gained.length + lost.length === 0 ? nothing("Nothing becomes reachable, and nothing stops being so.") : "",
    gained.length > 0 && h("h3", {}, "Becomes reachable"),
    gained.length > 0 && reaches(context, "Becomes reachable", gained, false),
    lost.length > 0 && h("h3", {}, "No longer reachable"),
    lost.length > 0 && reaches(context, "No longer reachable", lost, true),
  );
}

function reaches(context: Context, label: string, rows: readonly PageReach[], isLost: boolean): HTMLElement {
  return table<PageReach>(
    label,
    [
      {
        head: "Source",
        cell: ({ source, undecided }) =>
          h("span", { class: "by" }, pill(source, isLost ? "calm" : TONES[source]), undecidedPill(undecided)),
        class: "narrow",
      },
      { head: "From", cell: ({ from }) => h("code", {}, ...breakable(from)), class: "said" },
      { head: "Reaches", cell: ({ what }) => h("code", {}, ...breakable(what)), class: "said" },
      { head: "Of", cell: ({ at }) => resourceCell(context, at), class: "named" },
      { head: "Through", cell: ({ through }) => resourceLink(context, through), class: "named" },
    ],
    rows,
  );
}
