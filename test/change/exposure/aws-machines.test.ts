import { reachesOf } from "../../../src/change/exposure/exposure";
import { type EstateSource, estateOf } from "../../support/estates";
import { testChanges } from "./shown";

const GROUPS = {
  aws_security_group: {
    closed: { name: "closed", ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] }] },
    open: { name: "open", ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }] },
  },
};
const CLOSED = "${aws_security_group.closed.id}";
const OPEN = "${aws_security_group.open.id}";
const BY_OPEN = "tcp 22, by aws_security_group.open";

/** Resources beside a closed and an open group. */
function beside(resource: EstateSource["resource"]): EstateSource {
  return { resource: { ...GROUPS, ...resource } };
}

function rule(cidr: string): object {
  return {
    type: "ingress",
    security_group_id: "${aws_security_group.ruled.id}",
    protocol: "tcp",
    from_port: 5432,
    to_port: 5432,
    cidr_blocks: [cidr],
  };
}

function machine(group: string, more: object = { associate_public_ip_address: true }, rest = {}): EstateSource {
  return beside({ aws_instance: { gpu: { vpc_security_group_ids: [group], ...more } }, ...rest });
}

describe("machines that move into an open group", () => {
  const who = "aws_instance.gpu < internet 0.0.0.0/0";
  const subnet = (attributes: object): object => ({ aws_subnet: { a: attributes } });
  const inSubnet = { subnet_id: "${aws_subnet.a.id}" };

  testChanges([
    {
      name: "with a public address are open to the internet",
      before: machine(CLOSED),
      after: machine(OPEN),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "and out of it are closed",
      before: machine(OPEN),
      after: machine(CLOSED),
      gained: [],
      lost: [`${who}: ${BY_OPEN}`],
    },
    {
      name: "in a subnet that gives public addresses",
      before: machine(CLOSED, inSubnet, subnet({ map_public_ip_on_launch: true })),
      after: machine(OPEN, inSubnet, subnet({ map_public_ip_on_launch: true })),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "in a subnet that gives none",
      before: machine(CLOSED, inSubnet, subnet({})),
      after: machine(OPEN, inSubnet, subnet({})),
      gained: [],
      lost: [],
    },
    {
      name: "in a subnet that is not in the estate: undecided",
      before: machine(CLOSED, { subnet_id: "subnet-1" }),
      after: machine(OPEN, { subnet_id: "subnet-1" }),
      gained: [`${who}: ${BY_OPEN} ?`],
      lost: [],
    },
    {
      name: "without a public address, whatever the subnet gives",
      before: machine(
        CLOSED,
        { ...inSubnet, associate_public_ip_address: false },
        subnet({ map_public_ip_on_launch: true }),
      ),
      after: machine(
        OPEN,
        { ...inSubnet, associate_public_ip_address: false },
        subnet({ map_public_ip_on_launch: true }),
      ),
      gained: [],
      lost: [],
    },
    {
      name: "with an elastic address",
      before: machine(CLOSED, inSubnet, { ...subnet({}), aws_eip: { one: { instance: "${aws_instance.gpu.id}" } } }),
      after: machine(OPEN, inSubnet, { ...subnet({}), aws_eip: { one: { instance: "${aws_instance.gpu.id}" } } }),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "by an attachment of the group to their card",
      before: machine(CLOSED),
      after: machine(CLOSED, undefined, {
        aws_network_interface_sg_attachment: {
          open: { security_group_id: OPEN, network_interface_id: "${aws_instance.gpu.primary_network_interface_id}" },
        },
      }),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "where the address comes with the group, the ports are told",
      before: machine(CLOSED, { associate_public_ip_address: false }),
      after: machine(OPEN),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "where the address comes to a closed group, nothing opens",
      before: machine(CLOSED, { associate_public_ip_address: false }),
      after: machine(CLOSED),
      gained: [],
      lost: [],
    },
    {
      name: "nor where the machine comes with its address to a closed group",
      before: beside({}),
      after: machine(CLOSED),
      gained: [],
      lost: [],
    },
    {
      name: "where the address comes without any group, nobody can tell who comes in by the default one",
      before: machine(CLOSED, { associate_public_ip_address: false }),
      after: beside({ aws_instance: { gpu: { associate_public_ip_address: true } } }),
      gained: [`${who}: whatever its security groups let in ?`],
      lost: [],
    },
    {
      name: "an open group is the way in, whatever another one that is not in the estate adds to it",
      before: beside({}),
      after: beside({
        aws_instance: { gpu: { vpc_security_group_ids: [OPEN, "sg-elsewhere"], associate_public_ip_address: true } },
      }),
      gained: [`${who}: ${BY_OPEN}`],
      lost: [],
    },
    {
      name: "a group that is not in the estate may let in anybody",
      before: machine(CLOSED),
      after: machine("sg-elsewhere"),
      gained: ["aws_instance.gpu < internet whoever security group sg-elsewhere lets in: everything ?"],
      lost: [],
    },
    {
      name: "a new machine with a group that is not in the estate is told by its address, and undecided",
      before: beside({}),
      after: machine("sg-elsewhere"),
      gained: [`${who}: whatever its security groups let in ?`],
      lost: [],
    },
    {
      name: "a public address that is not known is undecided",
      before: machine(CLOSED, { associate_public_ip_address: "${var.public}" }),
      after: machine(OPEN, { associate_public_ip_address: "${var.public}" }),
      gained: [`${who}: ${BY_OPEN} ?`],
      lost: [],
    },
  ]);
});

