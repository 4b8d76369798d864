import type { EstateSource } from "../../support/estates";
import { NOTHING, type Planned, planned } from "./planned";
import { change, type Shown } from "./shown";

function tcp(from: number, to: number, ...cidr_blocks: readonly string[]): object {
  return { from_port: from, to_port: to, protocol: "tcp", cidr_blocks };
}

function group(...ingress: readonly object[]): EstateSource {
  return { resource: { aws_security_group: { web: { name: "web", ingress } } } };
}

const WEB = "aws_security_group.web";

describe("what ranges and ports come to together", () => {
  test.each([
    ["ports side by side", [tcp(80, 80, "0.0.0.0/0"), tcp(81, 81, "0.0.0.0/0")], [tcp(80, 81, "0.0.0.0/0")]],
    ["halves of a range", [tcp(22, 22, "10.0.0.0/9", "10.128.0.0/9")], [tcp(22, 22, "10.0.0.0/8")]],
    [
      "ports of a range and of a wider one",
      [tcp(80, 80, "0.0.0.0/0"), tcp(81, 81, "10.0.0.0/8"), tcp(80, 80, "10.0.0.0/8")],
      [tcp(80, 80, "0.0.0.0/0"), tcp(80, 81, "10.0.0.0/8")],
    ],
    [
      "quarters of a range of IPv6",
      [{ ...tcp(22, 22), ipv6_cidr_blocks: ["2001:db8::/34", "2001:db8:4000::/34", "2001:db8:8000::/33"] }],
      [{ ...tcp(22, 22), ipv6_cidr_blocks: ["2001:db8::/32"] }],
    ],
  ])("%s are one", (_, before, after) => {
    expect(change(group(...before), group(...after))).toEqual(NOTHING);
  });

  test.each([
    [
      "a gap between ports",
      [tcp(80, 80, "0.0.0.0/0"), tcp(82, 82, "0.0.0.0/0")],
      [tcp(80, 82, "0.0.0.0/0")],
      "0.0.0.0/0: tcp 80-82",
    ],
    [
      "a gap between ranges",
      [tcp(22, 22, "10.0.0.0/10", "10.128.0.0/9")],
      [tcp(22, 22, "10.0.0.0/8")],
      "10.0.0.0/8: tcp 22",
    ],
  ])("%s is gained", (_, before, after, gained) => {
    expect(change(group(...before), group(...after)).gained).toEqual([expect.stringContaining(gained)]);
  });

  test("thousands of ranges and of overlapping ports are compared in a moment", () => {
    const many = Array.from({ length: 3000 }, (_, at) => at);
    const ranges = { ...tcp(22, 22), ipv6_cidr_blocks: many.map((at) => `2001:db8:${at.toString(16)}::/48`) };
    const ports = many.map((at) => tcp(at, at + 50, "10.0.0.0/8"));
    const { gained } = change(group(), group(ranges, ...ports));
    expect(gained).toHaveLength(6000);
  });
});

describe("inline rules beside rules that are resources", () => {
  const open = { ...tcp(22, 22, "0.0.0.0/0"), self: false };
  const web = (...ingress: readonly object[]): object => ({ id: "sg-9", name: "web", ingress, egress: [] });
  const rule = (cidr_ipv4: string): object => ({
    security_group_id: "sg-9",
    cidr_ipv4,
    from_port: 22,
    to_port: 22,
    ip_protocol: "tcp",
  });
  const INGRESS = "aws_vpc_security_group_ingress_rule.one";
  const egress: Planned = ["aws_vpc_security_group_egress_rule.out", rule("10.0.0.0/8"), rule("10.0.0.0/8")];

  test.each<readonly [string, readonly Planned[], Shown]>([
    [
      "one that is added inline is gained",
      [[WEB, web(), web(open)], egress],
      { gained: [`${WEB} < internet 0.0.0.0/0: tcp 22`], lost: [] },
    ],
    [
      "one that moves to a resource is no change",
      [
        [WEB, web(open), web()],
        [INGRESS, null, rule("0.0.0.0/0")],
      ],
      NOTHING,
    ],
    [
      "one that a narrower resource replaces is lost",
      [
        [WEB, web(open), web()],
        [INGRESS, null, rule("203.0.113.0/24")],
      ],
      { gained: [], lost: [`${WEB} < internet 0.0.0.0/0; it stays open from 203.0.113.0/24: tcp 22`] },
    ],
    [
      "a copy of a resource goes with it",
      [
        [WEB, web(open), web(open)],
        [INGRESS, rule("0.0.0.0/0"), null],
      ],
      { gained: [], lost: [`${WEB} < internet 0.0.0.0/0: tcp 22`] },
    ],
  ])("%s", (_, all, expected) => {
    expect(planned(...all)).toEqual(expected);
  });
});
