import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const TLS_POLICY = "projects/acme-vision/locations/europe-west4/serverTlsPolicies/callers";

function cluster(attributes: object): EstateSource {
  return { resource: { google_container_cluster: { it: { name: "serving", ...attributes } } } };
}

function armor(attributes: object, backend = "triton"): EstateSource {
  return {
    resource: {
      google_compute_security_policy: { edge: { name: "edge", ...attributes } },
      google_compute_backend_service: {
        b: { name: backend, security_policy: "${google_compute_security_policy.edge.id}" },
      },
    },
  };
}

/** A proxy that leads to the backend service. */
function proxy(attributes: object, backend: object = { name: "triton" }): EstateSource {
  return {
    resource: {
      google_compute_region_target_https_proxy: {
        edge: { name: "edge", url_map: "${google_compute_region_url_map.edge.id}", ...attributes },
      },
      google_compute_region_url_map: {
        edge: { name: "edge", default_service: "${google_compute_region_backend_service.b.id}" },
      },
      google_compute_region_backend_service: { b: backend },
    },
  };
}

function zone(attributes: object): EstateSource {
  return { resource: { google_dns_managed_zone: { it: { name: "acme", dns_name: "acme.example.", ...attributes } } } };
}

export const REGULATED_GOOGLE_NETWORK_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_INTER_NODE_ENCRYPTION",
    holds: { transparent: cluster({ in_transit_encryption_config: "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT" }) },
    fails: {
      unset: cluster({}),
      off: cluster({ in_transit_encryption_config: "IN_TRANSIT_ENCRYPTION_DISABLED" }),
    },
    undecided: { "not known": cluster({ in_transit_encryption_config: "${var.encryption}" }) },
  },
  {
    control: "GOOGLE_GKE_FQDN_POLICIES",
    holds: { on: cluster({ enable_fqdn_network_policy: true }) },
    fails: { unset: cluster({}), off: cluster({ enable_fqdn_network_policy: false }) },
    undecided: { "not known": cluster({ enable_fqdn_network_policy: "${var.names}" }) },
  },
  {
    control: "GOOGLE_ARMOR_ADAPTIVE_PROTECTION",
    holds: {
      on: armor({ adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true } } }),
      "a shop": armor({}, "shop"),
      "a policy of a cache": armor({ type: "CLOUD_ARMOR_EDGE" }),
    },
    fails: {
      unset: armor({}),
      off: armor({ adaptive_protection_config: { layer_7_ddos_defense_config: { enable: false } } }),
    },
    undecided: {
      "not known": armor({ adaptive_protection_config: { layer_7_ddos_defense_config: { enable: "${var.learn}" } } }),
    },
  },
  {
    control: "GOOGLE_LB_MUTUAL_TLS",
    holds: {
      "a policy": proxy({ server_tls_policy: TLS_POLICY }),
      "a policy made here": proxy({ server_tls_policy: "${google_network_security_server_tls_policy.callers.id}" }),
      "people who sign in": proxy({}, { name: "triton", iap: { enabled: true } }),
      "a shop": proxy({}, { name: "shop", port_name: "http" }),
    },
    fails: { none: proxy({}), "an empty one": proxy({ server_tls_policy: "" }) },
    undecided: {
      "people who perhaps sign in": proxy({}, { name: "triton", iap: { enabled: "${var.iap}" } }),
    },
  },
  {
    control: "GOOGLE_DNS_SIGNED",
    holds: {
      signed: zone({ dnssec_config: { state: "on" } }),
      "a private zone": zone({ visibility: "private" }),
    },
    fails: { unset: zone({}), off: zone({ visibility: "public", dnssec_config: { state: "off" } }) },
    undecided: { "not known": zone({ dnssec_config: { state: "${var.dnssec}" } }) },
  },
];
