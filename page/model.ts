import {
  NODE_STATES,
  type NodeState,
  type PageChange,
  type PageData,
  type PageReach,
  type Place,
  SERVICE_TYPES,
} from "../src/change/html/page-data";
import type { ServiceType } from "../src/change/report";
import type { ChangeAction } from "../src/change/sides";

/** One end of a dependency, and what it is by. */
export interface Neighbour {
  readonly row: number;
  readonly via: string;
}

/** What the report says about a resource, and where. */
export interface Mention {
  readonly section: string;
  readonly text: string;
}

/** No panel shows more. */
const MOST_MENTIONS = 100;

const FAR = 0x7fffffff;

/** The data of the page with what is asked of it all the time: neighbours, order, distance. */
export class Model {
  public readonly size: number;

  /** Rows as lists show them: changed ones by action, then services and what is near a change, then the rest. */
  public readonly order: readonly number[];

  /** Steps from the nearest changed resource to the one in this row, along what depends on it. */
  public readonly distance: Int32Array;

  private readonly dependentsOf: Adjacency;
  private readonly dependenciesOf: Adjacency;
  private readonly changes = new Map<number, PageChange>();
  private readonly drifts = new Map<number, PageChange>();
  private readonly mentioned = new Map<number, Mention[]>();
  private readonly texts: (string | undefined)[] = [];

  constructor(public readonly data: PageData) {
    this.size = data.nodes.resource.length;
    this.dependentsOf = new Adjacency(this.size, data.edges, 1, 0);
    this.dependenciesOf = new Adjacency(this.size, data.edges, 0, 1);
    this.distance = this.distances();
    this.order = this.ordered();
    note(this.changes, data.changes);
    note(this.drifts, data.drift);
    this.collectMentions();
  }

  public name(at: Place): string {
    const name = typeof at === "number" ? this.data.nodes.resource[at] : at[0];
    return name === undefined || name === "" ? "(no name)" : name;
  }

  public root(at: Place): string {
    return typeof at === "number" ? named(this.data.names.roots, this.data.nodes.root[at]) : at[1];
  }

  public kind(at: Place): string {
    return typeof at === "number" ? named(this.data.names.kinds, this.data.nodes.kind[at]) : at[2];
  }

  public tenant(row: number): string {
    return named(this.data.names.tenants, this.data.nodes.tenant[row]);
  }

  public tier(row: number): string {
    return named(this.data.names.tiers, this.data.nodes.tier[row]);
  }

  public state(row: number): NodeState {
    return NODE_STATES[this.data.nodes.state[row] ?? 2] ?? "untouched";
  }

  public action(row: number): ChangeAction | undefined {
    return this.data.actions[this.data.nodes.action[row] ?? -1];
  }

  public service(row: number): ServiceType | undefined {
    return SERVICE_TYPES[this.data.nodes.service[row] ?? -1];
  }

  public change(row: number): PageChange | undefined {
    return this.changes.get(row);
  }

  public drift(row: number): PageChange | undefined {
    return this.drifts.get(row);
  }

  public mentions(row: number): readonly Mention[] {
    return this.mentioned.get(row) ?? [];
  }

  /** Resources that depend on this one. */
  public dependents(row: number): readonly Neighbour[] {
    return this.neighbours(this.dependentsOf, row);
  }

  /** Resources that this one depends on. */
  public dependencies(row: number): readonly Neighbour[] {
    return this.neighbours(this.dependenciesOf, row);
  }

  /** What a search looks at, in lower case. */
  public text(row: number): string {
    let text = this.texts[row];
    if (text === undefined) {
      text = [this.name(row), this.kind(row), this.root(row), this.tenant(row)].join(" ").toLowerCase();
      this.texts[row] = text;
    }
    return text;
  }

  private neighbours(adjacency: Adjacency, row: number): readonly Neighbour[] {
    return adjacency.of(row).map(([other, edge]) => ({
      row: other,
      via: named(this.data.names.vias, this.data.edges[edge + 2]),
    }));
  }

  private distances(): Int32Array {
    const distance = new Int32Array(this.size).fill(FAR);
    const queue: number[] = [];
    for (let row = 0; row < this.size; row += 1) {
      if (this.state(row) === "changed") {
        distance[row] = 0;
        queue.push(row);
      }
    }
    for (const row of queue) {
      for (const [dependent] of this.dependentsOf.of(row)) {
        if (distance[dependent] === FAR) {
          distance[dependent] = (distance[row] ?? 0) + 1;
          queue.push(dependent);
        }
      }
    }
    return distance;
  }

