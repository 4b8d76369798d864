import { exposureOf } from "../../../src/change/exposure/exposure";
import { sidesOfPlans } from "../../../src/change/plan-sides";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { change, type Shown, shown, testChanges } from "./shown";

const WEB = "aws_security_group.web";

/** A group with these rules inline. */
function group(...ingress: readonly object[]): EstateSource {
  return { resource: { aws_security_group: { web: { name: "web", ingress } } } };
}

function tcp(port: number, ...cidr_blocks: readonly string[]): object {
  return { from_port: port, to_port: port, protocol: "tcp", cidr_blocks };
}

/** A group without rules of its own, and one rule that is a resource. */
function ruled(kind: string, rule: object): EstateSource {
  return {
    resource: {
      aws_security_group: { web: { name: "web" }, gateway: { name: "gateway" } },
      [kind]: { one: { security_group_id: "${aws_security_group.web.id}", ...rule } },
    },
  };
}

describe("what security groups let in", () => {
  testChanges([
    {
      name: "a rule that is added opens its port to its range",
      before: group(),
      after: group(tcp(22, "0.0.0.0/0")),
      gained: [`${WEB} < internet 0.0.0.0/0: tcp 22`],
      lost: [],
    },
    {
      name: "a range that is widened is gained, and the narrower one is not lost",
      before: group(tcp(443, "10.0.0.0/8")),
      after: group(tcp(443, "0.0.0.0/0")),
      gained: [`${WEB} < internet 0.0.0.0/0: tcp 443`],
      lost: [],
    },
    {
      name: "a range that is narrowed is lost, and what remains is not gained",
      before: group(tcp(443, "10.0.0.0/8")),
      after: group(tcp(443, "10.1.0.0/16")),
      gained: [],
      lost: [`${WEB} < private-network 10.0.0.0/8; it stays open from 10.1.0.0/16: tcp 443`],
    },
    {
      name: "a port within everything that was open before is not gained",
      before: group({ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["10.0.0.0/8"] }),
      after: group(tcp(443, "10.0.0.0/8")),
      gained: [],
      lost: [`${WEB} < private-network 10.0.0.0/8; tcp 443 stays open: everything`],
    },
    {
      name: "a port within a range of ports is not gained",
      before: group({ from_port: 8000, to_port: 8010, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] }),
      after: group(tcp(8001, "10.0.0.0/8")),
      gained: [],
      lost: [`${WEB} < private-network 10.0.0.0/8; tcp 8001 stays open: tcp 8000-8010`],
    },
    {
      name: "another range of private addresses is gained, and the old one lost",
      before: group(tcp(443, "10.0.0.0/8")),
      after: group(tcp(443, "172.16.0.0/12")),
      gained: [`${WEB} < private-network 172.16.0.0/12: tcp 443`],
      lost: [`${WEB} < private-network 10.0.0.0/8: tcp 443`],
    },
    {
      name: "halves of the internet are the internet, an office's range is somebody's",
      before: group(),
      after: group(tcp(443, "128.0.0.0/1", "198.51.100.0/24")),
      gained: [`${WEB} < internet 128.0.0.0/1: tcp 443`],
      lost: [],
    },
    {
      name: "an office's range",
      before: group(),
      after: group(tcp(443, "198.51.100.0/24")),
      gained: [`${WEB} < named 198.51.100.0/24: tcp 443`],
      lost: [],
    },
    {
      name: "a rule that moves from a block to a resource is no change",
      before: group(tcp(443, "10.0.0.0/8")),
      after: ruled("aws_vpc_security_group_ingress_rule", {
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "10.0.0.0/8",
      }),
      gained: [],
      lost: [],
    },
    {
      name: "rule resources of the older kind",
      before: ruled("aws_security_group_rule", { type: "ingress", ...tcp(80, "10.0.0.0/8") }),
      after: ruled("aws_security_group_rule", { type: "ingress", ...tcp(80, "::/0") }),
      gained: [`${WEB} < internet ::/0: tcp 80`],
      lost: [`${WEB} < private-network 10.0.0.0/8: tcp 80`],
    },
    {
      name: "another group that is let in is named by its address",
      before: ruled("aws_security_group_rule", { type: "egress", ...tcp(80, "10.0.0.0/8") }),
      after: ruled("aws_vpc_security_group_ingress_rule", {
        ip_protocol: "tcp",
        from_port: 8501,
        to_port: 8501,
        referenced_security_group_id: "${aws_security_group.gateway.id}",
      }),
      gained: [`${WEB} < named security group aws_security_group.gateway: tcp 8501`],
      lost: [],
    },
    {
      name: "a group that was let in by its name is covered by everybody",
      before: ruled("aws_security_group_rule", {
        type: "ingress",
        protocol: "tcp",
        from_port: 80,
        to_port: 80,
        source_security_group_id: "${aws_security_group.gateway.id}",
      }),
      after: ruled("aws_security_group_rule", { type: "ingress", ...tcp(80, "0.0.0.0/0") }),
      gained: [`${WEB} < internet 0.0.0.0/0: tcp 80`],
      lost: [],
    },
    {
      name: "the default group",
      before: { resource: { aws_default_security_group: { all: { vpc_id: "vpc-1" } } } },
      after: {
        resource: { aws_default_security_group: { all: { vpc_id: "vpc-1", ingress: [tcp(22, "0.0.0.0/0")] } } },
      },
      gained: ["aws_default_security_group.all < internet 0.0.0.0/0: tcp 22"],
      lost: [],
    },
    {
      name: "a way out to the internet is said to be one",
      before: group(),
      after: {
        resource: { aws_security_group: { web: { name: "web", egress: [tcp(443, "0.0.0.0/0", "10.0.0.0/8")] } } },
      },
      gained: [`${WEB} < internet 0.0.0.0/0: egress tcp 443`],
      lost: [],
    },
    {
      name: "what stands behind the group is said",
      before: {
        resource: {
          aws_security_group: { web: { name: "web" } },
          aws_instance: { gpu: { vpc_security_group_ids: ["${aws_security_group.web.id}"] } },
        },
      },
      after: {
        resource: {
          aws_security_group: { web: { name: "web", ingress: [tcp(8501, "0.0.0.0/0")] } },
          aws_instance: { gpu: { vpc_security_group_ids: ["${aws_security_group.web.id}"] } },
        },
      },
      gained: [
        `${WEB} < internet 0.0.0.0/0: tcp 8501, before aws_instance.gpu`,
        // Its subnet is not known, and may give it a public address.
        `aws_instance.gpu < internet 0.0.0.0/0: tcp 8501, by ${WEB} ?`,
      ],
      lost: [],
    },
    {
      name: "a group that goes takes its ways along",
      before: group(tcp(22, "0.0.0.0/0")),
      after: { resource: { aws_vpc: { main: {} } } },
      gained: [],
      lost: [`${WEB} < internet 0.0.0.0/0: tcp 22`],
    },
  ]);
});

