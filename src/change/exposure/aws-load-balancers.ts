import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { own, textOf } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { groupsNamed } from "./aws-security-groups";
import { INTERNET, isFalse, isTrue, isWritten, NETWORK, numberOf, spelling, unknownOffer, unknownPeer } from "./peers";
import { living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const LISTENERS: readonly string[] = ["aws_lb_listener", "aws_alb_listener"];

/**
 * Load balancers, by the ports of their listeners. A public one is open to the internet unless its security groups are all known,
 * and say otherwise.
 *
 * @param groupWays what the security groups of the estate let in
 */
export function loadBalancerWays(estate: Estate, groupWays: readonly Way[]): readonly Way[] {
  const balancers = living(estate, "aws_lb", "aws_alb");
  const byPlace = balancers.length === 0 ? new Map<string, Way[]>() : ingressByPlace(groupWays);
  const application = balancers.flatMap((balancer) =>
    LISTENERS.flatMap((kind) => satellites(estate, balancer, kind, "load_balancer_arn").found).flatMap((listener) => {
      const port = portOf(listener);
      const place = placeOf(estate, balancer);
      return admitted(estate, balancer, port, byPlace).map((peer) =>
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

/** Ways in to each place, to look up what a group lets in. */
function ingressByPlace(ways: readonly Way[]): Map<string, Way[]> {
  const byPlace = new Map<string, Way[]>();
  for (const one of ways) {
    const others = byPlace.get(one.place);
    others === undefined ? byPlace.set(one.place, [one]) : others.push(one);
  }
  return byPlace;
}

function admitted(
  estate: Estate,
  balancer: Resource,
  port: Offer,
  byPlace: ReadonlyMap<string, readonly Way[]>,
): readonly Peer[] {
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
  const ways = groups.flatMap((group) => byPlace.get(`network\u0000${placeOf(estate, group).key}`) ?? []);
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

/** Resources that have a public address when a setting of theirs says so, and the port that they answer at. */
const PUBLIC_SETTINGS: Readonly<Record<string, readonly [attribute: string, what: string]>> = {
  aws_instance: ["associate_public_ip_address", "whatever its security groups let in"],
  aws_subnet: ["map_public_ip_on_launch", "public addresses of its machines"],
  aws_db_instance: ["publicly_accessible", "the database, as its security groups let in"],
  aws_rds_cluster_instance: ["publicly_accessible", "the database, as its security groups let in"],
  aws_redshift_cluster: ["publicly_accessible", "the database, as its security groups let in"],
  aws_mq_broker: ["publicly_accessible", "the broker, as its security groups let in"],
  aws_dms_replication_instance: ["publicly_accessible", "the instance, as its security groups let in"],
};

/** Public addresses of machines, subnets and databases: what comes through is for their security groups to say. */
export function publicAddressWays(estate: Estate): readonly Way[] {
  return Object.entries(PUBLIC_SETTINGS).flatMap(([kind, [attribute, what]]) =>
    living(estate, kind).flatMap((resource) => {
      const value = own(resource.attributes, attribute);
      const unwritten = isUnknown(value) && value.text === undefined && value.references.length === 0;
      if (value === null || isFalse(value) || unwritten || textOf(value) === "") {
        return [];
      }
      const peers = isUnknown(value) ? [unknownPeer(value, resource.root, "internet")] : INTERNET;
      return peers.map((peer) =>
        way(estate, placeOf(estate, resource), resource, {
          lane: "network",
          peer,
          offer: { type: "action", action: what, scope: "*" },
        }),
      );
    }),
  );
}
