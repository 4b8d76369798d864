import type { TierName } from "../../estate/joins/tiers";
import type { BlastRadius, Hit, Service, ServiceType, Step } from "../report";
import { CHANGE_ACTIONS, type ChangeAction, type Sides } from "../sides";
import { dependenciesOf } from "./dependencies";
import type { DependencyGraph } from "./dependency-graph";
import { type FeltChange, feltChanges } from "./felt-changes";
import { AT_ONCE, eachReach } from "./reach";
import { clusterPartWords, named, type ServiceNode, servicesOf } from "./services";
import { pathTo, type Walk, walkFrom } from "./walk";

/** The blast radius, and what lies in it. */
export interface Radius extends BlastRadius {
  /** Keys of resources that depend on a changed one, themselves not changed. */
  readonly affectedKeys: ReadonlySet<string>;
}

/** One side of the change, as far as the radius asks. */
interface Side {
  readonly graph: DependencyGraph;

  /** The ways in which changes are felt on this side, each with who feels them so. */
  readonly feelings: readonly Feeling[];

  /** By their keys, which are the same on both sides. */
  readonly services: ReadonlyMap<string, SideService>;
}

/** What is felt along a graph, and by which nodes of services. */
interface Feeling {
  readonly graph: DependencyGraph;

  /** Numbers of nodes by the key of the service. */
  readonly members: ReadonlyMap<string, readonly number[]>;
}

/** A service of one side, and the numbers of all that belongs to it. */
interface SideService {
  readonly node: ServiceNode;
  readonly belongings: readonly number[];
}

/** What the changes are felt by: the services that depend on what is changed, each with the shortest path from the worst action. */
export function blastRadiusOf(sides: Sides): BlastRadius {
  const { hits, services, affected } = radiusOf(sides);
  return { hits, services, affected };
}

const known = new WeakMap<Sides, Radius>();

/** The blast radius with what lies in it. The picture asks again. */
export function radiusOf(sides: Sides): Radius {
  let radius = known.get(sides);
  if (radius === undefined) {
    radius = new RadiusOfSides(sides).radius();
    known.set(sides, radius);
  }
  return radius;
}

/** A walk on one side, and how bad what it starts from is. */
interface ActionWalk {
  readonly action: ChangeAction;
  readonly side: Side;
  readonly feeling: Feeling;
  readonly walk: Walk;
}

class RadiusOfSides {
  private readonly before: Side;
  private readonly after: Side;

  /** All services of both sides, as they will be where they will be. */
  private readonly services: readonly ServiceNode[];
  private readonly changes: readonly FeltChange[];
  private readonly changed: ReadonlySet<string>;

  constructor(sides: Sides) {
    this.before = sideOf(sides.before);
    this.after = sideOf(sides.after);
    const services = new Map([...this.before.services, ...this.after.services]);
    this.services = [...services.values()].map(({ node }) => node);
    const { felt, keys } = feltChanges(sides);
    this.changes = felt;
    this.changed = keys;
  }

  public radius(): Radius {
    const walks = CHANGE_ACTIONS.flatMap((action) => this.walksOf(action));
    const affectedKeys = this.affected(walks);
    const counts = this.countChanges();
    const creating = walks.filter(({ action }) => action === "create");
    const hits = this.services.flatMap((service, index): readonly Hit[] => {
      // What comes with the change was not there to be hit by anything else.
      const isNew = !this.before.services.has(service.key);
      const found = (isNew ? hitOf(service, creating) : undefined) ?? hitOf(service, walks);
      return found === undefined ? [] : [{ ...found, changes: counts[index] ?? 0 }];
    });
    return { hits: hits.sort(compareHits), services: this.countServices(), affected: affectedKeys.size, affectedKeys };
  }

  private walksOf(action: ChangeAction): readonly ActionWalk[] {
    const changes = this.changes.filter((change) => change.action === action);
    return [this.before, this.after].flatMap((side): readonly ActionWalk[] => {
      const sources = changes.flatMap((change) => this.numberOn(side, change) ?? []);
      return sources.length === 0
        ? []
        : side.feelings.map((feeling) => ({ action, side, feeling, walk: walkFrom(feeling.graph, sources) }));
    });
  }

  /** Number of what is changed, where the change is felt on that side. */
  private numberOn(side: Side, change: FeltChange): number | undefined {
    const isFelt = side === this.before ? change.isFeltBefore : change.isFeltAfter;
    return isFelt ? side.graph.numberOf(change.key) : undefined;
  }

  private affected(walks: readonly ActionWalk[]): ReadonlySet<string> {
    const affected = new Set<string>();
    for (const { side, walk } of walks.filter(({ side: { graph }, feeling }) => feeling.graph === graph)) {
      for (const [number, distance] of walk.distances.entries()) {
        if (distance > 0 && !side.graph.isPassage(number) && !this.changed.has(side.graph.keyAt(number))) {
          affected.add(side.graph.keyAt(number));
        }
      }
    }
    return affected;
  }

  /** How many changes reach each service. */
  private countChanges(): readonly number[] {
    const counts = new Array<number>(this.services.length).fill(0);
    const reached = new Map<FeltChange, Map<number, number>>();
    for (const side of [this.before, this.after]) {
      this.gather(side, reached);
    }
    for (const bits of reached.values()) {
      for (const [first, set] of bits) {
        for (let bit = 0; bit < AT_ONCE; bit += 1) {
          counts[first + bit] = (counts[first + bit] ?? 0) + ((set >>> bit) & 1);
        }
      }
    }
    return counts;
  }

