import { Lazy } from "cdktf";
import { type InternetDestination, ServingNetwork } from "modelkeep/aws";
import { type Attributes, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

const DESTINATIONS: InternetDestination[] = [
  { name: "licence-server", cidr: "203.0.113.0/24" },
  { name: "registry", cidr: "198.51.100.7/32", port: 5000 },
];
const ZONES = ["eu-west-1a", "eu-west-1b"];

function synthesizedNetwork(internetDestinations: InternetDestination[]): Synthesized {
  const stack = testStack();
  new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16", zones: ZONES, internetDestinations });
  return synthesize(stack);
}

function referenceTo(stack: Synthesized, type: string, name: string): string {
  const found = Object.keys(stack.resource[type] ?? {}).find((key) => key.includes(name));
  return `\${${type}.${found}.id}`;
}

describe("internet destinations of a ServingNetwork", () => {
  let stack: Synthesized;

  beforeAll(() => {
    stack = synthesizedNetwork(DESTINATIONS);
  });

  /** Routes of the route table whose construct id contains `name`. */
  function routesOf(name: string): Attributes[] {
    const table = referenceTo(stack, "aws_route_table", name);
    return resourcesOf(stack, "aws_route").filter(({ route_table_id }) => route_table_id === table);
  }

  describe("rows of the catalogue", () => {
    test("NET-05: public subnets assign no public addresses either", () => {
      expect(resourcesOf(stack, "aws_subnet")).toHaveLength(4);
      expect(stack).toHaveEvery("aws_subnet", { map_public_ip_on_launch: false });
    });

    test("NET-07: without destinations there is neither internet gateway nor NAT", () => {
      const closed = synthesizedNetwork([]);
      for (const type of ["aws_internet_gateway", "aws_nat_gateway", "aws_eip", "aws_route"]) {
        expect(closed.resource).not.toHaveProperty(type);
      }
    });

    test("NET-08: no route leads to the whole internet, by IPv4, IPv6 or prefix list", () => {
      const named = DESTINATIONS.map(({ cidr }) => cidr);
      for (const { destination_cidr_block } of resourcesOf(stack, "aws_route")) {
        expect(named).toContain(destination_cidr_block);
      }
      expect(stack).toHaveNone("aws_route", "destination_ipv6_cidr_block");
      expect(stack).toHaveNone("aws_route", "destination_prefix_list_id");
      expect(stack).toHaveNone("aws_route_table", "route");
    });

    test("NET-08: serving subnets reach each destination through NAT, never through the internet gateway", () => {
      for (const zone of [1, 2]) {
        expect(routesOf(`PrivateRoutes${zone}`)).toEqual(
          DESTINATIONS.map(({ cidr }) =>
            expect.objectContaining({
              destination_cidr_block: cidr,
              nat_gateway_id: referenceTo(stack, "aws_nat_gateway", `Nat${zone}`),
            }),
          ),
        );
      }
      const privateRoutes = [...routesOf("PrivateRoutes1"), ...routesOf("PrivateRoutes2")];
      expect(privateRoutes.every((route) => route.gateway_id === undefined)).toBe(true);
    });

    test("NET-08: the internet gateway takes the destinations alone, and none comes back but answers", () => {
      expect(routesOf("PublicRoutes")).toEqual(
        DESTINATIONS.map(({ cidr }) =>
          expect.objectContaining({
            destination_cidr_block: cidr,
            gateway_id: referenceTo(stack, "aws_internet_gateway", "Gateway"),
          }),
        ),
      );
    });
  });

  test("each zone has a NAT gateway of its own, so that a zone can fail alone", () => {
    expect(resourcesOf(stack, "aws_nat_gateway").map(({ subnet_id }) => subnet_id)).toEqual(
      [1, 2].map((zone) => referenceTo(stack, "aws_subnet", `PublicSubnet${zone}`)),
    );
    expect(stack).toHaveEvery("aws_eip", { domain: "vpc" });
  });

  test("a NAT gateway waits for the internet gateway", () => {
    expect(stack).toHaveEvery("aws_nat_gateway", {
      depends_on: [expect.stringMatching(/^aws_internet_gateway\./)],
    });
  });

  test("public subnets lie in the last quarter of the VPC and in the zones of the private ones", () => {
    const isPublic = ({ cidr_block }: Attributes) => /, 6, \d+\)\}$/.test(String(cidr_block));
    const publicSubnets = resourcesOf(stack, "aws_subnet").filter(isPublic);
    expect(publicSubnets.map(({ availability_zone }) => availability_zone)).toEqual(ZONES);
    expect(publicSubnets.map(({ cidr_block }) => cidr_block)).toEqual([
      expect.stringContaining(".cidr_block, 6, 48)"),
      expect.stringContaining(".cidr_block, 6, 49)"),
    ]);
  });

  test("asking for destinations changes no private subnet and no endpoint", () => {
    const closed = synthesizedNetwork([]);
    const privateSubnets = Object.entries(stack.resource.aws_subnet ?? {}).filter(([name]) =>
      name.includes("PrivateSubnet"),
    );
    expect(Object.fromEntries(privateSubnets)).toEqual(closed.resource.aws_subnet);
    expect(stack.resource.aws_vpc_endpoint).toEqual(closed.resource.aws_vpc_endpoint);
  });

  test("the network tells its destinations, for security groups to open", () => {
    const network = new ServingNetwork(testStack(), "network", {
      cidr: "10.20.0.0/16",
      internetDestinations: DESTINATIONS,
    });
    expect(network.internetDestinations).toEqual(DESTINATIONS);
  });

  describe("errors", () => {
    test.each([
      ["the whole internet", "0.0.0.0/0"],
      ["half of the internet", "128.0.0.0/1"],
      ["a range wider than /16", "203.0.0.0/15"],
      ["a private range", "10.30.0.0/16"],
      ["a shared range", "100.64.0.0/24"],
      ["an address without prefix", "203.0.113.7"],
      ["an IPv6 range", "2001:db8::/32"],
      ["a host name", "licences.acme.example"],
    ])("%s is refused as a destination", (_what, cidr) => {
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr }])).toThrow(
        [
          "[MK_NETWORK_DESTINATION] at test/network (aws.ServingNetwork):",
          `  internetDestinations[0].cidr is "${cidr}", which is not a public IPv4 range of /16 to /32.`,
          "  Name the addresses of the one service that is needed, as in 203.0.113.0/24.",
        ].join("\n"),
      );
    });

    test.each([["203.0.0.0/16"], ["203.0.113.7/32"]])("%s is accepted as a destination", (cidr) => {
      expect(synthesizedNetwork([{ name: "licence-server", cidr }])).toHaveEvery("aws_route", {
        destination_cidr_block: cidr,
      });
    });

    test("an ARN where a name belongs is refused", () => {
      const name = "arn:aws:ec2:eu-west-1:111122223333:prefix-list/pl-1";
      expect(() => synthesizedNetwork([{ name, cidr: "203.0.113.0/24" }])).toThrow(
        [
          "[MK_NAME_NOT_ARN] at test/network (aws.ServingNetwork):",
          `  internetDestinations[0].name is "${name}", an ARN where a name belongs.`,
          "  Give the name alone: a Kubernetes name: 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit.",
        ].join("\n"),
      );
    });

    test.each([[0], [65_536], [443.5]])("port %d is refused", (port) => {
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr: "203.0.113.0/24", port }])).toThrow(
        [
          "[MK_NUMBER_RANGE] at test/network (aws.ServingNetwork):",
          `  internetDestinations[0].port is ${port}, not a whole number from 1 to 65535.`,
          "  Set internetDestinations[0].port to a whole number from 1 to 65535.",
        ].join("\n"),
      );
    });

    test("a range that only Terraform knows is refused: it could be the whole internet", () => {
      const cidr = Lazy.stringValue({ produce: () => "0.0.0.0/0" });
      expect(() => synthesizedNetwork([{ name: "licence-server", cidr }])).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("internetDestinations[0].cidr is a token"),
        }),
      );
    });

    test("what is wrong with name, port and range of several destinations is reported at once", () => {
      expect(() =>
        synthesizedNetwork([
          { name: "Licences", cidr: "203.0.113.0/24", port: 0 },
          { name: "all", cidr: "0.0.0.0/0" },
        ]),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_NAME_FORMAT", "MK_NUMBER_RANGE", "MK_NETWORK_DESTINATION"],
          message: expect.stringContaining('internetDestinations[1].cidr is "0.0.0.0/0"'),
        }),
      );
    });
  });

  test("the resources of the way out are what they were", () => {
    const wayOut = Object.entries(stack.resource).map(([type, resources]) => [
      type,
      Object.fromEntries(Object.entries(resources).filter(([name]) => name.startsWith("network_Internet_"))),
    ]);
    expect(
      Object.fromEntries(wayOut.filter(([, resources]) => Object.keys(resources ?? {}).length > 0)),
    ).toMatchSnapshot();
  });
});
