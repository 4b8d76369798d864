import type { Attributes, BreakableStack, Mutation } from "../mutation";
import { GOOGLE_FIREWALL_MUTATIONS } from "./google-firewall";

function changed(
  control: string,
  name: string,
  kind: string,
  change: (attributes: Attributes) => void,
  which?: (attributes: Attributes) => boolean,
): Mutation {
  return { control, name, breaks: (stack) => stack.change(kind, change, which) };
}

function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, breaks: (stack) => onGoogle(stack).add(kind, "added", { name: "added", ...attributes }) };
}

/** Only stacks of Google Cloud take what is added. */
function onGoogle(stack: BreakableStack): BreakableStack {
  stack.first("google_compute_network");
  return stack;
}

function networkOf(stack: BreakableStack): string {
  return `google_compute_network.${stack.first("google_compute_network")[0]}`;
}

const VPC_MUTATIONS: readonly Mutation[] = [
  changed(
    "GOOGLE_NETWORK_CUSTOM_SUBNETS",
    "the network gets subnets in every region",
    "google_compute_network",
    (network) => {
      network.auto_create_subnetworks = true;
    },
  ),
  changed("GOOGLE_NETWORK_NO_DEFAULT_ROUTE", "the default route stays", "google_compute_network", (network) => {
    delete network.delete_default_routes_on_create;
  }),
  {
    control: "GOOGLE_PROJECT_NO_DEFAULT_NETWORK",
    name: "a project is made with the default network",
    breaks: (stack) => {
      onGoogle(stack).add("google_project_default_service_accounts", "added", {
        project: "${google_project.added.project_id}",
        action: "DISABLE",
      });
      return stack.add("google_project", "added", { name: "added", project_id: "acme-added" });
    },
  },
  changed(
    "GOOGLE_SUBNET_PRIVATE_GOOGLE_ACCESS",
    "nodes no longer reach Google's APIs privately",
    "google_compute_subnetwork",
    (subnet) => {
      subnet.private_ip_google_access = false;
    },
  ),
  changed("GOOGLE_SUBNET_FLOW_LOGS", "the flow logs are gone", "google_compute_subnetwork", (subnet) => {
    delete subnet.log_config;
  }),
  changed(
    "GOOGLE_SUBNET_NO_PUBLIC_IPV6",
    "every node gets a public IPv6 address",
    "google_compute_subnetwork",
    (subnet) => {
      Object.assign(subnet, { stack_type: "IPV4_IPV6", ipv6_access_type: "EXTERNAL" });
    },
  ),
  changed("GOOGLE_NAT_NAMED_SUBNETS", "NAT leads every subnet out", "google_compute_router_nat", (nat) => {
    nat.source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES";
    delete nat.subnetwork;
  }),
  changed("GOOGLE_NAT_LOGS", "NAT no longer logs", "google_compute_router_nat", (nat) => {
    delete nat.log_config;
  }),
  added("GOOGLE_GPU_INSTANCE_NO_PUBLIC_ADDRESS", "a GPU machine gets a public address", "google_compute_instance", {
    machine_type: "a2-highgpu-1g",
    zone: "europe-west4-a",
    network_interface: [{ network: "default", access_config: [{}] }],
    service_account: { email: "trainer@acme.iam.gserviceaccount.com", scopes: ["cloud-platform"] },
    boot_disk: { kms_key_self_link: "projects/p/locations/l/keyRings/r/cryptoKeys/k" },
  }),
];

const EXTERNAL = { load_balancing_scheme: "EXTERNAL_MANAGED" };
const TLS = { min_tls_version: "TLS_1_2", profile: "RESTRICTED" };
const PROXY = { url_map: "${google_compute_url_map.inference.id}" };

/** A URL map that leads to models, for a proxy to lead to. */
function proxied(control: string, name: string, kind: string): Mutation {
  return {
    control,
    name,
    breaks: (stack) => {
      const backend = "${google_compute_backend_service.inference.id}";
      onGoogle(stack).add("google_compute_url_map", "inference", { name: "inference", default_service: backend });
      stack.add("google_compute_backend_service", "inference", {
        name: "inference",
        load_balancing_scheme: "INTERNAL_MANAGED",
        log_config: { enable: true, sample_rate: 1 },
        iap: { enabled: true },
        timeout_sec: 300,
      });
      return stack.add(kind, "added", { name: "added", ...PROXY });
    },
  };
}

