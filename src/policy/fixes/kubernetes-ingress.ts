import { choose, decide, type Fixes, include, set, unset } from "./fix";
import { type ExampleObject, resources } from "./kubernetes-example";

/** An Ingress in front of a model, with annotations and a class. */
function ingress(annotations: ExampleObject, ingressClass: string): ReturnType<typeof resources> {
  return resources([
    "kubernetes_ingress_v1",
    "resnet",
    {
      metadata: { name: "resnet", namespace: "vision", annotations },
      spec: {
        ingress_class_name: ingressClass,
        tls: [{ hosts: ["resnet.models.example"], secret_name: "resnet-tls" }],
        rule: [
          {
            host: "resnet.models.example",
            http: {
              path: [
                {
                  path: "/v1/models/resnet:predict",
                  path_type: "Exact",
                  backend: { service: { name: "resnet", port: { name: "http" } } },
                },
              ],
            },
          },
        ],
      },
    },
  ]);
}

const NGINX = ingress(
  { "nginx.ingress.kubernetes.io/auth-url": "https://login.models.example/oauth2/auth" },
  "internal-nginx",
);

/** Annotations of ingress-nginx and of NGINX's own controller that hold configuration. */
const SNIPPETS = [
  ...["auth", "configuration", "modsecurity", "server", "stream"].map(
    (name) => `nginx.ingress.kubernetes.io/${name}-snippet`,
  ),
  ...["location", "server"].map((name) => `nginx.org/${name}-snippets`),
];

export const KUBERNETES_INGRESS_FIXES: Fixes = {
  K8S_INGRESS_TLS: [
    include("spec.tls", {
      hosts: choose("hosts of the rules", ["resnet.models.example"]),
      secretName: choose("Secret with their certificate", "resnet-tls"),
    }),
  ],
  K8S_INGRESS_HOST: [
    decide("which host each rule is for; what the default backend answered gets a rule of its own", NGINX),
  ],
  K8S_INGRESS_AUTHENTICATED: [
    decide("which provider asks callers who they are, by an annotation of the controller at hand", NGINX),
  ],
  K8S_INGRESS_PATHS: [decide("which paths of inference callers need", NGINX)],
  K8S_INGRESS_INTERNAL: [
    decide(
      "which internal class takes its place; ALB's controller is told by alb.ingress.kubernetes.io/scheme: internal, Google's by the annotation kubernetes.io/ingress.class: gce-internal",
      ingress({ "alb.ingress.kubernetes.io/scheme": "internal", "alb.ingress.kubernetes.io/auth-type": "oidc" }, "alb"),
    ),
  ],
  K8S_INGRESS_CLASS: [set("spec.ingressClassName", choose("internal class of the cluster", "internal-nginx"))],
  K8S_INGRESS_NO_SNIPPETS: SNIPPETS.map((name) => unset(`metadata.annotations["${name}"]`)),
};
