import type { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeRoute } from "@cdktf/provider-google/lib/compute-route";
import { ComputeRouter } from "@cdktf/provider-google/lib/compute-router";
import { ComputeRouterNat } from "@cdktf/provider-google/lib/compute-router-nat";
import type { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { Construct } from "constructs";
import { isPublicRange, parseIpv4Range } from "../core/cidr";
import { distinctRanges } from "../core/destinations";
import type { EgressDestination } from "./egress-destination";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

const MAXIMUM_NAME = 63;
const ROUTE_PRIORITY = 1000;
const DEFAULT_GATEWAY = "default-internet-gateway";

/** Who reaches the internet, and what of it. */
export interface InternetProps {
  readonly network: ComputeNetwork;
  readonly subnetwork: ComputeSubnetwork;
  readonly region: string;
  readonly podRangeName: string;
  readonly destinations: readonly EgressDestination[];
}

/**
 * Routes a range to the internet gateway, which is also the next hop to Google's own addresses: without default routes
 * nothing leads there.
 */
export function routeThroughGateway(
  scope: Construct,
  network: ComputeNetwork,
  destRange: string,
  description: string,
): void {
  new ComputeRoute(scope, "Resource", {
    name: googleName(scope, MAXIMUM_NAME),
    network: network.id,
    project: GoogleLookups.of(scope).project,
    description,
    destRange,
    nextHopGateway: DEFAULT_GATEWAY,
    priority: ROUTE_PRIORITY,
  });
}

/** Routes the public destinations, and only those, and translates the addresses of this subnetwork alone. */
export function routeToInternet(parent: Construct, props: InternetProps): void {
  const { network } = props;
  const routed = distinctRanges(props.destinations.filter(({ cidr }) => isPublic(cidr)));
  if (routed.length === 0) {
    return;
  }
  const scope = new Construct(parent, "Internet");
  for (const { name, cidr } of routed) {
    routeThroughGateway(new Construct(scope, `To-${name}`), network, cidr, `Destination ${name}`);
  }
  const name = googleName(scope, MAXIMUM_NAME);
  const router = new ComputeRouter(scope, "Router", {
    name,
    network: network.id,
    project: GoogleLookups.of(scope).project,
    region: props.region,
  });
  new ComputeRouterNat(scope, "Nat", {
    name,
    router: router.name,
    project: GoogleLookups.of(scope).project,
    region: props.region,
    natIpAllocateOption: "AUTO_ONLY",
    sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
    subnetwork: [
      {
        name: props.subnetwork.id,
        sourceIpRangesToNat: ["PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"],
        secondaryIpRangeNames: [props.podRangeName],
      },
    ],
    logConfig: { enable: true, filter: "ALL" },
  });
}

function isPublic(cidr: string): boolean {
  const range = parseIpv4Range(cidr);
  return range !== undefined && isPublicRange(range);
}
