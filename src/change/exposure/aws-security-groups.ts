import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, isAttributes, listOf, own, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { type Traffic, trafficOf } from "../../estate/traffic";
import { isUnknown } from "../../estate/unknown";
import { meaningOf } from "./covering";
import type { Focus, Mark } from "./focus";
import {
  isTrue,
  isWritten,
  peerNamed,
  peersInRange,
  peersOfNetwork,
  placeSpelt,
  resolved,
  spelling,
  unknownAddresses,
  unknownOffer,
  whoPeer,
} from "./peers";
import { type Lane, living, type Offer, type Peer, placeOf, portsOffer, type Way, way } from "./way";

const GROUP = "aws_security_group";
const GROUPS: readonly string[] = [GROUP, "aws_default_security_group"];
const RULES: readonly string[] = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** What a security group stands before, and the attribute that says so. */
const GUARDED: readonly (readonly [kind: string, attribute: string])[] = [
  ["aws_eks_cluster", "vpc_config.security_group_ids"],
  ["aws_launch_template", "vpc_security_group_ids"],
  ["aws_launch_template", "network_interfaces.security_groups"],
  ["aws_instance", "vpc_security_group_ids"],
  ["aws_lb", "security_groups"],
  ["aws_vpc_endpoint", "security_group_ids"],
  ["aws_sagemaker_model", "vpc_config.security_group_ids"],
  ["aws_db_instance", "vpc_security_group_ids"],
];
const MOST_NAMED = 2;

/**
 * What groups show in their blocks as copies of rules that are resources, before the change: a plan goes on showing a copy after its
 * rule is gone. What no rule resource explains is the group's own.
 */
export function copyMarks(before: Estate): readonly Mark[] {
  const rules = new Set(ruleWays(before, undefined).map(meaningOf));
  return rules.size === 0
    ? []
    : inlineWays(before, new Map())
        .map(meaningOf)
        .filter((meaning) => rules.has(meaning))
        .map((meaning) => [copyMark(meaning)] as const);
}

function copyMark(meaning: string): string {
  return `copy\u0000${meaning}`;
}

/**
 * What security groups let in, and what they let out to the internet, whichever of the ways their rules are written in.
 * Network ACLs are not read: they refuse, and what is behind them only groups open.
 */
export function securityGroupWays(estate: Estate, focus: Focus): readonly Way[] {
  return [...inlineWays(estate, focus), ...ruleWays(estate, undefined)];
}

function inlineWays(estate: Estate, focus: Focus): readonly Way[] {
  return living(estate, ...GROUPS).flatMap((group) =>
    // Only what was applied once shows rules that are not its own.
    waysOf(estate, group, group).filter((one) => group.actions.length === 0 || !focus.has(copyMark(meaningOf(one)))),
  );
}

const ruleWays = remembered((estate: Estate, _: undefined): readonly Way[] =>
  living(estate, ...RULES).flatMap((rule) => {
    const id = own(rule.attributes, "security_group_id");
    return waysOf(
      estate,
      rule,
      GROUPS.map((kind) => resolved(estate, rule, id, kind)).find((one) => one !== undefined),
    );
  }),
);

function waysOf(estate: Estate, from: Resource, group: Resource | undefined): readonly Way[] {
  const place =
    group === undefined
      ? placeSpelt(estate, from, own(from.attributes, "security_group_id"), GROUP)
      : placeOf(estate, group);
  const note = group === undefined ? undefined : guardedBy(estate, group);
  const unknown = (["network", "egress"] as const).flatMap((lane) =>
    listOf(own(from.attributes, lane === "network" ? "ingress" : "egress"))
      .filter(isUnknown)
      .map((rules) => way(estate, place, from, { lane, ...anything(rules, from.root), note })),
  );
  const known = trafficOf(from).flatMap((traffic): readonly Way[] => {
    if (isUnknown(traffic)) {
      return [];
    }
    const lane: Lane = traffic.direction === "egress" ? "egress" : "network";
    const offer = offerOf(traffic, from.root);
    return peersOf(estate, from, group, traffic)
      .filter((peer) => lane === "network" || isOutside(peer))
      .map((peer) => way(estate, place, from, { lane, peer, offer, note, undecided: isUnknown(traffic.direction) }));
  });
  return [...unknown, ...known];
}

/** Rules that nobody knows may let everybody through. Where nothing is written the reader of the plan has them not set at all. */
function anything(rules: Value, root: string): Pick<Way, "peer" | "offer"> {
  return {
    peer: unknownAddresses(rules, root),
    offer: { type: "unknown", id: `${root} rules ${spelling(rules)}`, text: "some ports" },
  };
}

/** Ways out are of interest where they leave for the internet. */
export function isOutside(peer: Peer): boolean {
  return peer.source === "internet" || (peer.type === "range" && peer.source === "named");
}

/** Ways in from outside of the network, or from nobody knows where. */
export function isFromOutside(peer: Peer): boolean {
  return isOutside(peer) || peer.type === "unknown";
}

function offerOf({ protocol, from, to }: Traffic, root: string): Offer {
  const unknown = [protocol, from, to].filter(isUnknown);
  if (unknown.length === 0) {
    return portsOffer(String(protocol), Number(from), Number(to));
  }
  const id = `${spelling(protocol)} ${spelling(from)} to ${spelling(to)}`;
  // Of what is made from nothing there is nothing to spell out.
  return unknown.every(isWritten)
    ? unknownOffer(id, root)
    : { type: "unknown", id: `${root} ${id}`, text: isUnknown(protocol) ? "some ports" : `some ${protocol} ports` };
}

