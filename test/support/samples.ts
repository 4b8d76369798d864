import type { Construct } from "constructs";
import { aws } from "modelkeep";

/** What is known of a cluster that is managed elsewhere. */
export const CLUSTER_ATTRIBUTES: aws.ImportedClusterAttributes = {
  clusterName: "serving",
  clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/serving",
  region: "eu-west-1",
  endpoint: "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
  oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF",
  oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF",
  vpcCidr: "10.20.0.0/16",
  s3Cidrs: ["52.218.0.0/17"],
};

/** A cluster that is managed elsewhere: no network of ours, no resource. */
export function importedCluster(scope: Construct, id = "cluster"): aws.IEksServingCluster {
  return aws.ServingCluster.fromClusterAttributes(scope, id, CLUSTER_ATTRIBUTES);
}
