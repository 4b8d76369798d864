import type { Estate } from "../../estate/estate";
import { blocksOf, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import {
  INTERNET,
  isFalse,
  isTrue,
  isWritten,
  NETWORK,
  OPEN,
  peersInRange,
  spelling,
  unknownOffer,
  unknownPeer,
} from "./peers";
import { actionOffer, living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const HTTPS: Offer = portsOffer("tcp", 443, 443, "*", "https");
const FORWARDING_RULES: readonly string[] = ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"];

/** What Google Cloud puts on the network: API servers of GKE, load balancers, endpoints of Vertex AI, and databases. */
export function googleEdgeWays(estate: Estate): readonly Way[] {
  const edge = (peers: (resource: Resource) => readonly Entry[], ...kinds: readonly string[]): readonly Way[] =>
    living(estate, ...kinds).flatMap((resource) =>
      peers(resource).map(({ peer, offer, undecided }) =>
        way(estate, placeOf(estate, resource), resource, {
          lane: "network",
          peer,
          offer,
          undecided: undecided === true,
        }),
      ),
    );
  return [
    ...edge((cluster) => apiServerEntries(estate, cluster), "google_container_cluster"),
    ...edge(forwardingEntries, ...FORWARDING_RULES),
    ...edge(vertexEntries, "google_vertex_ai_endpoint"),
    ...edge(gardenEntries, "google_vertex_ai_endpoint_with_model_garden_deployment"),
    ...edge(indexEntries, "google_vertex_ai_index_endpoint"),
    ...edge((database) => databaseEntries(estate, database), "google_sql_database_instance"),
    ...edge((database) => alloyEntries(estate, database), "google_alloydb_instance"),
  ];
}

interface Entry {
  readonly peer: Peer;
  readonly offer: Offer;
  readonly undecided?: boolean;
}

const openTo = (peers: readonly Peer[], offer: Offer = HTTPS): readonly Entry[] =>
  peers.map((peer) => ({ peer, offer }));

/**
 * The addresses of the API server, which the list of authorized networks narrows, and its DNS endpoint, which it does not.
 * Without the list a public address takes everybody; with an empty one nobody from outside.
 */
function apiServerEntries(estate: Estate, cluster: Resource): readonly Entry[] {
  const { attributes, root } = cluster;
  const endpoints = blocksOf(attributes, "control_plane_endpoints_config");
  const dns = endpoints
    .flatMap((block) => blocksOf(block, "dns_endpoint_config"))
    .map((block) => own(block, "allow_external_traffic"));
  const byName: readonly Entry[] = dns.flatMap((allowed) =>
    isTrue(allowed) || isWritten(allowed)
      ? [
          {
            peer: isWritten(allowed) ? unknownPeer(allowed, root, "internet") : OPEN,
            offer: portsOffer("tcp", 443, 443, "the DNS endpoint", "https at its DNS endpoint"),
          },
        ]
      : [],
  );
  const hasNoAddress = endpoints.some((block) =>
    blocksOf(block, "ip_endpoints_config").some((config) => isFalse(own(config, "enabled"))),
  );
  return hasNoAddress ? byName : [...byName, ...addressEntries(estate, cluster)];
}

function addressEntries(estate: Estate, cluster: Resource): readonly Entry[] {
  const { attributes, root } = cluster;
  const isPrivate = blocksOf(attributes, "private_cluster_config").map((block) =>
    own(block, "enable_private_endpoint"),
  );
  const lists = own(attributes, "master_authorized_networks_config");
  if (isPrivate.some(isTrue)) {
    return openTo([NETWORK]);
  }
  const undecided = isPrivate.some(isWritten);
  if (isWritten(lists)) {
    return openTo([unknownPeer(lists, root, "internet")]);
  }
  const blocks = blocksOf(attributes, "master_authorized_networks_config");
  const ranges = blocks.flatMap((block) => {
    const cidrs = own(block, "cidr_blocks");
    return isWritten(cidrs) ? [cidrs] : blocksOf(block, "cidr_blocks").map((one) => own(one, "cidr_block"));
  });
  const peers = blocks.length === 0 ? INTERNET : ranges.flatMap((range) => peersInRange(estate, cluster, range));
  return [...peers.map((peer) => ({ peer, offer: HTTPS, undecided })), ...openTo([NETWORK])];
}

/** Unset is EXTERNAL; the empty text is what endpoints of Private Service Connect say. */
function forwardingEntries({ attributes, root }: Resource): readonly Entry[] {
  const scheme = own(attributes, "load_balancing_scheme");
  const offers = portsOf(attributes, root);
  if (scheme === "") {
    return [];
  }
  const peer = isWritten(scheme)
    ? unknownPeer(scheme, root, "internet")
    : spelling(isUnknown(scheme) ? "EXTERNAL" : (scheme ?? "EXTERNAL")).startsWith("EXTERNAL")
      ? OPEN
      : NETWORK;
  return offers.map((offer) => ({ peer, offer }));
}

function portsOf(attributes: Attributes, root: string): readonly Offer[] {
  const protocol = own(attributes, "ip_protocol");
  const name = isUnknown(protocol) || protocol === null ? "tcp" : spelling(protocol).toLowerCase();
  const written = [...listOf(own(attributes, "ports")), ...listOf(own(attributes, "port_range"))].filter(
    (ports) => !isUnknown(ports) || isWritten(ports),
  );
  if (written.length === 0) {
    return [portsOffer(name === "l3_default" ? "all" : name, 0, 65_535)];
  }
  return written.map((ports) => {
    if (isUnknown(ports)) {
      return unknownOffer(ports, root);
    }
    const [from = "", to = from] = spelling(ports).split("-");
    return portsOffer(name, Number(from), Number(to));
  });
}

/** Without a network of its own an endpoint answers at the public API of Google, whoever has a token for it. */
const BY_TOKEN: Offer = portsOffer("tcp", 443, 443, "*", "https, by the permissions of the caller");

function vertexEntries({ attributes, root }: Resource): readonly Entry[] {
  const connect = privateConnect(attributes);
  const network = own(attributes, "network");
  if (isTrue(connect) || network !== null) {
    return openTo([NETWORK], BY_TOKEN);
  }
  return openTo(isWritten(connect) ? [unknownPeer(connect, root, "internet")] : INTERNET, BY_TOKEN);
}

function privateConnect(attributes: Attributes): Value {
  const config = own(attributes, "private_service_connect_config");
  return isUnknown(config)
    ? config
    : (blocksOf(attributes, "private_service_connect_config").map((block) =>
        own(block, "enable_private_service_connect"),
      )[0] ?? null);
}

function gardenEntries(resource: Resource): readonly Entry[] {
  const [config] = blocksOf(resource.attributes, "endpoint_config");
  return isTrue(config === undefined ? null : privateConnect(config))
    ? openTo([NETWORK], BY_TOKEN)
    : openTo(INTERNET, BY_TOKEN);
}

function indexEntries({ attributes, root }: Resource): readonly Entry[] {
  const isPublic = own(attributes, "public_endpoint_enabled");
  if (isWritten(isPublic)) {
    return openTo([unknownPeer(isPublic, root, "internet")], BY_TOKEN);
  }
  return openTo(isTrue(isPublic) ? INTERNET : [NETWORK], BY_TOKEN);
}

function databaseEntries(estate: Estate, database: Resource): readonly Entry[] {
  const offer = actionOffer("the database");
  return blocksOf(database.attributes, "settings")
    .flatMap((settings) => blocksOf(settings, "ip_configuration"))
    .filter((config) => !isFalse(own(config, "ipv4_enabled")))
    .flatMap((config) => blocksOf(config, "authorized_networks"))
    .flatMap((network) => peersInRange(estate, database, textOf(own(network, "value")) ?? valueAt(network, "value")))
    .map((peer) => ({ peer, offer }));
}

/** Only where it has a public address do the networks count. */
function alloyEntries(estate: Estate, database: Resource): readonly Entry[] {
  const offer = actionOffer("the database");
  return blocksOf(database.attributes, "network_config").flatMap((config) => {
    const isPublic = own(config, "enable_public_ip");
    const undecided = isWritten(isPublic);
    return isTrue(isPublic) || undecided
      ? blocksOf(config, "authorized_external_networks")
          .flatMap((network) => peersInRange(estate, database, own(network, "cidr_range")))
          .map((peer) => ({ peer, offer, undecided }))
      : [];
  });
}
