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
      "a private zone": {
        resource: {
          ...CLUSTER,
          google_dns_managed_zone: {
            apis: {
              dns_name: "googleapis.com.",
              visibility: "private",
              private_visibility_config: { networks: [{ network_url: "${google_compute_network.serving.id}" }] },
            },
          },
        },
      },
      "no clusters": { resource: { google_compute_network: { one: { name: "one" } } } },
    },
    fails: { none: { resource: CLUSTER } },
  },
  {
    control: "GOOGLE_DNS_QUERIES_LOGGED",
    holds: { on: one("google_dns_policy", { enable_logging: true }) },
    fails: { "not said": one("google_dns_policy", {}) },
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
  },
  {
    control: "GOOGLE_PERIMETER_GUARDS_MODELS",
    holds: {
      all: perimeter({ restricted_services: [...SERVICES, "bigquery.googleapis.com"] }),
      "a bridge": one("google_access_context_manager_service_perimeter", { perimeter_type: "PERIMETER_TYPE_BRIDGE" }),
    },
    fails: { "storage alone": perimeter({ restricted_services: ["storage.googleapis.com"] }), none: perimeter({}) },
  },
  {
    control: "GOOGLE_PERIMETER_NO_OTHER_SERVICES",
    holds: {
      restricted: perimeter({
        vpc_accessible_services: { enable_restriction: true, allowed_services: ["RESTRICTED-SERVICES"] },
      }),
    },
    fails: { "not said": perimeter({ restricted_services: SERVICES }) },
  },
];
