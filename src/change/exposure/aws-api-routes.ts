import type { Estate } from "../../estate/estate";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import { isTrue, isWritten, NETWORK, OPEN, resolved, spelling, unknownPeer } from "./peers";
import { actionOffer, living, type Peer, type Way, way } from "./way";

/** Routes of APIs: which API they are of, what they are called by, and what says whether callers are asked who they are. */
interface RouteKind {
  readonly kind: string;
  readonly link: string;
  readonly api: string;
  readonly authorization: string;
  readonly name: (route: Resource) => string;
}

const ROUTES: readonly RouteKind[] = [
  {
    kind: "aws_apigatewayv2_route",
    link: "api_id",
    api: "aws_apigatewayv2_api",
    authorization: "authorization_type",
    name: ({ attributes }) => spelling(own(attributes, "route_key")),
  },
  {
    kind: "aws_api_gateway_method",
    link: "rest_api_id",
    api: "aws_api_gateway_rest_api",
    authorization: "authorization",
    name: ({ attributes }) => spelling(own(attributes, "http_method")),
  },
];

/** Requests of nobody in particular, to the routes of APIs that ask nobody. */
export function unaskedRouteWays(estate: Estate): readonly Way[] {
  return ROUTES.flatMap((routes) => living(estate, routes.kind).flatMap((route) => waysOf(estate, route, routes)));
}

function waysOf(estate: Estate, route: Resource, { link, api, authorization, name }: RouteKind): readonly Way[] {
  const { attributes, root } = route;
  const said = own(attributes, authorization);
  const called = name(route);
  const isAsked = isUnknown(said) ? !isWritten(said) : !["NONE", null].includes(textOf(said) ?? null);
  // Browsers ask by OPTIONS what they may ask for; they have no credentials then.
  if (isAsked || isTrue(own(attributes, "api_key_required")) || /^OPTIONS\b/.test(called)) {
    return [];
  }
  const owner = resolved(estate, route, own(attributes, link), api);
  const peer = isUnknown(said) ? unknownPeer(said, root, "internet") : callersOf(owner);
  const scope = [called, textOf(own(attributes, "resource_id")) ?? route.address].join(" ");
  const offer = actionOffer("requests without authorization", scope, `requests without authorization, ${called}`);
  // A policy of the API may still refuse them.
  const isRefusable = owner !== undefined && textOf(own(owner.attributes, "policy")) !== undefined;
  return [
    way(estate, ownerPlace(estate, route, link, api), route, {
      lane: "requests",
      peer,
      offer,
      undecided: isRefusable,
    }),
  ];
}

/** Private APIs take requests from their network alone. */
function callersOf(api: Resource | undefined): Peer {
  const types = blocksOf(api?.attributes ?? {}, "endpoint_configuration").flatMap((block) =>
    listOf(own(block, "types")),
  );
  return types.includes("PRIVATE") ? NETWORK : OPEN;
}
