import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type Focus, isMarked, type Mark, marksOf } from "./focus";
import { INTERNET, isFalse, isTrue, isWritten, NETWORK, OPEN, peersInRange, unknownPeer } from "./peers";
import { type Admission, policyAdmissions } from "./policies";
import { actionOffer, type Lane, living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const HTTPS: Offer = portsOffer("tcp", 443, 443, "*", "https");
const REST_API = "aws_api_gateway_rest_api";
const REST_POLICY = "aws_api_gateway_rest_api_policy";

/** Programs that AWS puts on the network itself: API servers of EKS, API Gateway, URLs of functions. */
export function awsEndpointWays(estate: Estate, focus: Focus): readonly Way[] {
  return [
    ...living(estate, "aws_eks_cluster").flatMap((cluster) => apiServerWays(estate, cluster)),
    ...living(estate, REST_API).flatMap((api) => restApiWays(estate, api, focus)),
    ...living(estate, "aws_apigatewayv2_api").flatMap((api) => httpApiWays(estate, api)),
    ...living(estate, "aws_lambda_function_url").flatMap((url) => functionUrlWays(estate, url)),
  ];
}

/** APIs whose policy is a resource of its own. */
export function endpointMarks(estate: Estate): readonly Mark[] {
  return marksOf(estate, "policy", REST_API, [[REST_POLICY, "rest_api_id"]]);
}

/** Unset, the API server has a public address that takes the whole internet. */
function apiServerWays(estate: Estate, cluster: Resource): readonly Way[] {
  return blocksOf(cluster.attributes, "vpc_config").flatMap((config) => {
    const [isPublic, isPrivate] = [own(config, "endpoint_public_access"), own(config, "endpoint_private_access")];
    const cidrs = own(config, "public_access_cidrs");
    const undecided = isWritten(isPublic);
    const written = listOf(cidrs);
    const everybody = written.length === 0 || (isUnknown(cidrs) && !isWritten(cidrs));
    const outside = isFalse(isPublic)
      ? []
      : everybody
        ? INTERNET
        : written.flatMap((cidr) => peersInRange(estate, cluster, cidr));
    const inside = isTrue(isPrivate) ? [NETWORK] : [];
    return [
      ...outside.map((peer) => ways(estate, cluster, cluster, "network", peer, HTTPS, undecided)),
      ...inside.map((peer) => ways(estate, cluster, cluster, "network", peer, HTTPS)),
    ];
  });
}

function ways(
  estate: Estate,
  reached: Resource,
  through: Resource,
  lane: Lane,
  peer: Peer,
  offer: Offer,
  undecided = false,
): Way {
  return way(estate, placeOf(estate, reached), through, { lane, peer, offer, undecided });
}

/** A policy of the API takes the place of being open: it refuses whom it does not name. */
function restApiWays(estate: Estate, api: Resource, focus: Focus): readonly Way[] {
  const configuration = own(api.attributes, "endpoint_configuration");
  const types = blocksOf(api.attributes, "endpoint_configuration").flatMap((block) => listOf(own(block, "types")));
  const isPrivate = types.some((type) => type === "PRIVATE");
  const unknown = [configuration, ...types].find(isWritten);
  const policies = satellites(estate, api, REST_POLICY, "rest_api_id").found;
  const inline = isMarked(focus, "policy", api) ? null : own(api.attributes, "policy");
  const written: readonly (readonly [from: Resource, policy: Value])[] = [
    ...policies.map((one) => [one, own(one.attributes, "policy")] as const),
    ...(textOf(inline) === undefined && !isWritten(inline) ? [] : [[api, inline] as const]),
  ];
  if (written.length === 0 && !isPrivate) {
    const peers = unknown === undefined ? INTERNET : [unknownPeer(unknown, api.root, "internet")];
    return peers.map((peer) => ways(estate, api, api, "network", peer, HTTPS));
  }
  const admissions = written.flatMap(([from, policy]) =>
    policyAdmissions(estate, from, policy, { focus, isAnonymous: !isPrivate }).map((one) => [from, one] as const),
  );
  return admissions
    .filter(([, { action }]) => action === "*" || action.toLowerCase().startsWith("execute-api:"))
    .map(([from, one]) => ways(estate, api, from, "network", peerOf(one, isPrivate), HTTPS, one.undecided));
}

/** Whoever a public API lets in without a condition is the internet. */
function peerOf({ peer }: Admission, isPrivate: boolean): Peer {
  const isEverybody = peer.type === "who" && peer.id === "*" && peer.limits.length === 0;
  return isEverybody && !isPrivate ? OPEN : peer;
}

/** Without its own address an HTTP API answers at the domains that are mapped to it. */
function httpApiWays(estate: Estate, api: Resource): readonly Way[] {
  const isDisabled = isTrue(own(api.attributes, "disable_execute_api_endpoint"));
  if (isDisabled && satellites(estate, api, "aws_apigatewayv2_api_mapping", "api_id").found.length === 0) {
    return [];
  }
  const offer = own(api.attributes, "protocol_type") === "WEBSOCKET" ? portsOffer("tcp", 443, 443, "*", "wss") : HTTPS;
  return INTERNET.map((peer) => ways(estate, api, api, "network", peer, offer));
}

/** With AWS_IAM as its authorization a URL is an API of AWS like any other. */
function functionUrlWays(estate: Estate, url: Resource): readonly Way[] {
  const authorization = own(url.attributes, "authorization_type");
  if (isUnknown(authorization)) {
    const peer = unknownPeer(authorization, url.root, "internet");
    return [ways(estate, url, url, "requests", peer, actionOffer("https"))];
  }
  return authorization === "NONE" ? INTERNET.map((peer) => ways(estate, url, url, "network", peer, HTTPS)) : [];
}
