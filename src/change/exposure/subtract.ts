import { CoverIndex } from "./cover-index";
import { idOfOffer, idOfPeer, meaningOf, wayCovers } from "./covering";
import { united } from "./peer-ways";
import { rangePeer } from "./peers";
import { joined } from "./ranges";
import { type Offer, type Peer, SOURCES, type Told, type Way } from "./way";

/** The ways of one side that nothing on the other side covers, the widest of them only. */
export function without(ways: readonly Way[], others: readonly Way[]): readonly Way[] {
  const known = new Set(others.map(meaningOf));
  const unknown = distinct(ways).filter((way) => !known.has(meaningOf(way)));
  if (unknown.length === 0) {
    return [];
  }
  const places = new Set(unknown.map(({ place }) => place));
  const index = new CoverIndex(withJoined(distinct(others).filter(({ place }) => places.has(place))));
  return widest(unknown.filter((way) => !index.covers(way)));
}

/** Also what ways come to together: 10.0.0.0/9 and 10.128.0.0/9 are 10.0.0.0/8, and ports 80 and 81 are 80-81. */
function withJoined(ways: readonly Way[]): readonly Way[] {
  const all = [...ways, ...withJoinedPorts(ways)];
  return [...all, ...withJoinedRanges(all)];
}

function withJoinedPorts(ways: readonly Way[]): readonly Way[] {
  const groups = new Map<string, (Way & { readonly offer: Ports })[]>();
  for (const way of ways) {
    const { place, peer, offer, undecided } = way;
    if (offer.type === "ports") {
      const key = JSON.stringify([place, undecided, offer.protocol, offer.scope, idOfPeer(peer)]);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push({ ...way, offer });
    }
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined || group.length === 1
      ? []
      : united(group.map(({ offer }) => offer)).map((offer) => ({ ...first, offer }));
  });
}

type Ports = Offer & { readonly type: "ports" };

function withJoinedRanges(ways: readonly Way[]): readonly Way[] {
  const groups = new Map<string, { readonly way: Way; readonly cidrs: string[] }>();
  for (const way of ways) {
    const { place, peer, offer, undecided } = way;
    if (peer.type === "range" && peer.except.length === 0) {
      const key = JSON.stringify([place, undecided, idOfOffer(offer)]);
      const group = groups.get(key) ?? { way, cidrs: [] };
      groups.set(key, group);
      group.cidrs.push(peer.cidr);
    }
  }
  return [...groups.values()].flatMap(({ way, cidrs }) =>
    cidrs.length === 1 ? [] : joined(cidrs).map((cidr) => ({ ...way, peer: rangePeer(cidr) })),
  );
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

type Telling = Told | "more" | "more, undecided";

/** Those that are worth telling beside the others of their place: see {@link Told}. */
function telling(ways: readonly Way[]): readonly Way[] {
  const places = new Map<string, Map<Telling, number>>();
  for (const { place, told, undecided, peer } of ways) {
    const widths = places.get(place) ?? new Map<Telling, number>();
    places.set(place, widths);
    const kind = told ?? (undecided ? "more, undecided" : "more");
    widths.set(kind, Math.min(narrowness(peer), widths.get(kind) ?? Number.POSITIVE_INFINITY));
  }
  return ways.filter((way) => isTold(way, places.get(way.place) ?? new Map()));
}

function isTold({ told, undecided, peer }: Way, widths: ReadonlyMap<Telling, number>): boolean {
  const isAsWide = (kind: Telling): boolean => (widths.get(kind) ?? Number.POSITIVE_INFINITY) <= narrowness(peer);
  switch (told) {
    case undefined:
      return true;
    case "unless-more":
      return !isAsWide("more") && !(undecided && isAsWide("more, undecided") && !widths.has("unless-address"));
    case "unless-address":
      return !isAsWide("more") && !widths.has("unless-more");
    case "never":
      return false;
  }
}

function narrowness({ source }: Peer): number {
  return SOURCES.indexOf(source);
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
