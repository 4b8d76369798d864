import type { Estate } from "../../estate/estate";
import { podsSelectedBy } from "../../estate/joins/model-workloads";
import { containersOf, podSpecOf } from "../../estate/joins/pods";
import { blocksOf, isAttributes, listOf, own, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { isOutside } from "./aws-security-groups";
import { type Focus, isMarked, type Mark, markedBy, markOf } from "./focus";
import { contents, type NamespaceContent } from "./namespaces";
import { isTrue, isWritten, NETWORK, numberOf, rangePeer, spelling, unknownOffer, unknownPeer } from "./peers";
import {
  actionOffer,
  type Lane,
  type Offer,
  type Peer,
  placeOf,
  portsOffer,
  type Way,
  type WayParts,
  way,
} from "./way";

type Direction = "Ingress" | "Egress";

/** Pods accept what comes until a policy selects them. */
const EVERY_POD: Peer = { type: "anywhere", source: "cluster", text: "every pod of the cluster" };
const EVERYWHERE: Peer = { type: "anywhere", source: "internet", text: "everywhere" };
const EVERYTHING: Offer = { type: "everything" };

/** Workloads that a policy stands before, and those whose way out one narrows. */
export function podMarks(estate: Estate): readonly Mark[] {
  return contents(estate, undefined).flatMap((content) =>
    (["Ingress", "Egress"] as const).flatMap((direction) =>
      [...policiesByWorkload(content, direction)].map(([workload, selecting]) =>
        markOf(
          estate,
          direction === "Ingress" ? "ingress" : "egress",
          content.original(workload),
          selecting.map(({ policy }) => content.original(policy)),
        ),
      ),
    ),
  );
}

/**
 * Who reaches pods, by NetworkPolicies, and where pods reach the internet, by those that narrow it; and ports that pods open on
 * their nodes. Policies of Cilium and Calico are not read.
 */
export function podWays(estate: Estate, focus: Focus): readonly Way[] {
  return contents(estate, undefined).flatMap((content) => {
    const ingress = policiesByWorkload(content, "Ingress");
    const egress = policiesByWorkload(content, "Egress");
    return content.workloads.flatMap((workload) => {
      const original = content.original(workload);
      const at = { estate, workload: original, namespace: content.name, original: content.original, focus };
      const leaves = isMarked(focus, "egress", original) ? directionWays(at, egress.get(workload), "Egress") : [];
      const enters = listens(original) ? directionWays(at, ingress.get(workload), "Ingress") : [];
      return [...enters, ...leaves, ...nodeWays(estate, original)];
    });
  });
}

/** Programs that run to an end listen to nobody, unless they say a port. */
function listens(workload: Resource): boolean {
  const podSpec = podSpecOf(workload);
  const isBatch = workload.kind.startsWith("batch/");
  return (
    podSpec !== undefined &&
    (!isBatch || containersOf(podSpec).some((container) => listOf(own(container, "ports")).length > 0))
  );
}

interface Selecting {
  readonly policy: Resource;

  /** Whether the policy surely selects the pods, and surely in this direction. */
  readonly isSure: boolean;
}

const known = new WeakMap<NamespaceContent, Partial<Record<Direction, ReadonlyMap<Resource, readonly Selecting[]>>>>();

function policiesByWorkload(
  content: NamespaceContent,
  direction: Direction,
): ReadonlyMap<Resource, readonly Selecting[]> {
  const answers = known.get(content) ?? {};
  known.set(content, answers);
  answers[direction] ??= findPolicies(content, direction);
  return answers[direction];
}

function findPolicies(content: NamespaceContent, direction: Direction): ReadonlyMap<Resource, readonly Selecting[]> {
  const byWorkload = new Map<Resource, Selecting[]>();
  for (const policy of content.networkPolicies) {
    const speaks = isAbout(policy, direction);
    if (speaks === "no") {
      continue;
    }
    const { found, possible } = podsSelectedBy(content.candidates(policy), policy);
    for (const [workloads, isFound] of [[found, true] as const, [possible, false] as const]) {
      for (const workload of workloads) {
        const others = byWorkload.get(workload) ?? [];
        byWorkload.set(workload, others);
        others.push({ policy, isSure: isFound && speaks === "yes" });
      }
    }
  }
  return byWorkload;
}

/** Unsaid, a policy is about what comes in, and about what goes out where it has rules for that. */
function isAbout({ attributes }: Resource, direction: Direction): "yes" | "no" | "maybe" {
  const types = valueAt(attributes, "spec.policyTypes");
  if (isUnknown(types)) {
    return "maybe";
  }
  const said = listOf(types);
  if (said.length > 0) {
    return said.includes(direction) ? "yes" : said.some(isUnknown) ? "maybe" : "no";
  }
  return direction === "Ingress" || listOf(valueAt(attributes, "spec.egress")).length > 0 ? "yes" : "no";
}

/** Where the ways of one workload are found. */
interface At {
  readonly estate: Estate;
  readonly workload: Resource;
  readonly namespace: string;
  readonly focus: Focus;
  readonly original: NamespaceContent["original"];
}

function directionWays(at: At, selecting: readonly Selecting[] | undefined, direction: Direction): readonly Way[] {
  const lane: Lane = direction === "Ingress" ? "network" : "egress";
  const everybody = direction === "Ingress" ? EVERY_POD : EVERYWHERE;
  const ways = (through: Resource, parts: Omit<WayParts, "lane">): Way =>
    way(at.estate, placeOf(at.estate, at.workload), through, { lane, ...parts });
  // Where no policy surely selects the pods, they may be open to all.
  const opener = markedBy(at.focus, direction === "Ingress" ? "ingress" : "egress", at.workload);
  const isIsolated = selecting?.some(({ isSure }) => isSure) === true;
  const open = isIsolated
    ? []
    : [ways(at.workload, { peer: everybody, offer: EVERYTHING, opener, undecided: (selecting ?? []).length > 0 })];
  const ruled = (selecting ?? []).flatMap(({ policy, isSure }) =>
    rulesOf(at, policy, direction)
      .filter(({ peer }) => direction === "Ingress" || isOutside(peer))
      .map((parts) => ways(at.original(policy), { ...parts, undecided: !isSure })),
  );
  return [...open, ...ruled];
}

interface Rule {
  readonly peer: Peer;
  readonly offer: Offer;
}

function rulesOf(at: At, policy: Resource, direction: Direction): readonly Rule[] {
  const rules = valueAt(policy.attributes, `spec.${direction.toLowerCase()}`);
  return listOf(rules).flatMap((rule): readonly Rule[] => {
    if (isUnknown(rule)) {
      return [{ peer: unknownPeer(rule, policy.root, "cluster"), offer: unknownOffer(rule, policy.root) }];
    }
    if (!isAttributes(rule)) {
      return [];
    }
    const peers = peersOf(at, policy, own(rule, direction === "Ingress" ? "from" : "to"), direction);
    const offers = offersOf(policy, own(rule, "ports"));
    return peers.flatMap((peer) => offers.map((offer) => ({ peer, offer })));
  });
}

/** A rule without peers is about all of them. */
function peersOf(at: At, policy: Resource, written: Value, direction: Direction): readonly Peer[] {
  const everybody = direction === "Ingress" ? EVERY_POD : EVERYWHERE;
  const peers = listOf(written);
  return peers.length === 0 ? [everybody] : peers.flatMap((peer) => peerOf(at, policy, peer));
}

function peerOf(at: At, policy: Resource, peer: Value): readonly Peer[] {
  if (!isAttributes(peer)) {
    return isUnknown(peer) ? [unknownPeer(peer, policy.root, "cluster")] : [];
  }
  const [block] = blocksOf(peer, "ipBlock");
  if (block !== undefined) {
    const cidr = own(block, "cidr");
    const except = listOf(own(block, "except")).map(spelling);
    return [typeof cidr === "string" ? rangePeer(cidr, except) : unknownPeer(cidr, policy.root, "internet")];
  }
  const unknown = [own(peer, "ipBlock"), own(peer, "namespaceSelector"), own(peer, "podSelector")].find(isUnknown);
  if (unknown !== undefined) {
    return [unknownPeer(unknown, policy.root, "cluster")];
  }
  const [namespaces] = blocksOf(peer, "namespaceSelector");
  const [pods] = blocksOf(peer, "podSelector");
  const podWords = pods === undefined ? "*" : selectorWords(pods);
  const namespaceWords = namespaces === undefined ? at.namespace : namespaceSelected(namespaces);
  return [podsPeer(namespaceWords, podWords, namespaces === undefined)];
}

/** `pods app=gateway in namespace gateway`, `every pod in namespaces tier=edge`. */
function podsPeer(namespaces: string, pods: string, isOwn: boolean): Peer {
  const who = pods === "*" ? "every pod" : `pods ${pods}`;
  const isName = isOwn || !/[=(]/.test(namespaces);
  const where = namespaces === "*" ? "of the cluster" : `in ${isName ? "namespace" : "namespaces"} ${namespaces}`;
  const source = pods !== "*" ? "named" : namespaces === "*" ? "cluster" : "namespace";
  return { type: "pods", namespaces, pods, source, text: `${who} ${where}` };
}

/** Kubernetes labels each namespace with its name. */
const NAME_LABEL = "kubernetes.io/metadata.name=";

function namespaceSelected(selector: Attributes): string {
  const words = selectorWords(selector);
  return words.startsWith(NAME_LABEL) && !words.includes(",") ? words.slice(NAME_LABEL.length) : words;
}

/** `app=gateway,tier in (edge, web)`, `*` for a selector that says nothing. */
function selectorWords(selector: Attributes): string {
  const labels = own(selector, "matchLabels");
  const equal = isAttributes(labels)
    ? Object.entries(labels).map(([name, value]) => `${name}=${spelling(value)}`)
    : isUnknown(labels)
      ? [spelling(labels)]
      : [];
  const expressions = listOf(own(selector, "matchExpressions")).map((one) => {
    if (!isAttributes(one)) {
      return spelling(one);
    }
    const [key, operator] = [spelling(own(one, "key")), spelling(own(one, "operator"))];
    const values = listOf(own(one, "values")).map(spelling).sort();
    return operator === "In" && values.length === 1
      ? `${key}=${values[0]}`
      : `${key} ${operator}${values.length === 0 ? "" : ` (${values.join(", ")})`}`;
  });
  const words = [...equal, ...expressions].sort();
  return words.length === 0 ? "*" : words.join(",");
}

/** A rule without ports is about all of them. */
function offersOf(policy: Resource, written: Value): readonly Offer[] {
  const ports = listOf(written);
  if (ports.length === 0) {
    return [EVERYTHING];
  }
  return ports.map((port) => {
    if (!isAttributes(port)) {
      return unknownOffer(port, policy.root);
    }
    const [number, end, protocol] = [own(port, "port"), own(port, "endPort"), own(port, "protocol")];
    const unknown = [number, end, protocol].find(isUnknown);
    if (unknown !== undefined) {
      return unknownOffer(unknown, policy.root);
    }
    const name = spelling(protocol ?? "TCP").toLowerCase();
    const from = numberOf(number ?? 0);
    // A port may go by the name that the container gives it.
    return Number.isNaN(from)
      ? actionOffer(`${name} ${spelling(number)}`)
      : portsOffer(name, from, number === null ? 65_535 : numberOf(end ?? from));
  });
}

/** Ports that pods open on their nodes, past every NetworkPolicy: for callers out of the cluster too. */
function nodeWays(estate: Estate, workload: Resource): readonly Way[] {
  const podSpec = podSpecOf(workload);
  if (podSpec === undefined) {
    return [];
  }
  const place = placeOf(estate, workload);
  const ways = (offer: Offer): Way => way(estate, place, workload, { lane: "node", peer: NETWORK, offer });
  const hostNetwork = own(podSpec, "hostNetwork");
  const shared = isTrue(hostNetwork) || isWritten(hostNetwork);
  const undecided = shared && !isTrue(hostNetwork);
  const host = shared ? [{ ...ways(actionOffer("every port of it, on its nodes", "node")), undecided }] : [];
  const ports = containersOf(podSpec)
    .flatMap((container) => blocksOf(container, "ports"))
    .map((port) => [own(port, "hostPort"), own(port, "protocol")] as const)
    .filter(([port]) => port !== null && port !== 0)
    .map(([port, protocol]) => {
      if (isUnknown(port) || isUnknown(protocol)) {
        return ways(unknownOffer(port, workload.root));
      }
      const name = spelling(protocol ?? "TCP").toLowerCase();
      return ways(portsOffer(name, numberOf(port), numberOf(port), "its nodes"));
    });
  return [...host, ...ports];
}
