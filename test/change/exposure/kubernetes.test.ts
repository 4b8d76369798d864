import type { EstateSource } from "../../support/estates";
import { testChanges } from "./shown";

function service(spec: object, annotations: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "resnet", namespace: "vision", annotations },
    spec: { ports: [{ port: 443, targetPort: 8501 }], ...spec },
  };
}

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "resnet", namespace: "vision" },
  spec: {
    template: { metadata: { labels: { app: "resnet" } }, spec: { containers: [{ name: "server", image: "server" }] } },
  },
};

function policy(spec: object, name = "resnet"): object {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace: "vision" },
    spec: { podSelector: { matchLabels: { app: "resnet" } }, ...spec },
  };
}

function of(...manifests: readonly object[]): EstateSource {
  return { manifests };
}

const SERVICE = "Service/resnet";
const PODS = "Deployment/resnet";
const INSIDE = "private-network its network and what is peered with it";

describe("Services", () => {
  testChanges([
    {
      name: "a load balancer is public unless it says otherwise",
      before: of(service({})),
      after: of(service({ type: "LoadBalancer" })),
      gained: [`${SERVICE} < internet 0.0.0.0/0: tcp 443`],
      lost: [],
    },
    {
      name: "an internal load balancer that becomes public",
      before: of(service({ type: "LoadBalancer" }, { "networking.gke.io/load-balancer-type": "Internal" })),
      after: of(service({ type: "LoadBalancer" })),
      gained: [`${SERVICE} < internet 0.0.0.0/0: tcp 443`],
      lost: [],
    },
    {
      name: "AWS's own controller makes internal ones",
      before: of(service({ type: "LoadBalancer" })),
      after: of(service({ type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" })),
      gained: [],
      lost: [`${SERVICE} < internet 0.0.0.0/0; it stays open from its network and what is peered with it: tcp 443`],
    },
    {
      name: "source ranges narrow who reaches it",
      before: of(service({ type: "LoadBalancer" })),
      after: of(service({ type: "LoadBalancer", loadBalancerSourceRanges: ["198.51.100.0/24"] })),
      gained: [],
      lost: [`${SERVICE} < internet 0.0.0.0/0; it stays open from 198.51.100.0/24: tcp 443`],
    },
    {
      name: "a port of every node",
      before: of(service({})),
      after: of(service({ type: "NodePort", ports: [{ port: 443, nodePort: 30443 }] })),
      gained: [`${SERVICE} < ${INSIDE}: tcp 30443 of every node`],
      lost: [],
    },
    {
      name: "addresses of others",
      before: of(service({ externalIPs: ["10.0.0.5"] })),
      after: of(service({ externalIPs: ["198.51.100.7"] })),
      gained: [`${SERVICE} < internet 0.0.0.0/0, at 198.51.100.7: tcp 443`],
      lost: [],
    },
    {
      name: "a Service of Terraform is named by its resource",
      before: {
        resource: { kubernetes_service_v1: { resnet: { metadata: { name: "resnet" }, spec: { port: { port: 80 } } } } },
      },
      after: {
        resource: {
          kubernetes_service_v1: {
            resnet: { metadata: { name: "resnet" }, spec: { type: "LoadBalancer", port: { port: 80 } } },
          },
        },
      },
      gained: ["kubernetes_service_v1.resnet < internet 0.0.0.0/0: tcp 80"],
      lost: [],
    },
    {
      name: "a type that is known only after apply",
      before: {
        resource: { kubernetes_service_v1: { resnet: { metadata: { name: "resnet" }, spec: { port: { port: 80 } } } } },
      },
      after: {
        resource: {
          kubernetes_service_v1: {
            resnet: { metadata: { name: "resnet" }, spec: { type: "${var.type}", port: { port: 80 } } },
          },
        },
      },
      gained: ["kubernetes_service_v1.resnet < internet 0.0.0.0/0: tcp 80 ?"],
      lost: [],
    },
  ]);
});

const FROM_GATEWAY = {
  from: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } },
      podSelector: { matchLabels: { app: "gateway" } },
    },
  ],
  ports: [{ port: 8501 }],
};

