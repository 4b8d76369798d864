import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import type { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { Construct } from "constructs";
import { type Ipv4Range, ipv4RangeSize, parseIpv4Range, rangesOverlap, writeIpv4Range } from "../core/cidr";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

const MAXIMUM_NAME = 63;

/** Before the rules that GKE makes for Services of type LoadBalancer, which let the internet in and have priority 1,000. */
const PRIORITY = 900;

/** Private networks, and the addresses that Google probes the health of internal load balancers from. */
const NOT_THE_INTERNET = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "35.191.0.0/16",
  "130.211.0.0/22",
];

const EVERYWHERE: Ipv4Range = { network: 0, prefixLength: 0 };

/**
 * Refuses what comes from the internet, whatever a Service of the cluster asks for: GKE would otherwise open its port for the
 * world. Private networks are left to the rules of GKE.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 */
export function refuseInternet(parent: Construct, network: ComputeNetwork): ComputeFirewall {
  const scope = new Construct(parent, "FromInternet");
  return new ComputeFirewall(scope, "Resource", {
    name: googleName(scope, MAXIMUM_NAME),
    network: network.id,
    project: GoogleLookups.of(scope).project,
    description: "Nothing comes in from the internet, whatever a Service asks for",
    direction: "INGRESS",
    priority: PRIORITY,
    sourceRanges: internetRanges(),
    deny: [{ protocol: "all" }],
    logConfig: { metadata: "INCLUDE_ALL_METADATA" },
  });
}

/** All of IPv4 but the private networks and Google's probes, in as few ranges as can be. */
export function internetRanges(): string[] {
  const holes = NOT_THE_INTERNET.flatMap((cidr) => parseIpv4Range(cidr) ?? []);
  return without(EVERYWHERE, holes).map(writeIpv4Range);
}

/** What is left of the range without the holes: halves are taken apart until they lie in a hole or apart from all. */
function without(range: Ipv4Range, holes: readonly Ipv4Range[]): Ipv4Range[] {
  const touching = holes.filter((hole) => rangesOverlap(hole, range));
  if (touching.length === 0) {
    return [range];
  }
  if (touching.some((hole) => hole.prefixLength <= range.prefixLength)) {
    return [];
  }
  const prefixLength = range.prefixLength + 1;
  const half = ipv4RangeSize(prefixLength);
  return [range.network, range.network + half].flatMap((network) => without({ network, prefixLength }, touching));
}
