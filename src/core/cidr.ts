import { isIPv4 } from "node:net";

const PRIVATE: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
const SET_ASIDE: readonly string[] = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/** An IPv4 range in CIDR notation, taken apart. */
export interface Ipv4Range {
  /** First address, as an unsigned number. */
  readonly network: number;

  /** Length of the prefix, 0 to 32. */
  readonly prefixLength: number;
}

/** Reads `10.20.0.0/16`; undefined when it is not IPv4 CIDR notation, or when bits are set beyond the prefix. */
export function parseIpv4Range(cidr: string): Ipv4Range | undefined {
  const range = partsOf(cidr);
  return range !== undefined && range.network % ipv4RangeSize(range.prefixLength) === 0 ? range : undefined;
}

/** Address and prefix as they are written, whatever bits are set. */
function partsOf(cidr: string): Ipv4Range | undefined {
  const [, address = "", length = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(cidr) ?? [];
  const prefixLength = Number(length);
  if (!isIPv4(address) || prefixLength > 32) {
    return undefined;
  }
  return { network: address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0), prefixLength };
}

/** Writes a range as `10.20.0.0/16`. */
export function writeIpv4Range({ network, prefixLength }: Ipv4Range): string {
  return `${writeIpv4Address(network)}/${prefixLength}`;
}

/** Writes an unsigned number as `10.20.0.1`. */
export function writeIpv4Address(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}

/** How many addresses a prefix of the length leaves. */
export function ipv4RangeSize(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}

/** Whether two ranges share an address. */
export function rangesOverlap(one: Ipv4Range, other: Ipv4Range): boolean {
  return rangeContains(one, other) || rangeContains(other, one);
}

/** Whether the inner range lies in the outer one. */
export function rangeContains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return (
    inner.prefixLength >= outer.prefixLength &&
    inner.network >= outer.network &&
    inner.network < outer.network + ipv4RangeSize(outer.prefixLength)
  );
}

/** What a message says of a range whose address has bits set beyond its prefix, as `10.9.0.1/24` has; nothing of others. */
export function hintOnHostBits(cidr: string): string {
  const range = partsOf(cidr);
  if (range === undefined || parseIpv4Range(cidr) !== undefined) {
    return "";
  }
  const { network, prefixLength } = range;
  const held = writeIpv4Range({ network: network - (network % ipv4RangeSize(prefixLength)), prefixLength });
  return ` Its address has bits beyond the prefix; the range that holds it is ${held}.`;
}

/** Whether the range lies within the private ranges of RFC 1918 or the shared range of RFC 6598. */
export function isPrivateRange(range: Ipv4Range): boolean {
  return PRIVATE.some((cidr) => within(cidr, range));
}

/** Whether the range holds addresses of hosts on the internet: neither private nor set aside (this host, link-local, multicast). */
export function isPublicRange(range: Ipv4Range): boolean {
  return ![...PRIVATE, ...SET_ASIDE].some((cidr) => within(cidr, range));
}

function within(cidr: string, range: Ipv4Range): boolean {
  const block = parseIpv4Range(cidr);
  return block !== undefined && rangeContains(block, range);
}
