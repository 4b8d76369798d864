import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerOf } from "./accounts";
import { ownerPlace } from "./aws-policies";
import type { Focus } from "./focus";
import { isWritten, OPEN, peersInRange, placeSpelt, resolved, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Place, placeOf, type Way, way } from "./way";

const TABLE = "aws_route_table";
const DEFAULT_TABLE = "aws_default_route_table";
const GATEWAY = "aws_internet_gateway";
const PEERING = "aws_vpc_peering_connection";
const TO_INTERNET = actionOffer("its subnets, by a route to the internet gateway");

/** Networks that are joined with those of other accounts, and subnets that get a way from the internet. */
export function networkWays(estate: Estate, focus: Focus): readonly Way[] {
  return [
    ...living(estate, PEERING).flatMap((peering) => peeringWays(estate, focus, peering)),
    ...living(estate, "aws_route").flatMap((route) => routeWays(estate, route, route.attributes)),
    ...living(estate, TABLE, DEFAULT_TABLE).flatMap((table) =>
      blocksOf(table.attributes, "route").flatMap((route) => routeWays(estate, table, route)),
    ),
  ];
}

/** An owner that is not said is one's own account. */
function peeringWays(estate: Estate, focus: Focus, peering: Resource): readonly Way[] {
  const owner = own(peering.attributes, "peer_owner_id");
  const isSaid = isWritten(owner) || textOf(owner) !== undefined;
  const whose = isSaid ? ownerOf(estate, focus, peering, owner) : "own";
  if (whose === "own") {
    return [];
  }
  const words = `the network ${spelling(own(peering.attributes, "peer_vpc_id"))} of account ${spelling(owner)}`;
  const peer = isUnknown(owner)
    ? unknownPeer(owner, peering.root, "private-network")
    : whoPeer(`network of ${spelling(owner)}`, "private-network", words);
  const place = ownerPlace(estate, peering, "vpc_id", "aws_vpc");
  const offer = actionOffer("its network, by peering");
  return [way(estate, place, peering, { lane: "network", peer, offer, undecided: whose === "unknown" })];
}

/** What is in the subnets is reached at public addresses alone, and as security groups let in: whether it is, is undecided. */
function routeWays(estate: Estate, from: Resource, route: Attributes): readonly Way[] {
  const gateway = own(route, "gateway_id");
  const target = resolved(estate, from, gateway, GATEWAY);
  const isInternet =
    target === undefined ? isWritten(gateway) || textOf(gateway)?.startsWith("igw-") === true : target.kind === GATEWAY;
  const destinations = [
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "cidr_block",
    "ipv6_cidr_block",
  ].flatMap((name) => peersInRange(estate, from, own(route, name)));
  const place =
    isInternet && destinations.some(({ source }) => source === "internet") ? tableOf(estate, from) : undefined;
  return place === undefined
    ? []
    : [way(estate, place, from, { lane: "network", peer: OPEN, offer: TO_INTERNET, undecided: true })];
}

/** The table that the route is in, where it is one of subnets; a table that is not in the estate may be. */
function tableOf(estate: Estate, from: Resource): Place | undefined {
  const isRoute = from.kind === "aws_route";
  const id = own(from.attributes, "route_table_id");
  const found = isRoute ? [TABLE, DEFAULT_TABLE].map((kind) => resolved(estate, from, id, kind)).find(isTable) : from;
  if (found === undefined) {
    // The table that a network has from the start has no resource of its own.
    return placeSpelt(estate, from, id, TABLE);
  }
  return found.kind === DEFAULT_TABLE || hasSubnets(estate, found) ? placeOf(estate, found) : undefined;
}

function isTable(one: Resource | undefined): boolean {
  return one !== undefined && [TABLE, DEFAULT_TABLE].includes(one.kind) && one.mode !== "data";
}

function hasSubnets(estate: Estate, table: Resource): boolean {
  const subnets = satellites(estate, table, "aws_route_table_association", "route_table_id");
  const main = satellites(estate, table, "aws_main_route_table_association", "route_table_id");
  return (
    main.found.length + main.possible.length > 0 ||
    [...subnets.found, ...subnets.possible].some(({ attributes }) => own(attributes, "subnet_id") !== null)
  );
}
