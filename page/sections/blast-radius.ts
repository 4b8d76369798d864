import type { PageHit } from "../../src/change/html/page-data";
import { type Child, h } from "../dom";
import { actionPill, type Context, nothing, resourceLink, section } from "../pieces";
import { table } from "../table";
import { count, lastName, shortened, withoutHash } from "../words";

/** Characters of what ties two resources; the panel has all. */
const LONGEST_VIA = 40;

/** The services that are hit, each with the shortest way that the change takes to it, and the picture under them. */
export function blastRadiusSection(context: Context, explorer: HTMLElement): HTMLElement {
  const { hits, services, affected } = context.model.data.blastRadius;
  const all = (["endpoint", "cluster", "tenant", "tier"] as const)
    .filter((type) => services[type] > 0)
    .map((type) => count(services[type], type));
  return section(
    "blast-radius",
    "Blast radius",
    `${count(affected, "more resource depends", "more resources depend")} on what changes. Services of this estate: ${all.join(", ") || "none"}.`,
    hits.length === 0
      ? nothing("No service is hit.")
      : table<PageHit>(
          "Services that are hit or added",
          [
            {
              head: "Service",
              cell: ({ type, name, isNew }) =>
                h(
                  "div",
                  { class: "cell" },
                  h("strong", {}, name),
                  h("div", { class: "soft small" }, isNew ? `${type}, new` : type),
                ),
            },
            { head: "Tenant and tier", cell: ({ tenant, tier }) => [tenant, tier].filter(Boolean).join(", ") },
            { head: "By", cell: ({ action, changes }) => by(action, changes), class: "narrow" },
            { head: "Shortest path", cell: (hit) => path(context, hit), class: "path-cell" },
          ],
          hits,
        ),
    explorer,
  );
}

function by(action: PageHit["action"], changes: number): HTMLElement {
  return h("span", { class: "by" }, actionPill(action), h("span", { class: "soft small" }, count(changes, "change")));
}

function path(context: Context, { path: steps, name }: PageHit): HTMLElement {
  const rows = steps.map(({ at }) => at).filter((at) => typeof at === "number");
  return h(
    "div",
    { class: "path" },
    h(
      "ol",
      {},
      ...steps.map(({ at, via }, index) => {
        const link = resourceLink(context, at);
        link.title = `${context.model.name(at)} (${context.model.kind(at)})`;
        (link.querySelector("code") ?? link).textContent = withoutHash(lastName(context.model.name(at)));
        return h(
          "li",
          {},
          via !== "" && h("span", { class: "soft small" }, shortened(via, LONGEST_VIA)),
          index > 0 && h("span", { class: "arrow", "aria-label": "then", role: "img" }, "\u2192"),
          link,
        );
      }),
    ),
    showPath(context, rows, name),
  );
}

function showPath({ showPath: show }: Context, rows: readonly number[], name: string): Child {
  return (
    rows.length > 1 &&
    h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-label": `Show the path to ${name} in the graph`,
        on: { click: () => show(rows) },
      },
      "Show in graph",
    )
  );
}
