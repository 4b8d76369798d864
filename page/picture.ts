import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import dagre from "cytoscape-dagre";
import { foldingLinks } from "./arrangement";
import type { Model } from "./model";
import { type Drawing, PictureElements } from "./picture-elements";
import { pictureStyle } from "./picture-style";

cytoscape.use(dagre);

/** More nodes than this get the fast ranking: the exact one takes seconds. */
const MANY = 60;

/** A canvas of fewer pixels is drawn from top to bottom: two boxes beside each other are all that it holds. */
const NARROW = 520;
const TALLEST_IN_NARROW = 2;

/** Labels of 12 pixels are 10 on the screen: nobody is shown less without having asked for the whole. */
const LEAST_LEGIBLE = 10 / 12;

/** A handful of nodes need not fill the window. */
const LARGEST = 1.15;

/** Pixels around what is shown. */
const MARGIN = 24;

/** What happens when somebody points at something in the picture. */
export interface PictureEvents {
  readonly onResource: (row: number) => void;
  readonly onTenant: (tenant: number) => void;
  readonly onBundle: (id: string) => void;
}

/**
 * The dependency graph on its canvas. A change travels along the arrows. The container has to be on the page: the library
 * listens to whatever scrolls around it, and looks for that once.
 */
export class PictureView {
  private readonly cy: Core;
  private drawn: ReadonlySet<number> = new Set();
  private isMoved = false;
  private isWayWhole = true;

  /** Whether the first drawing had to be from top to bottom to be read: later ones do not turn under the reader's hand. */
  private isHigh: boolean | undefined;

  /** Services that are hit and the ways to them, each way from the change to the service. */
  private readonly ways: readonly (readonly number[])[];
  private readonly onWay: ReadonlySet<number>;
  private readonly elements: PictureElements;

