import { cidrWithin } from "../addresses";
import type { Estate } from "../estate";
import { type FirewallRule, firewallRulesOf } from "../firewall-rules";
import { remembered } from "../memo";
import type { Resource } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { target } from "./references";
import { satellites } from "./satellites";
import { and, some, type Ternary } from "./ternary";
import { listOf, valueAt } from "./values";

/** Policies that are attached to networks, their rules as resources, and how they are attached. */
const POLICIES: readonly (readonly [policy: string, rule: string | undefined, association: string])[] = [
  [
    "google_compute_network_firewall_policy",
    "google_compute_network_firewall_policy_rule",
    "google_compute_network_firewall_policy_association",
  ],
  [
    "google_compute_region_network_firewall_policy",
    "google_compute_region_network_firewall_policy_rule",
    "google_compute_region_network_firewall_policy_association",
  ],
  [
    "google_compute_network_firewall_policy_with_rules",
    undefined,
    "google_compute_network_firewall_policy_association",
  ],
  [
    "google_compute_region_network_firewall_policy_with_rules",
    undefined,
    "google_compute_region_network_firewall_policy_association",
  ],
];

/** Policies that are attached to folders and organizations: whether a network lies below, the estate does not say. */
const HIERARCHICAL: readonly (readonly [policy: string, rule: string | undefined])[] = [
  ["google_compute_firewall_policy", "google_compute_firewall_policy_rule"],
  ["google_compute_firewall_policy_with_rules", undefined],
];

/** Clusters that surely lie in the network, by its name or by that of one of its subnets. */
export const clustersIn = remembered((estate: Estate, network: Resource): readonly Resource[] => {
  const subnets = satellites(estate, network, "google_compute_subnetwork", "network").found;
  return [
    ...new Set([
      ...satellites(estate, network, "google_container_cluster", "network").found,
      ...subnets.flatMap((subnet) => satellites(estate, subnet, "google_container_cluster", "subnetwork").found),
    ]),
  ];
});

/** Networks that a firewall, a rule of a policy, a subnet, a router or its NAT surely belongs to. */
export function networksOf(estate: Estate, resource: Resource): readonly Resource[] {
  const { kind } = resource;
  if (kind === "google_compute_network") {
    return [resource];
  }
  if (kind === "google_compute_router_nat") {
    return sure([target(estate, resource, "router", "google_compute_router")]).flatMap((router) =>
      networksOf(estate, router),
    );
  }
  const policy = POLICIES.find(([policyKind, rule]) => kind === rule || kind === policyKind);
  if (policy === undefined) {
    return sure([target(estate, resource, "network", "google_compute_network")]);
  }
  const [policyKind, rule, association] = policy;
  const owners = kind === rule ? sure([target(estate, resource, "firewall_policy", policyKind)]) : [resource];
  return owners
    .flatMap((owner) => satellites(estate, owner, association, "firewall_policy").found)
    .flatMap((one) => sure([target(estate, one, "attachment_target", "google_compute_network")]));
}

function sure(targets: readonly (Resource | Unknown | undefined)[]): Resource[] {
  return targets.filter((one): one is Resource => one !== undefined && !isUnknown(one));
}

/** Whether the resource's network surely holds a cluster; for a firewall of tagged machines, whether its nodes have the tag. */
export function servesClusters(estate: Estate, resource: Resource): boolean {
  const clusters = networksOf(estate, resource).flatMap((network) => clustersIn(estate, network));
  const tags = listOf(resource.attributes.target_tags ?? null);
  if (clusters.length === 0 || resource.attributes.target_service_accounts != null) {
    return false;
  }
  return (
    tags.length === 0 ||
    clusters
      .flatMap((cluster) => satellites(estate, cluster, "google_container_node_pool", "cluster").found)
      .some((pool) => listOf(valueAt(pool.attributes, "node_config.0.tags")).some((tag) => tags.includes(tag)))
  );
}

/** Whether something in the network refuses what no other rule lets out; without it everything may leave. */
export const deniesEgress = remembered((estate: Estate, network: Resource): Ternary => {
  const firewalls = satellites(estate, network, "google_compute_firewall", "network");
  const direct = some(firewalls.found, (firewall) => deniesAll(estate, firewall));
  if (direct === true) {
    return true;
  }
  const policies = some(POLICIES, ([policyKind, rule, association]) => {
    const links = satellites(estate, network, association, "attachment_target");
    const answer = some(links.found, (link) => {
      const policy = target(estate, link, "firewall_policy", policyKind);
      // Both kinds of policy are attached in the same way: what names none of this one names one of the other.
      if (policy === undefined || isUnknown(policy) || policy.kind !== policyKind) {
        return false;
      }
      const rules = rule === undefined ? undefined : satellites(estate, policy, rule, "firewall_policy");
      return orPossibly(
        some(rules?.found ?? [policy], (one) => deniesAll(estate, one)),
        rules?.certain ?? true,
      );
    });
    return orPossibly(answer, links.certain);
  });
  return policies === true
    ? true
    : orPossibly(isUnknown(policies) ? policies : direct, firewalls.certain && deniesAbove(estate) === false);
});

/** Whether a policy that is attached to a folder or an organization refuses all that nothing else lets out. */
function deniesAbove(estate: Estate): Ternary {
  return some(HIERARCHICAL, ([policyKind, ruleKind]) =>
    some(estate.ofKind(policyKind), (policy) => {
      const links = satellites(estate, policy, "google_compute_firewall_policy_association", "firewall_policy");
      if (links.found.length === 0) {
        return false;
      }
      const rules = ruleKind === undefined ? [policy] : satellites(estate, policy, ruleKind, "firewall_policy").found;
      return some(rules, (rule) => deniesAll(estate, rule));
    }),
  );
}

function orPossibly(answer: Ternary, certain: boolean): Ternary {
  return answer === false && !certain ? new Unknown() : answer;
}

function deniesAll(estate: Estate, firewall: Resource): Ternary {
  return some(firewallRulesOf(estate, firewall), (rule) =>
    isUnknown(rule)
      ? rule
      : and(
          is(rule.direction, "egress"),
          isUnknown(rule.action) ? rule.action : rule.action === "deny",
          is(rule.protocol, "all"),
          rule.enabled,
          rule.everywhere,
          meansAll(rule),
        ),
  );
}

/** All of IPv6 is not enough: nodes leave by IPv4. */
function meansAll({ ranges }: FirewallRule): Ternary {
  return some(ranges, (range) =>
    isUnknown(range) ? range : typeof range === "string" && cidrWithin("0.0.0.0/0", range),
  );
}

function is(value: string | Unknown, wanted: string): Ternary {
  return isUnknown(value) ? value : value === wanted;
}
