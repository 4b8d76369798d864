import { blocksOf, listOf, own } from "./joins/values";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";
import { numberIn, wordOf } from "./written-word";

/** One rule of a security group, in one shape whichever of the ways it is written in. */
export interface Traffic extends Attributes {
  readonly direction: "ingress" | "egress" | Unknown;

  /** `tcp`, `udp`, `icmp`, `all`, or as it is written; `icmp` for both families. */
  readonly protocol: string | Unknown;

  /** First and last port: 0 and 65535 when the rule is about all of them. Types and codes of ICMP are no ports. */
  readonly from: number | Unknown;
  readonly to: number | Unknown;

  /** Ranges at the other end, of both families. The VPC's or a subnet's own range is not among them, nor are other groups. */
  readonly cidrs: readonly Value[];

  /** Empty when there is none. */
  readonly description: string | Unknown;

  /** Path of the rule in its resource; empty for a resource that is one rule. */
  readonly at: string;
}

const LAST_PORT = 65_535;

/** Protocols by number and by name; -1 has no ports, and neither has what AWS takes no ports for. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  all: "all",
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  icmpv6: "icmp",
  "58": "icmp",
};

/** What a security group lets through, by its inline blocks, or what the one rule of a resource does. */
export function trafficOf(resource: Resource): readonly (Traffic | Unknown)[] {
  const { kind, attributes } = resource;
  switch (kind) {
    case "aws_security_group_rule": {
      const type = own(attributes, "type");
      return [
        rule(resource, attributes, type === "ingress" || type === "egress" ? type : new Unknown(), "protocol", ""),
      ];
    }
    case "aws_vpc_security_group_ingress_rule":
      return [rule(resource, attributes, "ingress", "ip_protocol", "")];
    case "aws_vpc_security_group_egress_rule":
      return [rule(resource, attributes, "egress", "ip_protocol", "")];
    default:
      return (["ingress", "egress"] as const).flatMap((direction) => inline(resource, direction));
  }
}

function inline(resource: Resource, direction: "ingress" | "egress"): (Traffic | Unknown)[] {
  const { attributes } = resource;
  const blocks = own(attributes, direction);
  if (isUnknown(blocks)) {
    return [blocks];
  }
  const unknown = listOf(blocks).filter(isUnknown);
  return [
    ...blocksOf(attributes, direction).map((block, index) =>
      rule(resource, block, direction, "protocol", `${direction}.${index}`),
    ),
    ...unknown,
  ];
}

function rule(
  resource: Resource,
  attributes: Attributes,
  direction: Traffic["direction"],
  protocolName: string,
  at: string,
): Traffic {
  const written = wordOf(own(attributes, protocolName) ?? "all");
  const protocol = isUnknown(written) ? written : protocolNamed(written);
  const from = own(attributes, "from_port");
  const to = own(attributes, "to_port");
  const all = protocol === "all" || [from, to].some((port) => port === null || numberIn(port) === -1);
  return {
    direction,
    protocol,
    from: all ? 0 : numberIn(from),
    to: all ? LAST_PORT : numberIn(to),
    cidrs: ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((name) =>
      listOf(own(attributes, name)).filter((cidr) => !isOwnRange(cidr, resource)),
    ),
    description: wordOf(own(attributes, "description") ?? ""),
    at,
  };
}

function protocolNamed(written: string): string {
  const name = written.toLowerCase();
  return Object.hasOwn(PROTOCOLS, name) ? (PROTOCOLS[name] ?? name) : name;
}

const NETWORKS = /(?:^|\.)aws_(?:vpc|subnet|vpc_ipv[46]_cidr_block_association|vpc_ipam_pool_cidr)\.[^.]+$/;
const RANGES = /^(?:cidr_block|cidr_block_associations?|secondary_cidr_blocks|ipv6_cidr_block|)$/;

/** Outputs of modules that make VPCs, by their usual names: ranges of the VPC and of its subnets. */
const OUTPUTS = /^\$\{module\.[\w-]+(?:\[[^\]]*\])?\.(?:vpc_cidr_block|\w*subnets?_cidr_blocks)(?:\[[^\]]*\])?\}$/;

/** Whether the range is known only after apply, but is that of a VPC or a subnet, which is never the internet. */
function isOwnRange(cidr: Value, { meta }: Resource): boolean {
  if (!isUnknown(cidr)) {
    return false;
  }
  const each = cidr.text === "${each.value}" || cidr.text === "${each.key}" ? own(meta, "for_each") : null;
  const { references, text } = isUnknown(each) ? each : cidr;
  if (text !== undefined && OUTPUTS.test(text)) {
    return true;
  }
  // Text may hold ranges beside the references, or lead elsewhere.
  const mixed = text !== undefined && /\/\d|\?|\b(?:var|local|module)\./.test(text);
  return (
    !mixed &&
    references.length > 0 &&
    references.every(({ address, attribute }) => NETWORKS.test(address) && RANGES.test(attribute))
  );
}
