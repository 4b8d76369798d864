import type { Estate } from "../../estate/estate";
import { podTemplateOf } from "../../estate/joins/pods";
import { blocksOf, isAttributes, listOf, own, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type Focus, isMarked, type Mark, markedBy, markOf } from "./focus";
import { contents, type NamespaceContent } from "./namespaces";
import { rangePeer, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, type Offer, type Peer, placeOf, type Way, way } from "./way";

/** Policies here hold for the whole mesh, unless its operator has moved the root namespace. */
const ROOT_NAMESPACE = "istio-system";
const EVERY_CALLER: Peer = { type: "anywhere", source: "cluster", text: "every caller that reaches it" };

/** Workloads that an AuthorizationPolicy of Istio stands before. */
export function meshMarks(estate: Estate): readonly Mark[] {
  return [...guardedWorkloads(estate)].map(([workload, policies]) => markOf(estate, "mesh", workload, policies));
}

/**
 * Whose requests the mesh lets through to workloads that an AuthorizationPolicy stands before, on this side or on the other: without
 * one everybody's. Policies that name gateways or Services (targetRefs), and those that deny or hand on, open nothing.
 */
export function meshWays(estate: Estate, focus: Focus): readonly Way[] {
  const guarded = guardedWorkloads(estate);
  return contents(estate, undefined).flatMap(({ workloads, original }) =>
    workloads.map(original).flatMap((workload) => {
      const place = placeOf(estate, workload);
      const policies = guarded.get(workload) ?? [];
      if (policies.length === 0) {
        const opener = markedBy(focus, "mesh", workload);
        const parts = { lane: "mesh", peer: EVERY_CALLER, offer: { type: "everything" }, opener } as const;
        return isMarked(focus, "mesh", workload) ? [way(estate, place, workload, parts)] : [];
      }
      return policies.flatMap((policy) =>
        rulesOf(policy).map(({ peer, offer }) => way(estate, place, policy, { lane: "mesh", peer, offer })),
      );
    }),
  );
}

/** Workloads by the policies that allow: with one of them all that none names is refused. */
function guardedWorkloads(estate: Estate): ReadonlyMap<Resource, readonly Resource[]> {
  const all = contents(estate, undefined);
  const wide = all.filter(({ name }) => name === ROOT_NAMESPACE).flatMap(allowing);
  const guarded = new Map<Resource, readonly Resource[]>();
  for (const content of all) {
    const policies = [...wide, ...(content.name === ROOT_NAMESPACE ? [] : allowing(content))];
    for (const workload of policies.length === 0 ? [] : content.workloads) {
      const selecting = policies.filter((policy) => selects(policy, workload));
      if (selecting.length > 0) {
        guarded.set(content.original(workload), selecting);
      }
    }
  }
  return guarded;
}

function allowing({ authorizationPolicies, original }: NamespaceContent): readonly Resource[] {
  return authorizationPolicies
    .filter(({ attributes }) => {
      const action = valueAt(attributes, "spec.action");
      const isNamed = ["spec.targetRefs", "spec.targetRef"].some((path) => valueAt(attributes, path) !== null);
      return (action === null || action === "ALLOW") && !isNamed;
    })
    .map(original);
}

/** Labels that are not known are taken for those that are asked for. */
function selects({ attributes }: Resource, workload: Resource): boolean {
  const wanted = valueAt(attributes, "spec.selector.matchLabels");
  const template = podTemplateOf(workload);
  const labels = template === undefined ? null : valueAt(template, "metadata.labels");
  return (
    !isAttributes(wanted) ||
    Object.entries(wanted).every(([name, value]) => {
      const label = isAttributes(labels) ? own(labels, name) : labels;
      return isUnknown(label) || isUnknown(value) || (label !== null && spelling(label) === spelling(value));
    })
  );
}

interface Rule {
  readonly peer: Peer;
  readonly offer: Offer;
}

function rulesOf({ attributes, root }: Resource): readonly Rule[] {
  return listOf(valueAt(attributes, "spec.rules")).flatMap((rule): readonly Rule[] => {
    if (!isAttributes(rule)) {
      return isUnknown(rule) ? [{ peer: unknownPeer(rule, root, "cluster"), offer: { type: "everything" } }] : [];
    }
    const conditions = blocksOf(rule, "when").map(conditionWords);
    const sources = listOf(own(rule, "from"));
    const peers =
      sources.length === 0 ? [everybody(conditions)] : sources.flatMap((one) => peersOf(one, root, conditions));
    const operations = listOf(own(rule, "to"));
    const offers: readonly Offer[] =
      operations.length === 0 ? [{ type: "everything" }] : operations.map(operationOffer);
    return peers.flatMap((peer) => offers.map((offer) => ({ peer, offer })));
  });
}

function everybody(conditions: readonly string[]): Peer {
  return conditions.length === 0
    ? EVERY_CALLER
    : whoPeer("*", "named", `callers with ${conditions.join(" and ")}`, conditions);
}

function conditionWords(condition: Attributes): string {
  const names = ["values", "notValues"].flatMap((name) =>
    listOf(own(condition, name)).map((value) => `${name} ${spelling(value)}`),
  );
  return `${spelling(own(condition, "key"))} ${names.sort().join(", ")}`;
}

/** Sources by name, each an own entry; what a source excludes narrows it. */
function peersOf(from: Value, root: string, conditions: readonly string[]): readonly Peer[] {
  const source = isAttributes(from) ? own(from, "source") : from;
  if (!isAttributes(source)) {
    return isUnknown(source) ? [unknownPeer(source, root, "cluster")] : [everybody(conditions)];
  }
  const limits = Object.keys(source)
    .filter((name) => name.startsWith("not"))
    .flatMap((name) => listOf(own(source, name)).map((value) => `${name} ${spelling(value)}`));
  const all = [...conditions, ...limits].sort();
  const named = ["principals", "requestPrincipals", "serviceAccounts", "namespaces"].flatMap((name) =>
    listOf(own(source, name)).map((value) => namedPeer(name, spelling(value), all)),
  );
  const ranges = ["ipBlocks", "remoteIpBlocks"].flatMap((name) =>
    listOf(own(source, name)).map((value) => rangePeer(withPrefix(spelling(value)))),
  );
  return named.length + ranges.length === 0 ? [everybody(all)] : [...named, ...ranges];
}

function namedPeer(name: string, text: string, limits: readonly string[]): Peer {
  const word = name === "namespaces" ? "namespace" : name === "requestPrincipals" ? "token of" : "principal";
  return whoPeer(`${name} ${text}`, name === "namespaces" ? "namespace" : "named", `${word} ${text}`, limits);
}

function withPrefix(address: string): string {
  return address.includes("/") ? address : `${address}/${address.includes(":") ? 128 : 32}`;
}

/** `GET, POST /v1/predict`, in words: what is written otherwise is another offer. */
function operationOffer(to: Value): Offer {
  const operation = isAttributes(to) ? own(to, "operation") : null;
  if (!isAttributes(operation)) {
    return { type: "everything" };
  }
  const words = Object.keys(operation)
    .sort()
    .map((name) => `${name} ${listOf(own(operation, name)).map(spelling).sort().join(", ")}`);
  return words.length === 0 ? { type: "everything" } : actionOffer(words.join("; "));
}
