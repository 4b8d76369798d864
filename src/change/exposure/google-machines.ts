import type { Estate } from "../../estate/estate";
import { isAttributes, isList, listOf, own } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { isFromOutside } from "./aws-security-groups";
import { allowedBy, networkNamed, type Ranked, rankedRules } from "./google-firewalls";
import { INTERNET, isWritten, resolved, spelling } from "./peers";
import { actionOffer, living, type Place, placeOf, portsOffer, type Way, way } from "./way";

const FROM_TEMPLATE = "google_compute_instance_from_template";
const TEMPLATES: readonly string[] = ["google_compute_instance_template", "google_compute_region_instance_template"];

/** Something with a public address, and what firewalls know it by. */
interface Machine {
  readonly resource: Resource;
  readonly networks: readonly Place[];
  readonly tags: Value;
  readonly accounts: readonly Value[];
}

/**
 * Machines with public addresses, and what firewalls let in to them from outside. A firewall is about the machines with its tags and
 * service accounts: one that gets such a tag is open without a change of any firewall.
 */
export function googleMachineWays(estate: Estate): readonly Way[] {
  const allowed = new Map<string, readonly Ranked[]>();
  return living(estate, "google_compute_instance", FROM_TEMPLATE, ...TEMPLATES)
    .flatMap((resource) => machineOf(estate, resource))
    .flatMap((machine) => {
      const key = keyOfMachine(estate, machine);
      const rules = allowed.get(key) ?? allowedBy(rulesFor(estate, machine));
      allowed.set(key, rules);
      return [...addressWays(estate, machine), ...enteringWays(estate, machine, rules)];
    });
}

/** Machines of one network with the same tags and accounts have the same rules. */
function keyOfMachine(estate: Estate, { resource, networks, tags, accounts }: Machine): string {
  const targets = targetsOf(estate, resource, listOf(tags), accounts);
  const unsure = [...listOf(tags), ...accounts].map(isWritten);
  return JSON.stringify([resource.root, networks.map(({ key }) => key), targets, unsure]);
}

/** It has a public address where one of its cards has an access_config, also an empty one. */
function machineOf(estate: Estate, resource: Resource): readonly Machine[] {
  const cards = listOf(said(estate, resource, "network_interface")).filter(isAttributes);
  const isPublic = cards.filter((card) =>
    ["access_config", "ipv6_access_config"].some((name) => {
      const config = own(card, name);
      return isList(config) ? config.length > 0 : isAttributes(config);
    }),
  );
  return isPublic.length === 0
    ? []
    : [
        {
          resource,
          networks: isPublic.map((card) => networkOf(estate, resource, card)),
          tags: said(estate, resource, "tags"),
          accounts: listOf(said(estate, resource, "service_account"))
            .filter(isAttributes)
            .flatMap((account) => listOf(own(account, "email"))),
        },
      ];
}

/** What the machine says itself, or the template that it is made from. */
function said(estate: Estate, resource: Resource, name: string): Value {
  const value = own(resource.attributes, name);
  const isSaid = value !== null && (!isUnknown(value) || isWritten(value)) && !(isList(value) && value.length === 0);
  if (isSaid || resource.kind !== FROM_TEMPLATE) {
    return value;
  }
  const link = own(resource.attributes, "source_instance_template");
  const template = TEMPLATES.map((kind) => resolved(estate, resource, link, kind)).find(
    (one) => one !== undefined && TEMPLATES.includes(one.kind),
  );
  return template === undefined ? value : own(template.attributes, name);
}

/** Where a card names its subnet alone, the network is the one of the subnet. */
function networkOf(estate: Estate, resource: Resource, card: Attributes): Place {
  const network = own(card, "network");
  const isSaid = network !== null && (!isUnknown(network) || isWritten(network));
  const link = own(card, "subnetwork");
  const subnet = isSaid || link === null ? undefined : resolved(estate, resource, link, "google_compute_subnetwork");
  return subnet === undefined
    ? networkNamed(estate, resource, network)
    : networkNamed(estate, subnet, own(subnet.attributes, "network"));
}

function addressWays(estate: Estate, { resource }: Machine): readonly Way[] {
  const what = TEMPLATES.includes(resource.kind) ? "its machines, as firewalls let in" : "whatever firewalls let in";
  return INTERNET.map((peer) =>
    way(estate, placeOf(estate, resource), resource, {
      lane: "network",
      peer,
      offer: actionOffer(what),
      told: "unless-more",
    }),
  );
}

