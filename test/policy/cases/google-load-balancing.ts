import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { GOOGLE_BACKEND_SERVICE_CASES } from "./google-backend-services";

type Kinds = Record<string, Record<string, Record<string, unknown>>>;

/** A forwarding rule, a proxy of the protocol, a URL map and a backend service of the name. */
function chain(rule: object, backend: Record<string, unknown>, protocol = "https", proxy: object = {}): EstateSource {
  const kinds: Kinds = {
    google_compute_global_forwarding_rule: {
      edge: { name: "edge", target: `\${google_compute_target_${protocol}_proxy.edge.id}`, ...rule },
    },
    [`google_compute_target_${protocol}_proxy`]: {
      edge: { name: "edge", url_map: "${google_compute_url_map.edge.id}", ...proxy },
    },
    google_compute_url_map: {
      edge: {
        name: "edge",
        path_matcher: [
          { name: "all", path_rule: [{ paths: ["/*"], service: "${google_compute_backend_service.b.id}" }] },
        ],
      },
    },
    google_compute_backend_service: { b: { ...backend } },
  };
  return { resource: kinds };
}

/** An external rule, and a backend service that says nothing itself, with the group `g` behind it. */
function behind(backend: object, kinds: Kinds): EstateSource {
  const { resource } = chain(EXTERNAL, {
    name: "default",
    backend: [{ group: "${google_compute_instance_group.g.self_link}" }],
    ...backend,
  });
  return { resource: { ...resource, ...kinds } };
}

/** Only what one kind of the chain says is asked about. */
function alone({ resource = {} }: EstateSource, ...left: readonly string[]): EstateSource {
  return { resource: Object.fromEntries(Object.entries(resource).filter(([kind]) => !left.includes(kind))) };
}

const MODELS = { name: "triton" };
const SHOP = { name: "shop", port_name: "http" };
const EXTERNAL = { load_balancing_scheme: "EXTERNAL_MANAGED" };
const GUARDED = { iap: { enabled: true }, security_policy: "projects/p/global/securityPolicies/edge" };
/** Models behind Cloud Armor and Identity-Aware Proxy, and who the proxy lets through. */
function proxied(kind: string, grant: object): EstateSource {
  const { resource } = chain(EXTERNAL, { ...MODELS, ...GUARDED, project: "acme-vision" });
  return { resource: { ...resource, [kind]: { one: { role: "roles/iap.httpsResourceAccessor", ...grant } } } };
}

const RULE = "google_compute_global_forwarding_rule";

function rule(attributes: object): EstateSource {
  return { resource: { google_compute_forwarding_rule: { one: { name: "one", ...attributes } } } };
}

function attachment(attributes: object): EstateSource {
  return { resource: { google_compute_service_attachment: { one: { name: "one", ...attributes } } } };
}

