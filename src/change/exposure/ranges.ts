import { addressRange, CidrError } from "../../estate/addresses";

/** A range of addresses by its bits, so that thousands can be looked up and joined. */
export interface Range {
  readonly width: 32 | 128;
  readonly length: number;

  /** The bits of the prefix alone: `10` for 10.0.0.0/8. */
  readonly prefix: bigint;
}

const known = new Map<string, Range | undefined>();
const MOST_KNOWN = 100_000;

/** Each text is read once; undefined for what is no range. */
export function rangeOf(cidr: string): Range | undefined {
  if (!known.has(cidr)) {
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(cidr, read(cidr));
  }
  return known.get(cidr);
}

function read(cidr: string): Range | undefined {
  try {
    const { width, network, prefixLength: length } = addressRange(cidr);
    return { width, length, prefix: network >> BigInt(width - length) };
  } catch (error) {
    if (error instanceof CidrError) {
      return undefined;
    }
    throw error;
  }
}

/** Whether every address of the inner range is one of the outer range; what is no range is within itself alone. */
export function isWithin(inner: string, outer: string): boolean {
  const [one, other] = [rangeOf(inner), rangeOf(outer)];
  if (inner === outer || one === undefined || other === undefined) {
    return inner === outer;
  }
  return one.width === other.width && one.length >= other.length && prefixAt(one, other.length) === other.prefix;
}

/** The whole internet, in any spelling. */
export function isOpen(cidr: string): boolean {
  return rangeOf(cidr)?.length === 0;
}

/** The bits that a wider range has if this one is within it. */
export function prefixAt({ length, prefix }: Range, wider: number): bigint {
  return prefix >> BigInt(length - wider);
}

/** How many addresses the ranges of one width have between them. */
export function widthOf(ranges: readonly Range[]): bigint {
  const spans = ranges
    .map(({ width, length, prefix }) => ({
      from: prefix << BigInt(width - length),
      size: 1n << BigInt(width - length),
    }))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : one.size > other.size ? -1 : 1));
  let [next, all] = [0n, 0n];
  for (const { from, size } of spans) {
    // Of two ranges that meet the narrower lies within the wider, which comes first.
    if (from >= next) {
      all += size;
      next = from + size;
    }
  }
  return all;
}

/** The fewest ranges with the same addresses: halves of one range are that range. Each with a text of its own. */
export function joined(cidrs: readonly string[]): readonly string[] {
  const ranges = cidrs.flatMap((cidr) => rangeOf(cidr) ?? []);
  return ([32, 128] as const).flatMap((width) => {
    const levels = new Map<number, Set<bigint>>();
    for (const { length, prefix } of ranges.filter((range) => range.width === width)) {
      levels.set(length, (levels.get(length) ?? new Set<bigint>()).add(prefix));
    }
    const made: string[] = [];
    for (let length = width; length > 0; length--) {
      const level = levels.get(length) ?? new Set<bigint>();
      for (const prefix of level) {
        if ((prefix & 1n) === 0n && level.has(prefix | 1n)) {
          const up = levels.get(length - 1) ?? new Set<bigint>();
          levels.set(length - 1, up);
          if (!up.has(prefix >> 1n)) {
            up.add(prefix >> 1n);
            made.push(textOf({ width, length: length - 1, prefix: prefix >> 1n }));
          }
        }
      }
    }
    return made;
  });
}

function textOf({ width, length, prefix }: Range): string {
  const bits = prefix << BigInt(width - length);
  const [step, base, glue] = width === 32 ? ([8, 10, "."] as const) : ([16, 16, ":"] as const);
  const parts = Array.from({ length: width / step }, (_, at) =>
    BigInt.asUintN(step, bits >> BigInt(width - step * (at + 1))).toString(base),
  );
  return `${parts.join(glue)}/${length}`;
}
