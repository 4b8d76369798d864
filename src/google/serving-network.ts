import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { Construct } from "constructs";
import { resourcesBelow } from "../core/resources";
import { Validator } from "../core/validation";
import type { EgressDestination } from "./egress-destination";
import { lockEgress } from "./egress-firewall";
import { logNames, RESTRICTED_CIDR, reachApisByEndpoint, reachRestrictedApis } from "./google-apis";
import { GoogleLookups } from "./google-lookups";
import { refuseInternet } from "./ingress-firewall";
import { routeToInternet } from "./internet-routes";
import { googleName } from "./names";
import { type NetworkRanges, networkRanges } from "./network-ranges";
import { validateServingNetwork } from "./serving-network-validation";

/** Properties of {@link ServingNetwork}. */
export interface ServingNetworkProps {
  /**
   * Range of nodes, pods, Services and control plane: a private IPv4 range of /12 to /18, as in `10.20.0.0/16`.
   *
   * It must share no address with 172.17.0.0/16, which is the container bridge's on nodes.
   */
  readonly cidr: string;

  /**
   * Region of the subnetwork, as in `europe-west4`.
   *
   * @default - the region of the stack's provider
   */
  readonly region?: string;

  /**
   * Whether Google's APIs are reached through an address of this network's own (Private Service Connect) instead of the
   * addresses that all networks share.
   *
   * @default false
   */
  readonly privateServiceConnect?: boolean;

  /**
   * Destinations outside that nodes and pods may connect to. Nothing else is routed or let out.
   *
   * @default - none: there is neither Cloud NAT nor a route to the internet
   */
  readonly allowedDestinations?: EgressDestination[];
}

const MAXIMUM_NAME = 63;

/**
 * A VPC network for serving that has no way to the internet: one subnetwork, whose machines reach Google's APIs on Google's
 * network alone, a firewall that lets out what is named and nothing else, and logs of connections, refusals and DNS queries.
 *
 * Nothing comes in from the internet, whatever a Service of the cluster asks for. Inside, GKE makes the rules that a cluster
 * needs, for its own nodes; a network is for one cluster.
 *
 * Two ways out are left, and logged: names that are asked of the resolver, and Google's own APIs, through which whoever runs
 * code here reaches buckets of others too. A service perimeter of the organisation closes the second.
 *
 * Throws a ValidationError when the range, the region or a destination are not fit.
 *
 * @see docs/hardening.md#google-network
 */
export class ServingNetwork extends Construct {
  /** Id of the network: `projects/<project>/global/networks/<name>`. */
  public readonly networkId: string;

  /** Name of the network. */
  public readonly networkName: string;

  /** Id of the subnetwork: `projects/<project>/regions/<region>/subnetworks/<name>`. */
  public readonly subnetworkId: string;

  /** Region of the subnetwork. */
  public readonly region: string;

  /** Range of the whole network. */
  public readonly cidr: string;

  /** Range of the nodes: the first sixteenth of the network. */
  public readonly nodeCidr: string;

  /** Range of Kubernetes Services: the second sixteenth. */
  public readonly serviceCidr: string;

  /** Range of the control plane: a /28 at the start of the third sixteenth. */
  public readonly controlPlaneCidr: string;

  /** Range of the pods: the second half. */
  public readonly podCidr: string;

  /** Name of the subnetwork's secondary range for pods. */
  public readonly podRangeName: string = "pods";

  /** Name of the subnetwork's secondary range for Services. */
  public readonly serviceRangeName: string = "services";

  /** Where Google's APIs are reached, for network policies and firewalls to open on port 443. */
  public readonly googleApisCidrs: string[];

  /** Destinations outside that were asked for. */
  public readonly allowedDestinations: EgressDestination[];

  private readonly project: string;
  private cluster?: Construct;

