import type { DependencyGraph, Edge } from "./dependency-graph";

/** How far everything is from the nearest of some sources, along what depends on them. */
export interface Walk {
  /** Steps from the nearest source: 0 for itself, -1 for what none of them reaches. Passages are no steps. */
  readonly distances: Int32Array;

  /** The edge that each was reached by; undefined for sources and for what was not reached. */
  readonly reachedBy: readonly (Edge | undefined)[];
}

/** A node on a path, and how it depends on the one before it. */
export interface PathStep {
  readonly number: number;
  readonly via: string;
}

/**
 * Walks from the sources to all that depends on them, breadth first. A setting passes on what becomes of itself, and not what
 * becomes of what it depends on.
 */
export function walkFrom(graph: DependencyGraph, sources: readonly number[]): Walk {
  const distances = new Int32Array(graph.size).fill(-1);
  const reachedBy: (Edge | undefined)[] = new Array(graph.size);
  let level: number[] = [];
  for (const source of sources) {
    if (distances[source] === -1) {
      distances[source] = 0;
      level.push(source);
    }
  }
  for (let distance = 0; level.length > 0; distance += 1) {
    const next: number[] = [];
    // Passages join the level that they are found in: it grows while it is walked.
    for (const number of level) {
      for (const edge of graph.edgesTo(number)) {
        if (distances[edge.from] !== -1 || (edge.isSetting && distance > 0)) {
          continue;
        }
        const isPassage = graph.isPassage(edge.from);
        distances[edge.from] = isPassage ? distance : distance + 1;
        reachedBy[edge.from] = edge;
        (isPassage ? level : next).push(edge.from);
      }
    }
    level = next;
  }
  return { distances, reachedBy };
}

/** The way from a source to the node. Passages are left out: how a step depends is what it says itself, else what they say. */
export function pathTo(graph: DependencyGraph, { reachedBy }: Walk, end: number): readonly PathStep[] {
  const path: PathStep[] = [];
  let number = end;
  for (let edge = reachedBy[number]; edge !== undefined; edge = reachedBy[number]) {
    let { to, via } = edge;
    for (let on = reachedBy[to]; graph.isPassage(to) && on !== undefined; on = reachedBy[to]) {
      to = on.to;
      via = via === "" ? on.via : via;
    }
    path.push({ number, via });
    number = to;
  }
  path.push({ number, via: "" });
  return path.reverse();
}
