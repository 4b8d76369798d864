import { choose, type Fixes, set } from "./fix";

export const REGULATED_GOOGLE_NETWORK_FIXES: Fixes = {
  GOOGLE_GKE_INTER_NODE_ENCRYPTION: [
    set("in_transit_encryption_config", "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT"),
  ],
  GOOGLE_GKE_FQDN_POLICIES: [set("enable_fqdn_network_policy", true)],
  GOOGLE_ARMOR_ADAPTIVE_PROTECTION: [set("adaptive_protection_config.layer_7_ddos_defense_config.enable", true)],
  GOOGLE_LB_MUTUAL_TLS: [
    set(
      "server_tls_policy",
      choose(
        "policy that says whose certificates are trusted, in the location of the load balancer",
        "projects/acme-vision/locations/europe-west4/serverTlsPolicies/callers",
      ),
    ),
  ],
  GOOGLE_DNS_SIGNED: [set("dnssec_config.state", "on")],
};
