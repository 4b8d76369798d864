import type { BlastRadius, Named, ServiceType } from "../report";
import { CHANGE_ACTIONS, type ChangeAction, type Sides } from "../sides";
import { type Belongings, belongingsOf } from "./belongings";
import { radiusOf } from "./blast-radius";
import { dependenciesOf } from "./dependencies";
import type { DependencyGraph } from "./dependency-graph";
import { keyOfChange } from "./felt-changes";
import { named, servicesOf } from "./services";

/** A resource in the picture. */
export interface PictureNode extends Named {
  /** Short, and good in this picture alone: `n12`. */
  readonly id: string;

  /** Hit is what depends on something changed. */
  readonly state: "changed" | "hit" | "untouched";

  readonly action?: ChangeAction;
  readonly tenant?: string;
  readonly tier?: string;

  /** What people know it as: the workload of an endpoint, a cluster, the namespace of a tenant. */
  readonly service?: ServiceType;
}

/** That `from` depends on `to`. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly via: string;
}

/** The resources of both sides, and what depends on what, for the page to draw. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Behind one data source or group no more resources than these are drawn: edges stay as many as people can follow. */
const DRAWN_BEHIND = 24;

/** The graph of both sides. Data sources are left out: what depends on one is drawn with what that one leads to. */
export function pictureOf(sides: Sides, blastRadius: BlastRadius): Picture {
  return new PictureOfSides(sides, blastRadius).picture();
}

class PictureOfSides {
  private readonly nodes = new Map<string, PictureNode>();
  private readonly edges: PictureEdge[] = [];
  private readonly drawn = new Set<number>();
  private readonly actions = new Map<string, ChangeAction>();
  private readonly affected: ReadonlySet<string>;
  private readonly hit: ReadonlySet<string>;

  constructor(
    private readonly sides: Sides,
    { hits }: BlastRadius,
  ) {
    for (const change of sides.changes) {
      const key = keyOfChange(change);
      const other = this.actions.get(key) ?? change.action;
      const isWorse = CHANGE_ACTIONS.indexOf(change.action) <= CHANGE_ACTIONS.indexOf(other);
      this.actions.set(key, isWorse ? change.action : other);
    }
    this.affected = radiusOf(sides).affectedKeys;
    this.hit = new Set(hits.map(({ service }) => placeOf(service)));
  }

  public picture(): Picture {
    // What will be counts: it is drawn first, and what is only before is added to it.
    for (const estate of [this.sides.after, this.sides.before]) {
      const graph = dependenciesOf(estate);
      const services = new Map<string, ServiceType>();
      for (const service of servicesOf(estate)) {
        const place = placeOf(service);
        services.set(place, services.get(place) ?? service.type);
      }
      const belongings = belongingsOf(estate, undefined);
      for (let number = 0; number < graph.size; number += 1) {
        this.addNode(graph, number, services, belongings);
      }
      for (let number = 0; number < graph.size; number += 1) {
        this.addEdges(graph, number);
      }
    }
    return { nodes: [...this.nodes.values()], edges: this.edges };
  }

  private addNode(
    graph: DependencyGraph,
    number: number,
    services: ReadonlyMap<string, ServiceType>,
    belongings: Belongings,
  ): void {
    const [key, resource] = [graph.keyAt(number), graph.resourceAt(number)];
    if (resource === undefined || graph.isPassage(number) || this.nodes.has(key)) {
      return;
    }
    const place = named(resource);
    const [action, service] = [this.actions.get(key), services.get(placeOf(place))];
    const [tenant, tier] = [belongings.tenantOf(resource), belongings.tierOf(resource)];
    const isHit = this.affected.has(key) || this.hit.has(placeOf(place));
    this.nodes.set(key, {
      id: `n${this.nodes.size}`,
      ...place,
      state: action !== undefined ? "changed" : isHit ? "hit" : "untouched",
      ...(action === undefined ? {} : { action }),
      ...(tenant === undefined ? {} : { tenant }),
      ...(tier === undefined ? {} : { tier }),
      ...(service === undefined ? {} : { service }),
    });
  }

  private addEdges(graph: DependencyGraph, number: number): void {
    const from = this.nodes.get(graph.keyAt(number));
    if (from === undefined || graph.isPassage(number)) {
      return;
    }
    for (const { to, via } of graph.edgesFrom(number)) {
      for (const end of graph.isPassage(to) ? behind(graph, to) : [to]) {
        const other = this.nodes.get(graph.keyAt(end));
        const ends = numberIn(from) * 2 ** 26 + (other === undefined ? 0 : numberIn(other));
        if (other !== undefined && other !== from && !this.drawn.has(ends)) {
          this.drawn.add(ends);
          this.edges.push({ from: from.id, to: other.id, via });
        }
      }
    }
  }
}

/** 12 of `n12`. */
function numberIn({ id }: PictureNode): number {
  return Number(id.slice(1));
}

/** The resources that passages lead to. */
function behind(graph: DependencyGraph, passage: number): readonly number[] {
  const passages = new Set([passage]);
  const found = new Set<number>();
  for (const one of passages) {
    for (const { to } of graph.edgesFrom(one)) {
      if (found.size >= DRAWN_BEHIND || passages.size > DRAWN_BEHIND) {
        return [...found];
      }
      (graph.isPassage(to) ? passages : found).add(to);
    }
  }
  return [...found];
}

function placeOf({ resource, root, namespace = "" }: Named): string {
  return `${root}\u0000${resource}\u0000${namespace}`;
}
