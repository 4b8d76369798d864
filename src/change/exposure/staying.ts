import { idOfOffer, idOfPeer, offerCovers, wayCovers } from "./covering";
import { textOfOffer, type Way } from "./way";

/** Of a place with more ways only those of the same peer are looked at, and no more of them than this. */
const MOST_LOOKED_AT = 200;
const MOST_TOLD = 2;

/** What stays open of ways that close: a narrowing is no closing. */
export class Staying {
  private readonly places = new Map<string, Way[]>();
  private readonly peers = new Map<string, Way[]>();

  constructor(ways: readonly Way[]) {
    for (const way of ways) {
      for (const [group, key] of [
        [this.places, way.place],
        [this.peers, peerKey(way)],
      ] as const) {
        const same = group.get(key);
        same === undefined ? group.set(key, [way]) : same.push(way);
      }
    }
  }

  /** `; tcp 443 stays open`; empty where nothing does. */
  public of(lost: readonly Way[]): string {
    const kept = lost.flatMap((way) => this.within(way));
    const sure = said(
      kept.filter(({ undecided }) => !undecided),
      "stays open",
      "stay open",
    );
    const unsure = said(
      kept.filter(({ undecided }) => undecided),
      "may stay open",
      "may stay open",
    );
    return `${sure}${unsure}`;
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
        const what = textOfOffer(way.offer).replaceAll(";", ",");
        return {
          text: from === "" ? what : isSame ? `from ${from}` : `${what} from ${from}`,
          undecided: way.undecided,
        };
      });
  }
}

interface Kept {
  readonly text: string;
  readonly undecided: boolean;
}

function peerKey({ place, peer }: Way): string {
  return `${place}\u0001${idOfPeer(peer)}`;
}

function said(kept: readonly Kept[], one: string, several: string): string {
  const texts = [...new Set(kept.map(({ text }) => text))].sort();
  const more = texts.length > MOST_TOLD ? ` and ${texts.length - MOST_TOLD} more` : "";
  return texts.length === 0
    ? ""
    : `; ${texts.slice(0, MOST_TOLD).join(", ")}${more} ${texts.length === 1 ? one : several}`;
}