describe("what else moves into an open group", () => {
  const public_ = { publicly_accessible: true };
  const database = (group: string, more: object = public_): EstateSource =>
    beside({ aws_db_instance: { db: { vpc_security_group_ids: [group], ...more } } });
  const ruledDatabase = (isPublic: boolean): EstateSource => ({
    resource: {
      aws_security_group: { ruled: { name: "ruled" } },
      aws_security_group_rule: { inside: rule("10.0.0.0/8") },
      aws_vpc_security_group_ingress_rule: {
        all: {
          security_group_id: "${aws_security_group.ruled.id}",
          ip_protocol: "tcp",
          from_port: 5432,
          to_port: 5432,
          cidr_ipv4: "0.0.0.0/0",
        },
      },
      aws_db_instance: {
        db: { vpc_security_group_ids: ["${aws_security_group.ruled.id}"], publicly_accessible: isPublic },
      },
    },
  });
  const aurora = (group: string): EstateSource =>
    beside({
      aws_rds_cluster: { db: { cluster_identifier: "db", vpc_security_group_ids: [group] } },
      aws_rds_cluster_instance: { one: { cluster_identifier: "${aws_rds_cluster.db.id}", ...public_ } },
    });
  const card = (group: string, address: object): EstateSource =>
    beside({ aws_network_interface: { one: { security_groups: [group] } }, ...address });
  const address = { aws_eip: { one: { network_interface: "${aws_network_interface.one.id}" } } };
  const template = (group: string): EstateSource =>
    beside({
      aws_launch_template: {
        nodes: { network_interfaces: [{ associate_public_ip_address: "true", security_groups: [group] }] },
      },
    });
  const cases: readonly (readonly [what: string, who: string, before: EstateSource, after: EstateSource])[] = [
    ["a database", "aws_db_instance.db", database(CLOSED), database(OPEN)],
    ["an instance of a database cluster", "aws_rds_cluster_instance.one", aurora(CLOSED), aurora(OPEN)],
    ["a network interface", "aws_network_interface.one", card(CLOSED, address), card(OPEN, address)],
    ["a launch template", "aws_launch_template.nodes", template(CLOSED), template(OPEN)],
  ];

  testChanges([
    ...cases.map(([name, who, before, after]) => ({
      name,
      before,
      after,
      gained: [`${who} < internet 0.0.0.0/0: ${BY_OPEN}`],
      lost: [],
    })),
    {
      name: "a database that becomes public in a closed group opens nothing",
      before: database(CLOSED, { publicly_accessible: false }),
      after: database(CLOSED),
      gained: [],
      lost: [],
    },
    {
      name: "a database that becomes public in a group whose rules are resources, by their port",
      before: ruledDatabase(false),
      after: ruledDatabase(true),
      gained: ["aws_db_instance.db < internet 0.0.0.0/0: tcp 5432, by aws_security_group.ruled"],
      lost: [],
    },
    {
      name: "not a database without a public address",
      before: database(CLOSED, {}),
      after: database(OPEN, {}),
      gained: [],
      lost: [],
    },
    {
      name: "not a network interface without a public address",
      before: card(CLOSED, {}),
      after: card(OPEN, {}),
      gained: [],
      lost: [],
    },
    {
      name: "a load balancer in a group that a data source looks up takes whoever comes",
      before: beside({}),
      after: {
        ...beside({
          aws_lb: { edge: { internal: false, security_groups: ["${data.aws_security_group.edge.id}"] } },
          aws_lb_listener: { https: { load_balancer_arn: "${aws_lb.edge.arn}", port: 443, protocol: "HTTPS" } },
        }),
        data: { aws_security_group: { edge: { name: "edge" } } },
      },
      gained: ["aws_lb.edge < internet 0.0.0.0/0: tcp 443"],
      lost: [],
    },
  ]);
});

test("thousands of machines in a group are read in time, each with what reaches it", () => {
  const many = 2_000;
  const machines = Array.from({ length: many }, (_, at) => [
    `m${at}`,
    { associate_public_ip_address: true, vpc_security_group_ids: [OPEN] },
  ]);
  const reaches = reachesOf(estateOf(beside({ aws_instance: Object.fromEntries(machines) })));
  expect(reaches.filter(({ kind }) => kind === "aws_instance")).toHaveLength(many);
});
