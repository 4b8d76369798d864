import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const MODELS = { name: "triton" };
const SHOP = { name: "shop", port_name: "http" };
const EXTERNAL = { load_balancing_scheme: "EXTERNAL_MANAGED" };

function backend(attributes: object, kind = "google_compute_backend_service"): EstateSource {
  return { resource: { [kind]: { b: { ...attributes } } } };
}

function member(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { one: { role: "roles/iap.httpsResourceAccessor", ...attributes } } } };
}

export const GOOGLE_BACKEND_SERVICE_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_LB_MODELS_BEHIND_CLOUD_ARMOR",
    holds: {
      "a policy": backend({ ...EXTERNAL, ...MODELS, security_policy: "${google_compute_security_policy.edge.id}" }),
      internal: backend({ ...MODELS, load_balancing_scheme: "INTERNAL_MANAGED" }),
      "a shop": backend({ ...EXTERNAL, ...SHOP }),
    },
    fails: {
      none: backend({ ...EXTERNAL, ...MODELS }),
      "not said: the default is EXTERNAL": backend(MODELS),
      "an empty text": backend({ ...EXTERNAL, ...MODELS, security_policy: "" }),
    },
    undecided: { "a scheme by a variable": backend({ ...MODELS, load_balancing_scheme: "${var.scheme}" }) },
  },
  {
    control: "GOOGLE_LB_MODELS_LOGGED",
    holds: {
      "all of them": backend({ ...MODELS, log_config: { enable: true, sample_rate: 1 } }),
      "the default rate, of a region": backend(
        { ...MODELS, log_config: { enable: true } },
        "google_compute_region_backend_service",
      ),
      "a shop": backend(SHOP),
    },
    fails: {
      none: backend(MODELS),
      "switched off, of a region": backend(
        { ...MODELS, log_config: { enable: false } },
        "google_compute_region_backend_service",
      ),
      "one in a hundred": backend({ ...MODELS, log_config: { enable: true, sample_rate: 0.01 } }),
    },
    undecided: { "by a variable": backend({ ...MODELS, log_config: { enable: "${var.log}" } }) },
  },
  {
    control: "GOOGLE_IAP_MEMBERS_ARE_GROUPS",
    holds: {
      "a group": member("google_iap_web_region_backend_service_iam_member", { member: "group:users@acme.example" }),
      "everybody, which is found by itself": member("google_iap_web_iam_member", { member: "allUsers" }),
    },
    fails: {
      "a domain": member("google_iap_web_region_backend_service_iam_member", { member: "domain:acme.example" }),
      "a domain beside a group": member("google_iap_web_backend_service_iam_binding", {
        members: ["group:users@acme.example", "domain:acme.example"],
      }),
    },
    undecided: { "by a variable": member("google_iap_web_iam_member", { member: "${var.member}" }) },
  },
];
