import { iamKindsOf } from "../../estate/joins/google-grants";
import type { Control } from "../control";
import { grantsAtFault, noGrant } from "./google-iam-kinds";

const FORWARDING_RULES: readonly string[] = ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"];

/** Unset is EXTERNAL; the empty text is what endpoints of Private Service Connect say. */
const IS_EXTERNAL = '(self.load_balancing_scheme == null || text(self.load_balancing_scheme).startsWith("EXTERNAL"))';

/** A policy of Cloud Armor that is named on a backend service `b`; regional ones know none. */
const HAS_POLICY =
  '("security_policy" in b && b.security_policy != null && !(isLiteral(b.security_policy) && b.security_policy == ""))';

/** A public edge that asks who calls and does not let everybody in, behind Cloud Armor. */
const IS_GUARDED_EDGE =
  "(modelBackendServices(self).size() > 0 && modelBackendServices(self).all(b, " +
  `b.iap.exists(i, text(i.enabled).lowerAscii() != "false") && !proxyAdmitsEverybody(b) && ${HAS_POLICY}))`;

const BACKEND_SERVICES: readonly string[] = ["google_compute_backend_service", "google_compute_region_backend_service"];

/** Access through Identity-Aware Proxy. */
const PROXY_IAM = iamKindsOf(
  "google_iap_web",
  "google_iap_web_type_compute",
  "google_iap_web_backend_service",
  "google_iap_web_region_backend_service",
);
const LETS_WHOLE_DOMAIN = 'g.type == "domain" || g.type == "project-role"';

