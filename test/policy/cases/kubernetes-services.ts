import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, namespaced, of, service } from "./kubernetes-objects";

const WEB_SHOP = { selector: { app: "shop" }, ports: [{ port: 443, targetPort: 8443 }] };
const INTERNAL = { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" };

/** A web shop that listens on 8080. */
function webShop(): Loose {
  return deployment((_, server) => {
    server.image = "registry.example/web-shop:1";
    server.args = [];
    server.ports[0].containerPort = 8080;
    delete server.resources.limits["nvidia.com/gpu"];
  });
}

/** A Service in front of the model server. */
function serving(spec: Loose, annotations?: Loose): EstateSource {
  return of(deployment(), service(spec, annotations));
}

/** An Ingress in front of the model server in which nothing is wrong, changed. */
function ingress(change: (object: Loose) => void = () => {}, ...others: readonly Loose[]): EstateSource {
  const object = namespaced("networking.k8s.io/v1", "Ingress", {
    spec: {
      ingressClassName: "internal",
      tls: [{ hosts: ["resnet.models.example"], secretName: "resnet-tls" }],
      rules: [
        {
          host: "resnet.models.example",
          http: {
            paths: [
              {
                path: "/v1/models/resnet:predict",
                pathType: "Exact",
                backend: { service: { name: "resnet", port: { name: "http" } } },
              },
            ],
          },
        },
      ],
    },
  });
  object.metadata.annotations = { "nginx.ingress.kubernetes.io/auth-url": "https://login.models.example/oauth2/auth" };
  change(object);
  return of(deployment(), service(), object, ...others);
}

/** The same Ingress, which leads to something else: it is judged by what holds for all. */
function otherIngress(change: (object: Loose) => void): EstateSource {
  return ingress((object) => {
    object.spec.rules[0].http.paths[0].backend.service.name = "shop";
    change(object);
  }, service(WEB_SHOP));
}

function route(change: (object: Loose) => void = () => {}): EstateSource {
  const object = namespaced("gateway.networking.k8s.io/v1", "HTTPRoute", {
    spec: {
      parentRefs: [{ name: "internal" }],
      hostnames: ["resnet.models.example"],
      rules: [
        {
          matches: [{ path: { type: "Exact", value: "/v1/models/resnet:predict" } }],
          backendRefs: [{ name: "resnet", port: 80 }],
        },
      ],
    },
  });
  change(object);
  return of(deployment(), service(), object);
}

function inferenceService(change: (object: Loose) => void = () => {}): EstateSource {
  const object = namespaced("serving.kserve.io/v1beta1", "InferenceService", {
    spec: {
      predictor: {
        serviceAccountName: "iris",
        model: { modelFormat: { name: "sklearn" }, storageUri: "s3://models/iris/v1" },
      },
    },
  });
  object.metadata.labels = { "networking.knative.dev/visibility": "cluster-local" };
  change(object);
  return of(object);
}

export const KUBERNETES_SERVICES_CASES: readonly ControlCases[] = [
  {
    control: "K8S_SERVING_PORT_NOT_EXPOSED",
    holds: {
      "a ClusterIP": serving({ type: "ClusterIP" }),
      "no type, which is ClusterIP": serving({}),
      "an internal load balancer": serving({ type: "LoadBalancer" }, INTERNAL),
      "a web shop": of(service({ ...WEB_SHOP, type: "LoadBalancer" })),
      "a web shop on a port that servers of models use too": of(
        webShop(),
        service({ type: "LoadBalancer", ports: [{ port: 80, targetPort: 8080 }] }),
      ),
    },
    fails: {
      "a load balancer": serving({ type: "LoadBalancer" }),
      "a load balancer that says that it is public": serving(
        { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
        { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
      ),
      "a node port": serving({ type: "NodePort" }),
      "a server that is known by its GPU alone": of(
        deployment((_, server) => {
          server.image = "registry.example/recommender:1";
          server.args = [];
          server.ports[0].containerPort = 8080;
        }),
        service({ type: "LoadBalancer" }),
      ),
      "external addresses": serving({ externalIPs: ["192.0.2.7"] }),
      "TensorFlow Serving, whose pods are elsewhere": of(
        service({ type: "LoadBalancer", ports: [{ port: 80, targetPort: 8501 }] }),
      ),
    },
    undecided: {
      "the port is known after apply": inTerraform(
        deployment(),
        service({ type: "LoadBalancer", ports: [{ port: 443, targetPort: "$" + "{var.port}" }] }),
      ),
    },
  },
  {
    control: "K8S_SERVING_PORT_CLUSTER_IP",
    holds: {
      "a ClusterIP": of(
        deployment(),
        service(),
        service({ ...WEB_SHOP, type: "LoadBalancer" }, { "networking.gke.io/load-balancer-type": "Internal" }),
      ),
    },
    fails: { "an internal load balancer onto the server": serving({ type: "LoadBalancer" }, INTERNAL) },
  },
  {
    control: "K8S_LOAD_BALANCER_INTERNAL",
    holds: {
      "on AWS": of(service({ ...WEB_SHOP, type: "LoadBalancer" }, INTERNAL)),
      "on Google Cloud": of(
        service({ ...WEB_SHOP, type: "LoadBalancer" }, { "networking.gke.io/load-balancer-type": "Internal" }),
      ),
      "on Azure": of(
        service(
          { ...WEB_SHOP, type: "LoadBalancer" },
          { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
        ),
      ),
      "by AWS's controller, whose default it is": of(
        service({ ...WEB_SHOP, type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" }),
      ),
    },
    fails: {
      "a web shop on a common port": of(webShop(), service({ type: "LoadBalancer" })),
      "a gateway that is public": of(service({ ...WEB_SHOP, type: "LoadBalancer" })),
      "an annotation that says false": of(
        service(
          { ...WEB_SHOP, type: "LoadBalancer" },
          { "service.beta.kubernetes.io/aws-load-balancer-internal": "false" },
        ),
      ),
    },
  },
  {
    control: "K8S_NO_EXTERNAL_IPS",
    holds: { "none are said": of(service(WEB_SHOP)), "an empty list": of(service({ ...WEB_SHOP, externalIPs: [] })) },
    fails: { "one is": of(service({ ...WEB_SHOP, externalIPs: ["192.0.2.7"] })) },
  },
  {
    control: "K8S_NO_NODE_PORT",
    holds: { "a ClusterIP": of(service(WEB_SHOP)) },
    fails: { "a NodePort": of(service({ ...WEB_SHOP, type: "NodePort" })) },
  },
  {
    control: "K8S_INGRESS_TLS",
    holds: {
      "every host is covered": ingress(),
      "an asterisk covers it": ingress((object) => (object.spec.tls[0].hosts = ["*.models.example"])),
      "one certificate for all": ingress((object) => delete object.spec.tls[0].hosts),
      "the load balancer has the certificate": ingress((object) => {
        delete object.spec.tls;
        object.metadata.annotations["alb.ingress.kubernetes.io/certificate-arn"] =
          "arn:aws:acm:eu-west-1:111122223333:certificate/1";
      }),
    },
    fails: {
      "there is none": ingress((object) => delete object.spec.tls),
      "another host has one": ingress((object) => (object.spec.tls[0].hosts = ["shop.example"])),
      "an asterisk is a level too high": ingress((object) => (object.spec.tls[0].hosts = ["*.example"])),
      "a web shop without": otherIngress((object) => delete object.spec.tls),
    },
  },
  {
    control: "K8S_INGRESS_HOST",
    holds: {
      "a host": ingress(),
      "a web shop for every host": of(...(otherIngress(() => {}).manifests ?? []), ...(ingress().manifests ?? [])),
    },
    fails: {
      "no host": ingress((object) => delete object.spec.rules[0].host),
      "an asterisk": ingress((object) => (object.spec.rules[0].host = "*.models.example")),
      "a default backend": ingress((object) => (object.spec.defaultBackend = { service: { name: "resnet" } })),
    },
  },
  {
    control: "K8S_INGRESS_AUTHENTICATED",
    holds: {
      "OAuth2 in nginx": ingress(),
      "OIDC in the load balancer": ingress(
        (object) => (object.metadata.annotations = { "alb.ingress.kubernetes.io/auth-type": "oidc" }),
      ),
    },
    fails: {
      "nobody asks": ingress((object) => delete object.metadata.annotations),
      "the load balancer does not": ingress(
        (object) => (object.metadata.annotations = { "alb.ingress.kubernetes.io/auth-type": "none" }),
      ),
    },
  },
  {
    control: "K8S_INGRESS_PATHS",
    holds: { "a path of inference": ingress() },
    fails: {
      "the root": ingress((object) => (object.spec.rules[0].http.paths[0].path = "/")),
      "no path": ingress((object) => delete object.spec.rules[0].http.paths[0].path),
      "everything, as a pattern": ingress((object) => (object.spec.rules[0].http.paths[0].path = "/(.*)")),
    },
  },
  {
    control: "K8S_INGRESS_INTERNAL",
    holds: {
      "an internal class": ingress(),
      "an internal load balancer": ingress(
        (object) => (object.metadata.annotations["alb.ingress.kubernetes.io/scheme"] = "internal"),
      ),
    },
    fails: {
      "a public load balancer": ingress(
        (object) => (object.metadata.annotations["alb.ingress.kubernetes.io/scheme"] = "internet-facing"),
      ),
      "Google's public class": ingress((object) => (object.spec.ingressClassName = "gce")),
    },
  },
  {
    control: "K8S_INGRESS_CLASS",
    holds: {
      "a class": ingress(),
      "the annotation of old": ingress((object) => {
        delete object.spec.ingressClassName;
        object.metadata.annotations["kubernetes.io/ingress.class"] = "internal";
      }),
    },
    fails: { none: ingress((object) => delete object.spec.ingressClassName) },
  },
  {
    control: "K8S_INGRESS_NO_SNIPPETS",
    holds: { "no snippet": ingress(), "no annotations": otherIngress((object) => delete object.metadata.annotations) },
    fails: {
      "a snippet": otherIngress(
        (object) => (object.metadata.annotations["nginx.ingress.kubernetes.io/configuration-snippet"] = "return 200;"),
      ),
    },
  },
  {
    control: "K8S_ROUTE_NARROW",
    holds: { "a host and a path": route() },
    fails: {
      "no hosts": route((object) => delete object.spec.hostnames),
      "no paths": route((object) => delete object.spec.rules[0].matches),
      "the root": route((object) => (object.spec.rules[0].matches[0].path.value = "/")),
    },
  },
  {
    control: "K8S_INFERENCE_SERVICE_PRIVATE",
    holds: {
      "it is local": inferenceService(),
      "without Knative": inferenceService((object) => {
        delete object.metadata.labels;
        object.metadata.annotations = { "serving.kserve.io/deploymentMode": "RawDeployment" };
      }),
    },
    fails: { "nothing is said": inferenceService((object) => delete object.metadata.labels) },
  },
  {
    control: "K8S_INFERENCE_SERVICE_IDENTITY",
    holds: { "an account": inferenceService() },
    fails: { none: inferenceService((object) => delete object.spec.predictor.serviceAccountName) },
  },
  {
    control: "K8S_INFERENCE_SERVICE_STORAGE",
    holds: { "a bucket": inferenceService() },
    fails: {
      "a hub": inferenceService((object) => (object.spec.predictor.model.storageUri = "hf://somebody/iris")),
      "a server, in the form of old": inferenceService(
        (object) => (object.spec.predictor = { sklearn: { storageUri: "http://models.example/iris.pkl" } }),
      ),
    },
  },
];
