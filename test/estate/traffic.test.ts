import { trafficOf } from "../../src/estate/traffic";
import { isUnknown } from "../../src/estate/unknown";
import { estateOf } from "../support/estates";

function traffic(kind: string, attributes: object): ReturnType<typeof trafficOf> {
  const estate = estateOf({ resource: { [kind]: { one: attributes }, aws_vpc: { v: { cidr_block: "${var.cidr}" } } } });
  const [resource] = estate.ofKind(kind);
  if (resource === undefined) {
    throw new Error(`no ${kind}`);
  }
  return trafficOf(resource);
}

test("the same rule reads the same in all three ways", () => {
  const rule = { from_port: 8501, to_port: "8501", description: "Serving" };
  const expected = { direction: "ingress", protocol: "tcp", from: 8501, to: 8501, cidrs: ["10.0.0.0/8"] };
  const [inline] = traffic("aws_security_group", {
    ingress: { ...rule, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] },
  });
  const [old] = traffic("aws_security_group_rule", {
    ...rule,
    type: "ingress",
    protocol: "6",
    cidr_blocks: ["10.0.0.0/8"],
  });
  const [current] = traffic("aws_vpc_security_group_ingress_rule", {
    ...rule,
    ip_protocol: "tcp",
    cidr_ipv4: "10.0.0.0/8",
  });
  expect(inline).toMatchObject({ ...expected, description: "Serving", at: "ingress.0" });
  expect(old).toMatchObject({ ...expected, description: "Serving", at: "" });
  expect(current).toMatchObject({ ...expected, description: "Serving", at: "" });
});

test.each([
  ["-1", { from_port: 0, to_port: 0 }],
  ["all", {}],
  ["tcp", { from_port: -1, to_port: -1 }],
  ["-1", {}],
])("protocol %s with %j is about every port", (ip_protocol, ports) => {
  const [rule] = traffic("aws_vpc_security_group_egress_rule", { ip_protocol, ...ports, cidr_ipv6: "::/0" });
  expect(rule).toMatchObject({ direction: "egress", from: 0, to: 65535, cidrs: ["::/0"] });
});

test("ranges of both families are at the other end, the VPC's own is not, and what is not known stays", () => {
  const [rule] = traffic("aws_security_group_rule", {
    type: "ingress",
    protocol: "tcp",
    from_port: 1,
    to_port: 2,
    cidr_blocks: ["10.0.0.0/8", "${aws_vpc.v.cidr_block}", "${var.office}"],
    ipv6_cidr_blocks: ["fd00::/8"],
  });
  expect(rule).toMatchObject({ cidrs: ["10.0.0.0/8", expect.anything(), "fd00::/8"] });
  expect(isUnknown(rule) ? [] : rule?.cidrs.map(isUnknown)).toEqual([false, true, false]);
});

test("a range that is written beside the VPC's own is not hidden by it", () => {
  const [rule] = traffic("aws_security_group_rule", {
    type: "ingress",
    protocol: "tcp",
    from_port: 1,
    to_port: 2,
    cidr_blocks: ['${var.open ? "0.0.0.0/0" : aws_vpc.v.cidr_block}'],
  });
  expect(isUnknown(rule) ? [] : rule?.cidrs.map(isUnknown)).toEqual([true]);
});

test.each(["${module.vpc.vpc_cidr_block}", "${module.vpc[0].private_subnets_cidr_blocks[1]}"])(
  "%s is the range of a VPC, by the name that modules give it",
  (cidr_ipv4) => {
    const [rule] = traffic("aws_vpc_security_group_ingress_rule", { ip_protocol: "-1", cidr_ipv4 });
    expect(rule).toMatchObject({ cidrs: [] });
  },
);

test("a rule for each subnet names ranges of the VPC", () => {
  const estate = estateOf({
    resource: {
      aws_vpc: { v: {} },
      aws_vpc_security_group_ingress_rule: {
        one: { for_each: "${toset(aws_subnet.private[*].cidr_block)}", ip_protocol: "-1", cidr_ipv4: "${each.value}" },
        other: { for_each: "${toset(var.offices)}", ip_protocol: "-1", cidr_ipv4: "${each.value}" },
      },
    },
  });
  const rules = estate.ofKind("aws_vpc_security_group_ingress_rule").flatMap(trafficOf);
  expect(rules.map((rule) => (isUnknown(rule) ? undefined : rule.cidrs.length))).toEqual([0, 1]);
});

test("a type, a port or a dynamic block that is not known is not known", () => {
  const [rule] = traffic("aws_security_group_rule", { type: "${var.t}", protocol: "tcp", from_port: "${var.p}" });
  expect(isUnknown(rule) ? [] : [rule?.direction, rule?.protocol].map(isUnknown)).toEqual([true, false]);
  const dynamic = traffic("aws_security_group", {
    dynamic: { ingress: { for_each: "${var.rules}", content: { from_port: 1, to_port: 2, protocol: "tcp" } } },
  });
  expect(dynamic.length).toBeGreaterThan(0);
  expect(dynamic.every(isUnknown)).toBe(true);
});
