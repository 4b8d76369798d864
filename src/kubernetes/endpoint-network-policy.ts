import {
  NetworkPolicyV1,
  type NetworkPolicyV1SpecEgress,
  type NetworkPolicyV1SpecEgressTo,
  type NetworkPolicyV1SpecIngress,
  networkPolicyV1SpecEgressToTerraform,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Fn, type IResolvable, type ITerraformDependable, Lazy, Token } from "cdktf";
import type { Construct } from "constructs";
import type { NetworkDestination } from "../core/network-destination";
import type { Caller } from "./caller";

/** Whom a server may talk to, and who may talk to it. */
export interface EndpointNetworkPolicyProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly podLabels: Record<string, string>;
  readonly port: number;
  readonly callers: readonly Caller[];
  readonly destinations: readonly NetworkDestination[];

  /** Where nodes answer DNS queries besides the cluster's DNS pods. */
  readonly dnsServerCidrs: readonly string[];
  readonly dependsOn: ITerraformDependable[];
}

/** Set aside for documentation (RFC 5737): a rule without peers would admit the world, so an empty list names nobody. */
const NOWHERE = "192.0.2.0/32";

const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

/** Opens, in a namespace that denies everything, the serving port to the callers, and DNS and the destinations to the pod. */
export function endpointNetworkPolicy(scope: Construct, props: EndpointNetworkPolicyProps): NetworkPolicyV1 {
  return new NetworkPolicyV1(scope, "NetworkPolicy", {
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels },
    spec: {
      podSelector: { matchLabels: props.podLabels },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress(props),
      egress: egressRules(props.destinations, clusterDns(props.dnsServerCidrs)),
    },
    dependsOn: props.dependsOn,
  });
}

function ingress({ callers, port }: EndpointNetworkPolicyProps): NetworkPolicyV1SpecIngress[] {
  // A rule without peers would admit everybody: no callers, no rule.
  if (callers.length === 0) {
    return [];
  }
  return [
    {
      from: callers.map(({ namespace, labels }) => ({
        namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } },
        ...(Object.keys(labels).length > 0 && { podSelector: { matchLabels: labels } }),
      })),
      ports: [{ protocol: "TCP", port: String(port) }],
    },
  ];
}

function egressRules(
  destinations: readonly NetworkDestination[],
  dns: NetworkPolicyV1SpecEgress,
): NetworkPolicyV1SpecEgress[] | IResolvable {
  const named = destinations.filter(({ cidrs }) => Token.isUnresolved(cidrs) || cidrs.length > 0);
  if (!named.some(({ cidrs }) => Token.isUnresolved(cidrs))) {
    return [dns, ...named.map(egress)];
  }
  return Lazy.anyValue({
    produce: () => [
      networkPolicyV1SpecEgressToTerraform(dns),
      ...named.map((destination) =>
        Token.isUnresolved(destination.cidrs)
          ? egressOfUnknownRanges(destination)
          : networkPolicyV1SpecEgressToTerraform(egress(destination)),
      ),
    ],
  });
}

/**
 * DNS of the cluster. Where nodes answer too, their cache's pods are named beside its address: a data plane that redirects
 * queries judges them by the pod that they end at.
 */
function clusterDns(serverCidrs: readonly string[]): NetworkPolicyV1SpecEgress {
  const onNodes = serverCidrs.length === 0 ? [] : [systemPods("node-local-dns")];
  return {
    to: [systemPods("kube-dns"), ...onNodes, ...serverCidrs.map((cidr) => ({ ipBlock: { cidr } }))],
    ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: "53" })),
  };
}

function systemPods(app: string): NetworkPolicyV1SpecEgressTo {
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": app } },
  };
}

function egress(destination: NetworkDestination): NetworkPolicyV1SpecEgress {
  const { cidrs, port } = destination;
  return { to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ protocol: "TCP", port: String(port) }] };
}

/**
 * How many ranges a cloud's storage has is known at plan time at the earliest, so Terraform writes the peers. CDKTF has no
 * dynamic block inside a block: the rule is handed over in Terraform's own words.
 */
function egressOfUnknownRanges({ cidrs, port }: NetworkDestination): object {
  return {
    dynamic: {
      to: { for_each: Fn.coalescelist([cidrs, [NOWHERE]]), content: [{ ip_block: [{ cidr: "${to.value}" }] }] },
    },
    ports: [{ protocol: "TCP", port: String(port) }],
  };
}
