import type { NodeState } from "../src/change/html/page-data";
import { type Bundle, bundlesOf } from "./bundles";
import { CROWDED, choose, FEW, matching, pathRows, withNeighbours } from "./choice";
import { h } from "./dom";
import { Filters } from "./filters";
import { stateIcon } from "./icons";
import type { Model } from "./model";
import { PictureView } from "./picture";
import { ResourceList } from "./resource-list";
import { TenantBar } from "./tenant-bar";
import { count, digits, lastName, withoutHash } from "./words";

/** Boxes of a path that stand beside each other in a window of usual width. */
const LONGEST_BESIDE = 3;

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
  private readonly tenants: TenantBar;
  private readonly folded = new Set<number>();
  private drawnTenants: readonly number[] = [];
  private wanted: readonly number[] = [];
  private readonly body: HTMLElement;

  /** Bundles that the reader opened, and those that are in the picture. */
  private readonly opened = new Set<string>();
  private bundles: readonly Bundle[] = [];

  /** Services that are hit and the ways to them: never folded at the beginning. */
  private readonly onWay: ReadonlySet<number>;

  /** A path that is drawn alone, for within all the rest it could not be read. */
  private alone: readonly number[] | undefined;

  constructor(
    private readonly model: Model,
    private readonly open: (row: number, opener: HTMLElement) => void,
  ) {
    this.onWay = new Set(pathRows(model));
    const shown = new Set<NodeState>(model.size <= FEW ? ["changed", "hit", "untouched"] : ["changed", "hit"]);
    this.tenants = new TenantBar(model.data.names.tenants, {
      onTenant: (tenant) => this.toggle(tenant),
      onAll: (isFolded) => {
        this.fold(this.drawnTenants, isFolded);
        this.openBundles(!isFolded);
        this.update();
      },
      onEverything: () => this.drawAll(),
    });
    this.filters = new Filters(model, shown, () => this.drawAll());
    this.list = new ResourceList(model, {
      onMove: (row) => this.picture?.mark(row),
      onOpen: (row, opener) => this.open(row, opener),
    });
    const frame = h("div", { class: "frame" }, this.canvas, this.controls(), legend());
    this.body = h("div", { class: "explorer-body" }, frame, this.list.element);
    this.element = h(
      "div",
      { class: "explorer", id: "resources", role: "region", "aria-label": "Dependency graph" },
      this.filters.element,
      h("div", { class: "explorer-bar" }, this.status, this.tenants.element),
      this.body,
    );
    this.filters.element.hidden = model.size === 0;
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
      onBundle: (id) => {
        this.opened.add(id);
        this.update();
      },
    });
    if (matchMedia("(pointer: coarse)").matches) {
      this.picture.setMovable(false);
    }
    const { rows } = this.chosen();
    if (rows.length > CROWDED) {
      this.fold(this.tenantsOf(rows), true);
      this.fold(this.tenantsOf([...this.onWay]), false);
    }
    this.update();
    if (this.picture.missedWay !== undefined) {
      this.alone = this.picture.missedWay;
      this.update();
    }
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
    if (this.picture?.markPath(rows) === false) {
      this.alone = rows;
      this.update();
      this.picture.markPath(rows);
    }
  }

  public unmark(): void {
    this.picture?.mark(undefined);
  }

  public restyle(): void {
    this.picture?.restyle();
  }

  private bring(rows: readonly number[]): void {
    this.alone = undefined;
    this.wanted = [...new Set([...rows, ...this.wanted])];
    this.fold(this.tenantsOf(rows), false);
    this.update();
    this.element.scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
  }

  private chosen(): { readonly rows: readonly number[]; readonly fitting: readonly number[]; readonly left: number } {
    const fitting = matching(this.model, this.filters.asked);
    return { fitting, ...choose(this.model, fitting, this.wanted) };
  }

  private drawAll(): void {
    this.alone = undefined;
    this.update();
  }

  private update(): void {
    const { rows, fitting, left } = this.chosen();
    const drawn = this.alone ?? rows;
    this.drawnTenants = this.tenantsOf(drawn);
    const kept = new Set([...this.onWay, ...this.wanted]);
    const all = this.alone === undefined ? bundlesOf(this.model, drawn, kept) : [];
    this.bundles = all.filter(({ id }) => !this.opened.has(id));
    // Nothing to draw is no empty box.
    this.body.hidden = drawn.length === 0 && this.isCalm;
    this.list.show(fitting);
    this.picture?.draw({
      rows: drawn,
      folded: this.folded,
      bundles: this.bundles,
      isUpright: this.alone !== undefined && this.alone.length > LONGEST_BESIDE,
    });
    this.tenants.show({
      tenants: this.drawnTenants,
      folded: this.folded,
      hasBundles: this.bundles.length + this.opened.size > 0,
      isAlone: this.alone !== undefined,
    });
    this.status.textContent = this.said(fitting.length, rows.length, left);
  }

  /** Whether nothing changes and nothing is hit. */
  private get isCalm(): boolean {
    const [first] = this.model.order;
    return first === undefined || this.model.state(first) === "untouched";
  }

  private said(fitting: number, drawn: number, left: number): string {
    const all = count(this.model.size, "resource");
    if (this.model.size === 0) {
      return "There are no resources.";
    }
    if (fitting === 0) {
      return this.body.hidden
        ? `Nothing changes, and nothing is hit. Tick untouched to draw ${all}.`
        : `None of ${all} fits the filter.`;
    }
    const folded = this.bundles.reduce((sum, { members }) => sum + members.length, 0);
    const bundled = folded === 0 ? "" : `, ${digits(folded)} of them in bundles that open with a click`;
    const shown =
      this.alone !== undefined
        ? `the path to ${this.endOf(this.alone)} alone is drawn`
        : left === 0
          ? `all drawn${bundled}`
          : `${digits(drawn)} drawn${bundled}, the nearest to a change first; ${digits(left)} left out of the graph`;
    return `${digits(fitting)} of ${all} listed, ${shown}.`;
  }

  /** What people call the end of the path. */
  private endOf(rows: readonly number[]): string {
    const end = rows.at(-1) ?? -1;
    const hit = this.model.data.blastRadius.hits.find(({ at }) => at === end);
    return hit?.name ?? withoutHash(lastName(this.model.name(end)));
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

  private openBundles(isOpen: boolean): void {
    if (isOpen) {
      for (const { id } of this.bundles) {
        this.opened.add(id);
      }
    } else {
      this.opened.clear();
    }
  }

  private toggle(tenant: number): void {
    this.fold([tenant], !this.folded.has(tenant));
    this.update();
    this.tenants.focus(tenant);
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
      button("Home: the services that are hit", "Home", () => this.picture?.home()),
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