  constructor(scope: Construct, id: string, props: ServingNetworkProps) {
    super(scope, id);
    validateServingNetwork(this, props);

    const lookups = GoogleLookups.of(this);
    const ranges = networkRanges(props.cidr);
    this.project = lookups.project;
    this.region = props.region ?? lookups.region;
    this.networkName = googleName(this, MAXIMUM_NAME);
    this.cidr = props.cidr;
    this.nodeCidr = ranges.nodes;
    this.serviceCidr = ranges.services;
    this.controlPlaneCidr = ranges.controlPlane;
    this.podCidr = ranges.pods;
    this.allowedDestinations = props.allowedDestinations ?? [];
    const network = this.network();
    this.googleApisCidrs = this.reachGoogleApis(network, ranges, props.privateServiceConnect ?? false);
    logNames(this, network);
    refuseInternet(this, network);
    this.lockEgress(network);
    const subnetwork = this.subnetwork(network);
    this.routeToInternet(network, subnetwork);

    this.networkId = network.id;
    this.subnetworkId = subnetwork.id;
  }

  /**
   * Takes in the one cluster that the ranges are cut for: a second would ask for the same range of control planes and Services.
   *
   * @internal
   */
  public _takeIn(cluster: Construct, subject: string): void {
    new Validator(cluster, subject)
      .require(this.cluster === undefined, {
        code: "MK_NETWORK_OCCUPIED",
        message: `network ${this.node.path} holds ${this.cluster?.node.path} already, and has one range for a control plane.`,
        remedy: "Make a network for each cluster.",
      })
      .done();
    this.cluster = cluster;
  }

  /** No subnetwork that nobody asked for, and no route to the internet, which Google otherwise makes with the network. */
  private network(): ComputeNetwork {
    return new ComputeNetwork(this, "Resource", {
      name: this.networkName,
      project: this.project,
      description: `Serving network ${this.node.path}`,
      autoCreateSubnetworks: false,
      deleteDefaultRoutesOnCreate: true,
      routingMode: "REGIONAL",
    });
  }

  private reachGoogleApis(network: ComputeNetwork, ranges: NetworkRanges, byEndpoint: boolean): string[] {
    if (byEndpoint) {
      reachApisByEndpoint(this, network, ranges.googleApisEndpoint);
      return [`${ranges.googleApisEndpoint}/32`];
    }
    reachRestrictedApis(this, network);
    return [RESTRICTED_CIDR];
  }

  private lockEgress(network: ComputeNetwork): void {
    lockEgress(this, {
      network,
      ownCidrs: [this.nodeCidr, this.podCidr, this.serviceCidr],
      controlPlaneCidr: this.controlPlaneCidr,
      googleApisCidrs: this.googleApisCidrs,
      destinations: this.allowedDestinations,
    });
  }

  /**
   * Made last: no machine can stand in the network before its firewall does, nor before it finds the registry that its images
   * come from.
   */
  private subnetwork(network: ComputeNetwork): ComputeSubnetwork {
    const dependsOn = resourcesBelow(this);
    const scope = new Construct(this, "Subnetwork");
    return new ComputeSubnetwork(scope, "Resource", {
      name: googleName(scope, MAXIMUM_NAME),
      project: this.project,
      region: this.region,
      network: network.id,
      ipCidrRange: this.nodeCidr,
      secondaryIpRange: [
        { rangeName: this.podRangeName, ipCidrRange: this.podCidr },
        { rangeName: this.serviceRangeName, ipCidrRange: this.serviceCidr },
      ],
      stackType: "IPV4_ONLY",
      privateIpGoogleAccess: true,
      logConfig: { aggregationInterval: "INTERVAL_1_MIN", flowSampling: 1, metadata: "INCLUDE_ALL_METADATA" },
      dependsOn,
    });
  }

  private routeToInternet(network: ComputeNetwork, subnetwork: ComputeSubnetwork): void {
    routeToInternet(this, {
      network,
      subnetwork,
      region: this.region,
      podRangeName: this.podRangeName,
      destinations: this.allowedDestinations,
    });
  }
}
