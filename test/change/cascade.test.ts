import { sidesOf } from "../support/sides";

const VPC = "${aws_vpc.v.id}";

function estate(cidr: string, extra: object = {}) {
  return {
    resource: {
      aws_vpc: { v: { cidr_block: cidr } },
      aws_subnet: { s: { vpc_id: VPC, cidr_block: "10.0.1.0/24" } },
      aws_vpc_endpoint: { e: { vpc_id: VPC, service_name: "s3", subnet_ids: ["${aws_subnet.s.id}"] } },
      aws_eks_cluster: { c: { name: "c", role_arn: "r", vpc_config: { subnet_ids: ["${aws_subnet.s.id}"] } } },
      aws_s3_bucket: { apart: { bucket: "apart" } },
      ...extra,
    },
  };
}

test("who refers to what is replaced is changed with it, or replaced in its turn", () => {
  const { changes } = sidesOf(estate("10.0.0.0/16"), estate("10.1.0.0/16"));
  expect(changes.map(({ address, action, reason }) => [address, action, reason])).toEqual([
    ["aws_vpc.v", "replace", "cidr_block cannot be changed in place"],
    ["aws_subnet.s", "replace", "vpc_id refers to aws_vpc.v, which is replaced"],
    ["aws_vpc_endpoint.e", "replace", "vpc_id refers to aws_vpc.v, which is replaced"],
    ["aws_eks_cluster.c", "update", undefined],
  ]);
  expect(changes.every(({ isEstimate }) => isEstimate)).toBe(true);
  expect(changes[3]?.attributes).toMatchObject([{ path: "vpc_config.0.subnet_ids.0", replaces: false }]);
});

test("a name stays what it is", () => {
  const flow = { aws_flow_log: { f: { log_group_name: "${aws_vpc.v.tags}", traffic_type: "ALL" } } };
  const { changes } = sidesOf(estate("10.0.0.0/16", flow), estate("10.1.0.0/16", flow));
  expect(changes.map(({ address }) => address)).not.toContain("aws_flow_log.f");
});

test("what changes for its own reasons keeps them, and what is new has nothing to follow", () => {
  const before = estate("10.0.0.0/16");
  const after = estate("10.1.0.0/16", { aws_internet_gateway: { new: { vpc_id: VPC } } });
  after.resource.aws_subnet.s.cidr_block = "10.1.1.0/24";
  const { changes } = sidesOf(before, after);
  expect(changes.find(({ address }) => address === "aws_subnet.s")).toMatchObject({
    action: "replace",
    reason: "cidr_block cannot be changed in place",
  });
  expect(changes.find(({ address }) => address === "aws_internet_gateway.new")?.action).toBe("create");
});

test("two that refer to one another come to an end", () => {
  const rule = (to: string) => ({
    security_group_id: `\${aws_security_group.${to}.id}`,
    type: "ingress",
    protocol: "tcp",
  });
  const groups = (description: string) => ({
    resource: {
      aws_security_group: {
        a: { description, vpc_id: "${aws_security_group.b.id}" },
        b: { description: "b", vpc_id: "${aws_security_group.a.id}" },
      },
      aws_security_group_rule: { r: rule("a") },
    },
  });
  const { changes } = sidesOf(groups("one"), groups("two"));
  expect(changes.map(({ address, action }) => [address, action])).toEqual([
    ["aws_security_group.a", "replace"],
    ["aws_security_group.b", "replace"],
    ["aws_security_group_rule.r", "replace"],
  ]);
});
