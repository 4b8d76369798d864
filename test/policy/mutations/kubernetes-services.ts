import type { Mutation } from "../mutation";
import { added, changed, type Loose, podLabels, WORKLOAD_STACK } from "./kubernetes-objects";

const GATEWAY = {
  metadata: { name: "gateway", namespace: "gateway" },
  spec: { selector: { app: "gateway" }, port: [{ port: 443, target_port: "8443" }] },
};

/** Adds an Ingress in front of the endpoint in which nothing else is wrong. */
function ingress(control: string, name: string, breaks: (ingress: Loose) => void): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const [, service]: [string, Loose] = stack.first("kubernetes_service_v1", ({ spec }: Loose) =>
        Object.entries(podLabels(stack)).every(([label, value]) => spec.selector[label] === value),
      );
      const { name: backend, namespace } = service.metadata;
      const object: Loose = {
        metadata: {
          name: "resnet",
          namespace,
          annotations: { "nginx.ingress.kubernetes.io/auth-url": "https://login.models.example/oauth2/auth" },
        },
        spec: {
          ingress_class_name: "internal",
          tls: [{ hosts: ["resnet.models.example"], secret_name: "resnet-tls" }],
          rule: [
            {
              host: "resnet.models.example",
              http: {
                path: [
                  {
                    path: "/v1/models/resnet:predict",
                    path_type: "Exact",
                    backend: { service: { name: backend, port: { name: "serving" } } },
                  },
                ],
              },
            },
          ],
        },
      };
      breaks(object);
      return stack.add("kubernetes_ingress_v1", "added", object);
    },
  };
}

function inferenceService(control: string, name: string, breaks: (object: Loose) => void): Mutation {
  const manifest: Loose = {
    apiVersion: "serving.kserve.io/v1beta1",
    kind: "InferenceService",
    metadata: { name: "iris", namespace: "iris", labels: { "networking.knative.dev/visibility": "cluster-local" } },
    spec: {
      predictor: {
        serviceAccountName: "iris",
        model: { modelFormat: { name: "sklearn" }, storageUri: "s3://models/iris/v1" },
      },
    },
  };
  breaks(manifest);
  return added(control, name, "kubernetes_manifest", { manifest });
}

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
  ingress("K8S_INGRESS_TLS", "an Ingress has no certificate", ({ spec }) => {
    delete spec.tls;
  }),
  ingress("K8S_INGRESS_HOST", "an Ingress takes every host", ({ spec }) => {
    spec.rule[0].host = "*.models.example";
    spec.tls[0].hosts = ["*.models.example"];
  }),
  ingress("K8S_INGRESS_AUTHENTICATED", "an Ingress asks nobody who they are", ({ metadata }) => {
    delete metadata.annotations;
  }),
  ingress("K8S_INGRESS_PATHS", "an Ingress lets every path through", ({ spec }) => {
    spec.rule[0].http.path[0].path = "/";
  }),
  ingress("K8S_INGRESS_INTERNAL", "an Ingress makes a public load balancer", ({ metadata }) => {
    metadata.annotations["alb.ingress.kubernetes.io/scheme"] = "internet-facing";
  }),
  ingress("K8S_INGRESS_CLASS", "an Ingress leaves its class to the cluster", ({ spec }) => {
    delete spec.ingress_class_name;
  }),
  ingress("K8S_INGRESS_NO_SNIPPETS", "an Ingress brings configuration of its own", ({ metadata }) => {
    metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"] = "location /admin { allow all; }";
  }),
  added("K8S_ROUTE_NARROW", "a route takes every host and path", "kubernetes_manifest", {
    manifest: {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "resnet", namespace: "vision" },
      spec: { parentRefs: [{ name: "gateway" }], rules: [{ backendRefs: [{ name: "resnet", port: 8501 }] }] },
    },
  }),
  inferenceService("K8S_INFERENCE_SERVICE_PRIVATE", "an InferenceService has a public route", ({ metadata }) => {
    delete metadata.labels;
  }),
  inferenceService("K8S_INFERENCE_SERVICE_IDENTITY", "an InferenceService has no account of its own", ({ spec }) => {
    delete spec.predictor.serviceAccountName;
  }),
  inferenceService("K8S_INFERENCE_SERVICE_STORAGE", "an InferenceService reads from a hub", ({ spec }) => {
    spec.predictor.model.storageUri = "hf://somebody/iris";
  }),
];
