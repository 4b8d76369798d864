import type { Offer, Peer, Way } from "./way";

type Ports = Offer & { readonly type: "ports" };

interface PortWay {
  readonly way: Way;
  readonly offer: Ports;
}

/** Ways of one peer to one place: by their ports, by their actions, all others in a list. */
export class PeerWays {
  private readonly ports = new Map<string, PortRanges>();
  private readonly actions = new Map<string, Way[]>();
  private readonly wide: Way[] = [];

  constructor(readonly peer: Peer) {}

  public add(way: Way): void {
    const { offer } = way;
    if (offer.type === "ports") {
      const key = portsKey(offer.protocol, offer.scope);
      const same = this.ports.get(key) ?? new PortRanges();
      this.ports.set(key, same);
      same.add({ way, offer });
    } else if (isSingle(offer)) {
      const same = this.actions.get(actionKey(offer));
      same === undefined ? this.actions.set(actionKey(offer), [way]) : same.push(way);
    } else {
      this.wide.push(way);
    }
  }

  /** The first that may cover what is offered, and that the question is true of. */
  public find(offer: Offer, ask: (way: Way) => boolean): Way | undefined {
    if (offer.type === "ports") {
      for (const key of wideningKeys(offer)) {
        const found = this.ports.get(key)?.find(offer, ask);
        if (found !== undefined) {
          return found;
        }
      }
    }
    return (isSingle(offer) ? this.actions.get(actionKey(offer))?.find(ask) : undefined) ?? this.wide.find(ask);
  }

  /** The last port up to which all are open from this one; the one before it where it is not open itself. */
  public lastFrom(offer: Ports, port: number, undecided: boolean): number {
    return wideningKeys(offer).reduce(
      (most, key) => Math.max(most, this.ports.get(key)?.lastFrom(port, undecided) ?? port - 1),
      port - 1,
    );
  }
}

/** Protocols and scopes that have those of the offer in them. */
function wideningKeys({ protocol, scope }: Ports): readonly string[] {
  const keys = ["all", protocol].flatMap((one) => ["*", scope].map((other) => portsKey(one, other)));
  return [...new Set(keys)];
}

function portsKey(protocol: string, scope: string): string {
  return `${protocol} ${scope}`;
}

/** An action without a wildcard covers no other action. */
function isSingle(offer: Offer): offer is Offer & { readonly type: "action" } {
  return offer.type === "action" && !/[*?]|\$\{/.test(`${offer.action}${offer.scope}`);
}

function actionKey({ action, scope }: { readonly action: string; readonly scope: string }): string {
  return `${action} ${scope}`.toLowerCase();
}

/** Ranges of ports by their first port, with the last port of each half, of each quarter and so on. */
class PortRanges {
  private readonly ways: PortWay[] = [];
  private isSorted = true;
  private highest: number[] = [];
  private size = 1;
  private open: { readonly sure: readonly Ports[]; readonly any: readonly Ports[] } | undefined;

  public add(one: PortWay): void {
    this.ways.push(one);
    this.isSorted = false;
    this.open = undefined;
  }

  public find(offer: Ports, ask: (way: Way) => boolean): Way | undefined {
    this.sort();
    return this.within(1, 0, this.size, offer, ask);
  }

  public lastFrom(port: number, undecided: boolean): number {
    this.open ??= {
      sure: united(this.ways.filter(({ way }) => !way.undecided).map(({ offer }) => offer)),
      any: united(this.ways.map(({ offer }) => offer)),
    };
    const open = undecided ? this.open.any : this.open.sure;
    const at = firstAfter(open, port) - 1;
    return Math.max(open[at]?.to ?? port - 1, port - 1);
  }

  private sort(): void {
    if (this.isSorted) {
      return;
    }
    this.ways.sort((one, other) => one.offer.from - other.offer.from || other.offer.to - one.offer.to);
    this.size = 2 ** Math.ceil(Math.log2(Math.max(1, this.ways.length)));
    this.highest = Array<number>(2 * this.size).fill(-1);
    for (const [at, { offer }] of this.ways.entries()) {
      this.highest[this.size + at] = offer.to;
    }
    for (let at = this.size - 1; at > 0; at--) {
      this.highest[at] = Math.max(this.highest[2 * at] ?? -1, this.highest[2 * at + 1] ?? -1);
    }
    this.isSorted = true;
  }

  /** Halves in which no range begins as early, or ends as late, are passed over. As deep as the list is often halved. */
  private within(node: number, from: number, count: number, offer: Ports, ask: (way: Way) => boolean): Way | undefined {
    const first = this.ways[from];
    if (first === undefined || first.offer.from > offer.from || (this.highest[node] ?? -1) < offer.to) {
      return undefined;
    }
    if (count === 1) {
      return ask(first.way) ? first.way : undefined;
    }
    const half = count / 2;
    return this.within(2 * node, from, half, offer, ask) ?? this.within(2 * node + 1, from + half, half, offer, ask);
  }
}

/** Ranges that overlap, or lie side by side, are one. */
export function united<Of extends { readonly from: number; readonly to: number }>(
  ranges: readonly Of[],
): readonly Of[] {
  const made: Of[] = [];
  for (const range of [...ranges].sort((one, other) => one.from - other.from)) {
    const last = made.at(-1);
    if (last === undefined || range.from > last.to + 1) {
      made.push(range);
    } else if (range.to > last.to) {
      made[made.length - 1] = { ...last, to: range.to };
    }
  }
  return made;
}

/** Where the first of the ranges lies that begins after the port. */
function firstAfter(ranges: readonly { readonly from: number }[], port: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? 0) <= port) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
