import { isIPv4, isIPv6 } from "node:net";

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

/** As `estate/addresses` reads them: short forms of IPv4, and IPv4 that is written as IPv6, are IPv4. */
function read(cidr: string): Range | undefined {
  const [, address = "", written = ""] = /^([\da-fA-F.:]{1,45})\/0*(\d{1,3})$/.exec(cidr.trim()) ?? [];
  const length = Number(written);
  if (written === "") {
    return undefined;
  }
  const short = bitsOfShort(address);
  if (short !== undefined) {
    return length > 32 ? undefined : cut(32, short, length);
  }
  if (!isIPv6(address) || length > 128) {
    return undefined;
  }
  const bits = bitsOfLong(address);
  return bits >> 32n === 0xffffn && length >= 96
    ? cut(32, BigInt.asUintN(32, bits), length - 96)
    : cut(128, bits, length);
}

function cut(width: Range["width"], bits: bigint, length: number): Range {
  return { width, length, prefix: bits >> BigInt(width - length) };
}

function bitsOfShort(address: string): bigint | undefined {
  const parts = address.split(".").map(Number);
  const whole = [...parts, 0, 0, 0].slice(0, 4);
  return /^\d{1,3}(?:\.\d{1,3}){0,3}$/.test(address) && isIPv4(whole.join("."))
    ? BigInt(whole.reduce((sum, part) => sum * 256 + part, 0))
    : undefined;
}

function bitsOfLong(address: string): bigint {
  const [, head = "", tail = ""] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  const low = tail === "" ? 0n : (bitsOfShort(tail) ?? 0n);
  const text = tail === "" ? address : `${head}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [left = [], right = []] = text.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
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