describe("network policies", () => {
  const gateway = `${PODS} < named pods app=gateway in namespace gateway: tcp 8501`;

  testChanges([
    {
      name: "the only policy goes, and every pod of the cluster reaches the pods",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      after: of(deployment),
      gained: [`${PODS} < cluster every pod of the cluster: everything`],
      lost: [],
    },
    {
      name: "the first policy closes the pods to all whom it does not name",
      before: of(deployment),
      after: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      gained: [],
      lost: [
        `${PODS} < cluster every pod of the cluster; tcp 8501 from pods app=gateway in namespace gateway stays open: everything`,
      ],
    },
    {
      name: "one of two policies goes, and the other still refuses",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] }), policy({ ingress: [] }, "deny")),
      after: of(deployment, policy({ ingress: [] }, "deny")),
      gained: [],
      lost: [gateway],
    },
    {
      name: "another caller, by the pods of the namespace itself",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      after: of(
        deployment,
        policy({ ingress: [FROM_GATEWAY, { from: [{ podSelector: { matchLabels: { app: "batch" } } }] }] }),
      ),
      gained: [`${PODS} < named pods app=batch in namespace vision: everything`],
      lost: [],
    },
    {
      name: "a selector that is widened to the whole namespace covers the pods that it named",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      after: of(
        deployment,
        policy({ ingress: [{ from: [{ namespaceSelector: FROM_GATEWAY.from[0]?.namespaceSelector }] }] }),
      ),
      gained: [`${PODS} < namespace every pod in namespace gateway: everything`],
      lost: [],
    },
    {
      name: "every namespace",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      after: of(deployment, policy({ ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8501 }] }] })),
      gained: [`${PODS} < cluster every pod of the cluster: tcp 8501`],
      lost: [],
    },
    {
      name: "a range of addresses, all but one",
      before: of(deployment, policy({ ingress: [] })),
      after: of(
        deployment,
        policy({
          ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 8501 }] }],
        }),
      ),
      gained: [`${PODS} < internet 0.0.0.0/0 except 10.0.0.0/8: tcp 8501`],
      lost: [],
    },
    {
      name: "a policy that moves to another name is no change",
      before: of(deployment, policy({ ingress: [FROM_GATEWAY] })),
      after: of(deployment, policy({ ingress: [FROM_GATEWAY] }, "renamed")),
      gained: [],
      lost: [],
    },
    {
      name: "a policy about the way out does not close the way in",
      before: of(deployment),
      after: of(deployment, policy({ policyTypes: ["Egress"], egress: [] })),
      gained: [],
      lost: [`${PODS} < internet everywhere: egress everything`],
    },
    {
      name: "a way out to the internet that opens",
      before: of(deployment, policy({ ingress: [], egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] })),
      after: of(
        deployment,
        policy({ ingress: [], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }] }),
      ),
      gained: [`${PODS} < internet 0.0.0.0/0: egress tcp 443`],
      lost: [],
    },
    {
      name: "new pods without a policy are open to the cluster; a job that listens to nobody is not",
      before: of(service({})),
      after: of(service({}), deployment, {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "once", namespace: "vision" },
        spec: { template: { spec: { containers: [{ name: "once", image: "once" }] } } },
      }),
      gained: [`${PODS} < cluster every pod of the cluster: everything`],
      lost: [],
    },
    {
      name: "ports on the nodes, and the network of the node itself",
      before: of(deployment),
      after: of({
        ...deployment,
        spec: {
          template: {
            metadata: { labels: { app: "resnet" } },
            spec: {
              hostNetwork: true,
              containers: [{ name: "server", image: "server", ports: [{ containerPort: 8501, hostPort: 8501 }] }],
            },
          },
        },
      }),
      gained: [`${PODS} < ${INSIDE}: every port of it, on its nodes`, `${PODS} < ${INSIDE}: tcp 8501 of its nodes`],
      lost: [],
    },
    {
      name: "ports on the nodes, past the policy of the pods",
      before: of(deployment, policy({ ingress: [] })),
      after: of(
        {
          ...deployment,
          spec: {
            template: {
              metadata: { labels: { app: "resnet" } },
              spec: {
                containers: [{ name: "server", image: "server", ports: [{ containerPort: 8501, hostPort: 8501 }] }],
              },
            },
          },
        },
        policy({ ingress: [] }),
      ),
      gained: [`${PODS} < ${INSIDE}: tcp 8501 of its nodes`],
      lost: [],
    },
  ]);
});

