import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

function one(kind: string, attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { [kind]: { one: { ...attributes } }, ...others } };
}

function zone(attributes: object): EstateSource {
  return one("google_dns_managed_zone", attributes);
}

function record(attributes: object): EstateSource {
  return one("google_dns_record_set", { name: "googleapis.com.", type: "A", ...attributes });
}

function perimeter(status: object, more: object = {}): EstateSource {
  return one("google_access_context_manager_service_perimeter", { status, ...more });
}

const CLUSTER = {
  google_compute_network: { serving: { name: "serving" } },
  google_container_cluster: { main: { name: "main", network: "serving" } },
};
const NETWORK = { network_url: "${google_compute_network.serving.id}" };

/** A network with a cluster whose machines ask a zone. */
function zoned(dns_name: string): EstateSource {
  const zone = { dns_name, visibility: "private", private_visibility_config: { networks: [NETWORK] } };
  return { resource: { ...CLUSTER, google_dns_managed_zone: { zone } } };
}

const SERVICES = ["storage", "aiplatform", "artifactregistry", "secretmanager", "cloudkms"].map(
  (name) => `${name}.googleapis.com`,
);

export const GOOGLE_PRIVATE_ACCESS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_DNS_GOOGLE_APIS_ZONE_PRIVATE",
    holds: {
      private: zone({ dns_name: "googleapis.com.", visibility: "private" }),
      "a public zone of one's own": zone({ dns_name: "acme.example.", visibility: "public" }),
    },
    fails: {
      public: zone({ dns_name: "pkg.dev.", visibility: "public" }),
      "not said: the default is public": zone({ dns_name: "storage.googleapis.com." }),
    },
    undecided: { "by a variable": zone({ dns_name: "googleapis.com.", visibility: "${var.visibility}" }) },
  },
  {
    control: "GOOGLE_DNS_GOOGLE_APIS_ADDRESSES",
    holds: {
      restricted: record({ rrdatas: ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"] }),
      "an endpoint of the network": record({ rrdatas: ["10.1.2.3"] }),
      "another name": record({ name: "shop.example.", rrdatas: ["203.0.113.7"] }),
      "a name that leads to a name": record({ type: "CNAME", rrdatas: ["restricted.googleapis.com."] }),
    },
    fails: {
      "somebody's address": record({ rrdatas: ["203.0.113.7"] }),
      "one of several": record({ name: "storage.googleapis.com.", rrdatas: ["199.36.153.4", "203.0.113.7"] }),
    },
    undecided: { "by a variable": record({ rrdatas: ["${var.address}"] }) },
  },
  {
    control: "GOOGLE_NETWORK_GOOGLE_APIS_PRIVATE_NAMES",
    holds: {
      "a private zone": zoned("googleapis.com."),
      "a zone of one name": zoned("storage.googleapis.com."),
      "a response policy": {
        resource: {
          ...CLUSTER,
          google_dns_response_policy: { apis: { response_policy_name: "apis", networks: [NETWORK] } },
        },
      },
      "no clusters": { resource: { google_compute_network: { one: { name: "one" } } } },
    },
    fails: { none: { resource: CLUSTER }, "one for the registry": zoned("pkg.dev.") },
    undecided: { "a zone that a variable names": zoned("${var.domain}") },
  },
  {
    control: "GOOGLE_NETWORK_REGISTRY_PRIVATE_NAMES",
    holds: {
      "a private zone": zoned("pkg.dev."),
      "a zone of one location": zoned("europe-west4-docker.pkg.dev."),
      "no clusters": { resource: { google_compute_network: { one: { name: "one" } } } },
    },
    fails: { none: { resource: CLUSTER }, "one for Google's APIs": zoned("googleapis.com.") },
    undecided: { "a zone that a variable names": zoned("${var.domain}") },
  },
  {
    control: "GOOGLE_DNS_QUERIES_LOGGED",
    holds: { on: one("google_dns_policy", { enable_logging: true }) },
    fails: { "not said": one("google_dns_policy", {}) },
    undecided: { "by a variable": one("google_dns_policy", { enable_logging: "${var.log}" }) },
  },
  {
    control: "GOOGLE_ENDPOINT_RESPECTS_PERIMETER",
    holds: {
      "what the perimeter guards": one(
        "google_compute_global_forwarding_rule",
        { target: "vpc-sc" },
        { google_access_context_manager_service_perimeter: { p: {} } },
      ),
      "no perimeter": one("google_compute_global_forwarding_rule", { target: "all-apis" }),
    },
    fails: {
      "everything beside a perimeter": one(
        "google_compute_global_forwarding_rule",
        { target: "all-apis" },
        { google_access_context_manager_service_perimeter: { p: {} } },
      ),
    },
    undecided: {
      "by a variable": one(
        "google_compute_global_forwarding_rule",
        { target: "${var.target}" },
        { google_access_context_manager_service_perimeter: { p: {} } },
      ),
    },
  },
  {
    control: "GOOGLE_PERIMETER_GUARDS_MODELS",
    holds: {
      all: perimeter({ restricted_services: [...SERVICES, "bigquery.googleapis.com"] }),
      "a bridge": one("google_access_context_manager_service_perimeter", { perimeter_type: "PERIMETER_TYPE_BRIDGE" }),
    },
    fails: { "storage alone": perimeter({ restricted_services: ["storage.googleapis.com"] }), none: perimeter({}) },
    undecided: { "by a variable": perimeter({ restricted_services: "${var.services}" }) },
  },
  {
    control: "GOOGLE_PERIMETER_NO_OTHER_SERVICES",
    holds: {
      restricted: perimeter({
        vpc_accessible_services: { enable_restriction: true, allowed_services: ["RESTRICTED-SERVICES"] },
      }),
    },
    fails: { "not said": perimeter({ restricted_services: SERVICES }) },
    undecided: { "by a variable": perimeter({ vpc_accessible_services: { enable_restriction: "${var.restrict}" } }) },
  },
];
