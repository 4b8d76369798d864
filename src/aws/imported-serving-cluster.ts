import { Construct } from "constructs";
import { CloudProvider } from "../core/cloud-provider";
import type { NetworkDestination } from "../core/network-destination";
import { Validator } from "../core/validation";
import type { IEksServingCluster } from "./eks-serving-cluster";
import type { ImportedClusterAttributes } from "./imported-cluster-attributes";

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
    new Validator(this, "aws.ServingCluster.fromClusterAttributes")
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
}