describe("objects of Terraform whose namespace is a reference", () => {
  const namespace = "${kubernetes_namespace_v1.vision.metadata[0].name}";
  const stack = (policies: object): EstateSource => ({
    resource: {
      kubernetes_namespace_v1: { vision: { metadata: { name: "vision" } } },
      kubernetes_deployment_v1: {
        resnet: {
          metadata: { name: "resnet", namespace },
          spec: {
            template: {
              metadata: { labels: { app: "resnet" } },
              spec: { container: [{ name: "server", image: "server" }] },
            },
          },
        },
      },
      kubernetes_network_policy_v1: {
        deny: { metadata: { name: "deny", namespace }, spec: { pod_selector: {}, policy_types: ["Ingress"] } },
        ...policies,
      },
    },
  });

  testChanges([
    {
      name: "the policies of the namespace count",
      before: stack({}),
      after: stack({
        open: {
          metadata: { name: "open", namespace },
          spec: {
            pod_selector: { match_labels: { app: "resnet" } },
            policy_types: ["Ingress"],
            ingress: [{ from: [{ pod_selector: {} }], ports: [{ port: "8501", protocol: "TCP" }] }],
          },
        },
      }),
      gained: ["kubernetes_deployment_v1.resnet < namespace every pod in namespace vision: tcp 8501"],
      lost: [],
    },
  ]);
});

function ingress(spec: object, annotations: object = {}): object {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "edge", namespace: "vision", annotations },
    spec: {
      rules: [
        {
          host: "models.acme.com",
          http: {
            paths: [
              { path: "/v1", pathType: "Prefix", backend: { service: { name: "resnet", port: { number: 443 } } } },
            ],
          },
        },
      ],
      ...spec,
    },
  };
}

function gateway(gatewayClassName: string): object {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: "edge", namespace: "vision" },
    spec: { gatewayClassName, listeners: [] },
  };
}

const route = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "resnet", namespace: "vision" },
  spec: {
    parentRefs: [{ name: "edge" }],
    hostnames: ["models.acme.com"],
    rules: [{ backendRefs: [{ name: "resnet", port: 443 }] }],
  },
};

describe("Ingresses, gateways and routes", () => {
  testChanges([
    {
      name: "an Ingress of a public class leads the internet to the Service",
      before: of(service({})),
      after: of(service({}), ingress({ ingressClassName: "gce" })),
      gained: [`${SERVICE} < internet 0.0.0.0/0: models.acme.com /v1/*`],
      lost: [],
    },
    {
      name: "an Ingress of AWS that becomes public",
      before: of(service({}), ingress({ ingressClassName: "alb" })),
      after: of(
        service({}),
        ingress({ ingressClassName: "alb" }, { "alb.ingress.kubernetes.io/scheme": "internet-facing" }),
      ),
      gained: [`${SERVICE} < internet 0.0.0.0/0: models.acme.com /v1/*`],
      lost: [],
    },
    {
      name: "of another class only its controller knows",
      before: of(service({}), ingress({ ingressClassName: "nginx" })),
      after: of(service({})),
      gained: [],
      lost: [`${SERVICE} < internet 0.0.0.0/0: models.acme.com /v1/* ?`],
    },
    {
      name: "a path that is widened covers the one that it was",
      before: of(service({}), ingress({ ingressClassName: "gce" })),
      after: of(service({}), ingress({ ingressClassName: "gce", defaultBackend: { service: { name: "resnet" } } })),
      gained: [`${SERVICE} < internet 0.0.0.0/0: every host`],
      lost: [],
    },
    {
      name: "a route through a public gateway",
      before: of(service({}), gateway("gke-l7-rilb"), route),
      after: of(service({}), gateway("gke-l7-global-external-managed"), route),
      gained: [`${SERVICE} < internet 0.0.0.0/0: models.acme.com`],
      lost: [],
    },
    {
      name: "a VirtualService that names a gateway, and one for the mesh",
      before: of(service({}), {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "resnet", namespace: "vision" },
        spec: {
          hosts: ["models.acme.com"],
          gateways: ["mesh"],
          http: [{ route: [{ destination: { host: "resnet" } }] }],
        },
      }),
      after: of(service({}), {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "resnet", namespace: "vision" },
        spec: {
          hosts: ["models.acme.com"],
          gateways: ["edge"],
          http: [{ route: [{ destination: { host: "resnet" } }] }],
        },
      }),
      gained: [`${SERVICE} < internet 0.0.0.0/0: models.acme.com ?`],
      lost: [],
    },
  ]);
});

