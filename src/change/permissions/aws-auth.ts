import { decodeJsonencode } from "../../estate/hcl-literal";
import { InputError } from "../../estate/input-error";
import { isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { otherActions } from "./action-set";
import type { ResourcePolicies } from "./aws-resource-policies";
import { identifiersOf } from "./aws-trust";
import type { Grant, Level } from "./grant";
import { clusterOf, rbacHolder } from "./kubernetes-rbac";
import { namedOf } from "./ledger";
import { MISSING_BINDING } from "./missing";
import { highestLevelOf } from "./said";
import { isUndecided, type Side } from "./spelling";

const NAME = "aws-auth";
const DATA_ALONE = "kubernetes_config_map_v1_data";
const ADMINISTRATORS = "system:masters";

/** Groups that nodes are in: every cluster binds them, and no estate says so. */
const OF_NODES: ReadonlySet<string> = new Set([
  "eks:kube-proxy-windows",
  "system:bootstrappers",
  "system:node-proxier",
  "system:nodes",
]);

/** Lists of the ConfigMap, and what in their entries says who is meant. */
const LISTS = [
  ["mapRoles", "rolearn"],
  ["mapUsers", "userarn"],
] as const;

/** Whether it is the ConfigMap that lets roles and users of AWS into a cluster of EKS, or its data. */
export function isAwsAuth({ kind, attributes }: Pick<Resource, "kind" | "attributes">): boolean {
  const isConfigMap = kind === "v1 ConfigMap" || /^kubernetes_config_map(?:_v1(?:_data)?)?$/.test(kind);
  const names = ["metadata.name", "metadata.0.name"].map((path) => valueAt(attributes, path));
  return isConfigMap && names.includes(NAME);
}

/**
 * What roles and users of AWS are in clusters by the `aws-auth` ConfigMap: members of its groups.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
export function collectAwsAuth(side: Side, policies: ResourcePolicies): void {
  for (const map of [...side.ofKind("v1 ConfigMap"), ...side.ofKind(DATA_ALONE)].filter(isAwsAuth)) {
    const data = own(map.attributes, "data");
    if (isUnknown(data)) {
      giveToUnknown(side, map, data);
    } else if (isAttributes(data)) {
      for (const [list, who] of LISTS) {
        mapped(side, policies, map, own(data, list), who);
      }
      accounts(side, policies, map, own(data, "mapAccounts"));
    }
  }
}

function mapped(side: Side, policies: ResourcePolicies, map: Resource, written: Value, who: string): void {
  const entries = entriesOf(written);
  if (entries === undefined) {
    giveToUnknown(side, map, written);
    return;
  }
  for (const entry of entries) {
    if (isAttributes(entry)) {
      give(side, policies, map, own(entry, who), membershipsOf(side, map, entry));
    } else {
      giveToUnknown(side, map, entry);
    }
  }
}

/** Every role and every user of an account may sign in, as itself and in no group. */
function accounts(side: Side, policies: ResourcePolicies, map: Resource, written: Value): void {
  for (const account of entriesOf(written) ?? []) {
    const number = typeof account === "number" ? String(account) : account;
    give(side, policies, map, number, [{ action: "sign in", level: () => "read" }]);
  }
}

/** What an entry makes of somebody. */
interface Membership {
  readonly action: string;
  readonly level: () => Level;
  readonly missing?: string;
  readonly undecided?: boolean;
}

function membershipsOf(side: Side, map: Resource, entry: Attributes): readonly Membership[] {
  const groups = listOf(own(entry, "groups")).map((group): Membership => {
    const name = side.spell(group, map.root);
    const undecided = isUnknown(group) || name.includes("${");
    return { action: `group ${name}`, undecided, ...boundTo(side, map, `group ${name}`, name) };
  });
  const user = textOf(own(entry, "username"));
  const hasBinding = user !== undefined && isBound(side, map, `user ${user}`);
  const users = hasBinding ? [{ action: `user ${user}`, ...boundTo(side, map, `user ${user}`, user) }] : [];
  const all = [...groups, ...users];
  return all.length === 0 ? [{ action: "sign in", level: () => "read" }] : all;
}

/** What bindings give to the group or the user: of one that none of the estate names, nothing is known. */
function boundTo(
  side: Side,
  map: Resource,
  subject: string,
  name: string,
): Pick<Membership, "level"> & Partial<Membership> {
  if (name === ADMINISTRATORS) {
    return { level: () => "admin" };
  }
  if (OF_NODES.has(name)) {
    return { level: () => "write" };
  }
  const { grants } = rbacHolder(side, map, subject);
  return {
    level: () => highestLevelOf(grants.all) ?? "write",
    ...(isBound(side, map, subject) ? {} : { undecided: true, missing: MISSING_BINDING }),
  };
}

function isBound(side: Side, map: Resource, subject: string): boolean {
  return rbacHolder(side, map, subject).grants.all.length > 0;
}

function give(
  side: Side,
  policies: ResourcePolicies,
  map: Resource,
  who: Value,
  memberships: readonly Membership[],
): void {
  for (const identifier of identifiersOf(side, map, { type: "AWS", identifiers: [who] })) {
    const holder = policies.holderOf(map, identifier);
    for (const { action, level, undecided = false, missing } of memberships) {
      const isOpen = identifier.undecided || isUndecided(map);
      holder.grants.push({
        ...grantOf(side, map, action, level),
        undecided: isOpen || undecided,
        ...(isOpen || missing === undefined ? {} : { missing }),
      });
    }
  }
}

/** Whoever the list names, where it cannot be read. */
function giveToUnknown(side: Side, map: Resource, list: Value): void {
  const text = side.spell(list, map.root);
  const written = isUnknown(list) && text !== "" ? text : "a list that cannot be read";
  const holder = rbacHolder(side, map, `whoever ${NAME} names`);
  holder.grants.push({
    ...grantOf(side, map, `what ${written} gives`, () => "write"),
    undecided: true,
    isOpaque: true,
  });
}

function grantOf(side: Side, map: Resource, action: string, level: () => Level): Grant {
  return {
    effect: "allow",
    actions: otherActions([action]),
    resources: [{ of: "*" }],
    scope: `rbac\u0000${clusterOf(side, map)}`,
    conditions: [],
    through: namedOf(map),
    undecided: false,
    levelOf: level,
  };
}

/** Entries of a list, which is YAML in a text; undefined where it cannot be read. */
function entriesOf(written: Value): readonly Value[] | undefined {
  const text = isUnknown(written) ? written.text : written;
  if (text === null || text === "") {
    return [];
  }
  if (typeof text !== "string") {
    return undefined;
  }
  const encoded = decodeJsonencode(text.replace(/^\s*\$\{\s*yamlencode(?=\s*\()/, "$${jsonencode"), asWritten);
  const list = encoded ?? (/^\s*\$\{[^{}]*\}\s*$|%\{/.test(text) ? undefined : parsed(text));
  return list === null ? [] : Array.isArray(list) ? list : undefined;
}

function parsed(text: string): Value | undefined {
  try {
    // YAML is loaded when there is such a ConfigMap: few changes have one.
    const { yamlDocuments } = require("../../estate/manifests-yaml") as typeof import("../../estate/manifests-yaml");
    for (const { value } of yamlDocuments(NAME, text)) {
      return value;
    }
    return null;
  } catch (error) {
    if (error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}

function asWritten(template: string): string {
  return template;
}
