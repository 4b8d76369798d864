import type { PageChange, PageValue } from "../../src/change/html/page-data";
import type { ChangeAction } from "../../src/change/sides";
import { breakable, type Child, h, replaceChildren } from "../dom";
import { actionPill, type Context, nothing, resourceCell, section } from "../pieces";
import { reasonsOf } from "../reasons";
import { type Column, table } from "../table";
import { ACTION_SIGNS, count, digits, shortened } from "../words";

/** Differences in a row, and characters of a value there; the panel has all. */
const MOST_DIFFERENCES = 3;
const LONGEST_VALUE = 48;

/** Characters that every window holds beside each other. */
const LONGEST_WHOLE = 24;

/** What is made, changed and destroyed. */
export function changesSection(context: Context): HTMLElement {
  const { changes, totals } = context.model.data;
  const place = h("div", {});
  const show = (action: ChangeAction | undefined): void => {
    const rows = action === undefined ? changes : changes.filter((change) => change.action === action);
    replaceChildren(place, table("Changed resources", columns(context, rows), rows));
  };
  show(undefined);
  return section(
    "changes",
    "Changes",
    totals.changes === 0 ? "" : "What cannot be taken back first. A resource opens with its values before and after.",
    ...(changes.length === 0 ? [nothing("No resource changes.")] : [actionChoice(context, show), place]),
  );
}

/** All changes, or those of one action; nothing to choose where there is one. */
function actionChoice({ model }: Context, show: (action: ChangeAction | undefined) => void): Child {
  const { actions, changes, counts } = model.data;
  const used = actions.filter((action) => changes.some((change) => change.action === action));
  const choice = (action: ChangeAction | undefined, text: string): HTMLElement =>
    h(
      "button",
      {
        type: "button",
        class: "small-button choice",
        "aria-pressed": action === undefined,
        on: {
          click: (event) => {
            for (const button of buttons) {
              button.setAttribute("aria-pressed", String(button === event.currentTarget));
            }
            show(action);
          },
        },
      },
      text,
    );
  const buttons = [
    choice(undefined, `all ${digits(changes.length)}`),
    ...used.map((action) => choice(action, `${ACTION_SIGNS[action]} ${action} ${digits(counts[action])}`)),
  ];
  return (
    used.length > 1 && h("div", { class: "choices", role: "group", "aria-label": "Changes by action" }, ...buttons)
  );
}

/** What was changed outside of Terraform; no section where nothing was. */
export function driftSection(context: Context): HTMLElement | undefined {
  const { drift } = context.model.data;
  return drift.length === 0
    ? undefined
    : section(
        "drift",
        "Drift",
        "Changed outside of Terraform, as the plan says. The next apply puts it back where the code says otherwise.",
        table("Drifted resources", columns(context, drift), drift),
      );
}

function columns(context: Context, rows: readonly PageChange[]): readonly Column<PageChange>[] {
  return [
    { head: "Action", cell: ({ action }) => actionPill(action), class: "narrow" },
    { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
    { head: "What differs", cell: differences, class: "wide" },
    ...(rows.some((change) => reasonsOf(change).length > 0) ? [{ head: "Why", cell: why }] : []),
  ];
}

/** The first differences; of what comes or goes, all is different. */
function differences({ action, attributes, more = 0 }: PageChange): Child {
  const amount = attributes.length + more;
  if (action === "create" || action === "destroy") {
    return amount > 0 && h("span", { class: "soft" }, count(amount, "attribute"));
  }
  const left = amount - MOST_DIFFERENCES;
  return (
    amount > 0 &&
    h(
      "ul",
      { class: "differences" },
      ...attributes
        .slice(0, MOST_DIFFERENCES)
        .map(([path, before, after]) =>
          h(
            "li",
            {},
            h("code", {}, ...breakable(shortened(path, LONGEST_VALUE))),
            " ",
            side(before),
            h("span", { class: "arrow", "aria-label": "becomes", role: "img" }, "\u2192"),
            h("wbr"),
            side(after),
          ),
        ),
      left > 0 && h("li", { class: "soft" }, `and ${left} more`),
    )
  );
}

/** A short value stands whole: half an address range is another one. */
function side(value: PageValue): HTMLElement {
  if (value === null) {
    return h("span", { class: "soft" }, "not set");
  }
  const [text, hidden] = value;
  const shown = text.length <= LONGEST_WHOLE ? [text] : breakable(shortened(text, LONGEST_VALUE));
  return h("code", { class: hidden === 0 ? "" : "masked" }, ...shown);
}

function why(change: PageChange): Child {
  const said = reasonsOf(change);
  return said.length > 0 && h("span", {}, ...breakable(said.join("; ")));
}
