import { Token } from "cdktf";
import type { Construct } from "constructs";
import {
  hintOnHostBits,
  type Ipv4Range,
  isPrivateRange,
  isPublicRange,
  parseIpv4Range,
  rangeContains,
  rangesOverlap,
} from "../core/cidr";
import { requireNamedDestination } from "../core/destinations";
import { Validator } from "../core/validation";
import type { EgressDestination } from "./egress-destination";
import { REGION } from "./locations";
import type { ServingNetworkProps } from "./serving-network";

/** A sixteenth must not be larger than the /16 that GKE takes for Services, nor half too small for pods of 32 nodes. */
const LARGEST_PREFIX = 12;
const SMALLEST_PREFIX = 18;

const WIDEST_PRIVATE_DESTINATION = 8;
const WIDEST_PUBLIC_DESTINATION = 16;

/**
 * Bridge of the container runtime on nodes: replies to it never leave the node.
 *
 * @see https://cloud.google.com/vpc/docs/subnets#valid-ranges
 */
const CONTAINER_BRIDGE = "172.17.0.0/16";

/** Addresses of restricted.googleapis.com and private.googleapis.com. */
const GOOGLE_APIS = "199.36.153.0/24";

/** Reports everything that is wrong with the properties of a network. */
export function validateServingNetwork(network: Construct, props: ServingNetworkProps): void {
  const validator = new Validator(network, "google.ServingNetwork").given(props, "cidr");
  validateCidr(validator, props.cidr);
  validator.matches("region", props.region, REGION, "a region such as europe-west4");
  const names = props.allowedDestinations?.map(({ name }) => name) ?? [];
  validator.require(new Set(names).size === names.length, {
    code: "MK_NETWORK_DESTINATION_NAMES",
    message: `allowedDestinations names [${names.join(", ")}], one of them twice.`,
    remedy: "Give each destination a name of its own: it identifies the firewall rule.",
  });
  props.allowedDestinations?.forEach((destination, index) => {
    requireDestination(validator, `allowedDestinations[${index}]`, destination, props.cidr);
  });
  validator.done();
}

function validateCidr(validator: Validator, cidr: string): void {
  if (!validator.literal("cidr", cidr)) {
    return;
  }
  const range = parseIpv4Range(cidr);
  const bridge = parseIpv4Range(CONTAINER_BRIDGE);
  const holds =
    range !== undefined &&
    isPrivateRange(range) &&
    range.prefixLength >= LARGEST_PREFIX &&
    range.prefixLength <= SMALLEST_PREFIX;
  validator
    .require(holds, {
      code: "MK_NETWORK_CIDR",
      message: `cidr is "${cidr}", which is not a private IPv4 range of /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}.${hintOnHostBits(cidr)}`,
      remedy: "Use a range within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, as in 10.20.0.0/16.",
    })
    .require(!holds || bridge === undefined || !rangesOverlap(range, bridge), {
      code: "MK_NETWORK_CIDR_RESERVED",
      message: `cidr is "${cidr}", which holds addresses of ${CONTAINER_BRIDGE}: on nodes they are the container bridge's.`,
      remedy: `Use a range that shares no address with ${CONTAINER_BRIDGE}, as in 10.20.0.0/16.`,
    });
}

/** Reports a destination that is none: unnamed, set aside, or as wide as the internet. */
function requireDestination(
  validator: Validator,
  property: string,
  destination: EgressDestination,
  networkCidr: string,
): void {
  if (!requireNamedDestination(validator, property, destination)) {
    return;
  }
  const range = parseIpv4Range(destination.cidr);
  const holds =
    range !== undefined &&
    (isPrivateRange(range)
      ? range.prefixLength >= WIDEST_PRIVATE_DESTINATION
      : isPublicRange(range) && range.prefixLength >= WIDEST_PUBLIC_DESTINATION);
  validator.require(holds, {
    code: "MK_NETWORK_DESTINATION",
    message:
      `${property}.cidr is "${destination.cidr}", which is neither a private IPv4 range of /${WIDEST_PRIVATE_DESTINATION} to /32 ` +
      `nor a public one of /${WIDEST_PUBLIC_DESTINATION} to /32.`,
    remedy: "Name the addresses of the one service that is needed, as in 203.0.113.0/24.",
  });
  if (!holds) {
    return;
  }
  validator
    .require(!overlaps(range, GOOGLE_APIS), {
      code: "MK_NETWORK_DESTINATION_APIS",
      message: `${property}.cidr is "${destination.cidr}", which holds addresses of Google's APIs: the network reaches those that can be guarded already.`,
      remedy: "Leave it out; privateServiceConnect gives the network an address of its own for them.",
    })
    .require(!liesIn(range, networkCidr), {
      code: "MK_NETWORK_DESTINATION_OWN",
      message: `${property}.cidr is "${destination.cidr}", which lies in the network itself (${networkCidr}).`,
      remedy: "Leave it out: nodes, pods and control plane reach what they need.",
    });
}

function overlaps(range: Ipv4Range, cidr: string): boolean {
  const other = parseIpv4Range(cidr);
  return other !== undefined && rangesOverlap(range, other);
}

function liesIn(range: Ipv4Range, cidr: string): boolean {
  const outer = Token.isUnresolved(cidr) ? undefined : parseIpv4Range(cidr);
  return outer !== undefined && rangeContains(outer, range);
}
