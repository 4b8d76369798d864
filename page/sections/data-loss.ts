import type { PageDataLoss } from "../../src/change/html/page-data";
import { h } from "../dom";
import { actionPill, type Context, nothing, pill, resourceCell, section } from "../pieces";
import { table } from "../table";
import { digits } from "../words";

/** Data that goes with what is destroyed or replaced, or that is protected less than before. */
export function dataLossSection(context: Context): HTMLElement {
  const { dataLoss, totals } = context.model.data;
  const weaker = totals.dataWeaker > 0 ? `, ${digits(totals.dataWeaker)} protected less than before` : "";
  return section(
    "data-loss",
    "Data loss",
    dataLoss.length === 0 ? "" : `${digits(totals.dataLost)} lost, ${digits(totals.dataKept)} protected${weaker}.`,
    dataLoss.length === 0
      ? nothing("Nothing that keeps data is destroyed or replaced, or protected less than before.")
      : table<PageDataLoss>(
          "Data that is lost",
          [
            { head: "Action", cell: ({ action }) => actionPill(action), class: "narrow" },
            { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
            { head: "What it is about", cell: ({ lost }) => lost },
            {
              head: "Protection",
              cell: ({ action, isProtected, protection }) =>
                h("span", { class: "by" }, guard(action, isProtected), h("span", {}, protection)),
              class: "wide",
            },
            { head: "Tier", cell: ({ tier }) => tier, class: "narrow" },
          ],
          dataLoss,
        ),
  );
}

function guard(action: PageDataLoss["action"], isProtected: boolean): HTMLElement {
  return action === "update"
    ? pill("protected less", "review")
    : isProtected
      ? pill("protected", "safe")
      : pill("unprotected", "dangerous");
}
