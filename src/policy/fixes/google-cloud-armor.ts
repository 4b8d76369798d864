import { choose, decide, type Fixes, include, set } from "./fix";
import { example } from "./google-example";

const EVERYBODY = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };

/** The rule that counts when no other does; there is one already, which allows, until it is written. */
const DEFAULT_RULE = "rule[priority=2147483647]";

export const GOOGLE_CLOUD_ARMOR_FIXES: Fixes = {
  GOOGLE_ARMOR_RATE_LIMITED: [
    include("rule", {
      action: "throttle",
      priority: choose("a priority after the rules that deny", 1000),
      description: "So many calls a minute from one address",
      match: EVERYBODY,
      rate_limit_options: {
        conform_action: "allow",
        exceed_action: "deny(429)",
        enforce_on_key: "IP",
        rate_limit_threshold: { count: choose("calls a minute that one address may make", 60), interval_sec: 60 },
      },
    }),
  ],
  GOOGLE_ARMOR_KNOWN_BAD_INPUTS: [
    include("rule", {
      action: "deny(403)",
      priority: choose("a priority before the rules that allow", 900),
      description: "Log4Shell and its like",
      match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } },
    }),
  ],
  GOOGLE_ARMOR_DENIES_BY_DEFAULT: [
    set(`${DEFAULT_RULE}.action`, "deny(403)"),
    set(`${DEFAULT_RULE}.match.versioned_expr`, "SRC_IPS_V1"),
    set(`${DEFAULT_RULE}.match.config.src_ip_ranges`, ["*"]),
  ],
  GOOGLE_ARMOR_ATTACHED: [
    decide(
      "which backend service the policy was written for; one that stands before nothing is deleted",
      example([
        "google_compute_backend_service",
        "models",
        {
          name: "models",
          load_balancing_scheme: "EXTERNAL_MANAGED",
          protocol: "HTTPS",
          security_policy: "projects/acme-vision/global/securityPolicies/models",
          iap: { enabled: true },
          log_config: { enable: true, sample_rate: 1 },
        },
      ]),
    ),
  ],
};
