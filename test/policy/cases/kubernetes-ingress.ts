import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, namespaced, of, service } from "./kubernetes-objects";

const WEB_SHOP = { selector: { app: "shop" }, ports: [{ port: 443, targetPort: 8443 }] };
const APPLY = "$" + "{var.unknown}";

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

/** The Ingress as a part of Terraform. */
function unknownIngress(change: (object: Loose) => void): EstateSource {
  return inTerraform(...(ingress(change).manifests ?? []));
}

/** The same Ingress, which leads to something else: it is judged by what holds for all. */
function otherIngress(change: (object: Loose) => void): EstateSource {
  return ingress((object) => {
    object.spec.rules[0].http.paths[0].backend.service.name = "shop";
    change(object);
  }, service(WEB_SHOP));
}

export const KUBERNETES_INGRESS_CASES: readonly ControlCases[] = [
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
    undecided: {
      "the host of the certificate is a variable": unknownIngress((object) => (object.spec.tls[0].hosts = [APPLY])),
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
    undecided: { "the host is a variable": unknownIngress((object) => (object.spec.rules[0].host = APPLY)) },
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
    undecided: { "the annotations are a variable": unknownIngress((object) => (object.metadata.annotations = APPLY)) },
  },
  {
    control: "K8S_INGRESS_PATHS",
    holds: { "a path of inference": ingress() },
    fails: {
      "the root": ingress((object) => (object.spec.rules[0].http.paths[0].path = "/")),
      "no path": ingress((object) => delete object.spec.rules[0].http.paths[0].path),
      "everything, as a pattern": ingress((object) => (object.spec.rules[0].http.paths[0].path = "/(.*)")),
    },
    undecided: {
      "the path is a variable": unknownIngress((object) => (object.spec.rules[0].http.paths[0].path = APPLY)),
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
    undecided: { "the class is a variable": unknownIngress((object) => (object.spec.ingressClassName = APPLY)) },
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
    undecided: { "the class is a variable": unknownIngress((object) => (object.spec.ingressClassName = APPLY)) },
  },
  {
    control: "K8S_INGRESS_NO_SNIPPETS",
    holds: { "no snippet": ingress(), "no annotations": otherIngress((object) => delete object.metadata.annotations) },
    fails: {
      "a snippet": otherIngress(
        (object) => (object.metadata.annotations["nginx.ingress.kubernetes.io/configuration-snippet"] = "return 200;"),
      ),
    },
    undecided: { "the annotations are a variable": unknownIngress((object) => (object.metadata.annotations = APPLY)) },
  },
];