/** Rules about the machine, as if they were about nothing else: then a refusal for all is one for it. */
function rulesFor(estate: Estate, machine: Machine): readonly Ranked[] {
  const places = new Set(machine.networks.map(({ key }) => `network\u0000${key}`));
  const { resource, tags, accounts } = machine;
  const given = new Set(targetsOf(estate, resource, listOf(tags), accounts));
  const unsure = unsureOf(listOf(tags), accounts);
  return [...places]
    .flatMap((place) => rulesByPlace(estate, undefined).get(place)?.about(given, unsure) ?? [])
    .map(({ rule, undecided }) => {
      const { offer } = rule.way;
      const plain = offer.type === "ports" ? portsOffer(offer.protocol, offer.from, offer.to) : offer;
      return { ...rule, way: { ...rule.way, offer: plain, undecided: rule.way.undecided || undecided } };
    });
}

const rulesByPlace = remembered((estate: Estate, _: undefined): ReadonlyMap<string, AimedRules> => {
  const byPlace = new Map<string, AimedRules>();
  for (const ranked of rankedRules(estate, undefined)) {
    const aimed = byPlace.get(ranked.way.place) ?? new AimedRules();
    byPlace.set(ranked.way.place, aimed);
    const { said: rule, firewall } = ranked;
    const [tags, accounts] = [listOf(own(rule, "target_tags")), listOf(own(rule, "target_service_accounts"))];
    // Secure tags are bound elsewhere: of rules with them the network tells.
    if (tags.length > 0 || accounts.length > 0 || !SECURE_TAGS.some((name) => listOf(own(rule, name)).length > 0)) {
      aimed.add(ranked, targetsOf(estate, firewall, tags, accounts), unsureOf(tags, accounts));
    }
  }
  return byPlace;
});

const SECURE_TAGS: readonly string[] = ["target_secure_tags", "target_secure_tag"];

const ACCOUNT = "google_service_account";

/** Accounts by their names in the estate, so that an email and a reference are the same. */
function targetsOf(
  estate: Estate,
  from: Resource,
  tags: readonly Value[],
  accounts: readonly Value[],
): readonly string[] {
  return [
    ...tags.map((tag) => `tag ${spelling(tag)}`),
    ...accounts.map((account) => {
      const found = resolved(estate, from, account, ACCOUNT);
      return `account ${found === undefined ? spelling(account) : keyOf(found)}`;
    }),
  ];
}

const TARGETS = ["tag", "account"] as const;
type Target = (typeof TARGETS)[number];

/** Of which of them some are known only after apply. */
function unsureOf(tags: readonly Value[], accounts: readonly Value[]): readonly Target[] {
  return TARGETS.filter((target) => (target === "tag" ? tags : accounts).some(isWritten));
}

interface AimedRule {
  readonly rule: Ranked;
  readonly undecided: boolean;
}

/** Rules of one network by what they are about: thousands of machines have a rule each. */
class AimedRules {
  private readonly all: Ranked[] = [];
  private readonly byTarget = new Map<string, Ranked[]>();
  private readonly aimed: Record<Target, Ranked[]> = { tag: [], account: [] };
  private readonly unsure: Record<Target, Ranked[]> = { tag: [], account: [] };

  /** A rule that names no targets is for all machines. */
  public add(rule: Ranked, targets: readonly string[], unsure: readonly Target[]): void {
    if (targets.length === 0) {
      this.all.push(rule);
      return;
    }
    for (const target of targets) {
      const others = this.byTarget.get(target);
      others === undefined ? this.byTarget.set(target, [rule]) : others.push(rule);
    }
    for (const target of targetKinds(targets)) {
      this.aimed[target].push(rule);
    }
    for (const target of unsure) {
      this.unsure[target].push(rule);
    }
  }

  /** What is written the same is the same; what else is known only after apply may be it. */
  public about(given: ReadonlySet<string>, unsure: readonly Target[]): readonly AimedRule[] {
    const sure = new Set([...this.all, ...[...given].flatMap((target) => this.byTarget.get(target) ?? [])]);
    const possible = targetKinds([...given]).flatMap((kind) =>
      unsure.includes(kind) ? this.aimed[kind] : this.unsure[kind],
    );
    return [
      ...[...sure].map((rule) => ({ rule, undecided: false })),
      ...possible.filter((rule) => !sure.has(rule)).map((rule) => ({ rule, undecided: true })),
    ];
  }
}

function targetKinds(targets: readonly string[]): readonly Target[] {
  return TARGETS.filter((kind) => targets.some((target) => target.startsWith(`${kind} `)));
}

function enteringWays(estate: Estate, { resource }: Machine, rules: readonly Ranked[]): readonly Way[] {
  const place = placeOf(estate, resource);
  return rules
    .filter(({ way: { peer } }) => isFromOutside(peer))
    .map(({ way: { lane, peer, offer, undecided }, firewall }) =>
      way(estate, place, resource, { lane, peer, offer, undecided, note: `by ${firewall.address}` }),
    );
}
