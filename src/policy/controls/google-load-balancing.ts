import type { Control } from "../control";

const FORWARDING_RULES: readonly string[] = ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"];

/** Unset is EXTERNAL; the empty text is what endpoints of Private Service Connect say. */
const IS_EXTERNAL = '(self.load_balancing_scheme == null || text(self.load_balancing_scheme).startsWith("EXTERNAL"))';

/** A public edge that asks who calls, behind Cloud Armor. */
const IS_GUARDED_EDGE =
  "(modelBackendServices(self).size() > 0 && modelBackendServices(self).all(b, " +
  'b.iap.exists(i, text(i.enabled).lowerAscii() != "false") && "security_policy" in b && b.security_policy != null && ' +
  '!(isLiteral(b.security_policy) && b.security_policy == "")))';

/** Load balancers of Google Cloud that Terraform makes; those of Services and Ingresses are found in the manifests. */
export const GOOGLE_LOAD_BALANCING_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_LB_MODELS_INTERNAL",
    severity: "critical",
    category: "load-balancing",
    title: "A load balancer before models is internal",
    appliesTo: FORWARDING_RULES,
    require: `!${IS_EXTERNAL} || !leadsToModels(self) || ${IS_GUARDED_EDGE}`,
    attribute: "load_balancing_scheme",
    message: "The forwarding rule faces the internet, and leads to models",
    rationale:
      "Model servers answer everybody: behind a public address the model is queried, extracted and paid for by strangers. " +
      "Models are told by the port, and by the names of the rule and of what it leads to. A public one passes when every " +
      "backend of models has Identity-Aware Proxy and a Cloud Armor policy.",
    remediation:
      'Set load_balancing_scheme to "INTERNAL" or "INTERNAL_MANAGED"; the default is EXTERNAL. PrivateInferenceEndpoint ' +
      "serves within the cluster and the network.",
    answers: ["ING-24", "ING-26", "DENY-LB-001", "CKV2_GCP_37", "CKV2_GCP_38", "LLM10"],
  },
  {
    id: "GOOGLE_LB_INTERNAL",
    severity: "medium",
    category: "load-balancing",
    title: "Load balancers are internal",
    appliesTo: FORWARDING_RULES,
    require: `!${IS_EXTERNAL} || (leadsToModels(self) && !${IS_GUARDED_EDGE})`,
    attribute: "load_balancing_scheme",
    message: "The forwarding rule faces the internet",
    rationale:
      "In a serving estate nothing does; before a website it is right, and waived. One that leads to models without " +
      "authentication and Cloud Armor is found as critical instead.",
    remediation:
      'Set load_balancing_scheme to "INTERNAL" or "INTERNAL_MANAGED"; the default is EXTERNAL. PrivateInferenceEndpoint ' +
      "serves within the cluster and the network.",
    answers: ["ING-24", "ING-26", "CKV2_GCP_37"],
  },
  {
    id: "GOOGLE_LB_NO_GLOBAL_ACCESS",
    severity: "low",
    category: "load-balancing",
    title: "Internal load balancers answer their own region only",
    appliesTo: ["google_compute_forwarding_rule"],
    require: "!isTrue(self.allow_global_access)",
    attribute: "allow_global_access",
    rationale:
      "With global access the model answers every region and every VPN of the network, not the callers beside it.",
    remediation: "Leave allow_global_access out or at false, which is the default.",
    answers: ["ING-25"],
  },
  {
    id: "GOOGLE_LB_MODELS_ENCRYPTED",
    severity: "high",
    category: "load-balancing",
    title: "Nobody speaks to models over plain HTTP",
    appliesTo: ["google_compute_target_http_proxy", "google_compute_region_target_http_proxy"],
    require: "!leadsToModels(self)",
    attribute: "url_map",
    message: "The proxy takes plain HTTP and leads to models",
    rationale: "Prompts, answers and tokens of callers are read by whoever is on the way, within the network too.",
    remediation:
      "Use a target HTTPS proxy with an ssl_policy; a proxy that only redirects leads to no models and is not found.",
    answers: ["DENY-LB-002", "ING-26"],
  },
  {
    id: "GOOGLE_LB_TLS_POLICY_SET",
    severity: "high",
    category: "load-balancing",
    title: "Proxies before models have a TLS policy",
    appliesTo: [
      "google_compute_target_https_proxy",
      "google_compute_region_target_https_proxy",
      "google_compute_target_ssl_proxy",
    ],
    require:
      '(self.ssl_policy != null && !(isLiteral(self.ssl_policy) && self.ssl_policy == "")) || !leadsToModels(self)',
    attribute: "ssl_policy",
    rationale:
      "Without a policy the load balancer speaks TLS 1.0 with whoever asks for it: prompts are as good as plain.",
    remediation:
      "Set ssl_policy to a google_compute_ssl_policy (or regional one) with TLS 1.2 and the profile RESTRICTED.",
    answers: ["ING-31", "DENY-LB-002"],
  },
  {
    id: "GOOGLE_TLS_POLICY_STRONG",
    severity: "high",
    category: "load-balancing",
    title: "TLS policies demand TLS 1.2 and strong ciphers",
    appliesTo: ["google_compute_ssl_policy", "google_compute_region_ssl_policy"],
    require:
      'text(self.min_tls_version) in ["TLS_1_2", "TLS_1_3"] && text(self.profile) in ["MODERN", "RESTRICTED", "FIPS_202205"]',
    attribute: "min_tls_version",
    message: "The policy allows TLS before 1.2, or weak ciphers",
    rationale: "Every proxy that names the policy is as weak as it says; the defaults are TLS 1.0 and COMPATIBLE.",
    remediation: 'Set min_tls_version to "TLS_1_2" and profile to "RESTRICTED" or "MODERN".',
    answers: ["ING-29", "ING-30", "DENY-LB-002", "CKV_GCP_4", "AVD-GCP-0039", "KICS 14a457f0"],
  },
  {
    id: "GOOGLE_SERVICE_ATTACHMENT_ACCEPTED_BY_HAND",
    severity: "high",
    category: "load-balancing",
    title: "Consumers of a published service are accepted one by one",
    appliesTo: ["google_compute_service_attachment"],
    require: 'text(self.connection_preference) == "ACCEPT_MANUAL"',
    attribute: "connection_preference",
    rationale:
      "With ACCEPT_AUTOMATIC every project of Google Cloud gets a private line to the models behind the service.",
    remediation: 'Set connection_preference to "ACCEPT_MANUAL" and name projects in consumer_accept_lists.',
    answers: ["ING-27"],
  },
  {
    id: "GOOGLE_SERVICE_ATTACHMENT_CONSUMERS_NAMED",
    severity: "medium",
    category: "load-balancing",
    title: "A published service names who may ask for it",
    appliesTo: ["google_compute_service_attachment"],
    require:
      'text(self.connection_preference) != "ACCEPT_MANUAL" || (self.consumer_accept_lists.size() > 0 && ' +
      "self.consumer_accept_lists.all(c, c.project_id_or_num != null || c.network_url != null))",
    attribute: "consumer_accept_lists",
    rationale:
      "Without a list each request is accepted by hand, one mistake gives a stranger a private line to the model.",
    remediation: "Add consumer_accept_lists with project_id_or_num and connection_limit for each consumer.",
    answers: ["ING-28"],
  },
];
