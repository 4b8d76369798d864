import type { Estate } from "../../estate/estate";
import { type FirewallRule, firewallRulesOf } from "../../estate/firewall-rules";
import { networksOf } from "../../estate/joins/google-networks";
import { isAttributes, listOf, own, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import { isOutside } from "./aws-security-groups";
import { CoverIndex } from "./cover-index";
import {
  isWritten,
  numberOf,
  peersInRange,
  peersOfNetwork,
  resolved,
  spelling,
  unknownOffer,
  unknownPeer,
  whoPeer,
} from "./peers";
import {
  type Lane,
  living,
  type Offer,
  type Peer,
  type Place,
  placeNamed,
  placeOf,
  portsOffer,
  type Way,
  way,
} from "./way";

const FIREWALL = "google_compute_firewall";
const POLICIES: readonly string[] = [
  "firewall_policy",
  "network_firewall_policy",
  "region_network_firewall_policy",
].map((name) => `google_compute_${name}`);
const KINDS: readonly string[] = [FIREWALL, ...POLICIES.flatMap((kind) => [`${kind}_rule`, `${kind}_with_rules`])];

/** Priority of a VPC firewall that says none; those of policies must. */
const DEFAULT_PRIORITY = 1000;

/** A rule with what decides which of two wins. */
export interface Ranked {
  readonly way: Way;
  readonly firewall: Resource;

  /** Where the rule names the machines that it is about. */
  readonly said: Attributes;
  readonly priority: number;
  readonly isAllowed: boolean;

  /** Firewalls of a VPC, and each policy, are ranked among themselves. */
  readonly ranking: string;
}

/**
 * What firewalls let in to the machines of each network, and what they let out to the internet. An allow that a deny of the same
 * network and of a smaller number refuses whole lets nothing in; which of two policies comes first is not looked into.
 */
export function firewallWays(estate: Estate): readonly Way[] {
  return allowedBy(rankedRules(estate, undefined)).map((ranked) => ranked.way);
}

/** All rules of the estate: those of networks, and of what is not attached to any. */
export const rankedRules = remembered((estate: Estate, _: undefined): readonly Ranked[] =>
  living(estate, ...KINDS).flatMap((firewall) => rulesOf(estate, firewall)),
);

/** What none of the refusals takes away. */
export function allowedBy(ranked: readonly Ranked[]): readonly Ranked[] {
  const refusals = new Map<Way, Ranked>(ranked.filter(({ isAllowed }) => !isAllowed).map((one) => [one.way, one]));
  const index = new CoverIndex([...refusals.keys()]);
  return ranked.filter(({ way: allowed, priority, isAllowed, ranking }) => {
    const refusal =
      isAllowed &&
      index.coverer(allowed, (other) => {
        const known = refusals.get(other);
        // Of two with one priority the deny wins.
        return known !== undefined && !other.undecided && known.ranking === ranking && known.priority <= priority;
      });
    return isAllowed && refusal === undefined;
  });
}

function rulesOf(estate: Estate, firewall: Resource): readonly Ranked[] {
  const { attributes, root, kind } = firewall;
  const places = placesOf(estate, firewall);
  const ranking =
    kind === FIREWALL ? FIREWALL : `${root} ${spelling(own(attributes, "firewall_policy") ?? firewall.address)}`;
  return firewallRulesOf(estate, firewall).flatMap((rule): readonly Ranked[] => {
    if (isUnknown(rule)) {
      const parts = {
        lane: "network",
        peer: unknownPeer(rule, root, "internet"),
        offer: unknownOffer(rule, root),
      } as const;
      return isWritten(rule)
        ? places.map((place) => ({
            way: way(estate, place, firewall, parts),
            firewall,
            said: attributes,
            priority: 0,
            isAllowed: true,
            ranking,
          }))
        : [];
    }
    if (rule.enabled === false || (rule.action !== "allow" && rule.action !== "deny" && !isUnknown(rule.action))) {
      return [];
    }
    const said = kind === FIREWALL ? attributes : blockOf(attributes, rule.at);
    const lane: Lane = rule.direction === "egress" ? "egress" : "network";
    const isAllowed = rule.action !== "deny";
    const undecided = [rule.enabled, rule.action, rule.direction].some(isUnknown);
    const offer = offerOf(rule, said, root);
    const peers = peersOf(estate, firewall, rule, said);
    return places.flatMap((place) =>
      peers
        .filter((peer) => lane === "network" || !isAllowed || isOutside(peer))
        .map((peer) => ({
          way: way(estate, place, firewall, { lane, peer, offer, undecided }),
          firewall,
          said,
          priority: priorityOf(said),
          isAllowed,
          ranking,
        })),
    );
  });
}

function blockOf(attributes: Attributes, at: string): Attributes {
  const found = at === "" ? attributes : valueAt(attributes, at);
  return isAttributes(found) ? found : {};
}

function priorityOf(rule: Attributes): number {
  const priority = own(rule, "priority");
  return isUnknown(priority) || priority === null ? DEFAULT_PRIORITY : numberOf(priority);
}

/** The networks that the rules hold in; the policy itself where nothing tells which they are. */
function placesOf(estate: Estate, firewall: Resource): readonly Place[] {
  const networks = networksOf(estate, firewall);
  if (networks.length > 0) {
    return networks.map((network) => placeOf(estate, network));
  }
  if (firewall.kind === FIREWALL) {
    return [networkNamed(estate, firewall, own(firewall.attributes, "network"))];
  }
  const policy = POLICIES.find((kind) => firewall.kind === `${kind}_rule`);
  return [policy === undefined ? placeOf(estate, firewall) : ownerPlace(estate, firewall, "firewall_policy", policy)];
}

/** The network that a value names, also by its path; one that is not in the estate by its name alone. */
export function networkNamed(estate: Estate, from: Resource, network: Value): Place {
  const name = lastStep(spelling(network));
  const found = [network, name].map((value) => resolved(estate, from, value, NETWORK)).find(isNetwork);
  return found === undefined ? placeNamed(from.root, NETWORK, name) : placeOf(estate, found);
}

const NETWORK = "google_compute_network";

function isNetwork(found: Resource | undefined): boolean {
  return found?.kind === NETWORK && found.mode !== "data";
}

function lastStep(path: string): string {
  return path.includes("${") ? path : path.slice(path.lastIndexOf("/") + 1);
}

const TARGETS: readonly string[] = [
  "target_tags",
  "target_service_accounts",
  "target_secure_tags",
  "target_secure_tag",
  "target_resources",
];

function offerOf({ protocol, from, to, allPorts }: FirewallRule, rule: Attributes, root: string): Offer {
  const unknown = [protocol, from, to].find(isUnknown);
  if (unknown !== undefined) {
    return unknownOffer(`${spelling(protocol)} ${spelling(from)}`, root);
  }
  const targets = TARGETS.flatMap((name) => listOf(own(rule, name))).map((target) =>
    isAttributes(target) ? spelling(own(target, "name")) : spelling(target),
  );
  const scope = targets.length === 0 ? "*" : `machines of ${targets.sort().join(", ")}`;
  return portsOffer(String(protocol), allPorts ? 0 : Number(from), allPorts ? 65_535 : Number(to), scope);
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  source_tags: "machines tagged",
  source_service_accounts: "machines of",
  src_secure_tags: "machines tagged",
  src_secure_tag: "machines tagged",
  src_fqdns: "hosts named",
  src_address_groups: "the addresses of",
};

function peersOf(estate: Estate, from: Resource, rule: FirewallRule, said: Attributes): readonly Peer[] {
  const matches = listOf(own(said, "match")).filter(isAttributes);
  const places = matches.length > 0 ? matches : [said];
  const isEgress = rule.direction === "egress";
  const rangeNames = isEgress ? ["destination_ranges", "dest_ip_ranges"] : ["source_ranges", "src_ip_ranges"];
  const written = places.flatMap((place) => rangeNames.flatMap((name) => listOf(own(place, name))));
  const named = isEgress
    ? []
    : Object.entries(SOURCE_NAMES).flatMap(([name, word]) =>
        places.flatMap((place) =>
          listOf(own(place, name)).map((value) => sourceNamed(estate, from, value, name, word)),
        ),
      );
  return [
    ...rule.ranges.flatMap((range) => peersInRange(estate, from, range)),
    // What the rule leaves out of its ranges is one's own.
    ...written
      .filter((range) => isUnknown(range) && !rule.ranges.includes(range))
      .flatMap((range) => peersOfNetwork(estate, from, range)),
    ...named,
  ];
}

function sourceNamed(estate: Estate, from: Resource, value: Value, name: string, word: string): Peer {
  const text = isAttributes(value) ? spelling(own(value, "name")) : spelling(value);
  const account =
    name === "source_service_accounts" ? resolved(estate, from, value, "google_service_account") : undefined;
  const who = account?.address ?? text;
  return whoPeer(`${name} ${who}`, "named", `${word} ${who}`);
}
