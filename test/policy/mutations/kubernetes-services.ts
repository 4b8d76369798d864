import type { Mutation } from "../mutation";
import { added, changed } from "./kubernetes-objects";

const GATEWAY = {
  metadata: { name: "gateway", namespace: "gateway" },
  spec: { selector: { app: "gateway" }, port: [{ port: 443, target_port: "8443" }] },
};

export const KUBERNETES_SERVICES_MUTATIONS: readonly Mutation[] = [
  changed("K8S_SERVING_PORT_NOT_EXPOSED", "the endpoint gets a public load balancer", "kubernetes_service_v1", (it) => {
    it.spec.type = "LoadBalancer";
  }),
  changed("K8S_SERVING_PORT_NOT_EXPOSED", "the endpoint opens a port on every node", "kubernetes_service_v1", (it) => {
    it.spec.type = "NodePort";
  }),
  changed(
    "K8S_SERVING_PORT_CLUSTER_IP",
    "the endpoint gets an internal load balancer",
    "kubernetes_service_v1",
    (it) => {
      it.spec.type = "LoadBalancer";
      it.metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internal";
    },
  ),
  added("K8S_LOAD_BALANCER_INTERNAL", "the gateway gets a public load balancer", "kubernetes_service_v1", {
    ...GATEWAY,
    spec: { ...GATEWAY.spec, type: "LoadBalancer" },
  }),
  added("K8S_NO_EXTERNAL_IPS", "a Service takes an external address", "kubernetes_service_v1", {
    ...GATEWAY,
    spec: { ...GATEWAY.spec, external_ips: ["192.0.2.7"] },
  }),
  added("K8S_NO_NODE_PORT", "the gateway opens a port on every node", "kubernetes_service_v1", {
    ...GATEWAY,
    spec: { ...GATEWAY.spec, type: "NodePort" },
  }),
];
