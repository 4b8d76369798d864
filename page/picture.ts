import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import dagre from "cytoscape-dagre";
import { foldingLinks } from "./arrangement";
import type { Model } from "./model";
import { LABEL_FONT, pictureStyle } from "./picture-style";
import { ACTION_SIGNS, count, lastName, shortened, shortKind, withoutHash } from "./words";

cytoscape.use(dagre);

const LONGEST_LABEL = 26;

/** More nodes than this get the fast ranking: the exact one takes seconds. */
const MANY = 60;

/** Pixels of a canvas that shows no whole graph legibly, and the zoom that people can read. */
const NARROW = 520;
const LEAST_LEGIBLE = 0.55;

/** What happens when somebody points at something in the picture. */
export interface PictureEvents {
  readonly onResource: (row: number) => void;
  readonly onTenant: (tenant: number) => void;
}

/**
 * The dependency graph on its canvas. A change travels along the arrows. The container has to be on the page: the library
 * listens to whatever scrolls around it, and looks for that once.
 */
export class PictureView {
  private readonly cy: Core;
  private drawn: ReadonlySet<number> = new Set();
  private isMoved = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly model: Model,
    events: PictureEvents,
  ) {
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
      const { row, tenant } = target.data();
      if (row !== undefined) {
        events.onResource(row);
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
        this.fit();
      }
    }).observe(this.container);
  }

  /** Draws the rows; members of folded tenants as one node. */
  public draw(rows: readonly number[], folded: ReadonlySet<number>): void {
    const { nodes: columns, names } = this.model.data;
    this.drawn = new Set(rows);
    const groups = new Map<number, number[]>();
    for (const row of rows) {
      const tenant = columns.tenant[row] ?? -1;
      if (tenant >= 0) {
        groups.set(tenant, [...(groups.get(tenant) ?? []), row]);
      }
    }
    const idOf = (row: number): string => {
      const tenant = columns.tenant[row] ?? -1;
      return folded.has(tenant) ? `t${tenant}` : `n${row}`;
    };
    const nodes: ElementDefinition[] = [...groups].map(([tenant, members]) =>
      folded.has(tenant)
        ? this.foldedNode(tenant, members)
        : {
            data: {
              id: `t${tenant}`,
              tenant,
              label: `tenant ${shortened(names.tenants[tenant] ?? "", LONGEST_LABEL)}`,
            },
            classes: "group",
          },
    );
    for (const row of rows) {
      if (idOf(row) === `n${row}`) {
        nodes.push(this.node(row));
      }
    }
    const edges = this.edges(rows, idOf);
    this.cy.resize();
    this.cy.elements().remove();
    this.cy.add([...nodes, ...edges]);
    this.layOut(nodes, edges);
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

  /** Marks the resources and the edges between them. */
  public markPath(rows: readonly number[]): void {
    this.cy.elements().removeClass("chosen faded");
    const nodes = this.cy.nodes().filter((node) => rows.includes(node.data("row")));
    if (nodes.empty()) {
      return;
    }
    const path = nodes.union(nodes.edgesWith(nodes));
    path.addClass("chosen");
    this.cy.elements("node:childless, edge").not(path).addClass("faded");
    this.cy.fit(path, 60);
    this.isMoved = true;
    if (this.cy.zoom() > 1.2) {
      this.cy.zoom(1.2);
      this.cy.center(path);
    }
  }

  public fit(): void {
    this.isMoved = false;
    this.cy.fit(this.cy.elements(), 24);
    // A handful of nodes need not fill the window.
    if (this.cy.zoom() > 1.15) {
      this.cy.zoom(1.15);
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

  /** On a small screen the whole would be too small to read: what changes is shown, and the rest by moving. */
  private enlarge(): void {
    const changed = this.cy.nodes(".changed");
    if (this.cy.width() < NARROW && this.cy.zoom() < LEAST_LEGIBLE && !changed.empty()) {
      this.cy.zoom(LEAST_LEGIBLE);
      this.cy.center(changed.first().closedNeighborhood());
      this.isMoved = true;
    }
  }

  private show(node: cytoscape.CollectionReturnValue): void {
    const { x1, y1, x2, y2 } = this.cy.extent();
    const { x, y } = node.position();
    const isSeen = x > x1 && x < x2 && y > y1 && y < y2;
    if (!isSeen || this.cy.zoom() < 0.45) {
      this.isMoved = true;
      this.cy.zoom(Math.max(this.cy.zoom(), 0.8));
      this.cy.center(node);
    }
  }

  private node(row: number): ElementDefinition {
    const { model } = this;
    const [action, service] = [model.action(row), model.service(row)];
    const tenant = model.data.nodes.tenant[row] ?? -1;
    const name = shortened(withoutHash(lastName(model.name(row))), LONGEST_LABEL);
    const sign = action === undefined ? "" : `${ACTION_SIGNS[action]} `;
    const label = `${sign}${name}\n${service ?? shortened(shortKind(model.kind(row)), LONGEST_LABEL)}`;
    return {
      data: {
        id: `n${row}`,
        row,
        label,
        width: widthOf(label),
        ...(tenant < 0 ? {} : { parent: `t${tenant}` }),
      },
      classes: service === undefined ? model.state(row) : `${model.state(row)} service`,
    };
  }

  private foldedNode(tenant: number, members: readonly number[]): ElementDefinition {
    const states = members.map((row) => this.model.state(row));
    const amount = (state: string): number => states.filter((each) => each === state).length;
    const [changed, hit] = [amount("changed"), amount("hit")];
    const name = shortened(this.model.data.names.tenants[tenant] ?? "", LONGEST_LABEL);
    const state = changed > 0 ? "changed" : hit > 0 ? "hit" : "untouched";
    const label = `tenant ${name}\n${count(members.length, "resource")}: ${changed} changed, ${hit} hit`;
    return {
      data: { id: `t${tenant}`, tenant, label, width: widthOf(label) },
      classes: `folded ${state}`,
    };
  }

  /** From what is depended on to who depends: the way that a change takes. */
  private edges(rows: readonly number[], idOf: (row: number) => string): readonly ElementDefinition[] {
    const seen = new Map<string, ElementDefinition>();
    for (const row of rows) {
      for (const { row: dependency, via } of this.model.dependencies(row)) {
        const [source, target] = [idOf(dependency), idOf(row)];
        const id = `${source}>${target}`;
        if (!this.drawn.has(dependency) || source === target || seen.has(id)) {
          continue;
        }
        const carries = this.model.state(dependency) !== "untouched" && this.model.state(row) !== "untouched";
        seen.set(id, {
          data: { id, source, target, via: shortened(via, LONGEST_LABEL) },
          classes: carries ? "carries" : "",
        });
      }
    }
    return [...seen.values()];
  }

  private layOut(nodes: readonly ElementDefinition[], edges: readonly ElementDefinition[]): void {
    const drawn = nodes
      .filter(({ classes }) => classes !== "group")
      .map(({ data }) => ({ id: String(data.id), ...(data.parent === undefined ? {} : { parent: data.parent }) }));
    const links = edges.map(({ data }) => ({ source: String(data.source), target: String(data.target) }));
    const unseen = this.cy.add(
      foldingLinks(drawn, links).map((link, index) => ({ data: { id: `unseen${index}`, ...link }, classes: "unseen" })),
    );
    this.cy
      .layout({
        name: "dagre",
        rankDir: "LR",
        nodeSep: 14,
        rankSep: 56,
        ranker: drawn.length > MANY ? "longest-path" : "network-simplex",
        fit: false,
        animate: false,
      } as cytoscape.LayoutOptions)
      .run();
    unseen.remove();
    this.fit();
    this.enlarge();
  }
}

const pen = document.createElement("canvas").getContext("2d");

/** Width of a box around the label; sloping sides need room. */
function widthOf(label: string): number {
  if (pen === null) {
    return 160;
  }
  pen.font = `bold ${LABEL_FONT}`;
  return Math.ceil(Math.max(...label.split("\n").map((line) => pen.measureText(line).width))) + 34;
}
