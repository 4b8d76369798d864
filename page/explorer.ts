import type { NodeState } from "../src/change/html/page-data";
import { CROWDED, choose, FEW, matching, withNeighbours } from "./choice";
import { h, replaceChildren } from "./dom";
import { Filters } from "./filters";
import { stateIcon } from "./icons";
import type { Model } from "./model";
import { PictureView } from "./picture";
import { ResourceList } from "./resource-list";
import { count, digits, shortened } from "./words";

/** Tenants with a button of their own; the rest is folded and unfolded with all. */
const MOST_TENANTS = 40;

/** The picture with its filters and its list. */
export class Explorer {
  public readonly element: HTMLElement;
  private readonly canvas = h("div", {
    class: "canvas",
    role: "img",
    "aria-label": "Dependency graph. The list beside it holds the same resources.",
  });
  private picture: PictureView | undefined;
  private readonly list: ResourceList;
  private readonly filters: Filters;
  private readonly status = h("p", { class: "status soft", role: "status" });
  private readonly tenants = h("div", { class: "tenants", role: "group", "aria-label": "Tenants in the graph" });
  private readonly folded = new Set<number>();
  private drawnTenants: readonly number[] = [];
  private wanted: readonly number[] = [];

  constructor(
    private readonly model: Model,
    private readonly open: (row: number, opener: HTMLElement) => void,
  ) {
    const shown = new Set<NodeState>(model.size <= FEW ? ["changed", "hit", "untouched"] : ["changed", "hit"]);
    this.filters = new Filters(model, shown, () => this.update());
    this.list = new ResourceList(model, {
      onMove: (row) => this.picture?.mark(row),
      onOpen: (row, opener) => this.open(row, opener),
    });
    const frame = h("div", { class: "frame" }, this.canvas, this.controls(), legend());
    this.element = h(
      "div",
      { class: "explorer", id: "resources", role: "region", "aria-label": "Dependency graph" },
      this.filters.element,
      h("div", { class: "explorer-bar" }, this.status, this.tenants),
      h("div", { class: "explorer-body" }, frame, this.list.element),
    );
    // Wheels scroll the page; with the control key they zoom, as everywhere.
    frame.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) {
          event.stopPropagation();
        }
      },
      { capture: true },
    );
  }

  /** The first drawing, when the explorer is on the page. */
  public start(): void {
    this.picture = new PictureView(this.canvas, this.model, {
      onResource: (row) => {
        this.picture?.mark(row);
        this.list.activate(row);
        this.open(row, this.list.element);
      },
      onTenant: (tenant) => this.toggle(tenant),
    });
    if (matchMedia("(pointer: coarse)").matches) {
      this.picture.setMovable(false);
    }
    const { rows } = this.chosen();
    if (rows.length > CROWDED) {
      this.fold(this.tenantsOf(rows), true);
    }
    this.update();
  }

  /** Brings the resource into the picture, and the picture into the window. */
  public show(row: number): void {
    this.bring([row]);
    this.picture?.mark(row);
    this.list.activate(row);
  }

  /** Draws all that the resource is tied to. */
  public showNeighbours(row: number): void {
    this.bring(withNeighbours(this.model, row));
    this.picture?.mark(row);
  }

  public showPath(rows: readonly number[]): void {
    this.bring(rows);
    this.picture?.markPath(rows);
  }

  public unmark(): void {
    this.picture?.mark(undefined);
  }

  public restyle(): void {
    this.picture?.restyle();
  }

  private bring(rows: readonly number[]): void {
    this.wanted = [...new Set([...rows, ...this.wanted])];
    this.fold(this.tenantsOf(rows), false);
    this.update();
    this.element.scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
  }

  private chosen(): { readonly rows: readonly number[]; readonly fitting: readonly number[]; readonly left: number } {
    const fitting = matching(this.model, this.filters.asked);
    return { fitting, ...choose(this.model, fitting, this.wanted) };
  }

  private update(): void {
    const { rows, fitting, left } = this.chosen();
    this.drawnTenants = this.tenantsOf(rows);
    this.list.show(fitting);
    this.picture?.draw(rows, this.folded);
    this.showTenants();
    const drawn =
      left === 0
        ? "all drawn"
        : `${digits(rows.length)} drawn, the nearest to a change first; ${digits(left)} left out of the graph`;
    this.status.textContent =
      this.model.size === 0
        ? "There are no resources."
        : fitting.length === 0
          ? `None of ${count(this.model.size, "resource")} fits the filter.`
          : `${digits(fitting.length)} of ${count(this.model.size, "resource")} listed, ${drawn}.`;
  }

  private tenantsOf(rows: readonly number[]): readonly number[] {
    const { nodes } = this.model.data;
    return [...new Set(rows.map((row) => nodes.tenant[row] ?? -1))]
      .filter((tenant) => tenant >= 0)
      .sort((a, b) => a - b);
  }

  private fold(tenants: readonly number[], isFolded: boolean): void {
    for (const tenant of tenants) {
      if (isFolded) {
        this.folded.add(tenant);
      } else {
        this.folded.delete(tenant);
      }
    }
  }

  private toggle(tenant: number): void {
    this.fold([tenant], !this.folded.has(tenant));
    this.update();
    this.tenants.querySelector<HTMLElement>(`[data-tenant="${tenant}"]`)?.focus({ preventScroll: true });
  }

  private showTenants(): void {
    const { tenants } = this.model.data.names;
    const all = (title: string, isFolded: boolean): HTMLElement =>
      h(
        "button",
        {
          type: "button",
          class: "small-button",
          "data-all": isFolded ? "fold" : "unfold",
          on: {
            click: () => {
              this.fold(this.drawnTenants, isFolded);
              this.update();
              this.tenants.querySelector<HTMLElement>(`[data-all="${isFolded ? "fold" : "unfold"}"]`)?.focus();
            },
          },
        },
        title,
      );
    this.tenants.hidden = this.drawnTenants.length === 0;
    replaceChildren(
      this.tenants,
      h("span", { class: "soft" }, "Tenants"),
      ...this.drawnTenants.slice(0, MOST_TENANTS).map((tenant) =>
        h(
          "button",
          {
            type: "button",
            class: "small-button tenant",
            "data-tenant": tenant,
            "aria-expanded": !this.folded.has(tenant) ? "true" : "false",
            on: { click: () => this.toggle(tenant) },
          },
          shortened(tenants[tenant] ?? "", 24),
        ),
      ),
      all("Collapse all", true),
      all("Expand all", false),
    );
  }

  private controls(): HTMLElement {
    const button = (label: string, text: string, click: () => void): HTMLElement =>
      h("button", { type: "button", "aria-label": label, title: label, on: { click } }, text);
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    const move = h("button", { type: "button", class: "wide", "aria-pressed": "false" }, "Move");
    move.addEventListener("click", () => {
      const isMovable = move.getAttribute("aria-pressed") !== "true";
      move.setAttribute("aria-pressed", String(isMovable));
      this.picture?.setMovable(isMovable);
    });
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": "View of the graph" },
      button("Zoom in", "+", () => this.picture?.zoomBy(1.3)),
      button("Zoom out", "\u2212", () => this.picture?.zoomBy(1 / 1.3)),
      button("Fit the whole graph", "Fit", () => this.picture?.fit()),
      isCoarse && move,
    );
  }
}

function legend(): HTMLElement {
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    h("li", {}, stateIcon("changed"), "changed"),
    h("li", {}, stateIcon("hit"), "hit: depends on a change"),
    h("li", {}, stateIcon("untouched"), "untouched"),
    h("li", {}, stateIcon("hit", true), "framed: a service"),
    h("li", {}, h("span", { class: "arrow", "aria-hidden": true }, "\u2192"), "the way a change takes"),
  );
}

function isCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
