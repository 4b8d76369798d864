import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { own } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type GroupWays, groupsNamed } from "./aws-security-groups";
import { INTERNET, isTrue, isWritten, NETWORK, numberOf, spelling, unknownOffer, unknownPeer } from "./peers";
import { living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const LISTENERS: readonly string[] = ["aws_lb_listener", "aws_alb_listener"];

/**
 * Load balancers, by the ports of their listeners. A public one is open to the internet unless its security groups are all known,
 * and say otherwise.
 *
 * @param groupWays what the security groups of the estate let in
 */
export function loadBalancerWays(estate: Estate, groupWays: GroupWays): readonly Way[] {
  const application = living(estate, "aws_lb", "aws_alb").flatMap((balancer) =>
    LISTENERS.flatMap((kind) => satellites(estate, balancer, kind, "load_balancer_arn").found).flatMap((listener) => {
      const port = portOf(listener);
      const place = placeOf(estate, balancer);
      return admitted(estate, balancer, port, groupWays).map((peer) =>
        way(estate, place, listener, { lane: "network", peer, offer: port }),
      );
    }),
  );
  return [...application, ...classicWays(estate)];
}

function portOf({ attributes, root }: Resource): Offer {
  const [port, protocol] = [own(attributes, "port"), own(attributes, "protocol")];
  if (isUnknown(port)) {
    return unknownOffer(port, root);
  }
  const transport = spelling(protocol).toLowerCase().startsWith("udp") ? "udp" : "tcp";
  return portsOffer(transport, numberOf(port), numberOf(port));
}

function admitted(estate: Estate, balancer: Resource, port: Offer, groupWays: GroupWays): readonly Peer[] {
  const internal = own(balancer.attributes, "internal");
  if (isWritten(internal)) {
    return [unknownPeer(internal, balancer.root, "internet")];
  }
  if (isTrue(internal)) {
    return [NETWORK];
  }
  const groups = groupsNamed(estate, balancer, "security_groups");
  if (groups === undefined || port.type !== "ports") {
    return INTERNET;
  }
  const ways = groups.flatMap((group) => groupWays.into(group));
  return ways.filter(({ offer }) => meets(offer, port)).flatMap(({ peer }) => (peer.type === "who" ? [] : [peer]));
}

/** Whether the port is one of those that are offered, or may be. */
function meets(offer: Offer, port: Offer & { type: "ports" }): boolean {
  return (
    offer.type !== "ports" ||
    ((offer.protocol === "all" || offer.protocol === port.protocol) && offer.from <= port.from && port.to <= offer.to)
  );
}

/** Load balancers of the first kind have their listeners in blocks. */
function classicWays(estate: Estate): readonly Way[] {
  return living(estate, "aws_elb").flatMap((balancer) => {
    const internal = own(balancer.attributes, "internal");
    const peers = isWritten(internal)
      ? [unknownPeer(internal, balancer.root, "internet")]
      : isTrue(internal)
        ? [NETWORK]
        : INTERNET;
    return peers.map((peer) =>
      way(estate, placeOf(estate, balancer), balancer, {
        lane: "network",
        peer,
        offer: { type: "action", action: "its listeners", scope: "*" },
      }),
    );
  });
}
