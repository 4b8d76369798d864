import { add, decide, type Fixes, ofSubject, type Step } from "./fix";

const KIND = "networking.k8s.io/v1 NetworkPolicy";

/** A rule of a policy: which it is, no program can tell. */
function rule(what: string, hcl: string, cdktf: string): Step {
  return decide(what, {
    hcl: `resource "kubernetes_network_policy_v1" "resnet" {
  metadata {
    name      = "resnet"
    namespace = "vision"
  }

  spec {
    pod_selector {
      match_labels = {
        app = "resnet"
      }
    }
    policy_types = ["Ingress", "Egress"]

${hcl}
  }
}`,
    cdktf: `import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";

new NetworkPolicyV1(this, "Resnet", {
  metadata: { name: "resnet", namespace: "vision" },
  spec: {
    podSelector: { matchLabels: { app: "resnet" } },
    policyTypes: ["Ingress", "Egress"],
${cdktf}
  },
});`,
  });
}

function egressTo(what: string, cidr: string, port: number): Step {
  return rule(
    what,
    `    egress {
      to {
        ip_block {
          cidr = "${cidr}"
        }
      }
      ports {
        protocol = "TCP"
        port     = "${port}"
      }
    }`,
    `    egress: [{ to: [{ ipBlock: { cidr: "${cidr}" } }], ports: [{ protocol: "TCP", port: "${port}" }] }],`,
  );
}

const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

export const KUBERNETES_NETWORK_POLICIES_FIXES: Fixes = {
  K8S_EGRESS_NARROW: [
    egressTo(
      "which destinations the pods need: storage and identity, by the ranges of their endpoints",
      "10.20.0.0/16",
      443,
    ),
  ],
  K8S_SERVING_INGRESS_NARROW: [
    rule(
      "who calls the model server: the pods of the gateway, by namespace and label",
      `    ingress {
      from {
        namespace_selector {
          match_labels = {
            "kubernetes.io/metadata.name" = "gateway"
          }
        }
        pod_selector {
          match_labels = {
            app = "gateway"
          }
        }
      }
      ports {
        protocol = "TCP"
        port     = "8501"
      }
    }`,
      `    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } },
            podSelector: { matchLabels: { app: "gateway" } },
          },
        ],
        ports: [{ protocol: "TCP", port: "8501" }],
      },
    ],`,
    ),
  ],
  K8S_NAMESPACE_DEFAULT_DENY: [
    add(KIND, "default_deny", {
      metadata: { name: "default-deny", namespace: ofSubject("metadata.name") },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    }),
  ],
  K8S_DNS_REACHABLE: [
    add(KIND, "dns", {
      metadata: { name: "dns", namespace: ofSubject("metadata.name") },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
              { ipBlock: { cidr: "169.254.20.10/32" } },
            ],
            ports: DNS_PORTS,
          },
        ],
      },
    }),
  ],
  K8S_LINK_LOCAL_EGRESS_NARROW: [
    egressTo(
      "which service of the node the pods need: 169.254.170.23/32 is EKS Pod Identity, 169.254.169.254/32 the metadata server of GKE",
      "169.254.170.23/32",
      80,
    ),
  ],
  K8S_GKE_IDENTITY_REACHABLE: [
    add(KIND, "identity", {
      metadata: { name: "identity", namespace: ofSubject("metadata.name") },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          { to: [{ ipBlock: { cidr: "169.254.169.254/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
          { to: [{ ipBlock: { cidr: "169.254.169.252/32" } }], ports: [{ protocol: "TCP", port: 988 }] },
        ],
      },
    }),
  ],
  K8S_EKS_IDENTITY_REACHABLE: [
    add(KIND, "identity", {
      metadata: { name: "identity", namespace: ofSubject("metadata.name") },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [{ to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] }],
      },
    }),
  ],
};