  constructor(
    private readonly container: HTMLElement,
    model: Model,
    events: PictureEvents,
  ) {
    this.ways = waysOf(model);
    this.onWay = new Set(this.ways.flat());
    this.elements = new PictureElements(model, this.onWay);
    this.cy = cytoscape({
      container,
      style: pictureStyle(),
      layout: { name: "null" },
      minZoom: 0.05,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    this.cy.on("tap", "node", ({ target }) => {
      const { row, tenant, bundle } = target.data();
      if (row !== undefined) {
        events.onResource(row);
      } else if (bundle !== undefined) {
        events.onBundle(bundle);
      } else if (tenant !== undefined && target.hasClass("folded")) {
        events.onTenant(tenant);
      }
    });
    this.cy.on("mouseover", "node", () => this.container.classList.add("pointing"));
    this.cy.on("mouseout", "node", () => this.container.classList.remove("pointing"));
    this.cy.on("dragpan scrollzoom pinchzoom", () => {
      this.isMoved = true;
    });
    // The reader's own view stays when the window changes; the first view follows it.
    new ResizeObserver(() => {
      this.cy.resize();
      if (!this.isMoved) {
        this.home();
      }
    }).observe(this.container);
  }

  /** Draws the rows; members of folded tenants as one node, and those of a bundle too. */
  public draw(drawing: Drawing): void {
    this.drawn = new Set(drawing.rows);
    const { nodes, edges } = this.elements.of(drawing);
    this.cy.resize();
    const isNarrow = this.cy.width() < NARROW;
    this.layOut(nodes, edges, drawing.isUpright === true || isNarrow || this.isHigh === true);
    this.isWayWhole = this.home();
    if (this.isHigh === undefined && !isNarrow && nodes.length <= MANY) {
      this.isHigh = !this.isWayWhole && this.fitsUpright(nodes, edges);
    }
  }

  /** The way to the service that is hit worst, where a narrow window does not hold it among all the rest. */
  public get missedWay(): readonly number[] | undefined {
    return this.isWayWhole || this.cy.width() >= NARROW ? undefined : this.ways[0];
  }

  /** Whether the worst way, which is too long for the width, can be read from top to bottom; it is left as can be read. */
  private fitsUpright(nodes: readonly ElementDefinition[], edges: readonly ElementDefinition[]): boolean {
    this.layOut(nodes, edges, true);
    const isWhole = this.home();
    if (!isWhole) {
      this.layOut(nodes, edges, false);
      this.home();
    }
    return isWhole;
  }

  /** Whether the resource is in the picture, on its own or in a folded tenant. */
  public has(row: number): boolean {
    return this.drawn.has(row);
  }

  /** Marks the resource, and what it is tied to; nothing when there is none. */
  public mark(row: number | undefined): void {
    this.cy.elements().removeClass("chosen faded");
    const node = row === undefined ? undefined : this.cy.getElementById(`n${row}`);
    if (node === undefined || node.empty()) {
      return;
    }
    node.addClass("chosen");
    node.connectedEdges().not(".unseen").addClass("chosen");
    this.cy.elements("node:childless, edge").not(node.closedNeighborhood()).addClass("faded");
    this.show(node);
  }

  /**
   * Marks the resources and the edges between them, and shows all of them, or the last one where the whole would be too small.
   *
   * @returns whether the whole can be read
   */
  public markPath(rows: readonly number[]): boolean {
    this.cy.elements().removeClass("chosen faded");
    const nodes = this.cy.nodes().filter((node) => rows.includes(node.data("row")));
    if (nodes.empty()) {
      return true;
    }
    const path = nodes.union(nodes.edgesWith(nodes));
    path.addClass("chosen");
    this.cy.elements("node:childless, edge").not(path).addClass("faded");
    this.isMoved = true;
    const last = rows.at(-1);
    return (
      this.frame(path, path) ||
      this.frame(
        nodes.filter((node) => node.data("row") === last),
        path,
      )
    );
  }

  /**
   * The whole, or as much of the ways to the services as can be read: the rest by moving.
   *
   * @returns whether the way to the service that is hit worst is in the window, from the change on
   */
  public home(): boolean {
    this.isMoved = false;
    const all = this.cy.elements();
    const nodesOf = (rows: Iterable<number>): cytoscape.CollectionReturnValue =>
      [...rows].reduce((nodes, row) => nodes.union(this.cy.getElementById(`n${row}`)), this.cy.collection());
    for (const part of [all, nodesOf(this.onWay)]) {
      if (!part.empty() && this.frame(part, part)) {
        return true;
      }
    }
    // The worst way in the middle, with as much around it as can be read.
    const [way] = this.ways.map(nodesOf).filter((nodes) => !nodes.empty());
    const isWhole = way === undefined || this.frame(way, way);
    const shown = (isWhole ? way : way?.last()) ?? this.cy.nodes(".changed, .hit").first();
    this.cy.zoom(LEAST_LEGIBLE);
    this.cy.center(shown.empty() ? all : shown);
    return isWhole;
  }

  /** All of it, however small. */
  public fit(): void {
    this.isMoved = true;
    this.cy.fit(this.cy.elements(), MARGIN);
    if (this.cy.zoom() > LARGEST) {
      this.cy.zoom(LARGEST);
      this.cy.center();
    }
  }

  public zoomBy(factor: number): void {
    this.isMoved = true;
    this.cy.zoom({
      level: this.cy.zoom() * factor,
      renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 },
    });
  }

  /** Fingers scroll the page until the reader says that they move the picture. */
  public setMovable(isMovable: boolean): void {
    this.cy.userPanningEnabled(isMovable);
    this.cy.userZoomingEnabled(isMovable);
    this.container.classList.toggle("fixed", !isMovable);
  }

  /** Takes the colours of the style sheet again. */
  public restyle(): void {
    this.cy.style().fromJson(pictureStyle()).update();
  }

  /** Brings the part into the window, never too small to read; says whether the whole of what is meant is in it. */
  private frame(part: cytoscape.CollectionReturnValue, whole: cytoscape.CollectionReturnValue): boolean {
    this.cy.fit(part, MARGIN);
    const zoom = this.cy.zoom();
    const legible = Math.min(LARGEST, Math.max(LEAST_LEGIBLE, zoom));
    if (legible !== zoom) {
      this.cy.zoom(legible);
      this.cy.center(part);
    }
    return part === whole && zoom >= LEAST_LEGIBLE;
  }

  private show(node: cytoscape.CollectionReturnValue): void {
    const { x1, y1, x2, y2 } = this.cy.extent();
    const { x, y } = node.position();
    const isSeen = x > x1 && x < x2 && y > y1 && y < y2;
    if (!isSeen || this.cy.zoom() < LEAST_LEGIBLE) {
      this.isMoved = true;
      this.cy.zoom(Math.max(this.cy.zoom(), LEAST_LEGIBLE));
      this.cy.center(node);
    }
  }

  private layOut(nodes: readonly ElementDefinition[], edges: readonly ElementDefinition[], isUpright: boolean): void {
    this.cy.elements().remove();
    this.cy.add([...nodes, ...edges]);
    const drawn = nodes
      .filter(({ classes }) => classes !== "group")
      .map(({ data }) => ({ id: String(data.id), ...(data.parent === undefined ? {} : { parent: data.parent }) }));
    const links = edges.map(({ data }) => ({ source: String(data.source), target: String(data.target) }));
    const unseen = this.cy.add(
      foldingLinks(drawn, links, this.cy.width() < NARROW ? TALLEST_IN_NARROW : undefined).map((link, index) => ({
        data: { id: `unseen${index}`, weight: 1, ...link },
        classes: "unseen",
      })),
    );
    this.cy.edges().toggleClass("upright", isUpright);
    this.cy
      .layout({
        name: "dagre",
        rankDir: isUpright ? "TB" : "LR",
        nodeSep: 14,
        rankSep: isUpright ? 44 : 56,
        edgeWeight: (edge: cytoscape.EdgeSingular) => edge.data("weight"),
        ranker: drawn.length > MANY ? "longest-path" : "network-simplex",
        fit: false,
        animate: false,
      } as cytoscape.LayoutOptions)
      .run();
    unseen.remove();
  }
}

/** The ways to endpoints and clusters before those to tenants and tiers, for many of these have no place in the picture. */
function waysOf({ data: { blastRadius } }: Model): readonly (readonly number[])[] {
  const ways = blastRadius.hits.map(({ at, path, type }) => ({
    isConcrete: type === "endpoint" || type === "cluster",
    rows: [...new Set([...path.map((step) => step.at), at])].filter((place) => typeof place === "number"),
  }));
  return [...ways.filter(({ isConcrete }) => isConcrete), ...ways.filter(({ isConcrete }) => !isConcrete)].map(
    ({ rows }) => rows,
  );
}