  /** Adds which services each change reaches on the side, as bits by the first of 32 services. */
  private gather(side: Side, reached: Map<FeltChange, Map<number, number>>): void {
    const changes = new Map<number, FeltChange>();
    for (const change of this.changes) {
      const number = this.numberOn(side, change);
      if (number !== undefined) {
        changes.set(number, change);
      }
    }
    const add = (number: number, first: number, bits: number): void => {
      const change = changes.get(number);
      if (change !== undefined) {
        const known = reached.get(change) ?? new Map<number, number>();
        reached.set(change, known.set(first, (known.get(first) ?? 0) | bits));
      }
    };
    const sources = [...changes.keys()];
    for (const { graph, members } of sources.length > 0 ? side.feelings : []) {
      const targets = this.services.map(({ key }) => members.get(key) ?? []);
      eachReach(graph, sources, targets, add);
    }
    for (const [index, { key }] of changes.size > 0 ? this.services.entries() : []) {
      const members = side.feelings.map((feeling) => feeling.members.get(key) ?? []);
      for (const numbers of [...members, side.services.get(key)?.belongings ?? []]) {
        for (const number of numbers) {
          add(number, index - (index % AT_ONCE), 1 << (index % AT_ONCE));
        }
      }
    }
  }

  private countServices(): Readonly<Record<ServiceType, number>> {
    const counts = { endpoint: 0, cluster: 0, tenant: 0, tier: 0 };
    for (const { type } of this.services) {
      counts[type] += 1;
    }
    return counts;
  }
}

function sideOf(estate: Sides["before"]): Side {
  const graph = dependenciesOf(estate);
  const numbersOf = (keys: readonly string[]): readonly number[] => keys.flatMap((key) => graph.numberOf(key) ?? []);
  const nodes = servicesOf(estate);
  const services = new Map(nodes.map((node) => [node.key, { node, belongings: numbersOf(node.belongings) }]));
  const feelings = feelingsOf(graph, nodes).map((feeling) => ({
    graph: feeling.graph,
    members: new Map(nodes.map((node) => [node.key, numbersOf(feeling.membersOf(node))])),
  }));
  return { graph, feelings, services };
}

/**
 * Clusters feel less than others: a bucket that its nodes may read is felt by what runs on the nodes, and not by the cluster.
 * Whoever owns a cluster feels of it what it feels itself.
 */
function feelingsOf(
  graph: DependencyGraph,
  nodes: readonly ServiceNode[],
): readonly { readonly graph: DependencyGraph; readonly membersOf: (node: ServiceNode) => readonly string[] }[] {
  const ofClusters = new Set(nodes.flatMap(({ type, members }) => (type === "cluster" ? members : [])));
  const withoutGrants = ofClusters.size > 0 ? graph.withoutGrants() : graph;
  return withoutGrants === graph
    ? [{ graph, membersOf: ({ members }) => members }]
    : [
        { graph, membersOf: ({ members }) => members.filter((key) => !ofClusters.has(key)) },
        { graph: withoutGrants, membersOf: ({ members }) => members.filter((key) => ofClusters.has(key)) },
      ];
}

/** The worst action that reaches the service, and the shortest path of it; the walks are in the order of their actions. */
function hitOf(service: ServiceNode, walks: readonly ActionWalk[]): Omit<Hit, "changes"> | undefined {
  let nearest: { readonly by: ActionWalk; readonly end: number; readonly distance: number } | undefined;
  for (const by of walks) {
    if (nearest !== undefined && (nearest.by.action !== by.action || nearest.distance === 0)) {
      break;
    }
    for (const [ends, furthest] of [
      [by.feeling.members.get(service.key) ?? [], Number.POSITIVE_INFINITY],
      [by.side.services.get(service.key)?.belongings ?? [], 0],
    ] as const) {
      for (const end of ends) {
        const distance = by.walk.distances[end] ?? -1;
        if (distance >= 0 && distance <= furthest && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
          nearest = { by, end, distance };
        }
      }
    }
  }
  if (nearest === undefined) {
    return undefined;
  }
  const { by, end } = nearest;
  return { service: reported(service), action: by.action, path: [...stepsTo(by, end), ...lastStep(service, by, end)] };
}

/** From a part of a cluster to the cluster: the node group alone is not what people know by name. */
function lastStep(service: ServiceNode, { side: { graph } }: ActionWalk, end: number): readonly Step[] {
  const via = service.type === "cluster" ? clusterPartWords(graph.resourceAt(end)?.kind ?? "") : undefined;
  const { resource, root, kind } = service;
  return via === undefined ? [] : [{ resource, root, kind, via }];
}

function stepsTo({ side: { graph }, walk }: ActionWalk, end: number): readonly Step[] {
  return pathTo(graph, walk, end).flatMap(({ number, via }): readonly Step[] => {
    const resource = graph.resourceAt(number);
    return resource === undefined ? [] : [{ ...named(resource), via }];
  });
}

function reported({ key: _, members: __, belongings: ___, ...service }: ServiceNode): Service {
  return service;
}

const TIERS: readonly (TierName | undefined)[] = ["prod", undefined, "staging", "dev"];
const TYPES: readonly ServiceType[] = ["endpoint", "cluster", "tenant", "tier"];

/** What cannot be taken back first, then what customers depend on; a tier that is not known may be production. */
function compareHits(one: Hit, other: Hit): number {
  return (
    CHANGE_ACTIONS.indexOf(one.action) - CHANGE_ACTIONS.indexOf(other.action) ||
    TIERS.indexOf(one.service.tier) - TIERS.indexOf(other.service.tier) ||
    TYPES.indexOf(one.service.type) - TYPES.indexOf(other.service.type) ||
    compareText(one.service.name, other.service.name) ||
    compareText(one.service.root, other.service.root) ||
    compareText(one.service.resource, other.service.resource)
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
