import type { Estate } from "../../estate/estate";
import { blocksOf, isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { rangesIn } from "./ingress-limits";
import { INTERNET, NETWORK, numberOf, peersInRange, rangePeer, spelling, unknownOffer, unknownPeer } from "./peers";
import { living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const AWS = "service.beta.kubernetes.io/aws-load-balancer";

/** Services that are reached from outside of their cluster: load balancers, ports of nodes, addresses of others. */
export function serviceWays(estate: Estate): readonly Way[] {
  return living(estate, "v1 Service").flatMap((service) => {
    const place = placeOf(estate, service);
    const ways = (peers: readonly Peer[], offers: readonly Offer[], undecided = false): readonly Way[] =>
      peers.flatMap((peer) =>
        offers.map((offer) => way(estate, place, service, { lane: "network", peer, offer, undecided })),
      );
    const type = valueAt(service.attributes, "spec.type");
    const external = listOf(valueAt(service.attributes, "spec.externalIPs")).map((address) =>
      addressPeer(address, service.root),
    );
    const ports = portsOf(service);
    return [
      ...(type === "LoadBalancer" || isUnknown(type)
        ? ways(balancerPeers(estate, service), ports, isUnknown(type))
        : []),
      ...(type === "NodePort" ? ways([NETWORK], nodePortsOf(service)) : []),
      ...ways(external, ports),
    ];
  });
}

function portsOf({ attributes, root }: Resource): readonly Offer[] {
  return listOf(valueAt(attributes, "spec.ports")).map((port) => {
    if (!isAttributes(port)) {
      return unknownOffer(port, root);
    }
    return portOffer(own(port, "port"), own(port, "protocol"), root);
  });
}

function portOffer(port: Value, protocol: Value, root: string, scope = "*"): Offer {
  return isUnknown(port) || isUnknown(protocol)
    ? unknownOffer(isUnknown(port) ? port : protocol, root)
    : portsOffer(spelling(protocol ?? "TCP").toLowerCase(), numberOf(port), numberOf(port), scope);
}

/** A port that is not named is one of those that are for it: 30000 to 32767, unless the cluster says otherwise. */
function nodePortsOf({ attributes, root }: Resource): readonly Offer[] {
  return blocksOf({ ports: valueAt(attributes, "spec.ports") }, "ports").map((port) => {
    const number = own(port, "nodePort");
    const protocol = own(port, "protocol");
    return number === null || number === 0
      ? { type: "action", action: `a port of every node for ${spelling(own(port, "port"))}`, scope: "*" }
      : portOffer(number, protocol, root, "every node");
  });
}

/** Who reaches the load balancer: those in its source ranges, else everybody, or the network of an internal one. */
function balancerPeers(estate: Estate, service: Resource): readonly Peer[] {
  const { attributes, root } = service;
  const isInternal = internality(service);
  const written = valueAt(attributes, "spec.loadBalancerSourceRanges");
  const annotated = rangesIn(
    listOf(valueAt(attributes, "metadata.annotations")).filter(isAttributes).map(annotatedRanges),
  );
  const ranges = listOf(written).length > 0 ? listOf(written) : annotated;
  if (ranges.length > 0) {
    return ranges.flatMap((range) => peersInRange(estate, service, range));
  }
  return isUnknown(isInternal) ? [unknownPeer(isInternal, root, "internet")] : isInternal ? [NETWORK] : INTERNET;
}

/**
 * Ranges that an annotation has, with commas between them: they count where the Service itself says none.
 *
 * @see https://pkg.go.dev/k8s.io/cloud-provider/service/helpers#GetLoadBalancerSourceRanges
 */
function annotatedRanges(annotations: Attributes): Value {
  return own(annotations, "service.beta.kubernetes.io/load-balancer-source-ranges") ?? "";
}

/**
 * Whether annotations make the load balancer internal. AWS's own controller makes internal ones unless it is told otherwise; the one
 * in Kubernetes makes public ones.
 */
function internality({ attributes }: Resource): boolean | Value {
  const annotations = valueAt(attributes, "metadata.annotations");
  if (isUnknown(annotations)) {
    return annotations;
  }
  const said: Attributes = isAttributes(annotations) ? annotations : {};
  const values = [`${AWS}-scheme`, `${AWS}-internal`, "networking.gke.io/load-balancer-type"].map((name) =>
    own(said, name),
  );
  const unknown = values.find(isUnknown);
  if (unknown !== undefined) {
    return unknown;
  }
  const text = (name: string): string => (textOf(own(said, name)) ?? spelling(own(said, name))).toLowerCase();
  const scheme = text(`${AWS}-scheme`);
  const isOfController =
    valueAt(attributes, "spec.loadBalancerClass") === "service.k8s.aws/nlb" ||
    ["external", "nlb-ip"].includes(text(`${AWS}-type`));
  const hasScheme = own(said, `${AWS}-scheme`) !== null;
  return (
    scheme === "internal" ||
    (["true", "0.0.0.0/0"].includes(text(`${AWS}-internal`)) && scheme !== "internet-facing") ||
    (isOfController && !hasScheme) ||
    text("networking.gke.io/load-balancer-type") === "internal" ||
    text("cloud.google.com/load-balancer-type") === "internal" ||
    text("service.beta.kubernetes.io/azure-load-balancer-internal") === "true"
  );
}

/** Whoever routes to the address: the internet for a public one. */
function addressPeer(address: Value, root: string): Peer {
  if (isUnknown(address)) {
    return unknownPeer(address, root, "internet");
  }
  const text = spelling(address);
  const isPrivate = rangePeer(`${text}/${text.includes(":") ? 128 : 32}`).source === "private-network";
  return isPrivate ? NETWORK : { ...rangePeer("0.0.0.0/0"), text: `0.0.0.0/0, at ${text}` };
}
