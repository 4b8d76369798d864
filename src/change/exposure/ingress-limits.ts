import type { Estate } from "../../estate/estate";
import { own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { peersInRange, spelling, whoPeer } from "./peers";
import { isWithin } from "./ranges";
import type { Peer } from "./way";

const NGINX = "nginx.ingress.kubernetes.io";
const ALB = "alb.ingress.kubernetes.io";

/**
 * Annotations that let in these ranges alone.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#whitelist-source-range
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#inbound-cidrs
 */
const RANGES: readonly string[] = [
  `${NGINX}/whitelist-source-range`,
  `${NGINX}/allowlist-source-range`,
  `${ALB}/inbound-cidrs`,
];

/**
 * Annotations by which callers have to say who they are.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#external-authentication
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication
 */
const AUTHENTICATION: readonly string[] = [
  `${NGINX}/auth-url`,
  `${NGINX}/auth-type`,
  `${NGINX}/auth-tls-secret`,
  `${ALB}/auth-type`,
];

/** Whom of those at an edge the annotations of an ingress let in. */
export function limitedPeers(estate: Estate, ingress: Resource, annotations: Attributes, edge: Peer): readonly Peer[] {
  const asked = AUTHENTICATION.filter((name) => isAsked(own(annotations, name)));
  const ranges = RANGES.map((name) => own(annotations, name)).filter((value) => value !== null && textOf(value) !== "");
  if (asked.length > 0) {
    const among = ranges.map((value) => `from ${spelling(value)}`);
    const limits = [...asked.map((name) => `who passes ${name}`), ...among];
    return [whoPeer("*", edge.source, `anyone ${limits.join(", ")}`, limits)];
  }
  if (ranges.length === 0) {
    return [edge];
  }
  const peers = rangesIn(ranges).flatMap((value) => peersInRange(estate, ingress, value));
  // Within a network of one's own the ranges narrow what is private already.
  return edge.type === "network" && peers.every(isWide) ? [edge] : peers;
}

/** `none` of a load balancer of AWS asks nobody. */
function isAsked(value: Value): boolean {
  return isUnknown(value) || !["", "none"].includes((textOf(value) ?? "").toLowerCase());
}

/** Ranges with commas between them. */
export function rangesIn(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value): readonly Value[] =>
    isUnknown(value)
      ? [value]
      : spelling(value)
          .split(",")
          .map((cidr) => cidr.trim())
          .filter((cidr) => cidr !== ""),
  );
}

function isWide(peer: Peer): boolean {
  return peer.type === "range" && isWithin("0.0.0.0/0", peer.cidr);
}
