import { NODE_STATES, type PageHit } from "../../src/change/html/page-data";
import { breakable, type Child, h } from "../dom";
import { type Context, nothing, pill, resourceLink, section } from "../pieces";
import { type Column, table } from "../table";
import { count, shortened } from "../words";

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
      : table("Services that are hit or added", columns(context, hits), hits),
    explorer,
  );
}

/** Where nobody has a tenant or a tier, there is no column of them. */
function columns(context: Context, hits: readonly PageHit[]): readonly Column<PageHit>[] {
  return [
    { head: "Service", cell: service, class: "service" },
    ...(hits.some((hit) => owner(hit) !== "") ? [{ head: "Tenant and tier", cell: owner }] : []),
    { head: "How it is hit", cell: by, class: "said" },
    { head: "Shortest path", cell: (hit) => path(context, hit), class: "path-cell" },
  ];
}

function service({ type, name, isNew }: PageHit): HTMLElement {
  return h(
    "div",
    { class: "cell" },
    h("strong", {}, ...breakable(name)),
    h("div", { class: "soft small" }, isNew ? `${type}, new` : type),
  );
}

/** Whose the service is; tenants and tiers are their own. */
function owner({ type, tenant, tier }: PageHit): string {
  return [type === "tenant" ? undefined : tenant, type === "tier" ? undefined : tier].filter(Boolean).join(", ");
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
    pill(hit.felt, hit.action),
    h("span", { class: "soft small" }, count(hit.changes, "change reaches it", "changes reach it")),
  );
}

/** Addresses, one below the other: of modules that people share, each resource is called `this`. */
function path(context: Context, { path: steps, name }: PageHit): HTMLElement {
  const rows = steps.map(({ at }) => at).filter((at) => typeof at === "number");
  return h(
    "div",
    { class: "path" },
    h(
      "ol",
      {},
      ...steps.map(({ at, via }, index) =>
        h(
          "li",
          {},
          index > 0 && h("span", { class: "arrow", "aria-label": "then", role: "img" }, "\u2192"),
          h(
            "span",
            { class: "step" },
            resourceLink(context, at),
            via !== "" && h("span", { class: "soft small" }, ...breakable(shortened(via, LONGEST_VIA))),
          ),
        ),
      ),
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
