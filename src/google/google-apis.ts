import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import type { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { DnsManagedZone } from "@cdktf/provider-google/lib/dns-managed-zone";
import { DnsPolicy } from "@cdktf/provider-google/lib/dns-policy";
import { DnsRecordSet } from "@cdktf/provider-google/lib/dns-record-set";
import { Construct } from "constructs";
import { GoogleLookups } from "./google-lookups";
import { routeThroughGateway } from "./internet-routes";
import { googleName } from "./names";

/**
 * Addresses of restricted.googleapis.com: every API behind them can be guarded by VPC Service Controls. The range of direct
 * connections (34.126.0.0/18) stays closed: libraries that try it, as those of Bigtable do, come back to these.
 */
export const RESTRICTED_CIDR = "199.36.153.4/30";

const RESTRICTED_ADDRESSES: readonly string[] = ["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"];

/** Domains of what nodes and pods ask Google for: the APIs, and both names of the image registry. */
const DOMAINS: readonly string[] = ["googleapis.com", "gcr.io", "pkg.dev"];

const MAXIMUM_NAME = 63;

/** Longest name of a forwarding rule for Google APIs: letters and digits alone. */
const MAXIMUM_ENDPOINT_NAME = 20;
const SECONDS = 300;

/**
 * Leads to Google's APIs through the restricted addresses: a route, for the network has no other, and names.
 *
 * @see https://cloud.google.com/vpc/docs/configure-private-google-access
 */
export function reachRestrictedApis(parent: Construct, network: ComputeNetwork): void {
  const scope = new Construct(parent, "GoogleApis");
  const route = new Construct(scope, "Route");
  routeThroughGateway(route, network, RESTRICTED_CIDR, "Google APIs: this traffic stays on Google's network");
  answerNames(scope, network, RESTRICTED_ADDRESSES);
}

/**
 * Leads to Google's APIs through an address of the network's own, which answers for those APIs alone that VPC Service
 * Controls can guard.
 *
 * @see https://cloud.google.com/vpc/docs/configure-private-service-connect-apis
 */
export function reachApisByEndpoint(parent: Construct, network: ComputeNetwork, endpointAddress: string): void {
  const scope = new Construct(parent, "GoogleApis");
  const endpoint = new Construct(scope, "Endpoint");
  const address = new ComputeGlobalAddress(endpoint, "Address", {
    name: googleName(endpoint, MAXIMUM_NAME),
    project: GoogleLookups.of(scope).project,
    network: network.id,
    purpose: "PRIVATE_SERVICE_CONNECT",
    addressType: "INTERNAL",
    address: endpointAddress,
  });
  new ComputeGlobalForwardingRule(endpoint, "Resource", {
    name: googleName(endpoint, MAXIMUM_ENDPOINT_NAME).replace(/-/g, ""),
    project: GoogleLookups.of(scope).project,
    network: network.id,
    ipAddress: address.id,
    target: "vpc-sc",
    // Left out it means EXTERNAL, which an endpoint is not.
    loadBalancingScheme: "",
    // The zones below answer; a second set, made behind Terraform's back, would only say the same.
    noAutomateDnsZone: true,
  });
  answerNames(scope, network, [endpointAddress]);
}

/** Records every name that is asked for: what is smuggled out in names of hosts is seen. */
export function logNames(parent: Construct, network: ComputeNetwork): void {
  const scope = new Construct(parent, "Dns");
  new DnsPolicy(scope, "Resource", {
    name: googleName(scope, MAXIMUM_NAME),
    project: GoogleLookups.of(scope).project,
    description: `Logs the queries of ${parent.node.path}`,
    enableLogging: true,
    enableInboundForwarding: false,
    networks: [{ networkUrl: network.id }],
  });
}

function answerNames(scope: Construct, network: ComputeNetwork, addresses: readonly string[]): void {
  for (const domain of DOMAINS) {
    const zoneScope = new Construct(scope, `Zone-${domain}`);
    const zone = new DnsManagedZone(zoneScope, "Resource", {
      name: googleName(zoneScope, MAXIMUM_NAME),
      project: GoogleLookups.of(scope).project,
      description: `${domain} by way of Google's network`,
      dnsName: `${domain}.`,
      visibility: "private",
      privateVisibilityConfig: { networks: [{ networkUrl: network.id }] },
    });
    const record = { managedZone: zone.name, project: GoogleLookups.of(scope).project, ttl: SECONDS };
    new DnsRecordSet(zoneScope, "Addresses", { ...record, name: `${domain}.`, type: "A", rrdatas: [...addresses] });
    new DnsRecordSet(zoneScope, "Names", { ...record, name: `*.${domain}.`, type: "CNAME", rrdatas: [`${domain}.`] });
  }
}
