import { hintOnHostBits, type Ipv4Range, isPrivateRange, isPublicRange, parseIpv4Range } from "../../src/core/cidr";

test.each([
  ["0.0.0.0/0", 0, 0],
  ["10.20.0.0/16", 0x0a_14_00_00, 16],
  ["10.20.30.40/32", 0x0a_14_1e_28, 32],
  ["255.255.255.255/32", 0xff_ff_ff_ff, 32],
  ["192.168.0.128/25", 0xc0_a8_00_80, 25],
])("%s is a range", (cidr, network, prefixLength) => {
  expect(parseIpv4Range(cidr)).toEqual({ network, prefixLength });
});

test.each([
  ["an address without a length", "10.20.0.0"],
  ["a length above 32", "10.20.0.0/33"],
  ["bits beyond the prefix", "10.20.0.1/16"],
  ["an octet above 255", "10.256.0.0/16"],
  ["three octets", "10.20.0/16"],
  ["a leading zero, which some read as octal", "010.20.0.0/16"],
  ["IPv6", "2001:db8::/32"],
  ["space around it", " 10.20.0.0/16"],
  ["no text", ""],
  ["a name", "everybody"],
])("%s is no range: %j", (_, cidr) => {
  expect(parseIpv4Range(cidr)).toBeUndefined();
});

test.each([
  "10.0.0.0/8",
  "10.255.255.255/32",
  "172.16.0.0/12",
  "172.31.255.0/24",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "100.127.0.0/16",
])("%s is private", (cidr) => {
  expect(isPrivateRange(range(cidr))).toBe(true);
});

test.each([
  ["wider than the private range it begins with", "10.0.0.0/7"],
  ["just below a private range", "172.15.0.0/16"],
  ["just above a private range", "172.32.0.0/16"],
  ["beyond the shared range", "100.128.0.0/16"],
  ["a public range", "203.0.113.0/24"],
  ["link-local", "169.254.170.23/32"],
  ["the internet", "0.0.0.0/0"],
])("not private, being %s: %s", (_, cidr) => {
  expect(isPrivateRange(range(cidr))).toBe(false);
});

test.each([["203.0.113.0/24"], ["3.5.64.0/21"], ["8.8.8.8/32"]])("%s is public", (cidr) => {
  expect(isPublicRange(range(cidr))).toBe(true);
});

test.each([
  ["10.20.0.0/16", "private"],
  ["100.64.0.0/16", "shared"],
  ["0.0.0.0/16", "this host"],
  ["127.0.0.0/16", "loopback"],
  ["169.254.169.254/32", "link-local"],
  ["224.0.0.0/16", "multicast"],
  ["255.255.255.255/32", "broadcast"],
])("%s is not public: it is %s", (cidr) => {
  expect(isPublicRange(range(cidr))).toBe(false);
});

function range(cidr: string): Ipv4Range {
  const parsed = parseIpv4Range(cidr);
  if (parsed === undefined) {
    throw new Error(`${cidr} is no range`);
  }
  return parsed;
}

describe("hint on bits beyond the prefix", () => {
  test.each([
    ["10.9.0.1/24", "10.9.0.0/24"],
    ["10.20.3.7/16", "10.20.0.0/16"],
    ["255.255.255.255/1", "128.0.0.0/1"],
  ])("%s is told to be within %s", (cidr, range) => {
    expect(hintOnHostBits(cidr)).toBe(` Its address has bits beyond the prefix; the range that holds it is ${range}.`);
  });

  test.each(["10.9.0.0/24", "10.9.0.1/33", "office", "10.9.0.300/24", "::1/64"])("nothing is said of %s", (cidr) => {
    expect(hintOnHostBits(cidr)).toBe("");
  });
});
