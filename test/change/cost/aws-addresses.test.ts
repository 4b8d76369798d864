import { compareEstates } from "../../../src/change/compare";
import { costOf } from "../../../src/change/cost/cost";
import { estateOf } from "../../support/estates";
import { BOOK, costBetween, costOfMaking } from "./book";

type Resources = Parameters<typeof costOfMaking>[0];

const OF_MACHINES = "public IPv4 addresses that subnets and launch templates may give to machines";
const OF_BALANCERS = "public IPv4 addresses of load balancers whose scheme or subnets are not known";

const MACHINE = 0.1008 * 730;
const ADDRESS = 0.005 * 730;
const BALANCER = 0.0225 * 730;

const instance = (settings: object, others: object = {}): Resources => ({
  aws_instance: { i: { instance_type: "m7i.large", associate_public_ip_address: true, ...settings } },
  ...others,
});
const subnets = (isPublic: unknown) => ({ aws_subnet: { a: { map_public_ip_on_launch: isPublic }, b: {} } });
const balancer = (settings: object, others: object = {}): Resources => ({
  aws_lb: { l: { internal: false, subnets: ["subnet-a", "subnet-b", "subnet-c"], ...settings } },
  ...others,
});
const group = (template: object, settings: object = {}): Resources => ({
  aws_launch_template: { t: { instance_type: "m7i.large", ...template } },
  aws_autoscaling_group: {
    g: { min_size: 2, max_size: 5, launch_template: { id: "${aws_launch_template.t.id}" }, ...settings },
  },
});
const faces = (isPublic: unknown) => ({ network_interfaces: [{ associate_public_ip_address: isPublic }] });

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