function authorization(rules: readonly object[], action = "ALLOW"): object {
  return {
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { name: "resnet", namespace: "vision" },
    spec: { selector: { matchLabels: { app: "resnet" } }, action, rules },
  };
}

describe("policies of the mesh", () => {
  const named = authorization([{ from: [{ source: { principals: ["cluster.local/ns/gateway/sa/gateway"] } }] }]);
  const deny = policy({ ingress: [] });

  testChanges([
    {
      name: "a policy that goes lets every caller through",
      before: of(deployment, deny, named),
      after: of(deployment, deny),
      gained: [`${PODS} < cluster every caller that reaches it: everything`],
      lost: [],
    },
    {
      name: "another caller",
      before: of(deployment, deny, authorization([])),
      after: of(deployment, deny, named),
      gained: [`${PODS} < named principal cluster.local/ns/gateway/sa/gateway: everything`],
      lost: [],
    },
    {
      name: "a policy that refuses opens nothing",
      before: of(deployment, deny),
      after: of(deployment, deny, authorization([{}], "DENY")),
      gained: [],
      lost: [],
    },
  ]);
});

describe("routes of other kinds", () => {
  const object = (apiVersion: string, kind: string, spec: object): object => ({
    apiVersion,
    kind,
    metadata: { name: "resnet", namespace: "vision" },
    spec,
  });
  const layer4 = (version: string, kind: string, more: object = {}): object =>
    object(`gateway.networking.k8s.io/${version}`, kind, {
      parentRefs: [{ name: "edge" }],
      rules: [{ backendRefs: [{ name: "resnet", port: 443 }] }],
      ...more,
    });
  const traefik = (kind: string, match: object): object =>
    object("traefik.io/v1alpha1", kind, { routes: [{ ...match, services: [{ name: "resnet", port: 443 }] }] });
  const binding = object("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", { serviceRef: { name: "resnet", port: 443 } });
  const cases: readonly (readonly [name: string, route: object, what: string])[] = [
    ["TCPRoute", layer4("v1alpha2", "TCPRoute"), "tcp"],
    ["UDPRoute", layer4("v1alpha2", "UDPRoute"), "udp"],
    ["TLSRoute", layer4("v1alpha3", "TLSRoute"), "tls"],
    ["TLSRoute of a host", layer4("v1alpha2", "TLSRoute", { hostnames: ["models.acme.com"] }), "tls, models.acme.com"],
    ["IngressRoute", traefik("IngressRoute", { match: "Host(`models.acme.com`)" }), "http, Host(`models.acme.com`) ?"],
    ["IngressRouteTCP", traefik("IngressRouteTCP", { match: "HostSNI(`a`)" }), "tcp, HostSNI(`a`) ?"],
    ["IngressRouteUDP", traefik("IngressRouteUDP", {}), "udp ?"],
    ["TargetGroupBinding", binding, "whatever its target group sends ?"],
  ];

  testChanges(
    cases.map(([name, made, what]) => ({
      name,
      before: of(service({}), gateway("gke-l7-global-external-managed")),
      after: of(service({}), gateway("gke-l7-global-external-managed"), made),
      gained: [`${SERVICE} < internet 0.0.0.0/0: ${what}`],
      lost: [],
    })),
  );
});
