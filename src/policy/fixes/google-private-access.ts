import { add, choose, type Fix, type Fixes, include, ofSubject, set } from "./fix";

/** restricted.googleapis.com: APIs that perimeters guard, by addresses that stay on Google's network. */
const RESTRICTED = ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"];

/** A private zone that answers each name of the domain with the same addresses. */
function privateZone(name: string, domain: string): Fix {
  const zone = `\${google_dns_managed_zone.${name}.name}`;
  return [
    add("google_dns_managed_zone", name, {
      name: name.replaceAll("_", "-"),
      dns_name: domain,
      visibility: "private",
      private_visibility_config: { networks: [{ network_url: ofSubject() }] },
    }),
    add("google_dns_record_set", name, { managed_zone: zone, name: domain, type: "A", ttl: 300, rrdatas: RESTRICTED }),
    add("google_dns_record_set", `${name}_names`, {
      managed_zone: zone,
      name: `*.${domain}`,
      type: "CNAME",
      ttl: 300,
      rrdatas: [domain],
    }),
  ];
}

export const GOOGLE_PRIVATE_ACCESS_FIXES: Fixes = {
  GOOGLE_DNS_GOOGLE_APIS_ZONE_PRIVATE: [
    set("visibility", "private"),
    set("private_visibility_config.networks", [
      {
        network_url: choose("network whose machines ask the zone", "projects/acme-vision/global/networks/serving"),
      },
    ]),
  ],
  GOOGLE_DNS_GOOGLE_APIS_ADDRESSES: [set("type", "A"), set("rrdatas", RESTRICTED)],
  GOOGLE_NETWORK_GOOGLE_APIS_PRIVATE_NAMES: privateZone("google_apis", "googleapis.com."),
  GOOGLE_NETWORK_REGISTRY_PRIVATE_NAMES: privateZone("artifact_registry", "pkg.dev."),
  GOOGLE_DNS_QUERIES_LOGGED: [set("enable_logging", true)],
  GOOGLE_ENDPOINT_RESPECTS_PERIMETER: [set("target", "vpc-sc")],
  GOOGLE_PERIMETER_GUARDS_MODELS: [
    include(
      "status.restricted_services",
      "storage.googleapis.com",
      "aiplatform.googleapis.com",
      "artifactregistry.googleapis.com",
      "secretmanager.googleapis.com",
      "cloudkms.googleapis.com",
    ),
  ],
  GOOGLE_PERIMETER_NO_OTHER_SERVICES: [
    set("status.vpc_accessible_services.enable_restriction", true),
    include("status.vpc_accessible_services.allowed_services", "RESTRICTED-SERVICES"),
  ],
};
