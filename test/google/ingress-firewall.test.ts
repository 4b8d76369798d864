import { parseIpv4Range } from "../../src/core/cidr";
import { internetRanges } from "../../src/google/ingress-firewall";

function holds(cidr: string, address: string): boolean {
  const range = parseIpv4Range(cidr);
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return range !== undefined && number >= range.network && number < range.network + 2 ** (32 - range.prefixLength);
}

describe("ranges of the internet", () => {
  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
  ])("%s is in exactly one of them", (address) => {
    expect(internetRanges().filter((cidr) => holds(cidr, address))).toHaveLength(1);
  });

  test.each([
    ["a private network", "10.20.0.1"],
    ["a private network", "172.16.0.1"],
    ["a private network", "192.168.255.255"],
    ["the shared range", "100.64.0.1"],
    ["a health probe", "35.191.12.3"],
    ["a health probe", "130.211.3.255"],
  ])("%s (%s) is in none of them", (_, address) => {
    expect(internetRanges().filter((cidr) => holds(cidr, address))).toEqual([]);
  });

  test("they are ranges, none twice, and as many as a rule takes", () => {
    const ranges = internetRanges();

    expect(ranges.every((cidr) => parseIpv4Range(cidr) !== undefined)).toBe(true);
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(ranges.length).toBeLessThan(256);
  });
});
