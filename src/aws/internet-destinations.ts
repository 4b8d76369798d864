import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { isPublicRange, parseIpv4Range } from "../core/cidr";
import { distinctRanges, requireNamedDestination } from "../core/destinations";
import type { Validator } from "../core/validation";
import type { InternetDestination } from "./internet-destination";

const WIDEST_PREFIX = 16;

/** Public subnets lie in the last quarter of the VPC, so that asking for them later renumbers nothing. */
const PUBLIC_SUBNET_BITS = 6;
const FIRST_PUBLIC_SUBNET = 48;

/** Reports a destination that is none: unnamed, private, or as wide as the internet. */
export function requireDestination(validator: Validator, property: string, destination: InternetDestination): void {
  if (!requireNamedDestination(validator, property, destination)) {
    return;
  }
  const range = parseIpv4Range(destination.cidr);
  validator.require(range !== undefined && isPublicRange(range) && range.prefixLength >= WIDEST_PREFIX, {
    code: "MK_NETWORK_DESTINATION",
    message: `${property}.cidr is "${destination.cidr}", which is not a public IPv4 range of /${WIDEST_PREFIX} to /32.`,
    remedy: "Name the addresses of the one service that is needed, as in 203.0.113.0/24.",
  });
}

/** Routes the named destinations, and only those, through a NAT gateway in each zone. */
export function openDestinations(
  network: Construct,
  vpc: Vpc,
  zones: readonly string[],
  privateRouteTables: readonly RouteTable[],
  destinations: readonly InternetDestination[],
): void {
  if (destinations.length === 0) {
    return;
  }
  const scope = new Construct(network, "Internet");
  const gateway = new InternetGateway(scope, "Gateway", { vpcId: vpc.id, tags: { Name: network.node.path } });
  const publicRoutes = new RouteTable(scope, "PublicRoutes", {
    vpcId: vpc.id,
    tags: { Name: `${network.node.path}/public` },
  });
  const routed = distinctRanges(destinations);
  for (const { name, cidr } of routed) {
    new Route(scope, `PublicTo-${name}`, {
      routeTableId: publicRoutes.id,
      destinationCidrBlock: cidr,
      gatewayId: gateway.id,
    });
  }
  zones.forEach((zone, index) => {
    const nat = natGateway(scope, vpc, zone, index, publicRoutes, gateway);
    const privateRoutes = privateRouteTables[index];
    for (const { name, cidr } of privateRoutes === undefined ? [] : routed) {
      new Route(scope, `Private${index + 1}To-${name}`, {
        routeTableId: privateRoutes?.id ?? "",
        destinationCidrBlock: cidr,
        natGatewayId: nat.id,
      });
    }
  });
}

function natGateway(
  scope: Construct,
  vpc: Vpc,
  zone: string,
  index: number,
  publicRoutes: RouteTable,
  gateway: InternetGateway,
): NatGateway {
  const name = `${scope.node.path}/public-${index + 1}`;
  const subnet = new Subnet(scope, `PublicSubnet${index + 1}`, {
    vpcId: vpc.id,
    availabilityZone: zone,
    cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, PUBLIC_SUBNET_BITS, FIRST_PUBLIC_SUBNET + index),
    mapPublicIpOnLaunch: false,
    tags: { Name: name },
  });
  new RouteTableAssociation(scope, `PublicSubnet${index + 1}Routes`, {
    subnetId: subnet.id,
    routeTableId: publicRoutes.id,
  });
  const address = new Eip(scope, `Address${index + 1}`, { domain: "vpc", tags: { Name: name } });
  return new NatGateway(scope, `Nat${index + 1}`, {
    subnetId: subnet.id,
    allocationId: address.id,
    tags: { Name: name },
    dependsOn: [gateway],
  });
}
