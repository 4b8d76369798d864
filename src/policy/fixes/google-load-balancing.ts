import { choose, decide, type Fixes, include, set, unset } from "./fix";
import { example } from "./google-example";

const SCHEME = choose(
  "INTERNAL_MANAGED before a proxy, INTERNAL before a backend service or a target instance of the region",
  "INTERNAL_MANAGED",
);
const CONSUMER = {
  project_id_or_num: choose("project of the consumer", "acme-callers"),
  connection_limit: choose("connections that the consumer may make", 4),
};

export const GOOGLE_LOAD_BALANCING_FIXES: Fixes = {
  GOOGLE_LB_MODELS_INTERNAL: [set("load_balancing_scheme", SCHEME)],
  GOOGLE_LB_INTERNAL: [set("load_balancing_scheme", SCHEME)],
  GOOGLE_LB_NO_GLOBAL_ACCESS: [unset("allow_global_access")],
  GOOGLE_LB_MODELS_ENCRYPTED: [
    decide(
      "which certificate the callers trust: a proxy for HTTPS takes the place of this one, and the forwarding rule leads to it",
      example(
        [
          "google_compute_ssl_policy",
          "restricted",
          { name: "restricted", min_tls_version: "TLS_1_2", profile: "RESTRICTED" },
        ],
        [
          "google_compute_target_https_proxy",
          "models",
          {
            name: "models",
            url_map: "projects/acme-vision/global/urlMaps/models",
            certificate_manager_certificates: ["projects/acme-vision/locations/global/certificates/models"],
            ssl_policy: "projects/acme-vision/global/sslPolicies/restricted",
          },
        ],
      ),
    ),
  ],
  GOOGLE_LB_TLS_POLICY_SET: [
    set(
      "ssl_policy",
      choose(
        "id of a TLS policy with TLS 1.2 and the profile RESTRICTED",
        "projects/acme-vision/global/sslPolicies/restricted",
      ),
    ),
  ],
  GOOGLE_TLS_POLICY_STRONG: [set("min_tls_version", "TLS_1_2"), set("profile", "RESTRICTED")],
  GOOGLE_SERVICE_ATTACHMENT_ACCEPTED_BY_HAND: [
    set("connection_preference", "ACCEPT_MANUAL"),
    include("consumer_accept_lists", CONSUMER),
  ],
  GOOGLE_SERVICE_ATTACHMENT_CONSUMERS_NAMED: [include("consumer_accept_lists", CONSUMER)],
  GOOGLE_LB_MODELS_BEHIND_CLOUD_ARMOR: [
    set(
      "security_policy",
      choose(
        "id of a policy of Cloud Armor that limits how often one caller asks",
        "projects/acme-vision/global/securityPolicies/models",
      ),
    ),
  ],
  GOOGLE_LB_MODELS_LOGGED: [set("log_config.enable", true), set("log_config.sample_rate", 1)],
  GOOGLE_IAP_MEMBERS_ARE_GROUPS: [
    decide(
      "which group of the directory uses the model",
      example([
        "google_iap_web_backend_service_iam_member",
        "users",
        {
          project: "acme-vision",
          web_backend_service: "models",
          role: "roles/iap.httpsResourceAccessor",
          member: "group:model-users@acme.example",
        },
      ]),
    ),
  ],
};
