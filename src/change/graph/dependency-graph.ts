import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import type { Resource } from "../../estate/resource";
import { keyOf } from "../sides";

/** One resource as another sees it that depends on it, or that it depends on. */
export interface Dependency {
  /** Key of the other resource: see `keyOf`. */
  readonly key: string;

  /** How the one depends on the other: `reference vpc_id`, `ServiceAccount of its pods`. */
  readonly via: string;

  /**
   * Whether what is depended on is a setting of the other: its own change is a change of the whole. What the setting itself
   * depends on does not pass through it: a rule that names a peer does not make its group depend on the peer.
   */
  readonly isSetting: boolean;
}

/** A dependency between nodes, by their numbers. */
export interface Edge {
  /** The one that depends. */
  readonly from: number;

  /** What it depends on. */
  readonly to: number;

  readonly via: string;
  readonly isSetting: boolean;

  /** Whether it depends in so far as it may use it: a policy on what it names. */
  readonly isGrant: boolean;
}

/** A node: a resource, or something that only leads on. */
interface Node {
  readonly key: string;
  readonly resource: Resource;
  readonly isPassage: boolean;
}

/**
 * What depends on what in an estate. A lifted manifest is one node with its Terraform resource. Data sources, and groups that stand
 * for many edges, are passages: they lead on, and are no step of a path.
 */
export class DependencyGraph {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    private readonly nodes: readonly Node[],
    private readonly outgoing: readonly (readonly Edge[])[],
    private readonly incoming: readonly (readonly Edge[])[],
    private readonly byResource: ReadonlyMap<Resource, number>,
  ) {
    this.numbers = new Map(nodes.map(({ key }, number) => [key, number]));
  }

  /** How many nodes there are, passages included; they are numbered from 0. */
  public get size(): number {
    return this.nodes.length;
  }

  /** Keys of all resources, data sources included. */
  public keys(): readonly string[] {
    return this.nodes.flatMap(({ key }) => (isGroup(key) ? [] : [key]));
  }

  public numberOf(key: string): number | undefined {
    return this.numbers.get(key);
  }

  /** Number of the node that the resource is, or is lifted from. */
  public numberOfResource(resource: Resource): number | undefined {
    return this.byResource.get(resource);
  }

  public keyAt(number: number): string {
    return this.nodes[number]?.key ?? "";
  }

  public resourceAt(number: number): Resource | undefined {
    return this.nodes[number]?.resource;
  }

  /** Whether the node is a data source or a group: no step of a path. */
  public isPassage(number: number): boolean {
    return this.nodes[number]?.isPassage === true;
  }

  /** Whether the node stands for no resource at all, and only for many edges. */
  public isGroup(number: number): boolean {
    return isGroup(this.keyAt(number));
  }

  public edgesFrom(number: number): readonly Edge[] {
    return this.outgoing[number] ?? [];
  }

  public edgesTo(number: number): readonly Edge[] {
    return this.incoming[number] ?? [];
  }

  /** The same nodes by the same numbers, where nothing depends on what it merely may use. */
  public withoutGrants(): DependencyGraph {
    const isKept = ({ isGrant }: Edge): boolean => !isGrant;
    if (this.outgoing.every((edges) => edges.every(isKept))) {
      return this;
    }
    const kept = (lists: readonly (readonly Edge[])[]): readonly (readonly Edge[])[] =>
      lists.map((edges) => (edges.every(isKept) ? edges : edges.filter(isKept)));
    return new DependencyGraph(this.nodes, kept(this.outgoing), kept(this.incoming), this.byResource);
  }

  /** What the resource depends on, each once. Data sources are among it; groups are passed through. */
  public dependenciesOf(key: string): readonly Dependency[] {
    return this.neighbours(key, this.outgoing, ({ to }) => to);
  }

  /** What depends on the resource, each once. */
  public dependentsOf(key: string): readonly Dependency[] {
    return this.neighbours(key, this.incoming, ({ from }) => from);
  }

  private neighbours(
    key: string,
    lists: readonly (readonly Edge[])[],
    other: (edge: Edge) => number,
  ): readonly Dependency[] {
    const start = this.numbers.get(key);
    const found = new Map<number, Dependency>();
    // How the one depends is said by the edge that leads out of it; those from group to group say nothing.
    const groups = new Map<number, Edge | undefined>(start === undefined ? [] : [[start, undefined]]);
    for (const [number, into] of groups) {
      for (const edge of lists[number] ?? []) {
        const next = other(edge);
        const telling = edge.via === "" && into !== undefined ? into : edge;
        if (this.isGroup(next)) {
          groups.set(next, groups.get(next) ?? telling);
        } else if (next !== start && !found.has(next)) {
          found.set(next, { key: this.keyAt(next), via: telling.via, isSetting: edge.isSetting });
        }
      }
    }
    return [...found.values()];
  }
}

