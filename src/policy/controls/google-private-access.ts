import type { Control } from "../control";

/** Domains of Google's APIs and registries. */
const GOOGLE_DOMAINS = "(^|[.])(googleapis[.]com|pkg[.]dev|gcr[.]io)[.]?$";

/** restricted.googleapis.com and private.googleapis.com. */
const VIRTUAL_ADDRESSES = '["199.36.153.4/30", "199.36.153.8/30", "2600:2d00:2:1000::/56", "2600:2d00:2:2000::/56"]';

/** What a stolen credential is worth most for. */
const GUARDED_SERVICES = [
  "storage.googleapis.com",
  "aiplatform.googleapis.com",
  "artifactregistry.googleapis.com",
  "secretmanager.googleapis.com",
  "cloudkms.googleapis.com",
]
  .map((name) => `"${name}"`)
  .join(", ");

/**
 * CEL: the network has no GKE cluster, or answers names of the domain itself: by a private zone for it or for a name in it, or
 * by a response policy. A zone of which nothing is known may be the one.
 */
const RESOLVES_PRIVATELY = (domain: string): string =>
  'satellites(self, "google_dns_managed_zone", "private_visibility_config.networks.network_url")' +
  `.exists(z, ("." + spelling(z.dns_name)).endsWith(".${domain}.") || z.dns_name == "${domain}.") || ` +
  'satellites(self, "google_dns_response_policy", "networks.network_url").size() > 0 || clustersIn(self).size() == 0';

