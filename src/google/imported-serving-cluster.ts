import { Token } from "cdktf";
import { Construct } from "constructs";
import { isPrivateRange, isPublicRange, parseIpv4Range } from "../core/cidr";
import { CloudProvider } from "../core/cloud-provider";
import type { GpuModel } from "../core/gpu-model";
import { labelledNodes } from "../core/gpu-scheduling";
import type { NetworkDestination } from "../core/network-destination";
import type { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import type { IGkeServingCluster } from "./gke-serving-cluster";
import { NODE_DNS_SERVERS } from "./google-dns";
import { GoogleLookups } from "./google-lookups";
import type { ImportedClusterAttributes } from "./imported-cluster-attributes";
import { REGION, regionOfZone, ZONE } from "./locations";

/** Where the APIs answer that VPC Service Controls protect. */
const RESTRICTED_RANGE = "199.36.153.4/30";
/** Where all of Google's APIs answer, without leaving Google's network either. */
const PRIVATE_RANGE = "199.36.153.8/30";
const PROJECT_ID = /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const PROJECT_NUMBER = /^\d{6,}$/;

/** A GKE cluster that is managed elsewhere; see `ServingCluster.fromClusterAttributes`. */
export class ImportedServingCluster extends Construct implements IGkeServingCluster {
  public readonly cloud = CloudProvider.GOOGLE;
  public readonly clusterName: string;
  public readonly project: string;
  public readonly projectNumber?: string;
  public readonly location: string;
  public readonly region: string;
  public readonly workloadPool: string;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public readonly objectStorage: NetworkDestination;
  public readonly dnsServerCidrs?: string[];

  constructor(scope: Construct, id: string, attributes: ImportedClusterAttributes) {
    super(scope, id);
    validate(this, attributes);

    this.clusterName = attributes.clusterName;
    this.project = attributes.project ?? GoogleLookups.of(this).project;
    this.projectNumber = attributes.projectNumber;
    this.location = attributes.location;
    this.region = regionOfZone(attributes.location) ?? attributes.location;
    this.workloadPool = `${this.project}.svc.id.goog`;
    this.endpoint = attributes.endpoint;
    this.certificateAuthorityData = attributes.certificateAuthorityData;
    this.objectStorage = {
      name: "Cloud Storage",
      cidrs: attributes.googleApisCidrs ?? [RESTRICTED_RANGE],
      port: 443,
    };
    this.dnsServerCidrs = attributes.dnsServerCidrs ?? NODE_DNS_SERVERS;
  }

  public get tokenCommand(): string[] {
    return ["gke-gcloud-auth-plugin"];
  }

  public nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    return labelledNodes(tier, gpu);
  }
}

function validate(cluster: Construct, attributes: ImportedClusterAttributes): void {
  const validator = new Validator(cluster, "google.ServingCluster.fromClusterAttributes").given(
    attributes,
    "clusterName",
    "location",
    "endpoint",
    "certificateAuthorityData",
  );
  const { location, endpoint, project, projectNumber } = attributes;
  // The region is told from it, at synthesis.
  if (validator.literal("location", location)) {
    validator.require(REGION.test(location) || ZONE.test(location), {
      code: "MK_LOCATION",
      message: `location is "${location}", which is neither a region nor a zone.`,
      remedy: "Give it as in europe-west4, or europe-west4-a for a zonal cluster.",
    });
  }
  validator.require(Token.isUnresolved(endpoint) || endpoint.startsWith("https://"), {
    code: "MK_CLUSTER_ENDPOINT",
    message: `endpoint is "${endpoint}", without the https:// that tells clients to encrypt.`,
    remedy: "Give it as in https://172.16.0.2.",
  });
  requireProject(validator, project, projectNumber);
  requireRanges(validator, attributes.googleApisCidrs);
  requireDnsServers(validator, attributes.dnsServerCidrs ?? []);
  validator.done();
}

/** Names of workload identities hold both id and number: of another project the number cannot be looked up here. */
function requireProject(validator: Validator, project: string | undefined, projectNumber: string | undefined): void {
  validator
    .require(project === undefined || Token.isUnresolved(project) || PROJECT_ID.test(project), {
      code: "MK_PROJECT",
      message: `project is "${project}", which is not the id of a project.`,
      remedy: "Give the id, as in acme-vision, and the number as projectNumber.",
    })
    .require(projectNumber === undefined || Token.isUnresolved(projectNumber) || PROJECT_NUMBER.test(projectNumber), {
      code: "MK_PROJECT",
      message: `projectNumber is "${projectNumber}", which is not the number of a project.`,
      remedy: "Give the number that `gcloud projects describe` prints, as in 123456789012.",
    })
    .require(project === undefined || projectNumber !== undefined, {
      code: "MK_PROJECT_NUMBER",
      message: `project is "${project}", but projectNumber is missing; names of its workload identities hold both.`,
      remedy: "Give the number that `gcloud projects describe` prints, as in 123456789012.",
    })
    .require(project !== undefined || projectNumber === undefined, {
      code: "MK_PROJECT_NUMBER",
      message: "projectNumber is given without project; that of the stack's own project is looked up.",
      remedy: "Give project as well, or leave projectNumber out.",
    });
}

/** Network policies are made of these ranges: one that is too wide, or none, would open the pods. */
function requireRanges(validator: Validator, cidrs: string[] | undefined): void {
  if (cidrs === undefined || Token.isUnresolved(cidrs)) {
    return;
  }
  const wrong = cidrs.filter((cidr) => !Token.isUnresolved(cidr) && !isGoogleApisRange(cidr));
  validator.require(cidrs.length > 0 && wrong.length === 0, {
    code: "MK_GOOGLE_APIS_CIDRS",
    message: `googleApisCidrs is [${cidrs.join(", ")}], which is not where Google's APIs answer inside a network.`,
    remedy: `Give ${RESTRICTED_RANGE}, ${PRIVATE_RANGE}, or the private /32 of a Private Service Connect endpoint.`,
  });
}

function isGoogleApisRange(cidr: string): boolean {
  const range = parseIpv4Range(cidr);
  const isEndpoint = range !== undefined && range.prefixLength === 32 && isPrivateRange(range);
  return cidr === RESTRICTED_RANGE || cidr === PRIVATE_RANGE || isEndpoint;
}

/** A resolver outside would carry out whatever is asked of it: single addresses inside are the nodes' own. */
function requireDnsServers(validator: Validator, cidrs: readonly string[]): void {
  const wrong = cidrs.filter((cidr) => {
    const range = parseIpv4Range(cidr);
    return range === undefined || range.prefixLength !== 32 || isPublicRange(range);
  });
  validator.require(wrong.length === 0, {
    code: "MK_DNS_SERVERS",
    message: `dnsServerCidrs is [${cidrs.join(", ")}], which are not single addresses inside the network or of the node.`,
    remedy: `Give ${NODE_DNS_SERVERS.join(", ")}, or those of them that the cluster has.`,
  });
}
