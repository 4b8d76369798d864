import { CidrError, cidrWithin } from "./addresses";
import type { Estate } from "./estate";
import { targetOf } from "./joins/references";
import { blocksOf, isAttributes, listOf, own } from "./joins/values";
import { remembered } from "./memo";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";
import { wordOf } from "./written-word";

/** One rule of a firewall of Google Cloud, in one shape whichever of the ways it is written in. */
export interface FirewallRule extends Attributes {
  readonly direction: "ingress" | "egress" | Unknown;

  /** `allow`, also for what is let through under inspection, or `deny`; `goto_next` and the like as they are written. */
  readonly action: Value;

  /** False for a rule that is switched off. */
  readonly enabled: boolean | Unknown;

  /** `tcp`, `udp`, `icmp`, `all`, or as it is written; `icmp` for both families. */
  readonly protocol: string | Unknown;

  /** First and last port: 0 and 65535 when the rule is about all of them. */
  readonly from: number | Unknown;
  readonly to: number | Unknown;

  /** Whether the rule leaves the ports out, and so is about all of them. */
  readonly allPorts: boolean;

  /**
   * Ranges at the other end, the whole internet when nothing narrows it, or when a country or a public cloud is let
   * through. The ranges of subnets and clusters are not among them, nor are tags, service accounts and groups of addresses
   * out of the estate, nor ranges for multicast and class E.
   */
  readonly ranges: readonly Value[];

  /** Whether the rule is about all machines of its networks, not those with a tag or a service account alone. */
  readonly everywhere: boolean | Unknown;

  /** Path of the rule in its resource; empty for a resource that is one rule. */
  readonly at: string;
}

const LAST_PORT = 65_535;
const ANYWHERE = "0.0.0.0/0";
const PROTOCOLS: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmp",
  icmpv6: "icmp",
  "ipv6-icmp": "icmp",
};

/** A rule that hands what it matches to an inspection lets it through, save the attacks that are known. */
const INSPECTED = "apply_security_profile_group";

/** Scopes of a match that leave the internet out. */
const WITHIN: readonly string[] = ["NON_INTERNET", "INTRA_VPC", "VPC_NETWORKS"];

const ADDRESS_GROUP = "google_network_security_address_group";

/** What narrows the other end of a rule besides ranges. */
const OF_VPC = { ingress: ["source_tags", "source_service_accounts"], egress: [] } as const;
const OF_POLICY = {
  ingress: [
    "src_address_groups",
    "src_fqdns",
    "src_region_codes",
    "src_threat_intelligences",
    "src_secure_tags",
    "src_secure_tag",
  ],
  egress: ["dest_address_groups", "dest_fqdns", "dest_region_codes", "dest_threat_intelligences"],
} as const;

/**
 * Rules of a VPC firewall, of a rule of a firewall policy, or of a policy that holds its rules itself. Every control on
 * firewalls asks for them, and a policy has thousands.
 */
export const firewallRulesOf = remembered((estate: Estate, resource: Resource): readonly (FirewallRule | Unknown)[] => {
  const { kind, attributes } = resource;
  const groups = (match: Attributes, name: string): readonly Value[] => groupedRanges(estate, resource, match, name);
  if (kind === "google_compute_firewall") {
    return ofVpc(attributes);
  }
  if (!kind.endsWith("_with_rules")) {
    return ofPolicy(attributes, "", groups);
  }
  const rules = own(attributes, "rule");
  return isUnknown(rules)
    ? [rules]
    : listOf(rules).flatMap((rule, index) =>
        isAttributes(rule) ? ofPolicy(rule, `rule.${index}`, groups) : [unknownOf(rule)],
      );
});

/** Ranges of the groups of addresses that a match names; those of groups out of the estate are not known to be open. */
type Groups = (match: Attributes, name: string) => readonly Value[];

function groupedRanges(estate: Estate, from: Resource, match: Attributes, name: string): readonly Value[] {
  return listOf(own(match, name)).flatMap((group) => {
    const found = targetOf(estate, from, group, undefined, ADDRESS_GROUP);
    return found === undefined || isUnknown(found) || found.kind !== ADDRESS_GROUP
      ? []
      : listOf(own(found.attributes, "items"));
  });
}

function ofVpc(attributes: Attributes): (FirewallRule | Unknown)[] {
  const direction = directionOf(attributes);
  const side = isUnknown(direction) ? "ingress" : direction;
  const shared = {
    direction,
    enabled: enabledOf(attributes),
    ranges: rangesOf(attributes, side === "ingress" ? "source_ranges" : "destination_ranges", OF_VPC[side]),
    everywhere: noneOf(attributes, ["target_tags", "target_service_accounts"]),
  };
  const rules: (FirewallRule | Unknown)[] = [];
  for (const action of ["allow", "deny"] as const) {
    const blocks = own(attributes, action);
    for (const [index, block] of (isUnknown(blocks) ? [blocks] : listOf(blocks)).entries()) {
      if (!isAttributes(block)) {
        rules.push(unknownOf(block));
        continue;
      }
      const protocol = protocolOf(own(block, "protocol"));
      for (const range of ports(own(block, "ports"))) {
        rules.push({ ...shared, ...range, action, protocol, at: `${action}.${index}` });
      }
    }
  }
  return rules;
}