/** The way to Google's own APIs: names, endpoints and perimeters. */
export const GOOGLE_PRIVATE_ACCESS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_DNS_GOOGLE_APIS_ZONE_PRIVATE",
    severity: "high",
    category: "network",
    title: "Zones for Google's own names are private",
    appliesTo: ["google_dns_managed_zone"],
    require: `text(self.visibility) == "private" || !spelling(self.dns_name).matches("${GOOGLE_DOMAINS}")`,
    attribute: "visibility",
    message: "The zone is for names of Google's APIs, and public: no machine of the network asks it",
    rationale:
      "Model servers ask for storage.googleapis.com: without a private zone the answer is a public address, and the way to " +
      "the weights leads over the internet.",
    remediation:
      'Set visibility to "private" (the default is public) and private_visibility_config to the network; ServingNetwork does.',
    answers: ["NET-42", "AML.T0025"],
  },
  {
    id: "GOOGLE_DNS_GOOGLE_APIS_ADDRESSES",
    severity: "medium",
    category: "network",
    title: "Google's own names lead to addresses that stay on Google's network",
    appliesTo: ["google_dns_record_set"],
    when: 'text(self.type) in ["A", "AAAA"]',
    require:
      `!spelling(self.name).matches("${GOOGLE_DOMAINS}") || ` +
      `list(self.rrdatas).all(a, [a + (self.type == "A" ? "/32" : "/128")].all(c, !isPublicCidr(c) || ${VIRTUAL_ADDRESSES}.exists(g, cidrWithin(c, g))))`,
    attribute: "rrdatas",
    rationale: "Any other public address in the place of Google's is one where credentials and weights are sent to.",
    remediation:
      "Set rrdatas to 199.36.153.4 to 199.36.153.7 (restricted.googleapis.com), or to the address of a Private Service " +
      "Connect endpoint; ServingNetwork does.",
    answers: ["NET-42", "AML.T0025"],
  },
  {
    id: "GOOGLE_NETWORK_GOOGLE_APIS_PRIVATE_NAMES",
    severity: "medium",
    category: "network",
    title: "A network with GKE clusters resolves Google's names privately",
    appliesTo: ["google_compute_network"],
    require: RESOLVES_PRIVATELY("googleapis.com"),
    attribute: "name",
    message: "The network has GKE clusters, but no private zone for googleapis.com",
    rationale:
      "Without it calls to Google's APIs go to public addresses, so a firewall cannot tell the bucket of weights from the " +
      "internet. Networks without a GKE cluster are not judged.",
    remediation:
      "Add a private google_dns_managed_zone for googleapis.com. with records of restricted.googleapis.com or of a Private " +
      "Service Connect endpoint; ServingNetwork does.",
    answers: ["NET-42", "NET-45", "AML.T0025"],
  },
  {
    id: "GOOGLE_NETWORK_REGISTRY_PRIVATE_NAMES",
    severity: "medium",
    category: "network",
    title: "A network with GKE clusters resolves its registry privately",
    appliesTo: ["google_compute_network"],
    require: RESOLVES_PRIVATELY("pkg.dev"),
    attribute: "name",
    message: "The network has GKE clusters, but no private zone for pkg.dev",
    rationale:
      "Images come from Artifact Registry by the name pkg.dev: without a private zone nodes need a way to public addresses, and " +
      "whatever leads there leads weights out too. Networks without a GKE cluster are not judged.",
    remediation:
      "Add a private google_dns_managed_zone for pkg.dev. with records of restricted.googleapis.com or of a Private Service " +
      "Connect endpoint; ServingNetwork does.",
    answers: ["NET-42", "AML.T0025"],
  },
  {
    id: "GOOGLE_DNS_QUERIES_LOGGED",
    severity: "low",
    category: "logging",
    title: "Queries of names are logged",
    appliesTo: ["google_dns_policy"],
    require: "isTrue(self.enable_logging)",
    attribute: "enable_logging",
    rationale: "Weights leave by DNS where nothing else is open: a name at a time, to whoever owns the domain.",
    remediation: "Set enable_logging to true; the default is false. ServingNetwork does.",
    answers: ["NET-44", "AML.T0025"],
  },
  {
    id: "GOOGLE_ENDPOINT_RESPECTS_PERIMETER",
    severity: "low",
    category: "network",
    title: "The endpoint for Google's APIs offers only what a perimeter guards",
    appliesTo: ["google_compute_global_forwarding_rule"],
    require: 'self.target != "all-apis" || resources("google_access_context_manager_service_perimeter").size() == 0',
    attribute: "target",
    rationale:
      "The target all-apis leads to APIs that no perimeter knows of: a way past the one that the estate declares.",
    remediation: 'Set target to "vpc-sc"; ServingNetwork does with privateServiceConnect.',
    answers: ["NET-46", "AML.T0025"],
  },
  {
    id: "GOOGLE_PERIMETER_GUARDS_MODELS",
    severity: "low",
    category: "network",
    title: "A service perimeter guards what models are made of",
    appliesTo: ["google_access_context_manager_service_perimeter"],
    require:
      `self.perimeter_type == "PERIMETER_TYPE_BRIDGE" || [${GUARDED_SERVICES}].all(s, (self.status + self.spec)` +
      ".exists(p, s in list(p.restricted_services)))",
    found: `[${GUARDED_SERVICES}].filter(s, !(self.status + self.spec).exists(p, s in list(p.restricted_services)))`,
    attribute: "status.restricted_services",
    message: "The perimeter does not restrict these",
    rationale:
      "Within a perimeter a stolen credential is worth nothing outside the network: for the services in its list alone.",
    remediation:
      "Name storage, aiplatform, artifactregistry, secretmanager and cloudkms .googleapis.com in status.restricted_services.",
    answers: ["NET-47", "AML.M0019", "AML.T0025", "ML05:2023"],
  },
  {
    id: "GOOGLE_PERIMETER_NO_OTHER_SERVICES",
    severity: "low",
    category: "network",
    title: "Within a perimeter only guarded services can be called",
    appliesTo: ["google_access_context_manager_service_perimeter"],
    require:
      'self.perimeter_type == "PERIMETER_TYPE_BRIDGE" || (self.status + self.spec)' +
      ".exists(p, p.vpc_accessible_services.exists(v, isTrue(v.enable_restriction)))",
    attribute: "status.vpc_accessible_services.enable_restriction",
    rationale:
      "An API outside the perimeter takes weights as well as one inside: what is not guarded is not to be called.",
    remediation:
      'Set status.vpc_accessible_services with enable_restriction = true and allowed_services ["RESTRICTED-SERVICES"].',
    answers: ["NET-48", "AML.T0025"],
  },
];
