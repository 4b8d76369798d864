import { type Planned, planned } from "./planned";

function group(cidr_blocks: readonly string[]): object {
  return {
    id: "sg-1",
    name: "web",
    ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks }],
    egress: [],
  };
}

function opening(before: readonly string[], after: readonly string[]): readonly string[] {
  const change: Planned = ["aws_security_group.web", group(before), group(after)];
  return planned(change).gained.map((way) => way.replace(/^aws_security_group\.web < (\S+) .*/, "$1"));
}

/** So many ranges beside one another. */
function ranges(count: number, length: number, first = 52): readonly string[] {
  const step = 2 ** (32 - length);
  return Array.from({ length: count }, (_, at) => {
    const address = first * 2 ** 24 + at * step;
    const parts = [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
    return `${parts.join(".")}/${length}`;
  });
}

test.each<readonly [name: string, cidrs: readonly string[], source: string]>([
  ["sixty ranges of four million addresses between them", ranges(60, 14), "internet"],
  ["a few ranges", ranges(20, 14), "named"],
  ["many ranges of few addresses", ranges(200, 24), "named"],
  ["ranges of one's own network", ["10.0.0.0/9", "10.128.0.0/9"], "private-network"],
])("%s are %s", (_, cidrs, source) => {
  expect([...new Set(opening([], cidrs))]).toEqual([source]);
});

test("ranges within others count once", () => {
  const within = [...ranges(16, 13), ...ranges(16, 14), ...ranges(16, 15)];
  expect([...new Set(opening([], within))]).toEqual(["named"]);
});

test("what makes them the internet is gained, and no more than that", () => {
  expect(opening(ranges(30, 14), ranges(60, 14))).toEqual(Array(30).fill("internet"));
});
