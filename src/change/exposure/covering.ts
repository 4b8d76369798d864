import { CidrError, cidrWithin, isOpenCidr } from "../../estate/addresses";
import { covers } from "../../estate/policy-statement";
import { type Offer, type Peer, textOfOffer, type Way } from "./way";

/** Whether whoever comes by the inner way could come by the outer one too. Both are of one place. */
export function wayCovers(outer: Way, inner: Way): boolean {
  // What may be open does not cover what surely is.
  return (
    (!outer.undecided || inner.undecided) && peerCovers(outer.peer, inner.peer) && offerCovers(outer.offer, inner.offer)
  );
}

/** Equal for ways that mean the same, whatever they go through. */
export function meaningOf({ place, peer, offer, undecided }: Way): string {
  return [place, undecided, idOfPeer(peer), idOfOffer(offer)].join("\u0001");
}

export function idOfPeer(peer: Peer): string {
  switch (peer.type) {
    case "range":
      return ["range", peer.cidr, ...peer.except].join(" ");
    case "pods":
      return JSON.stringify(["pods", peer.namespaces, peer.pods]);
    case "who":
      return JSON.stringify(["who", peer.id, peer.limits, peer.source]);
    case "unknown":
      return `unknown ${peer.id}`;
    default:
      return peer.type;
  }
}

function idOfOffer(offer: Offer): string {
  switch (offer.type) {
    case "ports":
      return JSON.stringify(["ports", offer.protocol, offer.from, offer.to, offer.scope]);
    case "action":
      return JSON.stringify(["action", offer.action, offer.scope]);
    case "unknown":
      return `unknown ${offer.id}`;
    default:
      return textOfOffer(offer);
  }
}

export function peerCovers(outer: Peer, inner: Peer): boolean {
  if (outer.type === "anywhere") {
    return true;
  }
  const isOpenRange = outer.type === "range" && outer.except.length === 0 && isOpen(outer.cidr);
  switch (inner.type) {
    case "range":
      return (
        (outer.type === "range" && rangeCovers(outer.cidr, outer.except, inner.cidr, inner.except)) ||
        (outer.type === "who" && outer.id === "*" && outer.limits.length === 0)
      );
    case "network":
      return outer.type === "network" || isOpenRange;
    case "pods":
      return outer.type === "pods" && isAllOr(outer.namespaces, inner.namespaces) && isAllOr(outer.pods, inner.pods);
    case "who":
      // Whoever has a name has an address too.
      if (isOpenRange) {
        return true;
      }
      return (
        outer.type === "who" &&
        (outer.id === "*" || outer.id === inner.id || inner.within?.includes(outer.id) === true) &&
        outer.limits.every((limit) => inner.limits.includes(limit))
      );
    case "unknown":
      return outer.type === "unknown" && outer.id === inner.id;
    default:
      return false;
  }
}

function rangeCovers(
  outer: string,
  outerExcept: readonly string[],
  inner: string,
  innerExcept: readonly string[],
): boolean {
  return isWithin(inner, outer) && outerExcept.every((gap) => innerExcept.some((other) => isWithin(gap, other)));
}

/** What is no range is within itself alone. */
export function isWithin(inner: string, outer: string): boolean {
  if (inner === outer) {
    return true;
  }
  return asked(() => cidrWithin(inner, outer));
}

/** The whole internet, in any spelling. */
export function isOpen(cidr: string): boolean {
  return asked(() => isOpenCidr(cidr));
}

function asked(question: () => boolean): boolean {
  try {
    return question();
  } catch (error) {
    if (error instanceof CidrError) {
      return false;
    }
    throw error;
  }
}

function isAllOr(outer: string, inner: string): boolean {
  return outer === "*" || outer === inner;
}

export function offerCovers(outer: Offer, inner: Offer): boolean {
  if (outer.type === "everything") {
    return true;
  }
  if (outer.type === "ports" && inner.type === "ports") {
    return (
      isAllOr(outer.scope, inner.scope) &&
      (outer.protocol === "all" || outer.protocol === inner.protocol) &&
      outer.from <= inner.from &&
      inner.to <= outer.to
    );
  }
  if (outer.type === "action" && inner.type === "action") {
    return isAsWide(outer.action, inner.action) && isAsWide(outer.scope, inner.scope);
  }
  return outer.type === "unknown" && inner.type === "unknown" && outer.id === inner.id;
}

/** Whether the pattern matches all that the other one does; the wildcards of the other are letters to it. */
function isAsWide(outer: string, inner: string): boolean {
  return outer === inner || outer === "*" || (!outer.includes("${") && covers(outer, inner) === true);
}