function peersOf(estate: Estate, from: Resource, group: Resource | undefined, traffic: Traffic): readonly Peer[] {
  const found = traffic.at === "" ? from.attributes : valueAt(from.attributes, traffic.at);
  const block: Attributes = isAttributes(found) ? found : {};
  const written = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((name) =>
    listOf(own(block, name)),
  );
  return [
    ...traffic.cidrs.flatMap((cidr) => peersInRange(estate, from, cidr)),
    // What the rule has beyond them are ranges of the network itself.
    ...written.filter((cidr) => !traffic.cidrs.includes(cidr)).flatMap((cidr) => peersOfNetwork(estate, from, cidr)),
    ...["security_groups", "source_security_group_id", "referenced_security_group_id"]
      .flatMap((name) => listOf(own(block, name)))
      .map((other) => groupPeer(estate, from, group, other)),
    ...["prefix_list_ids", "prefix_list_id"]
      .flatMap((name) => listOf(own(block, name)))
      .flatMap((list) => prefixListPeers(estate, from, list)),
    ...(isTrue(own(block, "self")) ? [itself(group)] : []),
  ];
}

function groupPeer(estate: Estate, from: Resource, group: Resource | undefined, other: Value): Peer {
  return group !== undefined && resolved(estate, from, other, group.kind) === group
    ? itself(group)
    : peerNamed(estate, from, other, GROUP, "security group");
}

function itself(group: Resource | undefined): Peer {
  return whoPeer("itself", "named", group === undefined ? "the group itself" : `${group.address} itself`);
}

function prefixListPeers(estate: Estate, from: Resource, list: Value): readonly Peer[] {
  const found = resolved(estate, from, list, PREFIX_LIST);
  const inline = found === undefined ? [] : blocksOf(found.attributes, "entry");
  const ranges = [
    ...(found === undefined ? [] : inline.flatMap((entry) => peersInRange(estate, found, own(entry, "cidr")))),
    ...entriesOf(estate, from, list, found).flatMap((entry) =>
      peersInRange(estate, entry, own(entry.attributes, "cidr")),
    ),
  ];
  // What a list holds that is made elsewhere is not known, whatever is added to it here.
  return found === undefined || ranges.length === 0
    ? [...ranges, peerNamed(estate, from, list, PREFIX_LIST, "prefix list")]
    : ranges;
}

const PREFIX_LIST = "aws_ec2_managed_prefix_list";
const PREFIX_LIST_ENTRY = "aws_ec2_managed_prefix_list_entry";

/** Entries that are resources of their own, also those of a list that is only spelt out. */
function entriesOf(estate: Estate, from: Resource, list: Value, found: Resource | undefined): readonly Resource[] {
  return found !== undefined && found.kind === PREFIX_LIST && found.mode !== "data"
    ? satellites(estate, found, PREFIX_LIST_ENTRY, "prefix_list_id").found
    : (entriesByList(estate, undefined).get(listKey(from, list)) ?? []);
}

const entriesByList = remembered((estate: Estate, _: undefined): ReadonlyMap<string, readonly Resource[]> => {
  const byList = new Map<string, Resource[]>();
  for (const entry of living(estate, PREFIX_LIST_ENTRY)) {
    const key = listKey(entry, own(entry.attributes, "prefix_list_id"));
    const others = byList.get(key);
    others === undefined ? byList.set(key, [entry]) : others.push(entry);
  }
  return byList;
});

function listKey({ root }: Resource, list: Value): string {
  return `${root}\u0000${spelling(list)}`;
}

/** `before aws_eks_cluster.main`: what stands behind the group, as far as a join tells. */
function guardedBy(estate: Estate, group: Resource): string | undefined {
  const found = new Set(
    GUARDED.flatMap(([kind, attribute]) =>
      estate.ofKind(kind).length === 0 ? [] : satellites(estate, group, kind, attribute).found,
    ).map(({ address }) => address),
  );
  const names = [...found].sort();
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return names.length === 0 ? undefined : `before ${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}

/** What security groups let in, to look up by group. */
export class GroupWays {
  private readonly byPlace = new Map<string, Way[]>();

  constructor(
    private readonly estate: Estate,
    readonly all: readonly Way[],
  ) {
    for (const one of all) {
      const others = this.byPlace.get(one.place);
      others === undefined ? this.byPlace.set(one.place, [one]) : others.push(one);
    }
  }

  public into(group: Resource): readonly Way[] {
    return this.byPlace.get(`network\u0000${placeOf(this.estate, group).key}`) ?? [];
  }
}

/** The security group that a value leads to; undefined where its rules are not in the estate. */
export function groupNamed(estate: Estate, from: Resource, value: Value): Resource | undefined {
  return GROUPS.map((kind) => resolved(estate, from, value, kind)).find(
    (group) => group !== undefined && GROUPS.includes(group.kind) && group.mode !== "data",
  );
}

/** The security groups of a resource: undefined where one of them is not known. */
export function groupsNamed(estate: Estate, from: Resource, attribute: string): readonly Resource[] | undefined {
  const ids = listOf(valueAt(from.attributes, attribute));
  const groups = ids.flatMap((id) => groupNamed(estate, from, id) ?? []);
  return ids.length === 0 || groups.length < ids.length ? undefined : groups;
}
