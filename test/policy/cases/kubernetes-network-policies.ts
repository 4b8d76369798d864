import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, deployment, inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

function policy(spec: Loose, name = "resnet"): Loose {
  return namespaced("networking.k8s.io/v1", "NetworkPolicy", { spec: { podSelector: {}, ...spec } }, name);
}

const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [{ port: 53, protocol: "UDP" }],
};

function egress(...to: readonly Loose[]): EstateSource {
  return of(policy({ policyTypes: ["Egress"], egress: [DNS, { to }] }));
}

const GATEWAY = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } };

function ingress(rule: Loose, podSelector: Loose = { matchLabels: { app: "resnet" } }): EstateSource {
  return of(deployment(), policy({ podSelector, ingress: [rule] }));
}

const NAMESPACE = cluster("v1", "Namespace", {});

export const KUBERNETES_NETWORK_POLICIES_CASES: readonly ControlCases[] = [
  {
    control: "K8S_EGRESS_NARROW",
    holds: {
      "DNS and the network's own addresses": egress({ ipBlock: { cidr: "10.20.0.0/16" } }),
      "unique local addresses": egress({ ipBlock: { cidr: "fd00:10::/8" } }),
      "DNS in every namespace, by its label": egress({
        namespaceSelector: {},
        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      }),
      "nothing at all": of(policy({ policyTypes: ["Ingress", "Egress"] })),
      "a policy that says nothing": of(namespaced("networking.k8s.io/v1", "NetworkPolicy", {}), policy({})),
      "rules that do not count": of(policy({ policyTypes: ["Ingress"], egress: [{}] })),
    },
    fails: {
      "the internet": egress({ ipBlock: { cidr: "0.0.0.0/0" } }),
      "the internet but the metadata": egress({
        ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] },
      }),
      "the internet, of the new kind": egress({ ipBlock: { cidr: "::/0" } }),
      "the internet in halves": egress({ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }),
      "no destinations": of(policy({ egress: [{ ports: [{ port: 443 }] }] })),
      "an empty list of destinations": egress(),
      "every namespace": egress({ namespaceSelector: {} }),
    },
    undecided: {
      "the destination is known after apply": inTerraform(
        policy({ egress: [{ to: [{ ipBlock: { cidr: "$" + "{var.cidr}" } }] }] }),
      ),
    },
  },
  {
    control: "K8S_SERVING_INGRESS_NARROW",
    holds: {
      "the gateway": ingress({ from: [GATEWAY] }),
      "everybody, to a web shop": ingress({}, { matchLabels: { app: "shop" } }),
      "everybody, to a web shop, by an expression": ingress(
        {},
        { matchExpressions: [{ key: "app", operator: "NotIn", values: ["resnet"] }] },
      ),
    },
    fails: {
      everybody: ingress({ ports: [{ port: 8501 }] }),
      "every namespace": ingress({ from: [{ namespaceSelector: {} }] }),
      "the internet": ingress({ from: [GATEWAY, { ipBlock: { cidr: "0.0.0.0/0" } }] }),
      "everybody, to all pods": ingress({}, {}),
      "everybody, by an expression": ingress(
        {},
        { matchExpressions: [{ key: "app", operator: "In", values: ["resnet", "bert"] }] },
      ),
    },
  },
  {
    control: "K8S_NAMESPACE_DEFAULT_DENY",
    holds: {
      "both directions": of(NAMESPACE, deployment(), policy({ policyTypes: ["Ingress", "Egress"] })),
      "one policy for each": of(
        NAMESPACE,
        deployment(),
        policy({ policyTypes: ["Ingress"] }, "ingress"),
        policy({ policyTypes: ["Egress"] }, "egress"),
      ),
    },
    fails: {
      "no policy": of(NAMESPACE, deployment()),
      "the way in alone": of(NAMESPACE, deployment(), policy({})),
      "a policy that says nothing": of(
        NAMESPACE,
        deployment(),
        namespaced("networking.k8s.io/v1", "NetworkPolicy", {}),
      ),
      "some pods": of(
        NAMESPACE,
        deployment(),
        policy({ podSelector: { matchLabels: { app: "resnet" } }, policyTypes: ["Ingress", "Egress"] }),
      ),
    },
  },
  {
    control: "K8S_DNS_REACHABLE",
    holds: {
      "a rule for DNS": of(
        NAMESPACE,
        deployment(),
        policy({ policyTypes: ["Ingress", "Egress"] }, "deny"),
        policy({ policyTypes: ["Egress"], egress: [DNS] }),
      ),
      "the way out is open": of(NAMESPACE, deployment(), policy({ policyTypes: ["Egress"], egress: [{}] })),
    },
    fails: {
      "nothing is allowed": of(NAMESPACE, deployment(), policy({ policyTypes: ["Ingress", "Egress"] })),
      "storage alone": of(
        NAMESPACE,
        deployment(),
        policy({
          policyTypes: ["Egress"],
          egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 443 }] }],
        }),
      ),
    },
  },
];