describe("what is known only after apply", () => {
  const unknown = group({ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["${var.allowed}"] });

  testChanges([
    {
      name: "a range that is not known is undecided",
      before: group(),
      after: unknown,
      gained: [`${WEB} < internet addresses that are known after apply (\${var.allowed}): tcp 443 ?`],
      lost: [],
    },
    {
      name: "a range that is not known is within the whole internet, and no second way in",
      before: group(),
      after: group(tcp(443, "${var.allowed}", "0.0.0.0/0")),
      gained: [`${WEB} < internet 0.0.0.0/0: tcp 443`],
      lost: [],
    },
    {
      name: "a range that is not known is not within all addresses of version 6",
      before: group(),
      after: group(tcp(443, "${var.allowed}", "::/0")),
      gained: [
        `${WEB} < internet ::/0: tcp 443`,
        `${WEB} < internet addresses that are known after apply (\${var.allowed}): tcp 443 ?`,
      ],
      lost: [],
    },
    {
      name: "another port of a range that is not known is a way of its own",
      before: group(tcp(443, "0.0.0.0/0")),
      after: group(tcp(443, "0.0.0.0/0"), tcp(22, "${var.allowed}")),
      gained: [`${WEB} < internet addresses that are known after apply (\${var.allowed}): tcp 22 ?`],
      lost: [],
    },
    { name: "the same expression on both sides is no change", before: unknown, after: unknown, gained: [], lost: [] },
    {
      name: "the range of a network of one's own is known by reference, and is the one that a state spells out",
      before: {
        resource: { aws_vpc: { main: { cidr_block: "10.2.0.0/16" } }, ...group(tcp(443, "10.2.0.0/16")).resource },
      },
      after: {
        resource: {
          aws_vpc: { main: { cidr_block: "10.2.0.0/16" } },
          ...group(tcp(443, "${aws_vpc.main.cidr_block}")).resource,
        },
      },
      gained: [],
      lost: [],
    },
    {
      name: "whether there is a group at all",
      before: { resource: { aws_vpc: { main: {} } } },
      after: {
        resource: { aws_security_group: { web: { count: "${var.open ? 1 : 0}", ingress: [tcp(22, "0.0.0.0/0")] } } },
      },
      gained: [`${WEB} < internet 0.0.0.0/0: tcp 22 ?`],
      lost: [],
    },
  ]);
});

