import { CidrError, isPublicCidr, isWideCidr } from "../../estate/addresses";
import type { Estate } from "../../estate/estate";
import { leadsTo, targetOf } from "../../estate/joins/references";
import { listOf, textOf, valueAt } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import type { Source } from "../report";
import { keyOf } from "../sides";
import { type Offer, type Peer, type Place, placeNamed, placeOf } from "./way";

export const OPEN: Peer = rangePeer("0.0.0.0/0");
export const INTERNET: readonly Peer[] = [OPEN];

/** The network that a thing lies in, and whatever is peered with it. */
export const NETWORK: Peer = {
  type: "network",
  source: "private-network",
  text: "its network and what is peered with it",
};

/** Whoever has an address in the range. Public ranges that are not wide are somebody's. */
export function rangePeer(cidr: string, except: readonly string[] = []): Peer {
  const gaps = [...except].sort();
  const text = gaps.length === 0 ? cidr : `${cidr} except ${gaps.join(", ")}`;
  return { type: "range", cidr, except: gaps, source: sourceOfRange(cidr), text };
}

function sourceOfRange(cidr: string): Source {
  try {
    return isWideCidr(cidr) ? "internet" : isPublicCidr(cidr) ? "named" : "private-network";
  } catch (error) {
    if (error instanceof CidrError) {
      return "named";
    }
    throw error;
  }
}

/** Somebody who has a name. */
export function whoPeer(id: string, source: Source, text = id, limits: readonly string[] = []): Peer {
  return { type: "who", id, limits, source, text };
}

/** Known only after apply: taken for the widest that it can be. */
export function unknownPeer(value: Value, root: string, source: Source): Peer {
  return { type: "unknown", id: `${root} ${spelling(value)}`, source, text: `${spelling(value)} (known after apply)` };
}

/** What stands before the names of what addresses that nobody knows are made from. */
export const UNKNOWN_ADDRESSES = "addresses that are known after apply";

/** Addresses that are known only after apply may be the whole internet. */
export function unknownAddresses(value: Value, root: string): Peer {
  const made = isWritten(value) ? ` (${spelling(value)})` : "";
  return { ...unknownPeer(value, root, "internet"), text: `${UNKNOWN_ADDRESSES}${made}` };
}

/** What is offered is known only after apply. */
export function unknownOffer(value: Value, root: string): Offer {
  return {
    type: "unknown",
    id: `${root} ${spelling(value)}`,
    text: `${spelling(value)} (known after apply)`,
  };
}

/** An expression as it is written, or what it is made from where the source does not say. */
export function spelling(value: Value): string {
  if (!isUnknown(value)) {
    return typeof value === "object" ? "a value" : String(value);
  }
  const { text, references } = value;
  const made = references.map(({ address, attribute }) => (attribute === "" ? address : `${address}.${attribute}`));
  return text ?? (made.length === 0 ? "a value" : [...new Set(made)].join(", "));
}

/** What is no number is none, whatever it is. */
export function numberOf(value: Value): number {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN;
}

/** Whoever is in the ranges that the value says, directly or by reference to a network, a subnet or a prefix list. */
export function peersInRange(estate: Estate, from: Resource, value: Value): readonly Peer[] {
  if (!isUnknown(value)) {
    const text = textOf(value);
    return text === undefined ? [] : [rangePeer(text)];
  }
  const referred = value.references.flatMap((reference) =>
    leadsTo(estate, reference, from).map((target) => ({
      target,
      found: valueAt(target.attributes, reference.attribute),
    })),
  );
  const isWhole = value.text === undefined || /^\$\{[^{}?]*\}$/.test(value.text);
  const ranges = referred.flatMap(({ found }) => listOf(found)).filter((one) => typeof one === "string");
  if (isWhole && ranges.length > 0 && ranges.length === referred.length) {
    return ranges.map((range) => rangePeer(range));
  }
  return [unknownAddresses(value, from.root)];
}

/** The range of a network of one's own, whatever it is: known by reference alone. */
export function peersOfNetwork(estate: Estate, from: Resource, value: Value): readonly Peer[] {
  return peersInRange(estate, from, value).map((peer) =>
    peer.type === "unknown" ? whoPeer(`network ${peer.id}`, "private-network", `the range ${spelling(value)}`) : peer,
  );
}

/** Somebody who is a resource: a security group, a tag. By its name in the estate, so that an id and a reference are the same. */
export function peerNamed(estate: Estate, from: Resource, value: Value, kind: string, word: string): Peer {
  const found = resolved(estate, from, value, kind);
  if (found !== undefined) {
    return whoPeer(keyOf(found), "named", `${word} ${found.address}`);
  }
  if (isUnknown(value) && !isWritten(value)) {
    return { ...unknownPeer(value, from.root, "named"), text: `a ${word} (known after apply)` };
  }
  return isUnknown(value)
    ? { ...unknownPeer(value, from.root, "named"), text: `${word} ${spelling(value)} (known after apply)` }
    : whoPeer(`${kind} ${spelling(value)}`, "named", `${word} ${spelling(value)}`);
}

/** What a value spells out; the resource that says so where it spells nothing. */
export function placeSpelt(estate: Estate, from: Resource, value: Value, kind: string): Place {
  const isSaid = isWritten(value) || textOf(value) !== undefined;
  return isSaid ? placeNamed(from.root, kind, spelling(value)) : placeOf(estate, from);
}

/** What a value of the resource leads to, of whatever kind it is; undefined when it leads out of the estate. */
export function resolved(estate: Estate, from: Resource, value: Value, kind: string): Resource | undefined {
  const found = targetOf(estate, from, value, undefined, kind);
  return found === undefined || isUnknown(found) ? undefined : found;
}

/** Whether a value is not known, and is made from something: a provider fills in what is made from nothing. */
export function isWritten(value: Value): value is Unknown {
  return isUnknown(value) && (value.text !== undefined || value.references.length > 0);
}

/** Terraform writes booleans as texts in places. */
export function isTrue(value: Value): boolean {
  return value === true || (typeof value === "string" && value.toLowerCase() === "true");
}

export function isFalse(value: Value): boolean {
  return value === false || (typeof value === "string" && value.toLowerCase() === "false");
}
