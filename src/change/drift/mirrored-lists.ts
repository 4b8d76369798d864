import { isJsonObject, type JsonObject, own } from "../../estate/plan-json";

/** That a resource of its own says an element of another one's list. */
export interface Said {
  readonly ownerKind: string;

  /** Name or id by which it names its owner. */
  readonly owner: string;
  readonly attribute: string;

  /** What it says, as {@link elementKeys} spells it. */
  readonly key: string;
}

/** Lists in which the provider repeats what others declare, and what was made by hand too; each with its elements' keys. */
const LISTS: Readonly<Record<string, Readonly<Record<string, (element: unknown) => readonly string[]>>>> = {
  aws_iam_role: { inline_policy: nameOf, managed_policy_arns: itself },
  aws_security_group: { ingress: ruleKeys, egress: ruleKeys },
  aws_network_acl: { ingress: numberOf, egress: numberOf },
  aws_route_table: { route: destinationOf },
};

/** Attributes of the kind that repeat what others say. */
export function mirroredLists(kind: string): readonly string[] {
  return Object.hasOwn(LISTS, kind) ? Object.keys(LISTS[kind] ?? {}) : [];
}

/** What the element of the list says; empty when it cannot be told. */
export function elementKeys(kind: string, attribute: string, element: unknown): readonly string[] {
  return LISTS[kind]?.[attribute]?.(element) ?? [];
}

/** What the resource says in the place of another one's list. */
export function saidBy(kind: string, values: JsonObject): readonly Said[] {
  const text = (name: string): string => textOf(own(values, name));
  switch (kind) {
    case "aws_iam_role_policy":
      return [{ ownerKind: "aws_iam_role", owner: text("role"), attribute: "inline_policy", key: text("name") }];
    case "aws_iam_role_policy_attachment":
      return [attached(text("role"), text("policy_arn"))];
    case "aws_iam_policy_attachment":
      return listOf(own(values, "roles")).map((role) => attached(textOf(role), text("policy_arn")));
    case "aws_security_group_rule":
      return rules(values, text("type"), text("security_group_id"), sourcesOf(values));
    case "aws_vpc_security_group_ingress_rule":
    case "aws_vpc_security_group_egress_rule": {
      const sources = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
      const direction = kind.includes("ingress") ? "ingress" : "egress";
      return rules(values, direction, text("security_group_id"), sources.map(text).filter(Boolean));
    }
    case "aws_network_acl_rule": {
      const attribute = own(values, "egress") === true ? "egress" : "ingress";
      return [{ ownerKind: "aws_network_acl", owner: text("network_acl_id"), attribute, key: text("rule_number") }];
    }
    case "aws_route": {
      const key =
        text("destination_cidr_block") || text("destination_ipv6_cidr_block") || text("destination_prefix_list_id");
      return [{ ownerKind: "aws_route_table", owner: text("route_table_id"), attribute: "route", key }];
    }
    default:
      return [];
  }
}

function attached(owner: string, key: string): Said {
  return { ownerKind: "aws_iam_role", owner, attribute: "managed_policy_arns", key };
}

function rules(values: JsonObject, attribute: string, owner: string, sources: readonly string[]): readonly Said[] {
  const traffic = trafficOf(own(values, "protocol") ?? own(values, "ip_protocol"), values);
  return sources.map((source) => ({
    ownerKind: "aws_security_group",
    owner,
    attribute,
    key: `${traffic} ${source === owner ? "self" : source}`,
  }));
}

function ruleKeys(element: unknown): readonly string[] {
  if (!isJsonObject(element)) {
    return [];
  }
  const traffic = trafficOf(own(element, "protocol"), element);
  return sourcesOf(element).map((source) => `${traffic} ${source}`);
}

/** All traffic has no ports, whatever is written beside it. */
function trafficOf(protocol: unknown, values: JsonObject): string {
  const name = textOf(protocol);
  return name === "-1" || name === "all"
    ? "-1"
    : `${name} ${textOf(own(values, "from_port"))}-${textOf(own(values, "to_port"))}`;
}

function sourcesOf(values: JsonObject): readonly string[] {
  const lists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"];
  const one = textOf(own(values, "source_security_group_id"));
  return [
    ...lists.flatMap((name) => listOf(own(values, name)).map(textOf)),
    ...(one === "" ? [] : [one]),
    ...(own(values, "self") === true ? ["self"] : []),
  ];
}

function nameOf(element: unknown): readonly string[] {
  return isJsonObject(element) ? [textOf(own(element, "name"))] : [];
}

function itself(element: unknown): readonly string[] {
  return [textOf(element)];
}

function numberOf(element: unknown): readonly string[] {
  return isJsonObject(element) ? [textOf(own(element, "rule_no"))] : [];
}

function destinationOf(element: unknown): readonly string[] {
  if (!isJsonObject(element)) {
    return [];
  }
  const names = ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"];
  return names.map((name) => textOf(own(element, name))).filter(Boolean);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
