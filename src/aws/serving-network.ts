import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { Validator } from "../core/validation";
import { AwsLookups } from "./aws-lookups";
import { logFlows } from "./flow-logs";
import type { InternetDestination } from "./internet-destination";
import { openDestinations } from "./internet-destinations";
import type { ModelKey } from "./model-key";
import type { PolicyDocument } from "./policy-document";
import { validateServingNetwork } from "./serving-network-validation";
import {
  INTERFACE_ENDPOINT_SERVICES,
  interfaceEndpointPolicy,
  readModelStores,
  s3EndpointPolicy,
} from "./vpc-endpoint-policies";

/** Properties of {@link ServingNetwork}. */
export interface ServingNetworkProps {
  /** Range of the VPC: a private IPv4 range of /16 to /22, as in `10.20.0.0/16`. */
  readonly cidr: string;

  /**
   * Availability zones, two or three of one region.
   *
   * @default - the first two zones of the region, found at plan time
   */
  readonly zones?: string[];

  /**
   * Services reached through interface endpoints besides those that every cluster needs (`ec2`, `ecr.api`, `ecr.dkr`,
   * `eks`, `eks-auth`, `kms`, `logs`, `sts`): any of `autoscaling`, `elasticloadbalancing`, `sagemaker.runtime`,
   * `secretsmanager`.
   *
   * @default - none
   */
  readonly additionalEndpoints?: string[];

  /**
   * Destinations on the internet that nodes may connect to, through a NAT gateway in each zone. Nothing else is routed.
   *
   * @default - none: there is neither internet gateway nor NAT
   */
  readonly internetDestinations?: InternetDestination[];

  /**
   * Key that encrypts the flow logs.
   *
   * @default - the key that all log groups of the stack share
   */
  readonly logKey?: ModelKey;
}

const ESSENTIAL_ENDPOINTS: readonly string[] = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "kms", "logs", "sts"];
const DEFAULT_ZONE_COUNT = 2;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ZONES_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/** The VPC is cut into quarters: one for each of up to three zones, the last for public subnets should they be asked for. */
const PRIVATE_SUBNET_BITS = 2;

/**
 * A VPC for serving that has no way to the internet: private subnets, endpoints to the services of AWS with policies
 * that admit principals of this account alone, flow logs, and a default security group that lets nothing pass.
 *
 * Throws a ValidationError when the range, the zones, an endpoint or a destination are not fit.
 *
 * @see docs/hardening.md#aws-network
 */
export class ServingNetwork extends Construct {
  /** Id of the VPC. */
  public readonly vpcId: string;

  /** Range of the VPC. */
  public readonly cidr: string;

  /** Names of the zones; known at plan time when they were not given. */
  public readonly zones: string[];

  /** Ids of the private subnets, one a zone, in the order of the zones. */
  public readonly privateSubnetIds: string[];

  /** Security group of the interface endpoints. */
  public readonly endpointSecurityGroupId: string;

  /** Id of the S3 gateway endpoint; bucket policies name it. */
  public readonly s3EndpointId: string;

  /** Prefix list of S3 in the region; security groups name it. */
  public readonly s3PrefixListId: string;

  /** Public ranges of S3 in the region, known after apply: traffic through a gateway endpoint keeps them. */
  public readonly s3Cidrs: string[];

  /** Destinations on the internet that were asked for. */
  public readonly internetDestinations: InternetDestination[];

  private readonly s3Policy: PolicyDocument;
  private readonly routeTables: RouteTable[];
  private readonly namedZones: string[] | undefined;

  constructor(scope: Construct, id: string, props: ServingNetworkProps) {
    super(scope, id);
    validateServingNetwork(this, props, ESSENTIAL_ENDPOINTS, INTERFACE_ENDPOINT_SERVICES);

    this.cidr = props.cidr;
    this.namedZones = props.zones;
    this.zones = props.zones ?? this.lookUpZones();
    this.internetDestinations = props.internetDestinations ?? [];
    const vpc = new Vpc(this, "Resource", {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: this.node.path },
    });
    this.lockDefaultSecurityGroup(vpc);
    const subnets = this.zones.map((zone, index) => this.privateSubnet(vpc, zone, index));
    this.privateSubnetIds = subnets.map((subnet) => subnet.id);
    this.routeTables = subnets.map((subnet, index) => this.routeTable(vpc, subnet, index));
    this.endpointSecurityGroupId = this.endpointSecurityGroup(vpc, subnets).id;
    this.s3Policy = s3EndpointPolicy(AwsLookups.of(this));
    const s3 = this.s3Endpoint(vpc);
    for (const service of new Set([...ESSENTIAL_ENDPOINTS, ...(props.additionalEndpoints ?? [])])) {
      this.interfaceEndpoint(vpc, service);
    }
    logFlows(this, vpc, props.logKey);
    openDestinations(this, vpc, this.zones, this.routeTables, this.internetDestinations);

