import type { Estate } from "../../estate/estate";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import {
  INTERNET,
  isFalse,
  isTrue,
  isWritten,
  numberOf,
  OPEN,
  peersInRange,
  spelling,
  unknownOffer,
  unknownPeer,
} from "./peers";
import { actionOffer, living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const HTTPS: Offer = portsOffer("tcp", 443, 443, "*", "https");

/** Services that AWS runs on the internet, with no security group before them. */
interface PublicService {
  readonly kind: string;

  /** What says whether they are there for the internet, where they say so. */
  readonly setting: (attributes: Attributes) => Value;

  /** Those that say nothing are. */
  readonly isPublicByDefault: boolean;
  readonly offers: (attributes: Attributes) => readonly Offer[];
}

const SERVICES: readonly PublicService[] = [
  {
    kind: "aws_neptunegraph_graph",
    setting: (graph) => own(graph, "public_connectivity"),
    isPublicByDefault: false,
    offers: () => [portsOffer("tcp", 443, 443, "*", "https, by the permissions of the caller")],
  },
  {
    kind: "aws_lightsail_database",
    setting: (database) => own(database, "publicly_accessible"),
    isPublicByDefault: false,
    offers: () => [actionOffer("the database")],
  },
  {
    kind: "aws_apprunner_service",
    setting: (service) => {
      const [ingress] = blocksOf(service, "network_configuration").flatMap((block) =>
        blocksOf(block, "ingress_configuration"),
      );
      return ingress === undefined ? null : own(ingress, "is_publicly_accessible");
    },
    isPublicByDefault: true,
    offers: () => [HTTPS],
  },
  {
    kind: "aws_cloudfront_distribution",
    setting: (distribution) => own(distribution, "enabled"),
    isPublicByDefault: true,
    offers: () => [HTTPS],
  },
  {
    kind: "aws_transfer_server",
    setting: (server) => {
      const type = own(server, "endpoint_type");
      return type === null || isUnknown(type) ? type : type === "PUBLIC";
    },
    isPublicByDefault: true,
    offers: ({ protocols = null }) =>
      (listOf(protocols).length === 0 ? ["SFTP"] : listOf(protocols)).map((protocol) =>
        actionOffer(spelling(protocol).toLowerCase()),
      ),
  },
];

/** What services of AWS open to the internet by a setting of their own. */
export function publicServiceWays(estate: Estate): readonly Way[] {
  return [
    ...SERVICES.flatMap((service) =>
      living(estate, service.kind).flatMap((resource) =>
        peersOf(service.setting(resource.attributes), service.isPublicByDefault, resource).flatMap((peer) =>
          service
            .offers(resource.attributes)
            .map((offer) => way(estate, placeOf(estate, resource), resource, { lane: "network", peer, offer })),
        ),
      ),
    ),
    ...living(estate, LIGHTSAIL_PORTS).flatMap((ports) => portWays(estate, ports)),
  ];
}

function peersOf(setting: Value, isPublicByDefault: boolean, { root }: Resource): readonly Peer[] {
  if (isWritten(setting)) {
    return [unknownPeer(setting, root, "internet")];
  }
  return isTrue(setting) || (isPublicByDefault && !isFalse(setting)) ? INTERNET : [];
}

const LIGHTSAIL_PORTS = "aws_lightsail_instance_public_ports";

/** Ports of a machine of Lightsail, which are for everybody where they say no ranges. */
function portWays(estate: Estate, ports: Resource): readonly Way[] {
  const place = ownerPlace(estate, ports, "instance_name", "aws_lightsail_instance");
  return blocksOf(ports.attributes, "port_info").flatMap((block) => {
    const ranges = ["cidrs", "ipv6_cidrs"].flatMap((name) => listOf(own(block, name)));
    const aliases = listOf(own(block, "cidr_list_aliases")).filter((alias) => textOf(alias) !== undefined);
    const written = ranges.filter((range) => !isUnknown(range) || isWritten(range));
    const peers =
      written.length > 0
        ? written.flatMap((range) => peersInRange(estate, ports, range))
        : aliases.length > 0
          ? []
          : [OPEN];
    const [protocol, from, to] = ["protocol", "from_port", "to_port"].map((name) => own(block, name));
    const offer = [protocol, from, to].some((value) => isUnknown(value ?? null))
      ? unknownOffer(`${spelling(protocol ?? null)} ${spelling(from ?? null)}`, ports.root)
      : portsOffer(spelling(protocol ?? "all"), numberOf(from ?? null), numberOf(to ?? null));
    return peers.map((peer) => way(estate, place, ports, { lane: "network", peer, offer }));
  });
}