test("the rule that opens is told, beside the group that is open", () => {
  const opened = ruled("aws_vpc_security_group_ingress_rule", { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" });
  expect(exposureOf(sidesOf(group(), opened)).gained).toEqual([
    {
      resource: WEB,
      root: "case",
      kind: "aws_security_group",
      source: "internet",
      from: "0.0.0.0/0",
      what: "everything",
      through: {
        resource: "aws_vpc_security_group_ingress_rule.one",
        root: "case",
        kind: "aws_vpc_security_group_ingress_rule",
      },
      undecided: false,
    },
  ]);
});

test("what is no range throws nothing, and is told as it is written", () => {
  expect(change(group(), group(tcp(22, "here")))).toEqual({ gained: [`${WEB} < named here: tcp 22`], lost: [] });
});

describe("prefix lists", () => {
  const rule = (prefix_list_id: string): EstateSource["resource"] => ({
    aws_security_group: { web: { name: "web" } },
    aws_vpc_security_group_ingress_rule: {
      ssh: {
        security_group_id: "${aws_security_group.web.id}",
        prefix_list_id,
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
      },
    },
  });
  const list = { aws_ec2_managed_prefix_list: { office: { name: "office", entry: [{ cidr: "10.0.0.0/8" }] } } };
  const everybody = (prefix_list_id: string): EstateSource["resource"] => ({
    aws_ec2_managed_prefix_list_entry: { all: { prefix_list_id, cidr: "0.0.0.0/0" } },
  });
  const own = "${aws_ec2_managed_prefix_list.office.id}";

  testChanges([
    {
      name: "an entry that is a resource of its own",
      before: { resource: { ...rule(own), ...list } },
      after: { resource: { ...rule(own), ...list, ...everybody(own) } },
      gained: ["aws_security_group.web < internet 0.0.0.0/0: tcp 22"],
      lost: [],
    },
    {
      name: "an entry of a list that is made elsewhere",
      before: { resource: rule("pl-1") },
      after: { resource: { ...rule("pl-1"), ...everybody("pl-1") } },
      gained: ["aws_security_group.web < internet 0.0.0.0/0: tcp 22"],
      lost: [],
    },
    {
      name: "an entry of another list",
      before: { resource: rule("pl-1") },
      after: { resource: { ...rule("pl-1"), ...everybody("pl-2") } },
      gained: [],
      lost: [],
    },
  ]);
});

describe("rules that a plan knows only after apply", () => {
  const OLD = [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] }];
  const address = WEB;
  const TYPES = { address, type: "aws_security_group", name: "web", mode: "managed" };

  /** The group of a plan, with what it says to be unknown, and the expressions that are made from these references. */
  function shownOf(was: object, is: object, unknown: object, ...references: readonly string[]): Shown {
    const expressions = { ingress: { references }, egress: { references } };
    const actions = ["update"];
    const json = {
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: {
        root_module: { resources: [{ ...TYPES, provider_name: "aws", schema_version: 1, values: is }] },
      },
      resource_changes: [
        { ...TYPES, provider_name: "aws", change: { actions, before: was, after: is, after_unknown: unknown } },
      ],
      configuration: {
        root_module: { resources: [{ ...TYPES, provider_config_key: "aws", expressions, schema_version: 1 }] },
      },
    };
    const { gained, lost } = exposureOf(sidesOfPlans([{ file: "plan.json", json: structuredClone(json) }]));
    return { gained: gained.map(shown), lost: lost.map(shown) };
  }

  const UNKNOWN = "addresses that are known after apply";
  const closes = `${WEB} < private-network 10.0.0.0/8: tcp 443 ?`;
  const block = { from_port: 443, to_port: 443, protocol: "tcp" };

  test.each<
    readonly [
      name: string,
      was: object,
      is: object,
      unknown: object,
      references: readonly string[],
      gained: string[],
      lost: string[],
    ]
  >([
    [
      "all of them, made from an address",
      { ingress: OLD },
      {},
      { ingress: true },
      ["aws_eip.e.public_ip", "aws_eip.e"],
      [`${WEB} < internet ${UNKNOWN} (aws_eip.e.public_ip): some ports ?`],
      [closes],
    ],
    [
      "all of them, made from what a plan has no resource for",
      { ingress: OLD },
      {},
      { ingress: true },
      ["var.rules"],
      [`${WEB} < internet ${UNKNOWN}: some ports ?`],
      [closes],
    ],
    [
      "ways out are no ways in, and close nothing",
      { ingress: OLD, egress: [] },
      { ingress: OLD },
      { egress: true },
      ["var.rules"],
      [`${WEB} < internet ${UNKNOWN}: egress some ports ?`],
      [],
    ],
    [
      "the range alone",
      { ingress: OLD },
      { ingress: [block] },
      { ingress: [{ cidr_blocks: [true] }] },
      [],
      [`${WEB} < internet ${UNKNOWN}: tcp 443 ?`],
      [closes],
    ],
    [
      "the range of another port",
      { ingress: OLD },
      { ingress: [{ ...block, from_port: 80, to_port: 80 }] },
      { ingress: [{ cidr_blocks: [true] }] },
      [],
      [`${WEB} < internet ${UNKNOWN}: tcp 80 ?`],
      [`${WEB} < private-network 10.0.0.0/8: tcp 443`],
    ],
    [
      "the port alone",
      { ingress: [] },
      { ingress: [{ protocol: "tcp", to_port: 443, cidr_blocks: ["10.0.0.0/8"] }] },
      { ingress: [{ from_port: true }] },
      [],
      [`${WEB} < private-network 10.0.0.0/8: some tcp ports ?`],
      [],
    ],
    [
      "a group that is unknown instead of a range says nothing of the range",
      { ingress: OLD },
      { ingress: [block] },
      { ingress: [{ security_groups: [true] }] },
      [],
      [`${WEB} < named a security group (known after apply): tcp 443 ?`],
      [`${WEB} < private-network 10.0.0.0/8: tcp 443`],
    ],
  ])("%s", (_, was, is, unknown, references, gained, lost) => {
    const name = { name: "web" };
    const found = shownOf({ ...name, ...was }, { ...name, ...is }, unknown, ...references);
    expect(found).toEqual({ gained, lost });
  });
});