describe("public IPv4 addresses", () => {
  test.each<[string, Resources, number, number]>([
    ["an instance that is started with one", instance({}), MACHINE + ADDRESS, MACHINE + ADDRESS],
    ["three of them", instance({ count: 3 }), 3 * (MACHINE + ADDRESS), 3 * (MACHINE + ADDRESS)],
    [
      "an instance whose Elastic IP is charged by itself",
      instance({}, { aws_eip: { e: { instance: "${aws_instance.i.id}" } } }),
      MACHINE + ADDRESS,
      MACHINE + ADDRESS,
    ],
    [
      "an instance that is associated with an Elastic IP",
      instance(
        {},
        {
          aws_eip: { e: {} },
          aws_eip_association: { a: { instance_id: "${aws_instance.i.id}", allocation_id: "${aws_eip.e.id}" } },
        },
      ),
      MACHINE + ADDRESS,
      MACHINE + ADDRESS,
    ],
    ["an instance without", instance({ associate_public_ip_address: false }), MACHINE, MACHINE],
    [
      "an instance in a subnet that gives none",
      instance({ associate_public_ip_address: null, subnet_id: "${aws_subnet.b.id}" }, subnets(true)),
      MACHINE,
      MACHINE,
    ],
    [
      "an instance whose template says so",
      group(faces("true"), { min_size: 1, max_size: 1 }),
      MACHINE + ADDRESS,
      MACHINE + ADDRESS,
    ],
    [
      "the smallest and the largest size of a group",
      group(faces("true")),
      2 * (MACHINE + ADDRESS),
      5 * (MACHINE + ADDRESS),
    ],
    ["a group whose template says none", group(faces("false")), 2 * MACHINE, 5 * MACHINE],
    [
      "a group in subnets that give none",
      {
        ...group({}, { vpc_zone_identifier: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] }),
        ...subnets(false),
      },
      2 * MACHINE,
      5 * MACHINE,
    ],
    [
      "a NAT gateway, by its Elastic IP alone",
      { aws_eip: { e: {} }, aws_nat_gateway: { n: { allocation_id: "${aws_eip.e.id}" } } },
      0.045 * 730 + ADDRESS,
      0.045 * 730 + ADDRESS,
    ],
    ["a load balancer in three zones", balancer({}), BALANCER + 3 * ADDRESS, BALANCER + 3 * ADDRESS],
    [
      "a load balancer in all subnets of a count",
      balancer({ subnets: "${aws_subnet.s[*].id}" }, { aws_subnet: { s: { count: 2 } } }),
      BALANCER + 2 * ADDRESS,
      BALANCER + 2 * ADDRESS,
    ],
    [
      "a load balancer that does not say that it is internal",
      balancer({ internal: null }),
      BALANCER + 3 * ADDRESS,
      BALANCER + 3 * ADDRESS,
    ],
    ["an internal load balancer", balancer({ internal: true }), BALANCER, BALANCER],
    [
      "a load balancer of which one zone has an Elastic IP, which is charged by itself",
      balancer(
        {
          load_balancer_type: "network",
          subnets: null,
          subnet_mapping: [
            { subnet_id: "subnet-a", allocation_id: "${aws_eip.e.id}" },
            { subnet_id: "subnet-b", allocation_id: "" },
          ],
        },
        { aws_eip: { e: {} } },
      ),
      BALANCER + 2 * ADDRESS,
      BALANCER + 2 * ADDRESS,
    ],
    [
      "a load balancer without public IPv4",
      balancer({ ip_address_type: "dualstack-without-public-ipv4" }),
      BALANCER,
      BALANCER,
    ],
  ])("%s", (_, resources, low, high) => {
    const cost = costOfMaking(resources);
    expect(cost.unpriced).toEqual([]);
    expect(cost.monthlyDelta).toEqual({ low: cents(low), high: cents(high) });
    expect(cost.notes.filter((note) => note.startsWith("public"))).toEqual([]);
  });

  test.each<[string, Resources, number, string]>([
    [
      "a subnet that is not in the estate decides",
      instance({ associate_public_ip_address: null }),
      MACHINE,
      OF_MACHINES,
    ],
    [
      "a subnet gives them",
      instance({ associate_public_ip_address: null, subnet_id: "${aws_subnet.a.id}" }, subnets(true)),
      MACHINE,
      OF_MACHINES,
    ],
    ["it is known after apply", instance({ associate_public_ip_address: "${var.public}" }), MACHINE, OF_MACHINES],
    ["a group says no subnets", group({}, { min_size: 1, max_size: 1 }), MACHINE, OF_MACHINES],
    ["the scheme is known after apply", balancer({ internal: "${var.internal}" }), BALANCER, OF_BALANCERS],
    ["the zones are known after apply", balancer({ subnets: "${var.subnets}" }), BALANCER, OF_BALANCERS],
  ])("are named where %s, and nothing is unpriced", (_, resources, expected, note) => {
    const cost = costOfMaking(resources);
    expect(cost.unpriced).toEqual([]);
    expect(cost.monthlyDelta.low).toBe(cents(expected));
    expect(cost.notes).toContain(note);
  });

  test("are compared on neither side when one of them does not tell", () => {
    const cost = costBetween(instance({}), instance({ associate_public_ip_address: null, instance_type: "t3.medium" }));
    // 0.0416 x 730 - 0.1008 x 730
    expect(cost.monthlyDelta).toEqual({ low: -43.22, high: -43.22 });
    expect(cost.unpriced).toEqual([]);
  });

  test("that a load balancer gets with its subnets are told, also when it is not changed itself", () => {
    const inSubnets = (count: number) =>
      balancer({ subnets: "${aws_subnet.s[*].id}" }, { aws_subnet: { s: { count } } });
    // One zone more.
    expect(costBetween(inSubnets(2), inSubnets(3)).monthlyDelta).toEqual({ low: 3.65, high: 3.65 });
  });

  test("of a plan: what nobody set is left to the subnet, and is not what is unknown", () => {
    const values = { instance_type: "m7i.large", subnet_id: "subnet-1" };
    const named = {
      address: "aws_instance.i",
      mode: "managed",
      type: "aws_instance",
      name: "i",
      provider_name: "registry.terraform.io/hashicorp/aws",
    };
    const plan = {
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: { root_module: { resources: [{ ...named, values }] } },
      resource_changes: [
        {
          ...named,
          change: {
            actions: ["create"],
            before: null,
            after: values,
            after_unknown: { associate_public_ip_address: true, root_block_device: true },
          },
        },
      ],
      configuration: {
        provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } },
        root_module: {
          resources: [
            { ...named, provider_config_key: "aws", expressions: { instance_type: { constant_value: "m7i.large" } } },
          ],
        },
      },
    };
    const cost = costOf(compareEstates(estateOf({}), estateOf({ plan })), BOOK);
    expect(cost.monthlyDelta).toEqual({ low: cents(MACHINE), high: cents(MACHINE) });
    expect(cost.notes).toEqual([OF_MACHINES, "root volumes whose size the image decides"]);
  });
});

test.each([[{ toString: "x" }], [[]], [[{ toString: 1 }]], [{}]])(
  "a setting that is no setting ends nothing: %p",
  (odd) => {
    expect(costOfMaking(instance({ associate_public_ip_address: odd })).after.high).toBeGreaterThan(0);
  },
);
