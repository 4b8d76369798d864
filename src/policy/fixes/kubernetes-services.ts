import { type Fixes, type Step, set, unset } from "./fix";

/** What only Services with an address of their own may have goes too: the API server refuses it otherwise. */
const CLUSTER_IP: readonly Step[] = [
  set("spec.type", "ClusterIP"),
  unset("spec.externalIPs"),
  unset("spec.externalTrafficPolicy"),
  unset("spec.loadBalancerClass"),
  unset("spec.loadBalancerSourceRanges"),
  unset("spec.allocateLoadBalancerNodePorts"),
  unset("spec.ports.nodePort"),
];

export const KUBERNETES_SERVICES_FIXES: Fixes = {
  K8S_SERVING_PORT_NOT_EXPOSED: CLUSTER_IP,
  K8S_SERVING_PORT_CLUSTER_IP: CLUSTER_IP,
  // Each controller reads its own annotation, and leaves those of the other cloud alone.
  K8S_LOAD_BALANCER_INTERNAL: [
    set('metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-scheme"]', "internal"),
    set('metadata.annotations["networking.gke.io/load-balancer-type"]', "Internal"),
  ],
  K8S_NO_EXTERNAL_IPS: [unset("spec.externalIPs")],
  K8S_NO_NODE_PORT: CLUSTER_IP,
};