  private ordered(): readonly number[] {
    const { nodes } = this.data;
    const weights = Array.from({ length: this.size }, (_, row) => {
      const state = nodes.state[row] ?? 2;
      const action = state === 0 ? (nodes.action[row] ?? 9) : 0;
      const isService = (nodes.service[row] ?? -1) >= 0 && state !== 0;
      return [state, action, isService ? 0 : 1, state === 2 ? 0 : (this.distance[row] ?? FAR)] as const;
    });
    return Array.from({ length: this.size }, (_, row) => row).sort((one, other) => {
      const [a, b] = [weights[one] ?? [], weights[other] ?? []];
      for (let index = 0; index < a.length; index += 1) {
        const difference = (a[index] ?? 0) - (b[index] ?? 0);
        if (difference !== 0) {
          return difference;
        }
      }
      return one - other;
    });
  }

  private collectMentions(): void {
    const { blastRadius, exposure, permissions, dataLoss, findings, cost } = this.data;
    for (const hit of blastRadius.hits) {
      this.mention(hit.at, "blast-radius", `${hit.type} ${hit.name} ${hit.felt}`);
    }
    for (const [opens, reaches] of [
      [true, exposure.gained],
      [false, exposure.lost],
    ] as const) {
      for (const reach of reaches) {
        const text = reachMention(reach, opens);
        this.mention(reach.at, "exposure", text);
        if (reach.through !== reach.at) {
          this.mention(reach.through, "exposure", `${this.name(reach.at)}: ${text}`);
        }
      }
    }
    for (const { at, principal, gained, lost, trust } of permissions) {
      this.mention(at, "permissions", `${principal}: ${gained.length} gained, ${lost.length} lost`);
      const through = [...gained, ...lost, ...trust.gained, ...trust.lost].map((each) => each.through);
      for (const each of new Set(through)) {
        this.mention(each, "permissions", `changes what ${principal} may do`);
      }
    }
    for (const loss of dataLoss) {
      this.mention(loss.at, "data-loss", `${loss.lost}; ${loss.protection}`);
    }
    for (const [word, found] of [
      ["new", findings.added],
      ["fixed", findings.fixed],
      ["waived", findings.waived],
      ["undecided", findings.undecided],
    ] as const) {
      for (const finding of found) {
        this.mention(finding.at, "findings", `${word}: ${finding.title}`);
      }
    }
    for (const { at, reason } of cost.unpriced) {
      this.mention(at, "cost", `unpriced: ${reason}`);
    }
    for (const { at, basis } of cost.items) {
      this.mention(at, "cost", basis);
    }
  }

  private mention(at: Place, section: string, text: string): void {
    if (typeof at === "number") {
      const mentions = this.mentioned.get(at) ?? [];
      this.mentioned.set(at, mentions);
      // Two rules may open the same: it is told once.
      if (mentions.length < MOST_MENTIONS && !mentions.some((each) => each.section === section && each.text === text)) {
        mentions.push({ section, text });
      }
    }
  }
}

/** Neighbours of rows in two flat lists, for a hundred thousand small arrays are slow to make. */
class Adjacency {
  private readonly starts: Int32Array;
  private readonly others: Int32Array;
  private readonly edges: Int32Array;

  constructor(
    size: number,
    private readonly flat: readonly number[],
    own: 0 | 1,
    other: 0 | 1,
  ) {
    this.starts = new Int32Array(size + 1);
    for (let edge = 0; edge < flat.length; edge += 3) {
      const row = (flat[edge + own] ?? 0) + 1;
      this.starts[row] = (this.starts[row] ?? 0) + 1;
    }
    for (let row = 0; row < size; row += 1) {
      this.starts[row + 1] = (this.starts[row + 1] ?? 0) + (this.starts[row] ?? 0);
    }
    const next = this.starts.slice();
    this.others = new Int32Array(flat.length / 3);
    this.edges = new Int32Array(flat.length / 3);
    for (let edge = 0; edge < flat.length; edge += 3) {
      const row = flat[edge + own] ?? 0;
      const place = next[row] ?? 0;
      next[row] = place + 1;
      this.others[place] = this.flat[edge + other] ?? 0;
      this.edges[place] = edge;
    }
  }

  /** Rows, and the places of their edges in the list of edges. */
  public of(row: number): readonly (readonly [row: number, edge: number])[] {
    const found: [number, number][] = [];
    for (let place = this.starts[row] ?? 0; place < (this.starts[row + 1] ?? 0); place += 1) {
      found.push([this.others[place] ?? 0, this.edges[place] ?? 0]);
    }
    return found;
  }
}

function note(changes: Map<number, PageChange>, entries: readonly PageChange[]): void {
  for (const entry of entries) {
    if (typeof entry.at === "number" && !changes.has(entry.at)) {
      changes.set(entry.at, entry);
    }
  }
}

function named(names: readonly string[], index: number | undefined): string {
  return names[index ?? -1] ?? "";
}

/** What may be sent out is reached by nobody. */
function reachMention({ what, from }: PageReach, opens: boolean): string {
  if (what.startsWith("egress ")) {
    return `${what.slice("egress ".length)} ${opens ? "may now be sent" : "may no longer be sent"} to ${from}`;
  }
  return `${what} ${opens ? "becomes reachable" : "is no longer reachable"} from ${from}`;
}
