import { ComputeFirewall, type ComputeFirewallAllow } from "@cdktf/provider-google/lib/compute-firewall";
import type { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { Construct } from "constructs";
import type { EgressDestination } from "./egress-destination";
import { GoogleLookups } from "./google-lookups";
import { googleName } from "./names";

const MAXIMUM_NAME = 63;
const HTTPS = 443;

/** Rules that GKE makes have priority 1,000; the implied rules, which let everything out, have 65,535. */
const ALLOW_PRIORITY = 1000;
const DENY_PRIORITY = 65_534;

/** Agents on the nodes hold a tunnel to the control plane here, through which it reaches webhooks and logs. */
const KONNECTIVITY = 8132;

/** The network and what its rules speak of. */
export interface EgressProps {
  readonly network: ComputeNetwork;
  /** Ranges of nodes, pods and Services. */
  readonly ownCidrs: string[];
  readonly controlPlaneCidr: string;
  readonly googleApisCidrs: string[];
  readonly destinations: readonly EgressDestination[];
}

/**
 * Lets nothing out but what is named. What GKE needs inside is open: it makes ingress rules for its nodes by itself, but
 * counts on the implied rule that lets everything out.
 *
 * The metadata server, with the DNS resolver and the clock, is no destination of the firewall: Google always lets it pass.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 * @see https://cloud.google.com/firewall/docs/firewalls#alwaysallowed
 */
export function lockEgress(parent: Construct, props: EgressProps): void {
  const scope = new Construct(parent, "Egress");
  denyTheRest(scope, props.network);
  allow(scope, "WithinCluster", props.network, {
    description: "Nodes, pods and Services among themselves; network policies of the cluster say who may speak to whom",
    destinationRanges: props.ownCidrs,
    allow: [{ protocol: "tcp" }, { protocol: "udp" }, { protocol: "icmp" }],
  });
  allow(scope, "ControlPlane", props.network, {
    description: "Kubernetes API and the control plane's way back to the nodes",
    destinationRanges: [props.controlPlaneCidr],
    allow: [tcp(HTTPS, KONNECTIVITY)],
  });
  allow(scope, "GoogleApis", props.network, {
    description: "Google APIs that VPC Service Controls can guard",
    destinationRanges: props.googleApisCidrs,
    allow: [tcp(HTTPS)],
  });
  for (const { name, cidr, port } of props.destinations) {
    allow(scope, `To-${name}`, props.network, {
      description: `Destination ${name}`,
      destinationRanges: [cidr],
      allow: [tcp(port ?? HTTPS)],
    });
  }
}

function denyTheRest(scope: Construct, network: ComputeNetwork): void {
  const rule = new Construct(scope, "DenyTheRest");
  new ComputeFirewall(rule, "Resource", {
    name: googleName(rule, MAXIMUM_NAME),
    network: network.id,
    project: GoogleLookups.of(scope).project,
    description: "Nothing leaves but what other rules name",
    direction: "EGRESS",
    priority: DENY_PRIORITY,
    destinationRanges: ["0.0.0.0/0"],
    deny: [{ protocol: "all" }],
    logConfig: { metadata: "INCLUDE_ALL_METADATA" },
  });
}

interface AllowRule {
  readonly description: string;
  readonly destinationRanges: string[];
  readonly allow: ComputeFirewallAllow[];
}

function allow(scope: Construct, id: string, network: ComputeNetwork, props: AllowRule): void {
  const rule = new Construct(scope, id);
  new ComputeFirewall(rule, "Resource", {
    name: googleName(rule, MAXIMUM_NAME),
    network: network.id,
    project: GoogleLookups.of(scope).project,
    direction: "EGRESS",
    priority: ALLOW_PRIORITY,
    ...props,
    logConfig: { metadata: "INCLUDE_ALL_METADATA" },
  });
}

function tcp(...ports: number[]): ComputeFirewallAllow {
  return { protocol: "tcp", ports: ports.map(String) };
}
