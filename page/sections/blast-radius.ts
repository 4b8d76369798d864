import { NODE_STATES, type PageHit } from "../../src/change/html/page-data";
import { type Child, h } from "../dom";
import { type Context, nothing, pill, resourceLink, section } from "../pieces";
import { table } from "../table";
import { count, feltWords, lastName, shortened, withoutHash } from "../words";

/** Characters of what ties two resources; the panel has all. */
const LONGEST_VIA = 40;

/** The services that are hit, each with the shortest way that the change takes to it, and the picture under them. */
export function blastRadiusSection(context: Context, explorer: HTMLElement): HTMLElement {
  const { hits, services } = context.model.data.blastRadius;
  const all = (["endpoint", "cluster", "tenant", "tier"] as const)
    .filter((type) => services[type] > 0)
    .map((type) => count(services[type], type));
  return section(
    "blast-radius",
    "Blast radius",
    `${dependents(context)} Services of this estate: ${all.join(", ") || "none"}.`,
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
            { head: "How it is hit", cell: by, class: "said" },
            { head: "Shortest path", cell: (hit) => path(context, hit), class: "path-cell" },
          ],
          hits,
        ),
    explorer,
  );
}

/** The picture draws what stands for a service as hit, also where it is another part of the service that is. */
function dependents({ model: { data } }: Context): string {
  const { affected } = data.blastRadius;
  const isHit = NODE_STATES.indexOf("hit");
  const others = data.nodes.state.filter((state) => state === isHit).length - affected;
  const said = count(affected, "other resource depends", "other resources depend");
  return others > 0
    ? `${said} on what changes; ${count(others, "more stands", "more stand")} for a service that is hit.`
    : `${said} on what changes.`;
}

function by(hit: PageHit): HTMLElement {
  return h(
    "span",
    { class: "by" },
    pill(feltWords(hit), hit.action),
    h("span", { class: "soft small" }, count(hit.changes, "change reaches it", "changes reach it")),
  );
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
        "aria-label": `Show in graph: the path to ${name}`,
        on: { click: () => show(rows) },
      },
      "Show in graph",
    )
  );
}
