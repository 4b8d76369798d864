import type { Picture, PictureNode } from "../graph/picture";
import type { Named } from "../report";
import { CHANGE_ACTIONS, type ResourceChange } from "../sides";
import { NODE_STATES, type PageNames, type PageNodes, type Place, SERVICE_TYPES } from "./page-data";

/** Names by number, each once. */
class Interned {
  public readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  public of(name: string | undefined): number {
    if (name === undefined || name === "") {
      return -1;
    }
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.numbers.set(name, number);
    }
    return number;
  }
}

/** Writes the picture in columns, and knows in which row each resource is. */
export class NodeTable {
  private readonly roots = new Interned();
  private readonly kinds = new Interned();
  private readonly tenants = new Interned();
  private readonly tiers = new Interned();
  private readonly vias = new Interned();
  private readonly rows: PictureNode[] = [];
  private readonly byId = new Map<string, number>();
  private readonly byName = new Map<string, number>();
  private readonly edges: number[] = [];

  constructor(picture: Picture) {
    for (const node of picture.nodes) {
      this.byId.set(node.id, this.add(node));
    }
    for (const { from, to, via } of picture.edges) {
      const [dependent, dependency] = [this.byId.get(from), this.byId.get(to)];
      if (dependent !== undefined && dependency !== undefined && dependent !== dependency) {
        this.edges.push(dependent, dependency, this.vias.of(via));
      }
    }
  }

  /** Every changed resource has a row, also one that the picture does not know. */
  public addChange({ root, address, kind, action }: ResourceChange): void {
    if (!this.byName.has(nameKey(root, address, kind))) {
      this.add({ id: "", resource: address, root, kind, state: "changed", action });
    }
  }

  /** Where the page finds the resource. */
  public place({ resource, root, kind }: Named): Place {
    return this.byName.get(nameKey(root, resource, kind)) ?? [resource, root, kind];
  }

  public written(): { readonly nodes: PageNodes; readonly names: PageNames; readonly edges: readonly number[] } {
    const nodes: PageNodes = {
      resource: this.rows.map(({ resource }) => resource),
      root: this.rows.map(({ root }) => this.roots.of(root)),
      kind: this.rows.map(({ kind }) => this.kinds.of(kind)),
      state: this.rows.map(({ state }) => NODE_STATES.indexOf(state)),
      action: this.rows.map(({ action }) => (action === undefined ? -1 : CHANGE_ACTIONS.indexOf(action))),
      tenant: this.rows.map(({ tenant }) => this.tenants.of(tenant)),
      tier: this.rows.map(({ tier }) => this.tiers.of(tier)),
      service: this.rows.map(({ service }) => (service === undefined ? -1 : SERVICE_TYPES.indexOf(service))),
    };
    const names: PageNames = {
      roots: this.roots.names,
      kinds: this.kinds.names,
      tenants: this.tenants.names,
      tiers: this.tiers.names,
      vias: this.vias.names,
    };
    return { nodes, names, edges: this.edges };
  }

  private add(node: PictureNode): number {
    const row = this.rows.push(node) - 1;
    const key = nameKey(node.root, node.resource, node.kind);
    // Objects of one name in several namespaces: the report names them alike, and the first one stands for all.
    if (!this.byName.has(key)) {
      this.byName.set(key, row);
    }
    return row;
  }
}

function nameKey(root: string, resource: string, kind: string): string {
  return `${root}\u0000${resource}\u0000${kind}`;
}
