import { covers } from "../../estate/policy-statement";
import { isOpen, isWithin } from "./ranges";
import { type Exception, type Offer, type Peer, textOfOffer, type Way } from "./way";

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

export function idOfOffer(offer: Offer): string {
  switch (offer.type) {
    case "ports":
      return JSON.stringify(["ports", offer.protocol, offer.from, offer.to, offer.scope]);
    case "action":
      return JSON.stringify(["action", offer.action, offer.scope, offer.except ?? []]);
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
      // Whoever it turns out to be.
      return isEverybody(outer) || (outer.type === "unknown" && outer.id === inner.id);
    default:
      return false;
  }
}

function isEverybody(peer: Peer): boolean {
  return peer.type === "range"
    ? peer.except.length === 0 && isOpen(peer.cidr) && !peer.cidr.includes(":")
    : peer.type === "who" && peer.id === "*" && peer.limits.length === 0;
}

function rangeCovers(
  outer: string,
  outerExcept: readonly string[],
  inner: string,
  innerExcept: readonly string[],
): boolean {
  return isWithin(inner, outer) && outerExcept.every((gap) => innerExcept.some((other) => isWithin(gap, other)));
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
    return (
      isAsWide(outer.action, inner.action) &&
      isAsWide(outer.scope, inner.scope) &&
      (outer.except ?? []).every((gap) => isLeftOut(gap, inner))
    );
  }
  return outer.type === "unknown" && inner.type === "unknown" && outer.id === inner.id;
}

/** Whether the pattern matches all that the other one does; the wildcards of the other are letters to it. */
function isAsWide(outer: string, inner: string): boolean {
  return outer === inner || outer === "*" || (!outer.includes("${") && covers(outer, inner) === true);
}

/** Whether the inner way has the gap too, or nothing to do with it. */
function isLeftOut(gap: Exception, inner: Offer & { readonly type: "action" }): boolean {
  return (
    !overlaps(gap.action, inner.action) ||
    !overlaps(gap.scope, inner.scope) ||
    (inner.except ?? []).some(
      (other) =>
        (other.limit === "" || other.limit === gap.limit) &&
        isAsWide(other.action, gap.action) &&
        isAsWide(other.scope, gap.scope),
    )
  );
}

/** Whether something may be meant by both patterns: of two with wildcards that their beginnings agree. */
export function overlaps(one: string, other: string): boolean {
  if (isAsWide(one, other) || isAsWide(other, one)) {
    return true;
  }
  const [first, second] = [one, other].map((text) => text.toLowerCase());
  const [start, end] = [beginning(first ?? ""), beginning(second ?? "")];
  const isFixed = start === first || end === second;
  const hasHoles = one.includes("${") || other.includes("${");
  return isFixed && (!hasHoles || (start === first && end === second)) ? false : agrees(start, end);
}

function agrees(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** What stands before the first wildcard; placeholders are letters. */
function beginning(pattern: string): string {
  const at = pattern.replaceAll(/\$\{[^}]*\}/g, (hole) => "_".repeat(hole.length)).search(/[*?]/);
  return at < 0 ? pattern : pattern.slice(0, at);
}
