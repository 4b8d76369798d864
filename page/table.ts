import { type Child, h } from "./dom";
import { digits } from "./words";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Child;

  /** `number` is set right; `wide` may take what is left. */
  readonly class?: string;
}

/** Rows that a table begins with, and that each click adds. */
const FIRST = 15;
const NEXT = 100;

/** On paper nobody clicks. */
const PRINTED = 500;

/**
 * A table that shows its first rows and more on demand. Roles are said, for narrow screens show rows as cards and browsers
 * then forget that it is a table.
 */
export function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): HTMLElement {
  const body = h("tbody", { role: "rowgroup" });
  const status = h("span", { class: "soft", role: "status" });
  const button = h("button", { type: "button" });
  const foot = h("div", { class: "table-foot" }, status, button);
  let shown = 0;
  const show = (amount: number): HTMLElement | undefined => {
    const added = rows.slice(shown, shown + amount).map((row) => line(columns, row));
    body.append(...added);
    shown = Math.min(rows.length, shown + amount);
    const left = rows.length - shown;
    status.textContent = `${digits(shown)} of ${digits(rows.length)} rows`;
    button.textContent = `Show ${digits(Math.min(NEXT, left))} more`;
    button.hidden = left === 0;
    foot.hidden = rows.length <= FIRST;
    return added[0];
  };
  button.addEventListener("click", () => {
    const first = show(NEXT);
    // The button moves down or goes away: whoever uses the keyboard goes on at the first new row.
    first?.setAttribute("tabindex", "-1");
    first?.focus({ preventScroll: true });
  });
  window.addEventListener("beforeprint", () => show(Math.max(0, PRINTED - shown)));
  show(FIRST);
  return h(
    "div",
    { class: "table" },
    h(
      "table",
      { role: "table", "aria-label": label },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          ...columns.map((column) => h("th", { role: "columnheader", scope: "col", class: column.class }, column.head)),
        ),
      ),
      body,
    ),
    foot,
  );
}

function line<Row>(columns: readonly Column<Row>[], row: Row): HTMLElement {
  return h(
    "tr",
    { role: "row" },
    ...columns.map((column) =>
      h("td", { role: "cell", class: column.class, "data-head": column.head }, column.cell(row)),
    ),
  );
}
