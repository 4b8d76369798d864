import type { Attributes, BreakableStack, Mutation } from "../mutation";

const STACK = "vision-cloud-gke";
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

/** A well-made backend of models behind Cloud Armor, but for one thing. */
function addBackend(stack: BreakableStack, wrong: Attributes = {}): string {
  return stack.add("google_compute_backend_service", "triton", {
    name: "triton",
    load_balancing_scheme: "EXTERNAL_MANAGED",
    protocol: "HTTPS",
    iap: { enabled: true },
    log_config: { enable: true, sample_rate: 1 },
    security_policy: "${google_compute_security_policy.edge.id}",
    ...wrong,
  });
}

function addPolicy(stack: BreakableStack, rules: readonly object[] = [CVES, THROTTLE, DEFAULT]): string {
  return stack.add("google_compute_security_policy", "edge", { name: "edge", rule: rules });
}

/** Cloud Armor before models without one of the rules. */
function without(control: string, name: string, rules: readonly object[]): Mutation {
  return {
    control,
    name,
    stack: STACK,
    breaks: (stack) => {
      addBackend(stack);
      return addPolicy(stack, rules);
    },
  };
}

/** A backend of models with one thing wrong. */
function backend(control: string, name: string, wrong: Attributes): Mutation {
  return {
    control,
    name,
    stack: STACK,
    breaks: (stack) => {
      addBackend(stack);
      addPolicy(stack);
      return stack.change("google_compute_backend_service", (attributes) => Object.assign(attributes, wrong));
    },
  };
}

export const GOOGLE_CLOUD_ARMOR_MUTATIONS: readonly Mutation[] = [
  without("GOOGLE_ARMOR_RATE_LIMITED", "a policy without a limit", [CVES, DEFAULT]),
  without("GOOGLE_ARMOR_KNOWN_BAD_INPUTS", "a policy that lets attacks through", [THROTTLE, DEFAULT]),
  without("GOOGLE_ARMOR_DENIES_BY_DEFAULT", "a policy that lets everybody else through", [CVES, THROTTLE]),
  {
    control: "GOOGLE_ARMOR_ATTACHED",
    name: "a policy before nothing",
    stack: STACK,
    breaks: (stack) => addPolicy(stack),
  },
  {
    control: "GOOGLE_LB_MODELS_BEHIND_CLOUD_ARMOR",
    name: "models without Cloud Armor",
    stack: STACK,
    breaks: (stack) => addBackend(stack, { security_policy: null }),
  },
  backend("GOOGLE_LB_MODELS_LOGGED", "models whose calls are not logged", { log_config: null }),
  {
    control: "GOOGLE_IAP_MEMBERS_ARE_GROUPS",
    name: "a proxy that lets the whole company through",
    stack: STACK,
    breaks: (stack) =>
      stack.add("google_iap_web_region_backend_service_iam_member", "added", {
        project: "acme-vision",
        region: "europe-west4",
        web_region_backend_service: "triton",
        role: "roles/iap.httpsResourceAccessor",
        member: "domain:acme.example",
      }),
  },
  {
    control: "GOOGLE_LB_MODELS_INTERNAL",
    name: "models on the internet behind Cloud Armor that asks nobody",
    stack: STACK,
    breaks: (stack) => {
      addBackend(stack, { iap: null });
      addPolicy(stack);
      stack.add("google_compute_url_map", "edge", {
        name: "edge",
        default_service: "${google_compute_backend_service.triton.id}",
      });
      stack.add("google_compute_ssl_policy", "edge", {
        name: "edge",
        min_tls_version: "TLS_1_2",
        profile: "RESTRICTED",
      });
      stack.add("google_compute_target_https_proxy", "edge", {
        name: "edge",
        url_map: "${google_compute_url_map.edge.id}",
        ssl_policy: "${google_compute_ssl_policy.edge.id}",
      });
      return stack.add("google_compute_global_forwarding_rule", "edge", {
        name: "edge",
        load_balancing_scheme: "EXTERNAL_MANAGED",
        target: "${google_compute_target_https_proxy.edge.id}",
      });
    },
  },
];
