import type { PageCost, PageCostItem } from "../../src/change/html/page-data";
import type { GpuHours, Money } from "../../src/change/report";
import { type Child, h } from "../dom";
import { type Context, nothing, resourceCell, section } from "../pieces";
import { table } from "../table";
import { digits, hours, range, signed } from "../words";

/** What the change costs a month; what has no price is said apart, and never counted as nothing. */
export function costSection(context: Context): HTMLElement {
  const { cost } = context.model.data;
  return section(
    "cost",
    "Cost",
    `US dollars a month of ${digits(cost.hoursPerMonth)} hours; a range where something scales.`,
    totals(cost),
    context.model.data.totals.unpriced > 0 &&
      h("p", { class: "soft" }, "These figures are of the priced part: what is unpriced below may cost more, or less."),
    cost.gpuHours.length > 0 && h("h3", {}, "Accelerator hours a month"),
    cost.gpuHours.length > 0 && gpuTable(cost.gpuHours),
    cost.items.length === 0 && cost.unpriced.length === 0 && nothing("Nothing that changes has a price."),
    cost.items.length > 0 && h("h3", {}, "By resource"),
    cost.items.length > 0 && itemTable(context, cost.items),
    cost.unpriced.length > 0 && h("h3", {}, "Unpriced"),
    cost.unpriced.length > 0 &&
      table(
        "Unpriced resources",
        [
          { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
          { head: "What is not known", cell: ({ reason }) => reason, class: "wide" },
        ],
        cost.unpriced,
      ),
    ...notes("Not in these figures", cost.notes),
    ...notes(
      "Prices",
      cost.prices.map(({ source, asOf }) => `${source}, of ${asOf}`),
    ),
  );
}

function totals({ before, after, monthlyDelta }: PageCost): HTMLElement {
  const figure = (name: string, text: string, tone = ""): HTMLElement =>
    h("div", { class: `figure ${tone}` }, h("span", { class: "soft" }, name), h("strong", {}, text));
  return h(
    "div",
    { class: "figures" },
    figure("Before", range(before)),
    figure("After", range(after)),
    figure("Difference", signed(monthlyDelta), tone(monthlyDelta)),
  );
}

function tone({ low, high }: Money): string {
  return high > 0.005 ? "more" : low < -0.005 ? "less" : "";
}

function gpuTable(rows: readonly GpuHours[]): HTMLElement {
  return table<GpuHours>(
    "Accelerator hours a month",
    [
      { head: "Accelerator", cell: ({ gpu }) => gpu, class: "wide" },
      { head: "Before", cell: ({ before }) => hours(before), class: "number" },
      { head: "After", cell: ({ after }) => hours(after), class: "number" },
    ],
    rows,
  );
}

function itemTable(context: Context, rows: readonly PageCostItem[]): HTMLElement {
  const side = (money: Money | null): Child => (money === null ? h("span", { class: "soft" }, "none") : range(money));
  return table<PageCostItem>(
    "Cost by resource",
    [
      { head: "Resource", cell: ({ at }) => resourceCell(context, at), class: "named" },
      { head: "How it is computed", cell: ({ basis }) => basis, class: "wide" },
      { head: "Before", cell: ({ before }) => side(before), class: "number" },
      { head: "After", cell: ({ after }) => side(after), class: "number" },
      {
        head: "Difference",
        cell: ({ delta }) => h("strong", { class: tone(delta) }, signed(delta)),
        class: "number",
      },
    ],
    rows,
  );
}

function notes(title: string, texts: readonly string[]): readonly Child[] {
  return texts.length === 0
    ? []
    : [h("h3", {}, title), h("ul", { class: "notes soft" }, ...texts.map((text) => h("li", {}, text)))];
}
