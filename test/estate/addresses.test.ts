import * as fc from "fast-check";
import { CidrError, cidrWithin, isOpenCidr, isPublicCidr, isWideCidr } from "../../src/estate/addresses";

test.each(["0.0.0.0/0", "::/0", "0/0", "0.0.0.0/00", "::0/0", "0:0:0:0:0:0:0:0/0", "10.0.0.0/0", "::ffff:0:0/96"])(
  "%s is open",
  (cidr) => {
    expect(isOpenCidr(cidr)).toBe(true);
    expect(isPublicCidr(cidr)).toBe(true);
    expect(isWideCidr(cidr)).toBe(true);
  },
);

test.each([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.1.0/24",
  "100.64.0.0/10",
  "169.254.169.254/32",
  "127.0.0.1/32",
  "fd00::/8",
  "fe80::1/128",
  "::1/128",
  "::ffff:10.0.0.0/104",
])("%s is not public", (cidr) => {
  expect(isPublicCidr(cidr)).toBe(false);
  expect(isOpenCidr(cidr)).toBe(false);
});

test.each([
  ["0.0.0.0/1", true],
  ["128.0.0.0/1", true],
  ["8000::/1", true],
  ["52.0.0.0/8", true],
  ["52.0.0.0/9", false],
  ["2000::/16", true],
  ["2000::/17", false],
  ["10.0.0.0/8", false],
  ["10.0.0.0/7", true],
])("wideness of %s is %s", (cidr, wide) => {
  expect(isWideCidr(cidr)).toBe(wide);
});

test.each([
  "",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.256/8",
  "x/8",
  "::/129",
  "10.0.0.0.0/8",
  "1::2::3/8",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
])("%p is refused", (cidr) => {
  expect(() => isOpenCidr(cidr)).toThrow(CidrError);
});

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(32));

test("containment agrees with arithmetic on the first and the last address", () => {
  fc.assert(
    fc.property(v4, v4, (inner, outer) => {
      const [a, b] = [inner, outer].map(bounds);
      expect(cidrWithin(written(inner), written(outer))).toBe(
        (a?.first ?? 0n) >= (b?.first ?? 0n) && (a?.last ?? 0n) <= (b?.last ?? 0n),
      );
    }),
    { numRuns: 500 },
  );
});

test("any text is a range or refused by the one error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.ipV6(), fc.nat(140)).map(([a, l]) => `${a}/${l}`),
      ),
      (text) => {
        try {
          expect(typeof isPublicCidr(text)).toBe("boolean");
        } catch (error) {
          expect(error).toBeInstanceOf(CidrError);
        }
      },
    ),
  );
});

function written([a, b, c, d, length]: readonly number[]): string {
  return `${a}.${b}.${c}.${d}/${length}`;
}

function bounds(parts: readonly number[]): { first: bigint; last: bigint } {
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const size = 2n ** BigInt(32 - (parts[4] ?? 0));
  const first = address - (address % size);
  return { first, last: first + size - 1n };
}
