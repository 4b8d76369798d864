import { isIPv6 } from "node:net";

/** What is set where a CIDR range belongs is none. */
export class CidrError extends Error {
  public override readonly name = "CidrError";

  constructor(readonly cidr: string) {
    super(`${JSON.stringify(cidr)} is not a CIDR range`);
  }
}

/** A range of either family; bits beyond the prefix are cleared, as routers and firewalls do. */
export interface AddressRange {
  /** Number of bits of an address: 32 or 128. */
  readonly width: 32 | 128;
  readonly network: bigint;
  readonly prefixLength: number;
}

/** Ranges whose addresses no host on the internet has: RFC 1918, 6598, 3927, 1122, 4193, 4291. */
const NOT_PUBLIC: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
];

let parsed: readonly AddressRange[] | undefined;

/** Parsed when the first address is asked about: most runs start without one. */
function notPublic(): readonly AddressRange[] {
  parsed ??= NOT_PUBLIC.map(addressRange);
  return parsed;
}

/** Whether the range is the whole internet, in any spelling: `0.0.0.0/0`, `0/0`, `::/0`, `::ffff:0:0/96`. */
export function isOpenCidr(cidr: string): boolean {
  return addressRange(cidr).prefixLength === 0;
}

/** Whether the range holds an address that is not private, shared, link-local or loopback. */
export function isPublicCidr(cidr: string): boolean {
  const range = addressRange(cidr);
  return !notPublic().some((private_) => contains(private_, range));
}

/** Whether the range is public and wider than any one caller's: /8 (IPv4), /16 (IPv6) or wider. Halves of the internet are. */
export function isWideCidr(cidr: string): boolean {
  const { width, prefixLength } = addressRange(cidr);
  return prefixLength <= (width === 32 ? 8 : 16) && isPublicCidr(cidr);
}

/** Whether every address of the inner range is one of the outer range. */
export function cidrWithin(inner: string, outer: string): boolean {
  return contains(addressRange(outer), addressRange(inner));
}

function contains(outer: AddressRange, inner: AddressRange): boolean {
  const shift = BigInt(outer.width - outer.prefixLength);
  return (
    outer.width === inner.width &&
    inner.prefixLength >= outer.prefixLength &&
    inner.network >> shift === outer.network >> shift
  );
}

/**
 * The range that a text writes. Short forms of IPv4, and IPv4 that is written as IPv6, are IPv4.
 *
 * @throws CidrError for anything but an address and a prefix length
 */
export function addressRange(cidr: string): AddressRange {
  const [, address = "", length = ""] = /^([\da-fA-F.:]{1,45})\/0*(\d{1,3})$/.exec(cidr.trim()) ?? [];
  const v4 = ipv4(address);
  const parsed = v4 === undefined ? ipv6(address) : { width: 32 as const, bits: v4 };
  const prefixLength = Number(length);
  if (parsed === undefined || length === "" || prefixLength > parsed.width) {
    throw new CidrError(cidr);
  }
  const mapped = parsed.width === 128 && parsed.bits >> 32n === 0xffffn && prefixLength >= 96;
  const width = mapped ? 32 : parsed.width;
  const kept = mapped ? prefixLength - 96 : prefixLength;
  const bits = BigInt.asUintN(width, parsed.bits);
  const host = BigInt(width - kept);
  return { width, network: (bits >> host) << host, prefixLength: kept };
}

/** Bits of an IPv4 address. Trailing parts may be left out, as in `10/8`; a part may have leading zeros. */
function ipv4(address: string): bigint | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){0,3}$/.test(address)) {
    return undefined;
  }
  const parts = address.split(".").map(Number);
  if (parts.some((part) => part > 255)) {
    return undefined;
  }
  return BigInt([...parts, 0, 0, 0].slice(0, 4).reduce((sum, part) => sum * 256 + part, 0));
}

function ipv6(address: string): { width: 128; bits: bigint } | undefined {
  if (!isIPv6(address)) {
    return undefined;
  }
  const [, head = "", tail] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  const low = tail === undefined ? undefined : (ipv4(tail) ?? 0n);
  const hexadecimal =
    low === undefined ? address : `${head}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [before = "", after] = hexadecimal.split("::");
  const left = before === "" ? [] : before.split(":");
  const right = after === undefined || after === "" ? [] : after.split(":");
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...zeros, ...right];
  return { width: 128, bits: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}
