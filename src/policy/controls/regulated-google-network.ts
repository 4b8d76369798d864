import type { Control } from "../control";

/** People who sign in through Identity-Aware Proxy with a browser have no certificate. */
const PASSES_PROGRAMS_TO_MODELS =
  "leadsToModels(self) && !modelBackendServices(self).exists(b, b.iap.exists(i, isTrue(i.enabled)))";

/** What a regulator asks of the ways to models, between nodes, and out. */
export const REGULATED_GOOGLE_NETWORK_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_INTER_NODE_ENCRYPTION",
    severity: "high",
    category: "encryption",
    title: "What goes from node to node is encrypted",
    appliesTo: ["google_container_cluster"],
    require: 'self.in_transit_encryption_config == "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT"',
    attribute: "in_transit_encryption_config",
    rationale:
      "Model servers that share a model over many nodes send activations and caches of prompts in plain text, by design; no mesh " +
      "carries those.",
    remediation:
      'Set in_transit_encryption_config to "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT", which needs Dataplane V2; the default is off.',
    answers: ["GKE-38", "AML.M0012"],
  },
  {
    id: "GOOGLE_GKE_FQDN_POLICIES",
    severity: "medium",
    category: "network",
    title: "Clusters can name by DNS whom pods may reach",
    appliesTo: ["google_container_cluster"],
    require: "isTrue(self.enable_fqdn_network_policy)",
    attribute: "enable_fqdn_network_policy",
    rationale:
      "A registry or a store has many addresses: without names a policy lets out to all of a provider's ranges, a stranger's bucket included.",
    remediation:
      "Set enable_fqdn_network_policy to true, and write FQDNNetworkPolicy objects for what pods need; the default is off.",
    answers: ["GKE-39", "AML.T0025", "LLM06"],
  },
  {
    id: "GOOGLE_ARMOR_ADAPTIVE_PROTECTION",
    severity: "medium",
    category: "resilience",
    title: "Cloud Armor learns what is usual, and says when it no longer is",
    appliesTo: ["google_compute_security_policy"],
    when: '(self.type == null || self.type == "CLOUD_ARMOR") && protectsModels(self)',
    require: "self.adaptive_protection_config.exists(a, a.layer_7_ddos_defense_config.exists(l, isTrue(l.enable)))",
    attribute: "adaptive_protection_config.layer_7_ddos_defense_config.enable",
    rationale:
      "Limits for each caller do not see ten thousand callers who each stay below them, while the GPUs are busy with none but those.",
    remediation:
      "Set adaptive_protection_config.layer_7_ddos_defense_config.enable to true; it is off by default. It alerts, and suggests rules.",
    answers: ["API-40", "AML.T0029"],
  },
  {
    id: "GOOGLE_LB_MUTUAL_TLS",
    severity: "medium",
    category: "identity",
    title: "Load balancers before models ask programs for a certificate",
    appliesTo: ["google_compute_region_target_https_proxy", "google_compute_target_https_proxy"],
    when: PASSES_PROGRAMS_TO_MODELS,
    require: 'self.server_tls_policy != null && !(isLiteral(self.server_tls_policy) && self.server_tls_policy == "")',
    attribute: "server_tls_policy",
    rationale:
      "A token is all that tells one service from another otherwise, and it can be taken along. Where people come through " +
      "Identity-Aware Proxy no certificate is asked for.",
    remediation:
      "Set server_tls_policy to a google_network_security_server_tls_policy with mtls_policy and a trust config; there is none by default.",
    answers: ["ING-32", "AML.M0019"],
  },
  {
    id: "GOOGLE_DNS_SIGNED",
    severity: "medium",
    category: "network",
    title: "Public zones are signed",
    appliesTo: ["google_dns_managed_zone"],
    when: 'text(self.visibility) in ["", "public"]',
    require: 'self.dnssec_config.exists(d, d.state == "on")',
    attribute: "dnssec_config.state",
    rationale:
      "Whoever forges the answer for the endpoint's name receives its prompts, and a certificate for it. Private zones are not judged.",
    remediation: 'Set dnssec_config.state to "on", and give the DS record to the registrar; the default is off.',
    answers: ["NET-43", "CKV_GCP_16", "AVD-GCP-0013"],
  },
];