const LOAD_BALANCING_MUTATIONS: readonly Mutation[] = [
  added("GOOGLE_LB_MODELS_INTERNAL", "TensorFlow Serving gets a public address", "google_compute_forwarding_rule", {
    ...EXTERNAL,
    ports: ["8501"],
  }),
  added("GOOGLE_LB_INTERNAL", "a load balancer faces the internet", "google_compute_forwarding_rule", {
    ports: ["443"],
  }),
  added("GOOGLE_LB_NO_GLOBAL_ACCESS", "every region reaches a load balancer", "google_compute_forwarding_rule", {
    load_balancing_scheme: "INTERNAL",
    ports: ["443"],
    allow_global_access: true,
  }),
  proxied("GOOGLE_LB_MODELS_ENCRYPTED", "models answer over plain HTTP", "google_compute_region_target_http_proxy"),
  proxied("GOOGLE_LB_TLS_POLICY_SET", "models answer over TLS 1.0", "google_compute_region_target_https_proxy"),
  added("GOOGLE_TLS_POLICY_STRONG", "a TLS policy has weak ciphers", "google_compute_ssl_policy", {
    ...TLS,
    profile: "COMPATIBLE",
  }),
  added(
    "GOOGLE_SERVICE_ATTACHMENT_ACCEPTED_BY_HAND",
    "every project gets a line to a published service",
    "google_compute_service_attachment",
    { connection_preference: "ACCEPT_AUTOMATIC" },
  ),
  added(
    "GOOGLE_SERVICE_ATTACHMENT_CONSUMERS_NAMED",
    "a published service names no consumer",
    "google_compute_service_attachment",
    { connection_preference: "ACCEPT_MANUAL" },
  ),
];

const GUARDED = ["storage", "aiplatform", "artifactregistry", "secretmanager", "cloudkms"].map(
  (name) => `${name}.googleapis.com`,
);
const RESTRICTED = { enable_restriction: true, allowed_services: ["RESTRICTED-SERVICES"] };
const isGoogleApis = ({ dns_name }: Attributes): boolean => dns_name === "googleapis.com.";

const PRIVATE_ACCESS_MUTATIONS: readonly Mutation[] = [
  changed(
    "GOOGLE_DNS_GOOGLE_APIS_ZONE_PRIVATE",
    "the zone of the registry is public",
    "google_dns_managed_zone",
    (zone) => {
      zone.visibility = "public";
    },
    ({ dns_name }) => dns_name === "pkg.dev.",
  ),
  changed(
    "GOOGLE_DNS_GOOGLE_APIS_ADDRESSES",
    "Google's names lead to a stranger",
    "google_dns_record_set",
    (record) => {
      record.rrdatas = ["203.0.113.7"];
    },
    ({ type }) => type === "A",
  ),
  {
    control: "GOOGLE_NETWORK_GOOGLE_APIS_PRIVATE_NAMES",
    name: "the zone of Google's APIs is gone",
    breaks: (stack) => {
      stack.remove("google_dns_managed_zone", isGoogleApis);
      return networkOf(stack);
    },
  },
  {
    control: "GOOGLE_NETWORK_REGISTRY_PRIVATE_NAMES",
    name: "the zone of the registry is gone",
    breaks: (stack) => {
      stack.remove("google_dns_managed_zone", ({ dns_name }) => dns_name === "pkg.dev.");
      return networkOf(stack);
    },
  },
  changed("GOOGLE_DNS_QUERIES_LOGGED", "queries of names are no longer logged", "google_dns_policy", (policy) => {
    policy.enable_logging = false;
  }),
  {
    control: "GOOGLE_ENDPOINT_RESPECTS_PERIMETER",
    name: "an endpoint offers what no perimeter guards",
    breaks: (stack) => {
      onGoogle(stack).add("google_access_context_manager_service_perimeter", "added", {
        status: { restricted_services: GUARDED, vpc_accessible_services: RESTRICTED },
      });
      return stack.add("google_compute_global_forwarding_rule", "added", {
        name: "added",
        load_balancing_scheme: "",
        target: "all-apis",
      });
    },
  },
  added(
    "GOOGLE_PERIMETER_GUARDS_MODELS",
    "a perimeter leaves Vertex AI out",
    "google_access_context_manager_service_perimeter",
    {
      status: {
        restricted_services: GUARDED.filter((name) => name !== "aiplatform.googleapis.com"),
        vpc_accessible_services: RESTRICTED,
      },
    },
  ),
  added(
    "GOOGLE_PERIMETER_NO_OTHER_SERVICES",
    "a perimeter lets other APIs be called",
    "google_access_context_manager_service_perimeter",
    { status: { restricted_services: GUARDED } },
  ),
];

export const GOOGLE_NETWORK_MUTATIONS: readonly Mutation[] = [
  ...VPC_MUTATIONS,
  ...GOOGLE_FIREWALL_MUTATIONS,
  ...LOAD_BALANCING_MUTATIONS,
  ...PRIVATE_ACCESS_MUTATIONS,
];
