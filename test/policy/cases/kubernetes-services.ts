import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, of, service } from "./kubernetes-objects";

const WEB_SHOP = { selector: { app: "shop" }, ports: [{ port: 443, targetPort: 8443 }] };
const APPLY = "$" + "{var.unknown}";
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
        service({ type: "LoadBalancer", ports: [{ port: 443, targetPort: APPLY }] }),
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
    undecided: {
      "the port is known after apply": inTerraform(
        deployment(),
        service({ type: "LoadBalancer", ports: [{ port: 443, targetPort: APPLY }] }, INTERNAL),
      ),
    },
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
    undecided: {
      "the scheme is a variable": inTerraform(
        service(
          { ...WEB_SHOP, type: "LoadBalancer" },
          { "service.beta.kubernetes.io/aws-load-balancer-scheme": APPLY },
        ),
      ),
    },
  },
  {
    control: "K8S_NO_EXTERNAL_IPS",
    holds: { "none are said": of(service(WEB_SHOP)), "an empty list": of(service({ ...WEB_SHOP, externalIPs: [] })) },
    fails: { "one is": of(service({ ...WEB_SHOP, externalIPs: ["192.0.2.7"] })) },
    undecided: { "the list is a variable": inTerraform(service({ ...WEB_SHOP, externalIPs: APPLY })) },
  },
  {
    control: "K8S_NO_NODE_PORT",
    holds: { "a ClusterIP": of(service(WEB_SHOP)) },
    fails: { "a NodePort": of(service({ ...WEB_SHOP, type: "NodePort" })) },
    undecided: { "the type is a variable": inTerraform(service({ ...WEB_SHOP, type: APPLY })) },
  },
];
