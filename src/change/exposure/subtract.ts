import { idOfPeer, meaningOf, peerCovers, wayCovers } from "./covering";
import type { Offer, Peer, Way } from "./way";

/** The ways of one side that nothing on the other side covers, the widest of them only. */
export function without(ways: readonly Way[], others: readonly Way[]): readonly Way[] {
  const known = new Set(others.map(meaningOf));
  const index = new CoverIndex(others);
  const left = distinct(ways).filter((way) => !known.has(meaningOf(way)) && !index.covers(way));
  return widest(left);
}

/** What a wider way of the same list says already is left out; of two that mean the same the first one stays. */
export function widest(ways: readonly Way[]): readonly Way[] {
  const unique = telling(distinct(ways));
  const index = new CoverIndex(unique);
  const position = new Map(unique.map((way, at) => [way, at]));
  return unique.filter((way, at) => {
    const wider = index.coverer(
      way,
      (other) => other !== way && (!wayCovers(way, other) || (position.get(other) ?? at) < at),
    );
    return wider === undefined;
  });
}

/** Those that are worth telling beside the others of their place: see {@link Told}. */
function telling(ways: readonly Way[]): readonly Way[] {
  const places = new Map<string, Set<string>>();
  for (const { place, told, undecided } of ways) {
    const kinds = places.get(place) ?? new Set<string>();
    places.set(place, kinds.add(told ?? (undecided ? "more, undecided" : "more")));
  }
  return ways.filter(({ place, told, undecided }) => {
    const has = (kind: string): boolean => places.get(place)?.has(kind) === true;
    const isMoreKnown = has("more") || (undecided && has("more, undecided"));
    return (
      told === undefined || !(told === "unless-address" ? has("unless-more") : isMoreKnown && !has("unless-address"))
    );
  });
}

/** Each meaning once: the same rule may be written inline, and as a resource. */
function distinct(ways: readonly Way[]): readonly Way[] {
  const byMeaning = new Map<string, Way>();
  for (const way of ways) {
    const meaning = meaningOf(way);
    if (!byMeaning.has(meaning)) {
      byMeaning.set(meaning, way);
    }
  }
  return [...byMeaning.values()];
}

/** Ways of one peer: those that cover nothing but themselves by what they are, all others in a list. */
class PeerWays {
  private readonly exact = new Map<string, Way[]>();
  private readonly wide: Way[] = [];

  constructor(readonly peer: Peer) {}

  public add(way: Way): void {
    const key = isSingle(way.offer) ? keyOfOffer(way.offer) : undefined;
    if (key === undefined) {
      this.wide.push(way);
      return;
    }
    const same = this.exact.get(key);
    same === undefined ? this.exact.set(key, [way]) : same.push(way);
  }

  public find(offer: Offer, ask: (way: Way) => boolean): Way | undefined {
    return this.exact.get(keyOfOffer(offer))?.find(ask) ?? this.wide.find(ask);
  }
}

/** One port covers no other port, and an action without a wildcard no other action. */
function isSingle(offer: Offer): boolean {
  return (offer.type === "ports" && offer.from === offer.to) || (offer.type === "action" && !/[*?]/.test(offer.action));
}

function keyOfOffer(offer: Offer): string {
  switch (offer.type) {
    case "ports":
      return `ports ${offer.from}-${offer.to}`;
    case "action":
      return `action ${offer.action.toLowerCase()}`;
    default:
      return offer.type;
  }
}

/** Finds ways that cover one, without a look at all of them: thousands of rules may be of one place. */
export class CoverIndex {
  private readonly places = new Map<string, Map<string, Map<string, PeerWays>>>();

  constructor(ways: readonly Way[]) {
    for (const way of ways) {
      const groups = this.places.get(way.place) ?? new Map<string, Map<string, PeerWays>>();
      this.places.set(way.place, groups);
      const group = groups.get(groupOf(way.peer)) ?? new Map<string, PeerWays>();
      groups.set(groupOf(way.peer), group);
      const id = idOfPeer(way.peer);
      const same = group.get(id) ?? new PeerWays(way.peer);
      group.set(id, same);
      same.add(way);
    }
  }

  public covers(way: Way): boolean {
    return this.coverer(way, () => true) !== undefined;
  }

  /** A way that covers this one, and that the question is true of. */
  public coverer(way: Way, ask: (other: Way) => boolean): Way | undefined {
    const groups = this.places.get(way.place);
    for (const name of groups === undefined ? [] : wideningGroups(way.peer)) {
      for (const same of groups?.get(name)?.values() ?? []) {
        const found = peerCovers(same.peer, way.peer)
          ? same.find(way.offer, (other) => wayCovers(other, way) && ask(other))
          : undefined;
        if (found !== undefined) {
          return found;
        }
      }
    }
    return undefined;
  }
}

/** Ranges lie with the octets that their prefix covers, so that a group never has more than some hundred of them. */
function groupOf(peer: Peer): string {
  return peer.type === "range"
    ? (octetGroups(peer.cidr).at(-1) ?? "range")
    : (wideningGroups(peer).at(-1) ?? peer.type);
}

/** Groups in which peers lie that may cover this one. */
function wideningGroups(peer: Peer): readonly string[] {
  switch (peer.type) {
    case "range":
      return ["anywhere", "who *", ...octetGroups(peer.cidr)];
    case "network":
      return ["anywhere", "range", "range v6", "network"];
    case "pods":
      return ["anywhere", "pods *", `pods ${peer.pods}`];
    case "who":
      return [
        "anywhere",
        "range",
        "range v6",
        "who *",
        ...(peer.within ?? []).map((id) => `who ${id}`),
        `who ${peer.id}`,
      ];
    case "unknown":
      return ["anywhere", `unknown ${peer.id}`];
    default:
      return ["anywhere"];
  }
}

/** `range`, `range 10`, `range 10.1`, `range 10.1.2` for 10.1.2.0/24: those whose octets the prefix covers. IPv6 is one group. */
function octetGroups(cidr: string): readonly string[] {
  const [, address = "", length = ""] = /^\s*([\d.]+)\/(\d+)\s*$/.exec(cidr) ?? [];
  if (length === "") {
    return ["range", cidr.includes(":") ? "range v6" : `range ${cidr}`];
  }
  const octets = address.split(".").map(Number);
  const whole = Math.min(3, Math.floor(Number(length) / 8));
  return Array.from({ length: whole + 1 }, (_, count) =>
    ["range", Array.from({ length: count }, (__, at) => octets[at] ?? 0).join(".")].join(" ").trim(),
  );
}
