import { idOfPeer, offerCovers, peerCovers } from "./covering";
import { PeerWays } from "./peer-ways";
import { prefixAt, type Range, rangeOf } from "./ranges";
import type { Peer, Way } from "./way";

/** Ways to one place, by whom they let in. */
class PlaceWays {
  private readonly groups = new Map<string, Map<string, PeerWays>>();
  private readonly ranges = new Map<string, Map<bigint, Map<string, PeerWays>>>();

  public add(way: Way): void {
    const group = this.groupOf(way.peer);
    const id = idOfPeer(way.peer);
    const same = group.get(id) ?? new PeerWays(way.peer);
    group.set(id, same);
    same.add(way);
  }

  /** Those whose peers cover this one. */
  public *covering(peer: Peer): Generator<PeerWays> {
    for (const group of this.candidates(peer)) {
      for (const same of group.values()) {
        if (peerCovers(same.peer, peer)) {
          yield same;
        }
      }
    }
  }

  private groupOf(peer: Peer): Map<string, PeerWays> {
    const range = peer.type === "range" ? rangeOf(peer.cidr) : undefined;
    if (range !== undefined) {
      const level = this.ranges.get(levelOf(range, range.length)) ?? new Map<bigint, Map<string, PeerWays>>();
      this.ranges.set(levelOf(range, range.length), level);
      return entry(level, range.prefix);
    }
    return entry(this.groups, groupName(peer));
  }

  private *candidates(peer: Peer): Generator<Map<string, PeerWays>> {
    for (const name of wideningGroups(peer)) {
      const group = this.groups.get(name);
      if (group !== undefined) {
        yield group;
      }
    }
    for (const range of rangesAround(peer)) {
      for (let length = 0; length <= range.length; length++) {
        const group = this.ranges.get(levelOf(range, length))?.get(prefixAt(range, length));
        if (group !== undefined) {
          yield group;
        }
      }
    }
  }
}

function entry<Key>(groups: Map<Key, Map<string, PeerWays>>, key: Key): Map<string, PeerWays> {
  const group = groups.get(key) ?? new Map<string, PeerWays>();
  groups.set(key, group);
  return group;
}

function levelOf({ width }: Range, length: number): string {
  return `${width}/${length}`;
}

const WHOLE: readonly Range[] = [
  { width: 32, length: 0, prefix: 0n },
  { width: 128, length: 0, prefix: 0n },
];

/** Ranges within which the peer may be: whoever has a name, or a network, or is not known, is within the whole internet alone. */
function rangesAround(peer: Peer): readonly Range[] {
  switch (peer.type) {
    case "range": {
      const range = rangeOf(peer.cidr);
      return range === undefined ? [] : [range];
    }
    case "who":
    case "network":
    case "unknown":
      return WHOLE;
    default:
      return [];
  }
}

function groupName(peer: Peer): string {
  switch (peer.type) {
    case "range":
      return `range ${peer.cidr}`;
    case "who":
      return `who ${peer.id}`;
    case "pods":
      return podsName(peer.namespaces, peer.pods);
    case "unknown":
      return `unknown ${peer.id}`;
    default:
      return peer.type;
  }
}

function podsName(namespaces: string, pods: string): string {
  return JSON.stringify([namespaces, pods]);
}

/** Groups in which peers lie that may cover this one. */
function wideningGroups(peer: Peer): ReadonlySet<string> {
  const wider = ((): readonly string[] => {
    switch (peer.type) {
      case "range":
      case "unknown":
        return ["who *"];
      case "pods":
        return ["*", peer.namespaces].flatMap((namespaces) =>
          ["*", peer.pods].map((pods) => podsName(namespaces, pods)),
        );
      case "who":
        return ["who *", ...(peer.within ?? []).map((id) => `who ${id}`)];
      default:
        return [];
    }
  })();
  return new Set(["anywhere", ...wider, groupName(peer)]);
}

/** Finds ways that cover one, without a look at all of them: thousands of rules may be of one place. */
export class CoverIndex {
  private readonly places = new Map<string, PlaceWays>();

  constructor(ways: readonly Way[]) {
    for (const way of ways) {
      const place = this.places.get(way.place) ?? new PlaceWays();
      this.places.set(way.place, place);
      place.add(way);
    }
  }

  /** Whether one way covers this one, or several do that have its ports between them. */
  public covers(way: Way): boolean {
    const { offer, undecided } = way;
    if (this.coverer(way, () => true) !== undefined) {
      return true;
    }
    const peers = offer.type === "ports" ? [...(this.places.get(way.place)?.covering(way.peer) ?? [])] : [];
    return offer.type === "ports" && peers.length > 0 && areCovered(peers, offer, undecided);
  }

  /** A way that covers this one, and that the question is true of. */
  public coverer({ place, peer, offer, undecided }: Way, ask: (other: Way) => boolean): Way | undefined {
    for (const same of this.places.get(place)?.covering(peer) ?? []) {
      const found = same.find(
        offer,
        (other) => (!other.undecided || undecided) && offerCovers(other.offer, offer) && ask(other),
      );
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
}

/** From port to port, as far as any of them goes. */
function areCovered(
  peers: readonly PeerWays[],
  offer: Parameters<PeerWays["lastFrom"]>[0],
  undecided: boolean,
): boolean {
  let next = offer.from;
  while (next <= offer.to) {
    const last = peers.reduce((most, same) => Math.max(most, same.lastFrom(offer, next, undecided)), next - 1);
    if (last < next) {
      return false;
    }
    next = last + 1;
  }
  return true;
}
