import { Token } from "cdktf";
import { Construct } from "constructs";
import { isPrivateRange, parseIpv4Range } from "../core/cidr";
import { CloudProvider } from "../core/cloud-provider";
import type { GpuModel } from "../core/gpu-model";
import { labelledNodes } from "../core/gpu-scheduling";
import type { NetworkDestination } from "../core/network-destination";
import type { ServingTier } from "../core/tier";
import { Validator } from "../core/validation";
import type { IEksServingCluster } from "./eks-serving-cluster";
import type { ImportedClusterAttributes } from "./imported-cluster-attributes";

const WIDEST_S3_PREFIX = 12;

/** An EKS cluster that is managed elsewhere; see `ServingCluster.fromClusterAttributes`. */
export class ImportedServingCluster extends Construct implements IEksServingCluster {
  public readonly cloud = CloudProvider.AWS;
  public readonly clusterName: string;
  public readonly clusterArn: string;
  public readonly region: string;
  public readonly endpoint: string;
  public readonly certificateAuthorityData: string;
  public readonly oidcProviderArn: string;
  public readonly oidcIssuer: string;
  public readonly vpcCidr: string;
  public readonly objectStorage: NetworkDestination;

  constructor(scope: Construct, id: string, attributes: ImportedClusterAttributes) {
    super(scope, id);
    const validator = new Validator(this, "aws.ServingCluster.fromClusterAttributes").given(
      attributes,
      "clusterName",
      "clusterArn",
      "region",
      "endpoint",
      "certificateAuthorityData",
      "oidcProviderArn",
      "oidcIssuer",
      "vpcCidr",
      "s3Cidrs",
    );
    requireRanges(validator, attributes);
    validator
      .arn("clusterArn", attributes.clusterArn, "eks")
      .arn("oidcProviderArn", attributes.oidcProviderArn, "iam")
      .require(!attributes.oidcIssuer.startsWith("https://"), {
        code: "MK_OIDC_ISSUER",
        message: `oidcIssuer is "${attributes.oidcIssuer}", with a scheme that trust policies do not have.`,
        remedy: "Leave out https://, as in oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF.",
      })
      .done();
    this.clusterName = attributes.clusterName;
    this.clusterArn = attributes.clusterArn;
    this.region = attributes.region;
    this.endpoint = attributes.endpoint;
    this.certificateAuthorityData = attributes.certificateAuthorityData;
    this.oidcProviderArn = attributes.oidcProviderArn;
    this.oidcIssuer = attributes.oidcIssuer;
    this.vpcCidr = attributes.vpcCidr;
    this.objectStorage = { name: "S3", cidrs: attributes.s3Cidrs, port: 443 };
  }

  public get tokenCommand(): string[] {
    return ["aws", "eks", "get-token", "--cluster-name", this.clusterName, "--region", this.region];
  }

  public nodeSelector(tier?: ServingTier, gpu?: GpuModel): { [key: string]: string } {
    return labelledNodes(tier, gpu);
  }
}

/** Network policies are made of these ranges: one that is too wide, or none, would open the pods. */
function requireRanges(validator: Validator, { vpcCidr, s3Cidrs }: ImportedClusterAttributes): void {
  const vpc = Token.isUnresolved(vpcCidr) ? undefined : parseIpv4Range(vpcCidr);
  validator.require(Token.isUnresolved(vpcCidr) || (vpc !== undefined && isPrivateRange(vpc)), {
    code: "MK_NETWORK_CIDR",
    message: `vpcCidr is "${vpcCidr}", which is not a private IPv4 range.`,
    remedy: "Give the range of the VPC, as in 10.20.0.0/16.",
  });
  if (Token.isUnresolved(s3Cidrs)) {
    return;
  }
  const ranges = s3Cidrs.filter((cidr) => !Token.isUnresolved(cidr)).map(parseIpv4Range);
  validator.require(
    s3Cidrs.length > 0 && ranges.every((range) => range !== undefined && range.prefixLength >= WIDEST_S3_PREFIX),
    {
      code: "MK_S3_CIDRS",
      message: `s3Cidrs is [${s3Cidrs.join(", ")}], which is not a list of IPv4 ranges of /${WIDEST_S3_PREFIX} or narrower.`,
      remedy: "Give the ranges of the region's S3 prefix list, as `aws ec2 describe-prefix-lists` prints them.",
    },
  );
}
