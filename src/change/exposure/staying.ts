import { idOfOffer, idOfPeer, offerCovers, peerCovers, wayCovers } from "./covering";
import { type Peer, SOURCES, textOfOffer, type Way } from "./way";

/** Of a place with more ways only those of the same peer are looked at, and no more of them than this. */
const MOST_LOOKED_AT = 200;
const MOST_TOLD = 2;

/** What stays open of ways that close: a narrowing is no closing. */
export class Staying {
  private readonly places = new Map<string, Way[]>();
  private readonly peers = new Map<string, Way[]>();
  private readonly unsure = new Map<string, Way[]>();

  constructor(ways: readonly Way[]) {
    for (const way of ways) {
      for (const [group, key] of [
        [this.places, way.place],
        [this.peers, peerKey(way)],
        ...(way.undecided ? ([[this.unsure, way.place]] as const) : []),
      ] as const) {
        const same = group.get(key);
        same === undefined ? group.set(key, [way]) : same.push(way);
      }
    }
  }

  /** Whether what is known only after apply may turn out to leave the way open. */
  public isUnsure(lost: Way): boolean {
    return (this.unsure.get(lost.place) ?? []).some(
      ({ peer, offer }) =>
        (mayBe(peer, lost.peer) || peerCovers(peer, lost.peer)) &&
        (offer.type === "unknown" || offerCovers(offer, lost.offer)),
    );
  }

  /** `; tcp 443 stays open`, `; it stays open from 10.0.0.0/8`; empty where nothing does. */
  public of(lost: readonly Way[]): string {
    const kept = lost.flatMap((way) => this.within(way));
    const sure = kept.filter(({ undecided }) => !undecided);
    const unsure = kept.filter(({ undecided }) => undecided);
    return `${said(sure, "stays open", "stay open")}${said(unsure, "may stay open", "may stay open")}`;
  }

  private within(lost: Way): readonly Kept[] {
    const place = this.places.get(lost.place) ?? [];
    const ways = place.length > MOST_LOOKED_AT ? (this.peers.get(peerKey(lost)) ?? []) : place;
    const covering = { ...lost, undecided: false };
    return ways
      .slice(0, MOST_LOOKED_AT)
      .filter((way) => wayCovers(covering, way))
      .map((way) => {
        const from = idOfPeer(way.peer) === idOfPeer(lost.peer) ? "" : way.peer.text;
        const isSame = idOfOffer(way.offer) === idOfOffer(lost.offer) && offerCovers(way.offer, lost.offer);
        const what = textOfOffer(way.offer);
        return {
          text: from === "" ? what : `${what} from ${from}`,
          ...(isSame && from !== "" ? { from } : {}),
          undecided: way.undecided,
        };
      });
  }
}

interface Kept {
  readonly text: string;

  /** For whom alone it stays open, where all of it does. */
  readonly from?: string;
  readonly undecided: boolean;
}

function peerKey({ place, peer }: Way): string {
  return `${place}\u0001${idOfPeer(peer)}`;
}

/** Somebody whom nobody knows may be anyone of as wide a source. */
function mayBe({ type, source }: Peer, other: Peer): boolean {
  return type === "unknown" && SOURCES.indexOf(source) <= SOURCES.indexOf(other.source);
}

function said(kept: readonly Kept[], one: string, several: string): string {
  const callers = kept.flatMap(({ from }) => from ?? []);
  if (kept.length > 0 && callers.length === kept.length) {
    return `; it ${one} from ${firstOf(callers, ", from ")}`;
  }
  const texts = kept.map(({ text }) => text);
  return texts.length === 0 ? "" : `; ${firstOf(texts, ", ")} ${new Set(texts).size === 1 ? one : several}`;
}

function firstOf(texts: readonly string[], between: string): string {
  // Semicolons stand between what stays and what may.
  const all = [...new Set(texts.map((text) => text.replaceAll(";", ",")))].sort();
  const more = all.length > MOST_TOLD ? ` and ${all.length - MOST_TOLD} more` : "";
  return `${all.slice(0, MOST_TOLD).join(between)}${more}`;
}
