import { blocksOf, listOf, own } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { otherActions } from "./action-set";
import type { ResourcePolicies } from "./aws-resource-policies";
import { identifiersOf } from "./aws-trust";
import type { Grant, Level } from "./grant";
import { namedOf } from "./ledger";
import { isUndecided, type Side } from "./spelling";

/**
 * What the access policies of EKS come to.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
function levelOfAccessPolicy(name: string): Level {
  if (/^AmazonEKS(?:Cluster)?AdminPolicy$/.test(name)) {
    return "admin";
  }
  return /View/.test(name) ? "read" : "write";
}

/** What IAM principals may in clusters: access entries with their groups, and the policies that are associated with them. */
export function collectEksAccess(side: Side, policies: ResourcePolicies): void {
  for (const entry of side.ofKind("aws_eks_access_entry")) {
    const groups = listOf(own(entry.attributes, "kubernetes_groups"));
    const names = groups.map((group) => `group ${side.spell(group, entry.root)}`);
    const type = side.spell(own(entry.attributes, "type"), entry.root);
    give(side, policies, entry, {
      actions: names.length > 0 ? names : [type === "" || type === "STANDARD" ? "sign in" : `sign in as ${type}`],
      within: [""],
      level: names.includes("group system:masters") ? "admin" : names.length > 0 ? "write" : "read",
      undecided: groups.some(isUnknown),
    });
  }
  for (const association of side.ofKind("aws_eks_access_policy_association")) {
    const policy = own(association.attributes, "policy_arn");
    const name = side.spell(policy, association.root).split("/").at(-1) ?? "";
    const namespaces = blocksOf(association.attributes, "access_scope").flatMap((scope) =>
      listOf(own(scope, "namespaces")),
    );
    give(side, policies, association, {
      actions: [`policy ${name}`],
      within: namespaces.length === 0 ? [""] : namespaces.map((each) => side.spell(each, association.root)),
      level: levelOfAccessPolicy(name),
      undecided: isUnknown(policy) || namespaces.some(isUnknown),
    });
  }
}

function give(
  side: Side,
  policies: ResourcePolicies,
  from: Resource,
  given: Pick<Grant, "undecided"> & {
    readonly actions: readonly string[];
    readonly within: readonly string[];
    readonly level: Level;
  },
): void {
  const cluster = side.spell(own(from.attributes, "cluster_name"), from.root);
  const principal = { type: "AWS", identifiers: [own(from.attributes, "principal_arn")] };
  for (const identifier of identifiersOf(side, from, principal)) {
    policies.holderOf(from, identifier).grants.push({
      effect: "allow",
      actions: otherActions(given.actions),
      // A policy for the whole cluster covers each namespace of it.
      resources: given.within.map((namespace) => ({ of: `cluster ${cluster} ${namespace === "" ? "*" : namespace}` })),
      scope: `eks\u0000${cluster}`,
      conditions: [],
      through: namedOf(from),
      undecided: given.undecided || identifier.undecided || isUndecided(from),
      levelOf: () => given.level,
    });
  }
}