function ofPolicy(attributes: Attributes, at: string, groups: Groups): (FirewallRule | Unknown)[] {
  const match = own(attributes, "match");
  if (isUnknown(match)) {
    return [match];
  }
  const direction = directionOf(attributes);
  const side = isUnknown(direction) ? "ingress" : direction;
  const written = own(attributes, "action");
  const action = written === INSPECTED ? "allow" : written;
  const shared = {
    direction,
    action,
    enabled: enabledOf(attributes),
    everywhere: noneOf(attributes, ["target_service_accounts", "target_secure_tags", "target_secure_tag"]),
    at,
  };
  return blocksOf(attributes, "match").flatMap((block) => {
    const ranges = matchedRanges(block, side === "ingress" ? "src" : "dest", action !== "deny", groups);
    const layers = [...blocksOf(block, "layer4_configs"), ...blocksOf(block, "layer4_config")];
    return layers.flatMap((layer) => {
      const protocol = protocolOf(own(layer, "ip_protocol"));
      return ports(own(layer, "ports")).map((range) => ({ ...shared, ...range, protocol, ranges }));
    });
  });
}

/** What narrows the match is added up, save the scope, which holds for all of it. */
function matchedRanges(match: Attributes, side: "src" | "dest", lets: boolean, groups: Groups): readonly Value[] {
  const scope = wordOf(own(match, `${side}_network_scope`) ?? "");
  if (isUnknown(scope)) {
    return [scope];
  }
  if (WITHIN.includes(scope.toUpperCase())) {
    return [];
  }
  const others = OF_POLICY[side === "src" ? "ingress" : "egress"];
  const grouped = groups(match, `${side}_address_groups`)
    .filter((range) => !isOwnRange(range))
    .map(asRange);
  const ranges = [...rangesOf(match, `${side}_ip_ranges`, others), ...grouped.filter((range) => !isOffInternet(range))];
  // A country or a public cloud is more than any one caller. What refuses it does not refuse all the rest.
  const regions = listOf(own(match, `${side}_region_codes`)).some((region) => !isUnknown(region));
  const clouds = listOf(own(match, `${side}_threat_intelligences`)).some(isPublicCloud);
  return lets && (regions || clouds) ? [...ranges, ANYWHERE] : ranges;
}

function isPublicCloud(list: Value): boolean {
  return typeof list === "string" && list.startsWith("iplist-public-clouds");
}

function unknownOf(value: Value): Unknown {
  return isUnknown(value) ? value : new Unknown();
}

/** Incoming traffic unless the rule says otherwise. */
function directionOf(attributes: Attributes): FirewallRule["direction"] {
  const direction = wordOf(own(attributes, "direction"));
  return isUnknown(direction) ? direction : direction.toUpperCase() === "EGRESS" ? "egress" : "ingress";
}

function enabledOf(attributes: Attributes): boolean | Unknown {
  const disabled = wordOf(own(attributes, "disabled"));
  return isUnknown(disabled) ? disabled : disabled.toLowerCase() !== "true";
}

/** Whether none of the attributes narrows the rule; not known when one of them may. */
function noneOf(attributes: Attributes, names: readonly string[]): boolean | Unknown {
  const values = names.map((name) => own(attributes, name));
  return values.some((value) => !isUnknown(value) && listOf(value).length > 0)
    ? false
    : (values.find(isUnknown) ?? true);
}

function rangesOf(attributes: Attributes, name: string, others: readonly string[]): readonly Value[] {
  const ranges = own(attributes, name);
  // A plan that knows none of the ranges shows the references alone: literal ones beside them are not seen.
  if (isUnknown(ranges) && ranges.text === undefined) {
    return [ranges];
  }
  const written = listOf(ranges);
  if (written.length > 0) {
    return written
      .filter((range) => !isOwnRange(range))
      .map(asRange)
      .filter((range) => !isOffInternet(range));
  }
  const open = noneOf(attributes, others);
  return open === false ? [] : [open === true ? ANYWHERE : open];
}

/** Multicast and class E: no packet on the internet has such an address, and pods and subnets may have those of class E. */
const OFF_INTERNET = "224.0.0.0/3";

function isOffInternet(range: Value): boolean {
  try {
    return typeof range === "string" && cidrWithin(range, OFF_INTERNET);
  } catch (error) {
    // What is no range is for those to tell who judge ranges.
    if (error instanceof CidrError) {
      return false;
    }
    throw error;
  }
}

/** Google Cloud takes a single address for the range of that address. */
function asRange(written: Value): Value {
  return typeof written === "string" && written !== "" && !written.includes("/")
    ? `${written}/${written.includes(":") ? 128 : 32}`
    : written;
}

function protocolOf(written: Value): string | Unknown {
  const word = wordOf(written ?? "all");
  if (isUnknown(word)) {
    return word;
  }
  const name = word.toLowerCase();
  return Object.hasOwn(PROTOCOLS, name) ? (PROTOCOLS[name] ?? name) : name;
}

type Ports = Pick<FirewallRule, "from" | "to" | "allPorts">;

/** `80` and `8000-9000`, as text or number; all of them when none is written. */
function ports(written: Value): readonly Ports[] {
  const list = listOf(written);
  if (list.length === 0) {
    return [{ from: 0, to: LAST_PORT, allPorts: true }];
  }
  return list.map((one) => {
    const word = wordOf(one);
    if (isUnknown(word)) {
      return { from: word, to: word, allPorts: false };
    }
    const [from = "", to = from] = word.split("-");
    return { from: Number(from), to: Number(to), allPorts: false };
  });
}

const NETWORKS = /(?:^|\.)google_(?:compute_subnetwork|container_cluster)\.[^.]+$/;

/** Whether the range is known only after apply, but is that of a subnet or a cluster, which is never the internet. */
function isOwnRange(range: Value): boolean {
  if (!isUnknown(range)) {
    return false;
  }
  const { references, text } = range;
  // Text may hold ranges beside the references, or lead elsewhere.
  const mixed = text !== undefined && /\/\d|\?|\b(?:var|local|module)\./.test(text);
  return !mixed && references.length > 0 && references.every(({ address }) => NETWORKS.test(address));
}