const GROUP = "\u0000group\u0000";

function isGroup(key: string): boolean {
  return key.startsWith(GROUP);
}

/** What is known of the two says more than that one refers to the other, and that more than the order in which they are made. */
function telling(via: string): number {
  return via === "" || via === "depends_on" ? 0 : via.startsWith("reference ") ? 1 : 2;
}

/** Gathers nodes and edges. What is gone is no node. */
export class GraphBuilder {
  private readonly nodes: Node[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly byResource = new Map<Resource, number>();
  private readonly edges: Edge[] = [];

  /** Edges by their ends, as one number. */
  private readonly known = new Map<number, number>();

  constructor(readonly estate: Estate) {
    for (const resource of estate.resources) {
      if (resource.mode !== "manifest" && !isGone(resource)) {
        this.byResource.set(resource, this.node(keyOf(resource), resource, resource.mode === "data"));
      }
    }
    for (const manifest of estate.resources) {
      if (manifest.mode === "manifest" && !isGone(manifest)) {
        const lifted = estate.at(manifest.root, manifest.address);
        const number = lifted === undefined ? undefined : this.byResource.get(lifted);
        this.byResource.set(manifest, number ?? this.node(keyOf(manifest), manifest, false));
      }
    }
  }

  /** Whether the resource stands for itself: a lifted manifest does not. */
  public isNode(resource: Resource): boolean {
    const number = this.byResource.get(resource);
    return number !== undefined && this.nodes[number]?.resource === resource;
  }

  /**
   * The resource depends on the other one. Of several ways the one that tells most is said; one that is no setting is enough, and
   * one that is no grant.
   */
  public add(from: Resource | number, to: Resource | number, via: string, isSetting = false, isGrant = false): void {
    const [start, end] = [this.numberOf(from), this.numberOf(to)];
    if (start === undefined || end === undefined || start === end) {
      return;
    }
    const ends = start * 2 ** 26 + end;
    const at = this.known.get(ends);
    const known = at === undefined ? undefined : this.edges[at];
    if (at === undefined || known === undefined) {
      this.known.set(ends, this.edges.push({ from: start, to: end, via, isSetting, isGrant }) - 1);
    } else if (telling(via) > telling(known.via) || (known.isSetting && !isSetting) || (known.isGrant && !isGrant)) {
      const said = telling(via) > telling(known.via) ? via : known.via;
      this.edges[at] = {
        from: start,
        to: end,
        via: said,
        isSetting: known.isSetting && isSetting,
        isGrant: known.isGrant && isGrant,
      };
    }
  }

  /**
   * A node that stands for many edges: hundreds that depend on the same hundreds are no product of both.
   *
   * @param fill is called for a new group, to connect it
   */
  public group(name: string, of: Resource, fill: (group: number) => void): number {
    const key = `${GROUP}${name}`;
    const known = this.byKey.get(key);
    if (known !== undefined) {
      return known;
    }
    const number = this.node(key, of, true);
    fill(number);
    return number;
  }

  /** All that is known to depend on something so far. */
  public pairs(): readonly (readonly [from: Resource, to: Resource])[] {
    return this.edges.flatMap(({ from, to }) => {
      const [start, end] = [this.nodes[from]?.resource, this.nodes[to]?.resource];
      return start === undefined || end === undefined ? [] : [[start, end] as const];
    });
  }

  public build(): DependencyGraph {
    const [outgoing, incoming] = [this.nodes.map((): Edge[] => []), this.nodes.map((): Edge[] => [])];
    for (const edge of this.edges) {
      outgoing[edge.from]?.push(edge);
      incoming[edge.to]?.push(edge);
    }
    return new DependencyGraph(this.nodes, outgoing, incoming, this.byResource);
  }

  private numberOf(end: Resource | number): number | undefined {
    return typeof end === "number" ? end : this.byResource.get(end);
  }

  private node(key: string, resource: Resource, isPassage: boolean): number {
    let number = this.byKey.get(key);
    if (number === undefined) {
      number = this.nodes.push({ key, resource, isPassage }) - 1;
      this.byKey.set(key, number);
    }
    return number;
  }
}
