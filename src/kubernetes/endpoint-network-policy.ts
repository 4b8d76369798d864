import {
  NetworkPolicyV1,
  type NetworkPolicyV1SpecEgress,
  type NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { TerraformIterator, Token } from "cdktf";
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
}

const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

/** Opens, in a namespace that denies everything, the serving port to the callers, and DNS and the destinations to the pod. */
export function endpointNetworkPolicy(scope: Construct, props: EndpointNetworkPolicyProps): NetworkPolicyV1 {
  return new NetworkPolicyV1(scope, "NetworkPolicy", {
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels },
    spec: {
      podSelector: { matchLabels: props.podLabels },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress(props),
      egress: [clusterDns(), ...props.destinations.map(egress)],
    },
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

function clusterDns(): NetworkPolicyV1SpecEgress {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
    ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: "53" })),
  };
}

function egress({ cidrs, port }: NetworkDestination): NetworkPolicyV1SpecEgress {
  return { to: peers(cidrs), ports: [{ protocol: "TCP", port: String(port) }] };
}

/** How many ranges a cloud's storage has is known at plan time at the earliest: Terraform then writes the peers. */
function peers(cidrs: string[]): NetworkPolicyV1SpecEgress["to"] {
  if (!Token.isUnresolved(cidrs)) {
    return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  }
  const each = TerraformIterator.fromList(cidrs);
  return each.dynamic({ ip_block: { cidr: each.value } });
}
