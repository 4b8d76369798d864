import type { Mutation } from "../mutation";
import { type Loose, podLabels, WORKLOAD_STACK } from "./kubernetes-objects";

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

export const KUBERNETES_INGRESS_MUTATIONS: readonly Mutation[] = [
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
];
