import { Estate } from "../../estate/estate";
import type { Resource } from "../../estate/resource";
import { dependenciesOf } from "../graph/dependencies";
import type { Named } from "../report";
import { addressKey, type Sides } from "../sides";
import type { Drifted } from "./plan-drift";

/** What lies further away has another cause, or none that anybody would see. */
const FURTHEST = 3;

/** More that are equally near are not told apart. */
const MOST = 24;

/** Judging all anew takes its time: it is done so often at most. */
const MOST_ROUNDS = 6;

type Place = Pick<Named, "root" | "resource">;

/** Something that is seen after the drift and was not before it. */
export interface Observation {
  /** Where it is seen, the likeliest first. */
  readonly places: readonly Place[];

  /** Whether it is still seen in the sides. */
  readonly remains: (sides: Sides) => boolean;
}

/**
 * Tells which drift caused what is seen at a resource: that of the resource itself or of what it depends on or depends on it,
 * else that of the nearest ones by dependency. Where several may have, each is taken back to see whether it goes.
 */
export class Causes {
  private near: ReadonlyMap<string, ReadonlySet<Drifted>> | undefined;
  private readonly own: ReadonlyMap<string, Drifted>;

  constructor(
    private readonly sides: Sides,
    private readonly drifted: readonly Drifted[],
  ) {
    this.own = new Map(drifted.map((each) => [addressKey(each.root, each.address), each]));
  }

  /** What caused each of them; none of the lists is empty while anything drifted. */
  public of(observations: readonly Observation[]): readonly (readonly Drifted[])[] {
    const candidates = observations.map(({ places }) => this.candidates(places));
    const rounds = roundsOf(candidates.filter(isAmbiguous));
    const causes = observations.map((): Drifted[] => []);
    for (const round of rounds.slice(0, MOST_ROUNDS)) {
      const sides = this.without(round);
      for (const [index, { remains }] of observations.entries()) {
        const of = candidates[index] ?? [];
        const taken = isAmbiguous(of) ? of.find((each) => round.has(each)) : undefined;
        if (taken !== undefined && !remains(sides)) {
          causes[index]?.push(taken);
        }
      }
    }
    return causes.map((found, index) => (found.length > 0 ? found : (candidates[index] ?? [])));
  }

  private candidates(places: readonly Place[]): readonly Drifted[] {
    for (const { root, resource } of places) {
      const own = this.own.get(addressKey(root, resource));
      if (own !== undefined && isTelling(own)) {
        // What is seen at a resource may also come of what belongs to it.
        const beside = this.neighboursOf(addressKey(root, resource)).flatMap((key) => this.own.get(key) ?? []);
        const all = new Set([own, ...beside.filter(isTelling)]);
        return all.size > MOST ? [own] : [...all];
      }
    }
    this.near ??= this.nearest();
    for (const { root, resource } of places) {
      const near = this.near.get(addressKey(root, resource));
      if (near !== undefined) {
        return [...near];
      }
    }
    const roots = new Set(places.map(({ root }) => root));
    const told = this.drifted.filter(isTelling);
    const ofRoots = told.filter(({ root }) => roots.has(root));
    // Nothing is near: it must not be dropped, nor be told a thousand times.
    return (ofRoots.length > 0 ? ofRoots : told.length > 0 ? told : this.drifted).slice(0, MOST);
  }

  /** The sides, as if these had not drifted. */
  private without(taken: ReadonlySet<Drifted>): Sides {
    const { before, after, changes } = this.sides;
    const keys = new Set([...taken].map(({ root, address }) => addressKey(root, address)));
    const isTaken = ({ root, address }: Pick<Resource, "root" | "address">): boolean =>
      keys.has(addressKey(root, address));
    const resources = [
      ...after.resources.filter((resource) => !isTaken(resource)),
      ...before.resources.filter((resource) => isTaken(resource)),
    ];
    return {
      ...this.sides,
      after: new Estate(resources, after.roots),
      changes: changes.filter((change) => !isTaken(change)),
    };
  }

  /** What depends on it, and what it depends on, on either side. */
  private neighboursOf(key: string): readonly string[] {
    return [this.sides.before, this.sides.after]
      .map(dependenciesOf)
      .flatMap((graph) => [...graph.dependenciesOf(key), ...graph.dependentsOf(key)])
      .map((neighbour) => neighbour.key);
  }

  /** From all that drifted at once along dependencies, in both directions: each resource with those that are nearest to it. */
  private nearest(): ReadonlyMap<string, ReadonlySet<Drifted>> {
    const near = new Map<string, Set<Drifted>>();
    for (const each of this.drifted.filter(isTelling)) {
      near.set(addressKey(each.root, each.address), new Set([each]));
    }
    let frontier: readonly string[] = [...near.keys()];
    for (let distance = 0; distance < FURTHEST && frontier.length > 0; distance += 1) {
      const next = new Map<string, Set<Drifted>>();
      for (const key of frontier) {
        for (const neighbour of this.neighboursOf(key)) {
          if (!near.has(neighbour)) {
            const sources = next.get(neighbour) ?? new Set();
            next.set(neighbour, sources);
            addUpTo(sources, near.get(key) ?? [], MOST);
          }
        }
      }
      for (const [key, sources] of next) {
        near.set(key, sources);
      }
      frontier = [...next.keys()];
    }
    return near;
  }
}

/**
 * Sets of drift that are taken back together: no two of one set may have caused the same, so that what goes tells which one
 * it was.
 */
function roundsOf(ambiguous: readonly (readonly Drifted[])[]): readonly ReadonlySet<Drifted>[] {
  const conflicts = new Map<Drifted, Set<Drifted>>();
  for (const candidates of ambiguous) {
    for (const candidate of candidates) {
      const others = conflicts.get(candidate) ?? new Set();
      conflicts.set(candidate, others);
      addUpTo(others, candidates, Number.POSITIVE_INFINITY);
    }
  }
  const rounds: Set<Drifted>[] = [];
  for (const [candidate, others] of conflicts) {
    const free = rounds.find((round) => [...others].every((other) => !round.has(other)));
    if (free === undefined) {
      rounds.push(new Set([candidate]));
    } else {
      free.add(candidate);
    }
  }
  return rounds;
}

/** Whether anything can come of it. */
function isTelling({ action, differences }: Drifted): boolean {
  return action !== "update" || differences.length > 0;
}

/** Whether several may have, and few enough to be told apart. */
function isAmbiguous(candidates: readonly Drifted[]): boolean {
  return candidates.length > 1 && candidates.length <= MOST;
}

function addUpTo(set: Set<Drifted>, more: Iterable<Drifted>, most: number): void {
  for (const each of more) {
    if (set.size > most) {
      return;
    }
    set.add(each);
  }
}
