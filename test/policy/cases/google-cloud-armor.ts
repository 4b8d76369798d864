import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const EVERYBODY = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const THROTTLE = {
  action: "throttle",
  priority: 1000,
  match: EVERYBODY,
  rate_limit_options: {
    conform_action: "allow",
    exceed_action: "deny(429)",
    rate_limit_threshold: { count: 60, interval_sec: 60 },
  },
};
const CVES = {
  action: "deny(403)",
  priority: 900,
  match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } },
};
const DEFAULT = { action: "deny(403)", priority: 2147483647, match: EVERYBODY };

function policy(rules: unknown, others: EstateSource["resource"] = {}, attributes: object = {}): EstateSource {
  return {
    resource: { google_compute_security_policy: { edge: { name: "edge", rule: rules, ...attributes } }, ...others },
  };
}

/** A backend service of the name behind the policy. */
function before(
  name: string,
  security_policy: unknown = "${google_compute_security_policy.edge.id}",
): EstateSource["resource"] {
  return { google_compute_backend_service: { b: { name, security_policy } } };
}

/** A rule as a resource of its own. */
function ruleBeside(rule: object): EstateSource["resource"] {
  return {
    google_compute_security_policy_rule: {
      one: { security_policy: "${google_compute_security_policy.edge.name}", ...rule },
    },
  };
}

function named(kind: string, apiVersion: string, spec: object): object {
  return { apiVersion, kind, metadata: { name: "models", namespace: "vision" }, spec };
}

export const GOOGLE_CLOUD_ARMOR_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_ARMOR_RATE_LIMITED",
    holds: {
      "a throttle": policy([THROTTLE], before("triton")),
      "a ban": policy([{ ...THROTTLE, action: "rate_based_ban" }]),
      "a rule of its own": policy([], ruleBeside(THROTTLE)),
      "a shop": policy([], before("shop")),
      "a policy of a cache": policy([], {}, { type: "CLOUD_ARMOR_EDGE" }),
    },
    fails: {
      "no rule, before models": policy([], before("triton")),
      "other rules, before nothing that is known": policy([CVES, DEFAULT]),
      "a limit that is only tried out": policy([{ ...THROTTLE, preview: true }], before("triton")),
    },
    undecided: {
      "rules by a variable": policy("${var.rules}", before("triton")),
      "before a backend that may serve models": policy(
        [],
        {
          google_compute_backend_service: { b: { name: "shop", security_policy: "${var.policy}" } },
        },
        { type: "${var.type}" },
      ),
    },
  },
  {
    control: "GOOGLE_ARMOR_KNOWN_BAD_INPUTS",
    holds: {
      "the rules of Google": policy([CVES], before("triton")),
      "the older spelling, in a rule of its own": policy(
        [],
        ruleBeside({ ...CVES, match: { expr: { expression: "evaluatePreconfiguredExpr('cve-canary')" } } }),
      ),
      "a shop": policy([], before("shop")),
    },
    fails: {
      none: policy([THROTTLE], before("triton")),
      "let through": policy([{ ...CVES, action: "allow" }], before("triton")),
      "only tried out": policy([{ ...CVES, preview: true }]),
      "what is none of it is denied": policy([
        { ...CVES, match: { expr: { expression: "!evaluatePreconfiguredWaf('cve-canary')" } } },
      ]),
    },
    undecided: {
      "an expression by a variable": policy([{ ...CVES, match: { expr: { expression: "${var.expression}" } } }]),
    },
  },
  {
    control: "GOOGLE_ARMOR_DENIES_BY_DEFAULT",
    holds: {
      "a denial": policy([DEFAULT], before("triton")),
      "a shop": policy([], before("shop")),
    },
    fails: {
      "left out": policy([THROTTLE], before("triton")),
      "an admission": policy([{ ...DEFAULT, action: "allow" }], before("triton")),
    },
    undecided: { "an action by a variable": policy([{ ...DEFAULT, action: "${var.action}" }], before("triton")) },
  },
  {
    control: "GOOGLE_ARMOR_ATTACHED",
    holds: {
      "to a backend service": policy([], before("triton")),
      "to one, by its path": policy([], before("triton", "projects/acme-vision/global/securityPolicies/edge")),
      "to a backend of a Gateway": {
        ...policy([]),
        manifests: [named("GCPBackendPolicy", "networking.gke.io/v1", { default: { securityPolicy: "edge" } })],
      },
      "to a backend of an Ingress": {
        ...policy([]),
        manifests: [named("BackendConfig", "cloud.google.com/v1", { securityPolicy: { name: "edge" } })],
      },
      "one for caches": policy([], {}, { type: "CLOUD_ARMOR_EDGE" }),
    },
    fails: {
      "to nothing": policy([THROTTLE]),
      "another one is": {
        ...policy([]),
        manifests: [named("BackendConfig", "cloud.google.com/v1", { securityPolicy: { name: "other" } })],
      },
    },
    undecided: { "to a backend by a variable": policy([], before("triton", "${var.policy}")) },
  },
];