export const GOOGLE_LOAD_BALANCING_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_LB_MODELS_INTERNAL",
    holds: {
      internal: chain({ load_balancing_scheme: "INTERNAL_MANAGED" }, MODELS),
      "a shop": chain(EXTERNAL, SHOP),
      "a shop beside models on one group": behind(
        {},
        {
          google_compute_instance_group: {
            g: {
              name: "g",
              named_port: [
                { name: "grpc", port: 8500 },
                { name: "http", port: 8080 },
              ],
            },
          },
        },
      ),
      "a shop whose group and health check are not known": behind(
        { backend: [{ group: "${var.group}" }], health_checks: ["${var.check}"] },
        {},
      ),
      "models behind a group, Identity-Aware Proxy and Cloud Armor": behind(GUARDED, {
        google_compute_instance_group: { g: { name: "tfserving" } },
      }),
      "models behind a proxy that lets a group through": proxied("google_iap_web_backend_service_iam_member", {
        web_backend_service: "${google_compute_backend_service.b.name}",
        member: "group:model-users@acme.example",
      }),
      "models behind a proxy, and another project that is open": proxied("google_iap_web_iam_member", {
        project: "acme-website",
        member: "allUsers",
      }),
      "models behind Identity-Aware Proxy and Cloud Armor": chain(EXTERNAL, { ...MODELS, ...GUARDED }),
      "an endpoint of Private Service Connect": rule({
        load_balancing_scheme: "",
        name: "triton",
        target: "projects/p/regions/r/serviceAttachments/s",
      }),
    },
    fails: {
      "models, by the name of the backend": chain(EXTERNAL, MODELS),
      "models, by the name of the port": chain(EXTERNAL, { name: "b", port_name: "inference" }),
      "models, by the port of the rule": rule({ load_balancing_scheme: "EXTERNAL", port_range: "8500-8501" }),
      "models, by one of its ports, and the default scheme": rule({ ports: ["8501"] }),
      "models with Cloud Armor that asks nobody": chain(EXTERNAL, { ...MODELS, security_policy: "edge" }),
      "models in a target pool": {
        resource: {
          google_compute_forwarding_rule: { edge: { port_range: "80", target: "${google_compute_target_pool.p.id}" } },
          google_compute_target_pool: { p: { name: "triton" } },
        },
      },
      "a machine with models, on all its ports": {
        resource: {
          google_compute_forwarding_rule: {
            edge: { all_ports: true, target: "${google_compute_target_instance.one.self_link}" },
          },
          google_compute_target_instance: { one: { name: "one", instance: "${google_compute_instance.vllm.id}" } },
          google_compute_instance: { vllm: { name: "vllm" } },
        },
      },
      "models, by a pool of another estate and the port": rule({
        name: "edge",
        port_range: "8501-8501",
        target: "${google_compute_target_pool.elsewhere.self_link}",
      }),
      "models, by the group behind the backend": behind(
        {},
        { google_compute_instance_group: { g: { name: "tfserving" } } },
      ),
      "models, by the port that the group names": behind(
        {},
        { google_compute_instance_group: { g: { name: "g", named_port: [{ name: "http", port: 8501 }] } } },
      ),
      "models, by the path of the health check": behind(
        { health_checks: ["${google_compute_health_check.h.id}"] },
        { google_compute_health_check: { h: { http_health_check: { request_path: "/v2/health/ready" } } } },
      ),
      "models, by a thousand ports at once": rule({ load_balancing_scheme: "EXTERNAL", port_range: "8000-9000" }),
      "models behind a proxy that lets everybody through": proxied("google_iap_web_backend_service_iam_member", {
        web_backend_service: "${google_compute_backend_service.b.name}",
        member: "allUsers",
      }),
      "models behind a proxy that lets all accounts of Google through, in the whole project": proxied(
        "google_iap_web_iam_binding",
        { members: ["allAuthenticatedUsers"] },
      ),
      "models behind a proxy that the project opens": proxied("google_project_iam_member", {
        project: "acme-vision",
        member: "allUsers",
      }),
      "models with an empty text for Cloud Armor": chain(EXTERNAL, { ...MODELS, ...GUARDED, security_policy: "" }),
    },
    undecided: {
      "a scheme by a variable": rule({ load_balancing_scheme: "${var.scheme}", ports: ["8501"] }),
      "a proxy that lets somebody through": proxied("google_iap_web_iam_member", { member: "${var.member}" }),
      "a proxy that may let everybody through": proxied("google_iap_web_backend_service_iam_member", {
        web_backend_service: "${var.backend}",
        member: "allUsers",
      }),
    },
  },
  {
    control: "GOOGLE_LB_INTERNAL",
    holds: {
      internal: rule({ load_balancing_scheme: "INTERNAL" }),
      "models, which are found as critical": chain(EXTERNAL, MODELS),
    },
    fails: {
      "a shop": chain(EXTERNAL, SHOP),
      "not said: the default is EXTERNAL": rule({ ports: ["443"] }),
    },
    undecided: { "a scheme by a variable": rule({ load_balancing_scheme: "${var.scheme}", ports: ["443"] }) },
  },
  {
    control: "GOOGLE_LB_NO_GLOBAL_ACCESS",
    holds: { "not said": rule({}) },
    fails: { global: rule({ allow_global_access: true }) },
    undecided: { "by a variable": rule({ allow_global_access: "${var.everywhere}" }) },
  },
  {
    control: "GOOGLE_LB_MODELS_ENCRYPTED",
    holds: {
      "a shop": alone(chain(EXTERNAL, SHOP, "http"), RULE),
      "a proxy that only redirects": {
        resource: {
          google_compute_target_http_proxy: { one: { url_map: "${google_compute_url_map.redirect.id}" } },
          google_compute_url_map: {
            redirect: { default_url_redirect: [{ https_redirect: true, strip_query: false }] },
          },
        },
      },
    },
    fails: { models: alone(chain(EXTERNAL, MODELS, "http"), RULE) },
    undecided: {
      "a URL map by a variable": { resource: { google_compute_target_http_proxy: { one: { url_map: "${var.map}" } } } },
    },
  },
  {
    control: "GOOGLE_LB_TLS_POLICY_SET",
    holds: {
      "a policy": chain(EXTERNAL, MODELS, "https", { ssl_policy: "${google_compute_ssl_policy.p.id}" }),
      "a shop": chain(EXTERNAL, SHOP),
    },
    fails: { none: chain(EXTERNAL, MODELS), "an empty text": chain(EXTERNAL, MODELS, "https", { ssl_policy: "" }) },
    undecided: {
      "before a backend by a variable": {
        resource: { google_compute_target_https_proxy: { one: { url_map: "${var.map}" } } },
      },
    },
  },
  {
    control: "GOOGLE_TLS_POLICY_STRONG",
    holds: {
      restricted: {
        resource: { google_compute_ssl_policy: { p: { min_tls_version: "TLS_1_2", profile: "RESTRICTED" } } },
      },
      "regional and modern": {
        resource: { google_compute_region_ssl_policy: { p: { min_tls_version: "TLS_1_2", profile: "MODERN" } } },
      },
    },
    fails: {
      "not said": { resource: { google_compute_ssl_policy: { p: {} } } },
      "weak ciphers": { resource: { google_compute_ssl_policy: { p: { min_tls_version: "TLS_1_2" } } } },
      "TLS 1.1": {
        resource: { google_compute_region_ssl_policy: { p: { min_tls_version: "TLS_1_1", profile: "MODERN" } } },
      },
    },
    undecided: {
      "by a variable": {
        resource: { google_compute_ssl_policy: { p: { min_tls_version: "${var.tls}", profile: "MODERN" } } },
      },
    },
  },
  {
    control: "GOOGLE_SERVICE_ATTACHMENT_ACCEPTED_BY_HAND",
    holds: { "by hand": attachment({ connection_preference: "ACCEPT_MANUAL" }) },
    fails: { automatic: attachment({ connection_preference: "ACCEPT_AUTOMATIC" }) },
    undecided: { "by a variable": attachment({ connection_preference: "${var.preference}" }) },
  },
  {
    control: "GOOGLE_SERVICE_ATTACHMENT_CONSUMERS_NAMED",
    holds: {
      "one project": attachment({
        connection_preference: "ACCEPT_MANUAL",
        consumer_accept_lists: [{ project_id_or_num: "acme", connection_limit: 1 }],
      }),
      "automatic, which is another finding": attachment({ connection_preference: "ACCEPT_AUTOMATIC" }),
    },
    fails: { nobody: attachment({ connection_preference: "ACCEPT_MANUAL" }) },
    undecided: {
      "by a variable": attachment({
        connection_preference: "ACCEPT_MANUAL",
        consumer_accept_lists: "${var.consumers}",
      }),
    },
  },
  ...GOOGLE_BACKEND_SERVICE_CASES,
];
