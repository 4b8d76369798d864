import type { EstateSource } from "../../support/estates";
import { testChanges } from "./shown";

const KNOWN = { provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] } };
const NOTHING: EstateSource = { ...KNOWN, resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } };

function estate(more: EstateSource["resource"], provider: object = KNOWN): EstateSource {
  return { ...provider, resource: { ...NOTHING.resource, ...more } };
}

describe("images, snapshots and shares of other accounts", () => {
  const image = (permission: object): EstateSource["resource"] => ({
    aws_ami: { base: { name: "base" } },
    aws_ami_launch_permission: { one: { image_id: "${aws_ami.base.id}", ...permission } },
  });
  const snapshot = (...shared_accounts: readonly string[]): EstateSource["resource"] => ({
    aws_db_snapshot: { db: { db_snapshot_identifier: "db", shared_accounts } },
  });
  const volume = (account_id: string): EstateSource["resource"] => ({
    aws_ebs_snapshot: { disk: {} },
    aws_snapshot_create_volume_permission: { one: { snapshot_id: "${aws_ebs_snapshot.disk.id}", account_id } },
  });
  const share = (principal: string): EstateSource["resource"] => ({
    aws_ram_resource_share: { subnets: { name: "subnets" } },
    aws_ram_principal_association: { one: { resource_share_arn: "${aws_ram_resource_share.subnets.arn}", principal } },
  });
  const organization = "arn:aws:organizations::111122223333:organization/o-1";
  const cases: readonly (readonly [what: string, shared: EstateSource["resource"], gained: readonly string[]])[] = [
    [
      "an image for everybody",
      image({ group: "all" }),
      ["aws_ami.base < any-account any account of AWS: machines from the image"],
    ],
    [
      "an image for another account",
      image({ account_id: "444455556666" }),
      ["aws_ami.base < other-account 444455556666: machines from the image"],
    ],
    [
      "an image for an organization",
      image({ organization_arn: organization }),
      [`aws_ami.base < organization ${organization}: machines from the image`],
    ],
    ["an image for one's own account", image({ account_id: "111122223333" }), []],
    [
      "an image for an account that is not known",
      image({ account_id: "${var.partner}" }),
      ["aws_ami.base < other-account ${var.partner} (known after apply): machines from the image ?"],
    ],
    [
      "an image that is not in the estate",
      { aws_ami_launch_permission: { one: { image_id: "ami-1", group: "all" } } },
      ["ami-1 < any-account any account of AWS: machines from the image"],
    ],
    [
      "a snapshot of a database for everybody",
      snapshot("all"),
      ["aws_db_snapshot.db < any-account any account of AWS: databases from the snapshot"],
    ],
    [
      "a snapshot of a database for two accounts, one of them one's own",
      snapshot("444455556666", "111122223333"),
      ["aws_db_snapshot.db < other-account 444455556666: databases from the snapshot"],
    ],
    [
      "a snapshot of a volume",
      volume("444455556666"),
      ["aws_ebs_snapshot.disk < other-account 444455556666: volumes from the snapshot"],
    ],
    [
      "a share for another account",
      share("444455556666"),
      ["aws_ram_resource_share.subnets < other-account 444455556666: what is shared"],
    ],
    [
      "a share for an organization",
      share(organization),
      [`aws_ram_resource_share.subnets < organization ${organization}: what is shared`],
    ],
    ["a share for a service", share("pca-connector-ad.amazonaws.com"), []],
  ];

  testChanges([
    ...cases.map(([name, shared, gained]) => ({ name, before: NOTHING, after: estate(shared), gained, lost: [] })),
    {
      name: "an account is undecided where nothing tells which is one's own",
      before: estate({}, {}),
      after: estate(snapshot("444455556666"), {}),
      gained: ["aws_db_snapshot.db < other-account 444455556666: databases from the snapshot ?"],
      lost: [],
    },
    {
      name: "a snapshot that is shared no more",
      before: estate(snapshot("all")),
      after: estate(snapshot()),
      gained: [],
      lost: ["aws_db_snapshot.db < any-account any account of AWS: databases from the snapshot"],
    },
  ]);
});

describe("networks of other accounts", () => {
  const peering = (more: object, provider: object = KNOWN): EstateSource =>
    estate(
      { aws_vpc_peering_connection: { one: { vpc_id: "${aws_vpc.main.id}", peer_vpc_id: "vpc-2", ...more } } },
      provider,
    );
  const who = "aws_vpc.main < private-network the network vpc-2 of account 444455556666: its network, by peering";

  testChanges([
    {
      name: "a peering with another account",
      before: NOTHING,
      after: peering({ peer_owner_id: "444455556666" }),
      gained: [who],
      lost: [],
    },
    {
      name: "a peering with an account that may be one's own",
      before: estate({}, {}),
      after: peering({ peer_owner_id: "444455556666" }, {}),
      gained: [`${who} ?`],
      lost: [],
    },
    {
      name: "a peering that names no owner is of one's own account",
      before: NOTHING,
      after: peering({}),
      gained: [],
      lost: [],
    },
    {
      name: "a peering that goes",
      before: peering({ peer_owner_id: "444455556666" }),
      after: NOTHING,
      gained: [],
      lost: [who],
    },
  ]);
});

describe("routes to an internet gateway", () => {
  const table = {
    aws_internet_gateway: { edge: {} },
    aws_nat_gateway: { out: {} },
    aws_subnet: { a: {} },
    aws_route_table: { main: {} },
    aws_route_table_association: {
      a: { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.main.id}" },
    },
  };
  const routed = (route: object, more: object = {}): EstateSource =>
    estate({ ...table, aws_route: { one: { route_table_id: "${aws_route_table.main.id}", ...route } }, ...more });
  const open = { destination_cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.edge.id}" };
  const gained = ["aws_route_table.main < internet 0.0.0.0/0: its subnets, by a route to the internet gateway ?"];
  const cases: readonly (readonly [what: string, after: EstateSource, gained: readonly string[]])[] = [
    ["a default route", routed(open), gained],
    [
      "a default route of IPv6",
      routed({ ...open, destination_cidr_block: null, destination_ipv6_cidr_block: "::/0" }),
      gained,
    ],
    ["a default route by the id of the gateway", routed({ ...open, gateway_id: "igw-1" }), gained],
    ["a default route by a gateway that is not known", routed({ ...open, gateway_id: "${var.gateway}" }), gained],
    [
      "a default route in the table",
      estate({ ...table, aws_route_table: { main: { route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] } } }),
      gained,
    ],
    ["a default route to NAT", routed({ ...open, gateway_id: null, nat_gateway_id: "${aws_nat_gateway.out.id}" }), []],
    ["a default route to a VPN", routed({ ...open, gateway_id: "vgw-1" }), []],
    ["a route to a range of one's own", routed({ ...open, destination_cidr_block: "10.0.0.0/8" }), []],
    ["a default route of a table without subnets", routed(open, { aws_route_table_association: {} }), []],
  ];

  testChanges(cases.map(([name, after, ways]) => ({ name, before: estate(table), after, gained: ways, lost: [] })));
});
