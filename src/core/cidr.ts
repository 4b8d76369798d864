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
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(cidr);
  if (!match) {
    return undefined;
  }
  const [, address = "", length = ""] = match;
  const prefixLength = Number(length);
  if (!isIPv4(address) || prefixLength > 32) {
    return undefined;
  }
  const network = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return network % 2 ** (32 - prefixLength) === 0 ? { network, prefixLength } : undefined;
}

/** What a message says of a range whose address has bits set beyond its prefix, as `10.9.0.1/24` has; nothing of others. */
export function hintOnHostBits(cidr: string): string {
  const [, address = "", length = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(cidr) ?? [];
  if (!isIPv4(address) || Number(length) > 32 || parseIpv4Range(cidr) !== undefined) {
    return "";
  }
  const size = 2 ** (32 - Number(length));
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const network = Math.floor(number / size) * size;
  const first = [24, 16, 8, 0].map((bits) => Math.floor(network / 2 ** bits) % 256).join(".");
  return ` Its address has bits beyond the prefix; the range that holds it is ${first}/${length}.`;
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
  return block !== undefined && contains(block, range);
}

function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return (
    inner.prefixLength >= outer.prefixLength &&
    inner.network >= outer.network &&
    inner.network < outer.network + 2 ** (32 - outer.prefixLength)
  );
}
