import type { Estate } from "../../estate/estate";
import { blocksOf, listOf, own, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import type { Focus, Mark } from "./focus";
import { numberOf, peersInRange, rangePeer, spelling, whoPeer } from "./peers";
import { isWithin } from "./ranges";
import { actionOffer, living, type Peer, type Place, placeOf, type Way, way } from "./way";

const POLICY = "google_compute_security_policy";

/** A rule of Cloud Armor: whom it is about, and whether it lets them in. */
interface ArmorRule {
  readonly place: Place;
  readonly from: Resource;
  readonly priority: number;
  readonly action: "allow" | "deny" | "undecided";
  readonly peers: readonly Peer[];
}

/** Policies that have rules. A policy alone opens nothing: only what becomes of one that was there tells something. */
export function armorMarks(estate: Estate): readonly Mark[] {
  return rulesOf(estate).map(({ place }) => [markOf(place)] as const);
}

function markOf({ key }: Place): string {
  return `armor\u0000${key}`;
}

/**
 * Whom the policies of Cloud Armor let pass: those that a rule allows, without those that one before it refuses.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export function armorWays(estate: Estate, focus: Focus): readonly Way[] {
  const byPlace = new Map<string, ArmorRule[]>();
  for (const rule of rulesOf(estate).filter(({ place }) => focus.has(markOf(place)))) {
    const same = byPlace.get(rule.place.key);
    same === undefined ? byPlace.set(rule.place.key, [rule]) : same.push(rule);
  }
  return [...byPlace.values()].flatMap((rules) => {
    const refused: Peer[] = [];
    return [...rules]
      .sort((one, other) => one.priority - other.priority)
      .flatMap(({ place, from, action, peers }): readonly Way[] => {
        if (action === "deny") {
          refused.push(...peers);
          return [];
        }
        return peers
          .flatMap((peer) => leftOf(peer, refused))
          .map((peer) =>
            way(estate, place, from, {
              lane: "requests",
              peer,
              offer: actionOffer("requests that it filters"),
              undecided: action === "undecided",
            }),
          );
      });
  });
}

function leftOf(peer: Peer, refused: readonly Peer[]): readonly Peer[] {
  if (peer.type !== "range") {
    return [peer];
  }
  const gaps = refused.flatMap((other) => (other.type === "range" ? [other.cidr] : []));
  return gaps.some((gap) => isWithin(peer.cidr, gap))
    ? []
    : [rangePeer(peer.cidr, [...new Set(gaps.filter((gap) => isWithin(gap, peer.cidr)))])];
}

function rulesOf(estate: Estate): readonly ArmorRule[] {
  return [
    ...living(estate, POLICY).flatMap((policy) =>
      blocksOf(policy.attributes, "rule").map((rule) => ruleOf(estate, policy, rule, placeOf(estate, policy))),
    ),
    ...living(estate, `${POLICY}_rule`).map((rule) =>
      ruleOf(estate, rule, rule.attributes, ownerPlace(estate, rule, "security_policy", POLICY)),
    ),
  ].filter(({ peers }) => peers.length > 0);
}

function ruleOf(estate: Estate, from: Resource, rule: Attributes, place: Place): ArmorRule {
  const said = own(rule, "action");
  const isTrial = own(rule, "preview") === true;
  const action = isUnknown(said) ? "undecided" : spelling(said).startsWith("deny") ? "deny" : "allow";
  const priority = numberOf(own(rule, "priority"));
  return {
    place,
    from,
    priority: Number.isNaN(priority) ? 0 : priority,
    action,
    peers: isTrial ? [] : peersOf(estate, from, rule, action),
  };
}

function peersOf(estate: Estate, from: Resource, rule: Attributes, action: ArmorRule["action"]): readonly Peer[] {
  return blocksOf(rule, "match").flatMap((match) => {
    const ranges = blocksOf(match, "config").flatMap((config) => listOf(own(config, "src_ip_ranges")));
    if (ranges.length > 0) {
      return ranges.flatMap((range) => (range === "*" ? [rangePeer("0.0.0.0/0")] : peersInRange(estate, from, range)));
    }
    // Whom an expression refuses is not known: it takes nobody away.
    const expression = valueAt(match, "expr.0.expression") ?? valueAt(match, "expr.expression");
    return expression === null || expression === undefined || action === "deny"
      ? []
      : [whoPeer("*", "internet", "anyone whom its expression meets", [`expression ${spelling(expression)}`])];
  });
}
