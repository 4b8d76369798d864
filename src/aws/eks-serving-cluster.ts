import type { IServingCluster } from "../core/serving-cluster";
import type { ServingNetwork } from "./serving-network";

/** An EKS cluster that model servers run on: made here, or imported. */
export interface IEksServingCluster extends IServingCluster {
  /** ARN of the cluster. */
  readonly clusterArn: string;

  /** ARN of the IAM OIDC provider that vouches for the cluster's service accounts. */
  readonly oidcProviderArn: string;

  /** Issuer of the service accounts' tokens, without `https://`, as in `oidc.eks.eu-west-1.amazonaws.com/id/ABC`. */
  readonly oidcIssuer: string;

  /** Range of the VPC; the interface endpoints answer from within it. */
  readonly vpcCidr: string;

  /** Network of the cluster, where Modelkeep made it; grants then restrict reading to its S3 endpoint. */
  readonly network?: ServingNetwork;
}
