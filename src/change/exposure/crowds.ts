import { idOfOffer } from "./covering";
import { type Range, rangeOf, widthOf } from "./ranges";
import type { Way } from "./way";

/** As many addresses as the widest range that is still somebody's: a /9, or a /17 of IPv6. */
const MOST_NAMED: Readonly<Record<number, bigint>> = { 32: 1n << 23n, 128: 1n << 111n };

/** Public ranges, each of them somebody's, that are together more than any one caller has: they are the internet. */
export function withCrowds(ways: readonly Way[]): readonly Way[] {
  const groups = new Map<string, (readonly [way: Way, range: Range])[]>();
  for (const way of ways) {
    const { place, peer, offer } = way;
    const range = peer.type === "range" && peer.source === "named" ? rangeOf(peer.cidr) : undefined;
    if (range !== undefined) {
      const key = [place, range.width, idOfOffer(offer)].join("\u0001");
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push([way, range]);
    }
  }
  const crowds = [...groups.values()].filter((group) => isCrowd(group.map(([, range]) => range)));
  const crowded = new Set(crowds.flat().map(([way]) => way));
  return crowded.size === 0
    ? ways
    : ways.map((way) => (crowded.has(way) ? { ...way, peer: { ...way.peer, source: "internet" } } : way));
}

function isCrowd(ranges: readonly Range[]): boolean {
  const most = MOST_NAMED[ranges[0]?.width ?? 32] ?? 0n;
  const all = ranges.reduce((sum, { width, length }) => sum + (1n << BigInt(width - length)), 0n);
  // Mostly they are few: whether some lie within others matters only where they are many.
  return all > most && widthOf(ranges) > most;
}
