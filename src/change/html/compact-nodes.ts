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

  /** Rows of Terraform resources: nothing else in their root has their address. */
  private readonly byAddress = new Map<string, number>();

  /** Rows that differ in nothing but their namespace. */
  private readonly byLook = new Map<string, number[]>();
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
  public addChange(change: ResourceChange): void {
    const named = namedOf(change);
    if (!this.byName.has(nameKey(named))) {
      this.add({ id: "", ...named, state: "changed", action: change.action });
    }
  }

  /** Where the page finds the resource. */
  public place(named: Named): Place {
    const { resource, root, kind, namespace } = named;
    // A lifted manifest is its Terraform resource, which is of another kind and has no namespace; who says none means whichever
    // there is.
    const row =
      this.byName.get(nameKey(named)) ??
      this.byAddress.get(addressKey(named)) ??
      (namespace === undefined ? this.firstOf(named) : undefined);
    return row ?? [namespace === undefined ? resource : inNamespace(resource, namespace), root, kind];
  }

  /** ` in n2`, where objects of one name are in several namespaces; otherwise nothing. */
  public whereOf(named: Named): string {
    const { namespace } = named;
    return namespace !== undefined && this.isAmbiguous(named) ? inNamespace("", namespace) : "";
  }

  public written(): { readonly nodes: PageNodes; readonly names: PageNames; readonly edges: readonly number[] } {
    const nodes: PageNodes = {
      resource: this.rows.map((row) => `${row.resource}${this.whereOf(row)}`),
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
    const key = nameKey(node);
    if (!this.byName.has(key)) {
      this.byName.set(key, row);
      if (isTerraform(node) && !this.byAddress.has(addressKey(node))) {
        this.byAddress.set(addressKey(node), row);
      }
      const alike = withoutNamespace(node);
      const others = this.byLook.get(alike);
      others === undefined ? this.byLook.set(alike, [row]) : others.push(row);
    }
    return row;
  }

  private isAmbiguous(named: Named): boolean {
    return (this.byLook.get(withoutNamespace(named))?.length ?? 0) > 1;
  }

  private firstOf(named: Named): number | undefined {
    return this.byLook.get(withoutNamespace(named))?.[0];
  }
}

/** How reports name what changes: its namespace is that of the object. */
export function namedOf({
  root,
  address: resource,
  kind,
  before,
  after,
}: Pick<ResourceChange, "root" | "address" | "kind" | "before" | "after">): Named {
  const namespace = (after ?? before)?.namespace;
  return { resource, root, kind, ...(namespace === undefined ? {} : { namespace }) };
}

function inNamespace(resource: string, namespace: string): string {
  return `${resource} in ${namespace}`;
}

function nameKey(named: Named): string {
  return `${withoutNamespace(named)}\u0000${named.namespace ?? ""}`;
}

/** Kinds of Kubernetes are written with their group. */
function isTerraform({ kind, namespace }: Named): boolean {
  return namespace === undefined && !kind.includes(" ");
}

function addressKey({ root, resource }: Named): string {
  return `${root}\u0000${resource}`;
}

function withoutNamespace({ root, resource, kind }: Named): string {
  return `${root}\u0000${resource}\u0000${kind}`;
}