/** Load balancers of Google Cloud that Terraform makes; those of Services and Ingresses are found in the manifests. */
export const GOOGLE_LOAD_BALANCING_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_LB_MODELS_INTERNAL",
    severity: "critical",
    category: "exposure",
    title: "A load balancer before models is internal",
    appliesTo: FORWARDING_RULES,
    require: `!${IS_EXTERNAL} || !leadsToModels(self) || ${IS_GUARDED_EDGE}`,
    attribute: "load_balancing_scheme",
    message: "The forwarding rule faces the internet, and leads to models",
    rationale:
      "Model servers answer everybody: behind a public address the model is queried, extracted and paid for by strangers. " +
      "Models are told by the port, and by the names of the rule and of what it leads to. A public one passes when every " +
      "backend of models has a Cloud Armor policy, and an Identity-Aware Proxy that does not let allUsers through.",
    remediation:
      'Set load_balancing_scheme to "INTERNAL" or "INTERNAL_MANAGED"; the default is EXTERNAL. PrivateInferenceEndpoint ' +
      "serves within the cluster and the network.",
    answers: ["ING-24", "ING-26", "ING-34", "DENY-LB-001", "CKV2_GCP_37", "CKV2_GCP_38", "AML.M0019", "LLM10"],
  },
  {
    id: "GOOGLE_LB_INTERNAL",
    severity: "medium",
    category: "exposure",
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
    answers: ["ING-24", "ING-26", "CKV2_GCP_37", "AML.M0019"],
  },
  {
    id: "GOOGLE_LB_NO_GLOBAL_ACCESS",
    severity: "low",
    category: "network",
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
    category: "encryption",
    title: "Nobody speaks to models over plain HTTP",
    appliesTo: ["google_compute_target_http_proxy", "google_compute_region_target_http_proxy"],
    require: "!leadsToModels(self)",
    attribute: "url_map",
    message: "The proxy takes plain HTTP and leads to models",
    rationale: "Prompts, answers and tokens of callers are read by whoever is on the way, within the network too.",
    remediation:
      "Use a target HTTPS proxy with an ssl_policy; a proxy that only redirects leads to no models and is not found.",
    answers: ["DENY-LB-002", "ING-26", "AML.M0012", "ML09:2023"],
  },
  {
    id: "GOOGLE_LB_TLS_POLICY_SET",
    severity: "high",
    category: "encryption",
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
    answers: ["ING-31", "DENY-LB-002", "AML.M0012", "ML09:2023"],
  },
  {
    id: "GOOGLE_TLS_POLICY_STRONG",
    severity: "high",
    category: "encryption",
    title: "TLS policies demand TLS 1.2 and strong ciphers",
    appliesTo: ["google_compute_ssl_policy", "google_compute_region_ssl_policy"],
    require:
      'text(self.min_tls_version) in ["TLS_1_2", "TLS_1_3"] && text(self.profile) in ["MODERN", "RESTRICTED", "FIPS_202205"]',
    attribute: "min_tls_version",
    message: "The policy allows TLS before 1.2, or weak ciphers",
    rationale: "Every proxy that names the policy is as weak as it says; the defaults are TLS 1.0 and COMPATIBLE.",
    remediation: 'Set min_tls_version to "TLS_1_2" and profile to "RESTRICTED" or "MODERN".',
    answers: [
      "ING-29",
      "ING-30",
      "DENY-LB-002",
      "CKV_GCP_4",
      "AVD-GCP-0039",
      "KICS 14a457f0",
      "AML.M0012",
      "ML09:2023",
    ],
  },
  {
    id: "GOOGLE_SERVICE_ATTACHMENT_ACCEPTED_BY_HAND",
    severity: "high",
    category: "network",
    title: "Consumers of a published service are accepted one by one",
    appliesTo: ["google_compute_service_attachment"],
    require: 'text(self.connection_preference) == "ACCEPT_MANUAL"',
    attribute: "connection_preference",
    rationale:
      "With ACCEPT_AUTOMATIC every project of Google Cloud gets a private line to the models behind the service.",
    remediation: 'Set connection_preference to "ACCEPT_MANUAL" and name projects in consumer_accept_lists.',
    answers: ["ING-27", "AML.M0019"],
  },
  {
    id: "GOOGLE_SERVICE_ATTACHMENT_CONSUMERS_NAMED",
    severity: "medium",
    category: "network",
    title: "A published service names who may ask for it",
    appliesTo: ["google_compute_service_attachment"],
    require:
      'text(self.connection_preference) != "ACCEPT_MANUAL" || (self.consumer_accept_lists.size() > 0 && ' +
      "self.consumer_accept_lists.all(c, c.project_id_or_num != null || c.network_url != null))",
    attribute: "consumer_accept_lists",
    rationale:
      "Without a list each request is accepted by hand, one mistake gives a stranger a private line to the model.",
    remediation: "Add consumer_accept_lists with project_id_or_num and connection_limit for each consumer.",
    answers: ["ING-28", "AML.M0019"],
  },
  {
    id: "GOOGLE_LB_MODELS_BEHIND_CLOUD_ARMOR",
    severity: "high",
    category: "exposure",
    title: "A public backend of models stands behind Cloud Armor",
    appliesTo: ["google_compute_backend_service"],
    require: `!${IS_EXTERNAL} || [self].all(b, ${HAS_POLICY}) || !leadsToModels(self)`,
    attribute: "security_policy",
    message: "The backend service serves models to the internet, and names no policy of Cloud Armor",
    rationale:
      "Extraction of a model is a flood of well-formed calls: on a public edge nothing but a rate limit stands against it, and an edge of " +
      "GKE or of another team may lead here.",
    remediation:
      "Set security_policy to a google_compute_security_policy that limits rates, or load_balancing_scheme to INTERNAL_MANAGED.",
    answers: ["API-41", "DENY-API-003", "AML.M0004", "LLM10"],
  },
  {
    id: "GOOGLE_LB_MODELS_LOGGED",
    severity: "medium",
    category: "logging",
    title: "Calls of models through a load balancer are logged",
    appliesTo: BACKEND_SERVICES,
    require:
      "self.log_config.exists(l, isTrue(l.enable) && (l.sample_rate == null || number(l.sample_rate, 0) == 1)) || !leadsToModels(self)",
    attribute: "log_config.enable",
    message: "Requests are not logged, or only some of them",
    rationale:
      "Who asked the model, and how often, is what tells use from extraction; of a sample nobody can count. Unset nothing is logged.",
    remediation: "Add log_config with enable true; sample_rate defaults to 1.",
    answers: ["ING-35", "AML.M0024"],
  },
  {
    id: "GOOGLE_IAP_MEMBERS_ARE_GROUPS",
    severity: "medium",
    category: "identity",
    title: "Identity-Aware Proxy lets groups through, not whole domains",
    appliesTo: PROXY_IAM,
    require: noGrant(LETS_WHOLE_DOMAIN),
    found: grantsAtFault(`(${LETS_WHOLE_DOMAIN})`),
    attribute: "member",
    message: "Everybody of a domain or a project is let through",
    rationale:
      "A proxy that lets everybody of the company through asks for a name and nothing more: every account that is taken over calls the " +
      "model. allUsers, which is no authentication at all, is found by a control of its own.",
    remediation:
      "Give roles/iap.httpsResourceAccessor to the group of those who use the model, or to a service account.",
    answers: ["ING-34", "AML.M0019"],
  },
];
