import type { PageDataLoss } from "../../src/change/html/page-data";
import { h } from "../dom";
import { actionPill, type Context, nothing, pill, resourceCell, section } from "../pieces";
import { table } from "../table";

/** Data that goes with what is destroyed or replaced. */
export function dataLossSection(context: Context): HTMLElement {
  const { dataLoss } = context.model.data;
  return section(
    "data-loss",
    "Data loss",
    "",
    dataLoss.length === 0
      ? nothing("Nothing that keeps data is destroyed or replaced.")
      : table<PageDataLoss>(
          "Data that is lost",
          [
            { head: "Action", cell: ({ action }) => actionPill(action), class: "narrow" },
            { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
            { head: "What is lost", cell: ({ lost }) => lost },
            {
              head: "Protection",
              cell: ({ isProtected, protection }) =>
                h(
                  "span",
                  { class: "by" },
                  isProtected ? pill("protected", "safe") : pill("unprotected", "dangerous"),
                  h("span", {}, protection),
                ),
              class: "wide",
            },
            { head: "Tier", cell: ({ tier }) => tier, class: "narrow" },
          ],
          dataLoss,
        ),
  );
}