    this.vpcId = vpc.id;
    this.s3EndpointId = s3.id;
    this.s3PrefixListId = s3.prefixListId;
    this.s3Cidrs = s3.cidrBlocks;
  }

  /**
   * Subnet of a zone that was given by name.
   *
   * Throws a ValidationError when the network does not span the zone, or was not given its zones.
   *
   * @param zone name of the zone, as in `eu-west-1a`
   */
  public subnetIn(zone: string): string {
    const index = this.namedZones?.indexOf(zone) ?? -1;
    const subnetId = this.privateSubnetIds[index];
    new Validator(this, "aws.ServingNetwork.subnetIn")
      .require(subnetId !== undefined, {
        code: "MK_ZONE_NOT_IN_NETWORK",
        message: `zone is "${zone}", but the network spans ${this.namedZones?.join(", ") ?? "zones that are found at plan time"}.`,
        remedy: "Name a zone of the network, and give ServingNetwork its zones by name.",
      })
      .done();
    return subnetId ?? "";
  }

  /** Zones by name; undefined when they are found at plan time. */
  public get zoneNames(): string[] | undefined {
    return this.namedZones;
  }

  /**
   * Lets a model store be read through the S3 endpoint.
   *
   * @internal
   */
  public _allowReads(bucketName: string): void {
    const lookups = AwsLookups.of(this);
    this.s3Policy.collect("ModelStores", lookups.bucketArn(bucketName, "*"), (objectArns) =>
      readModelStores(lookups, objectArns),
    );
  }

  private lookUpZones(): string[] {
    const available = new DataAwsAvailabilityZones(this, "Zones", {
      state: "available",
      // Local zones and the like carry neither EKS control planes nor every endpoint.
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: [...ZONES_WITHOUT_EKS],
    });
    return Array.from({ length: DEFAULT_ZONE_COUNT }, (_, index) => Fn.element(available.names, index) as string);
  }

  /** A resource in nobody's hands is used by accident: the default group lets nothing in or out. */
  private lockDefaultSecurityGroup(vpc: Vpc): void {
    new DefaultSecurityGroup(this, "DefaultSecurityGroup", { vpcId: vpc.id });
  }

  private privateSubnet(vpc: Vpc, zone: string, index: number): Subnet {
    return new Subnet(this, `PrivateSubnet${index + 1}`, {
      vpcId: vpc.id,
      availabilityZone: zone,
      cidrBlock: Fn.cidrsubnet(vpc.cidrBlock, PRIVATE_SUBNET_BITS, index),
      mapPublicIpOnLaunch: false,
      tags: { Name: `${this.node.path}/private-${index + 1}`, "kubernetes.io/role/internal-elb": "1" },
    });
  }

  private routeTable(vpc: Vpc, subnet: Subnet, index: number): RouteTable {
    const table = new RouteTable(this, `PrivateRoutes${index + 1}`, {
      vpcId: vpc.id,
      tags: { Name: `${this.node.path}/private-${index + 1}` },
    });
    new RouteTableAssociation(this, `PrivateRoutes${index + 1}Association`, {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    return table;
  }

  private endpointSecurityGroup(vpc: Vpc, subnets: readonly Subnet[]): SecurityGroup {
    const group = new SecurityGroup(this, "EndpointSecurityGroup", {
      vpcId: vpc.id,
      description: "Interface endpoints: HTTPS from the serving subnets",
      tags: { Name: `${this.node.path}/endpoints` },
    });
    subnets.forEach((subnet, index) => {
      new VpcSecurityGroupIngressRule(this, `EndpointIngress${index + 1}`, {
        securityGroupId: group.id,
        description: `HTTPS from private subnet ${index + 1}`,
        cidrIpv4: subnet.cidrBlock,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });
    return group;
  }

  private s3Endpoint(vpc: Vpc): VpcEndpoint {
    return new VpcEndpoint(this, "S3Endpoint", {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${AwsLookups.of(this).region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: this.routeTables.map((table) => table.id),
      policy: this.s3Policy.json,
      tags: { Name: `${this.node.path}/s3` },
    });
  }

  private interfaceEndpoint(vpc: Vpc, service: string): void {
    const lookups = AwsLookups.of(this);
    new VpcEndpoint(this, `Endpoint-${service}`, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${lookups.region}.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: this.privateSubnetIds,
      securityGroupIds: [this.endpointSecurityGroupId],
      policy: interfaceEndpointPolicy(service, lookups).json,
      tags: { Name: `${this.node.path}/${service}` },
    });
  }
}
