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

/** The way out to a link-local address, on these ports. */
function linkLocal(cidr: string, ...ports: readonly Loose[]): EstateSource {
  return of(policy({ policyTypes: ["Egress"], egress: [DNS, { to: [{ ipBlock: { cidr } }], ports }] }));
}

function open(cidr: string, port: number): Loose {
  return { to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: "TCP" }] };
}

const GKE_ACCOUNT = {
  ...namespaced("v1", "ServiceAccount", {}),
  metadata: {
    name: "resnet",
    namespace: "vision",
    annotations: { "iam.gke.io/gcp-service-account": "resnet@acme.iam.gserviceaccount.com" },
  },
};

/** A namespace whose pods are a service account of Google Cloud. */
function ofGke(...policies: readonly Loose[]): EstateSource {
  return of(NAMESPACE, GKE_ACCOUNT, deployment(), ...policies);
}

/** A namespace with a model server, and an identity of EKS for the namespace of that name. */
function ofEks(namespace: string, ...policies: readonly Loose[]): EstateSource {
  const association = {
    cluster_name: "serving",
    namespace,
    service_account: "resnet",
    role_arn: "arn:aws:iam::1:role/r",
  };
  return {
    ...of(NAMESPACE, deployment(), ...policies),
    resource: { aws_eks_pod_identity_association: { resnet: association } },
  };
}

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
    undecided: {
      "the caller is known after apply": inTerraform(
        deployment(),
        policy({
          podSelector: { matchLabels: { app: "resnet" } },
          ingress: [{ from: [{ ipBlock: { cidr: "$" + "{var.cidr}" } }] }],
        }),
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
    undecided: {
      "the directions are known after apply": inTerraform(
        NAMESPACE,
        deployment(),
        policy({ policyTypes: "$" + "{var.types}" }),
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
    undecided: {
      "the port is known after apply": inTerraform(
        NAMESPACE,
        deployment(),
        policy({
          policyTypes: ["Egress"],
          egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: "$" + "{var.port}" }] }],
        }),
      ),
    },
  },
  {
    control: "K8S_LINK_LOCAL_EGRESS_NARROW",
    holds: {
      "the metadata server of GKE": linkLocal("169.254.169.254/32", { port: 80, protocol: "TCP" }),
      "Cloud DNS": linkLocal("169.254.169.254/32", { port: 53, protocol: "UDP" }, { port: 53, protocol: "TCP" }),
      "EKS Pod Identity, its port as text": linkLocal("169.254.170.23/32", { port: "80", protocol: "TCP" }),
      "DNS on nodes": linkLocal("169.254.20.10/32", { port: 53 }),
      "no link-local address": egress({ ipBlock: { cidr: "10.20.0.0/16" } }),
      "rules that do not count": of(
        policy({ policyTypes: ["Ingress"], egress: [{ to: [{ ipBlock: { cidr: "169.254.0.0/16" } }] }] }),
      ),
    },
    fails: {
      "the whole range": linkLocal("169.254.0.0/16", { port: 80 }),
      "every port of the metadata server": egress({ ipBlock: { cidr: "169.254.169.254/32" } }),
      "a range of ports": linkLocal("169.254.169.254/32", { port: 80, endPort: 9000 }),
      "another port of the node's agent": linkLocal("169.254.170.23/32", { port: 2703 }),
      "an address that is nobody's": linkLocal("169.254.169.250/32", { port: 80 }),
    },
    undecided: {
      "the destination is known after apply": inTerraform(
        policy({ egress: [{ to: [{ ipBlock: { cidr: "$" + "{var.cidr}" } }] }] }),
      ),
    },
  },
  {
    control: "K8S_GKE_IDENTITY_REACHABLE",
    holds: {
      "a rule for the metadata server": ofGke(
        policy({ policyTypes: ["Ingress", "Egress"], egress: [DNS, open("169.254.169.254/32", 80)] }),
      ),
      "a rule for that of the older data plane": ofGke(
        policy({ policyTypes: ["Egress"] }, "deny"),
        policy({ policyTypes: ["Egress"], egress: [open("169.254.169.252/32", 988)] }),
      ),
      "no identity of the cloud": of(NAMESPACE, deployment(), policy({ policyTypes: ["Egress"] })),
      "the way out is not denied": ofGke(policy({ policyTypes: ["Ingress"] })),
      "a namespace without a name yet, and no account of Google": inTerraform(
        { ...NAMESPACE, metadata: { ...NAMESPACE.metadata, name: "$" + "{var.namespace}" } },
        { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "server", namespace: "vision" } },
        deployment(),
        policy({ policyTypes: ["Egress"] }),
      ),
    },
    fails: {
      "names alone": ofGke(policy({ policyTypes: ["Egress"], egress: [DNS] })),
      "the agent of EKS, which is not there": ofGke(
        policy({ policyTypes: ["Egress"], egress: [DNS, open("169.254.170.23/32", 80)] }),
      ),
    },
    undecided: {
      "the destination is known after apply": inTerraform(
        NAMESPACE,
        GKE_ACCOUNT,
        deployment(),
        policy({ policyTypes: ["Egress"], egress: [open("$" + "{var.cidr}", 80)] }),
      ),
    },
  },
  {
    control: "K8S_EKS_IDENTITY_REACHABLE",
    holds: {
      "a rule for the agent": ofEks(
        "vision",
        policy({ policyTypes: ["Ingress", "Egress"], egress: [DNS, open("169.254.170.23/32", 80)] }),
      ),
      "the identity of another namespace": ofEks("speech", policy({ policyTypes: ["Egress"] })),
    },
    fails: { nothing: ofEks("vision", policy({ policyTypes: ["Ingress", "Egress"] })) },
    undecided: {
      "the namespace of the identity is known after apply": ofEks(
        "$" + "{var.namespace}",
        policy({ policyTypes: ["Egress"], egress: [DNS] }),
      ),
    },
  },
];
