import type { AwsLookups } from "./aws-lookups";
import { type PolicyConditions, PolicyDocument, type PolicyStatement } from "./policy-document";

/**
 * Trust policy of a role that an AWS service assumes.
 *
 * @param service DNS name of the service, as in `vpc-flow-logs.amazonaws.com`
 * @param conditions against the confused deputy: on whose behalf the service acts
 */
export function serviceTrust(service: string, conditions?: PolicyConditions): string {
  return new PolicyDocument({
    sid: "AssumedByService",
    principals: { Service: [service] },
    actions: ["sts:AssumeRole"],
    ...(conditions && { conditions }),
  }).json;
}

/**
 * Trust statement of a role that one service account assumes by EKS Pod Identity. EKS vouches for cluster, namespace and
 * service account by session tags; the account guards against a deputy that acts for somebody else.
 *
 * @param lookups where the role lives
 * @param clusterArn cluster that the service account belongs to
 * @param namespace namespace of the service account
 * @param serviceAccountName name of the service account
 */
export function podIdentityTrust(
  lookups: AwsLookups,
  clusterArn: string,
  namespace: string,
  serviceAccountName: string,
): PolicyStatement {
  return {
    sid: "AssumedByServiceAccount",
    principals: { Service: ["pods.eks.amazonaws.com"] },
    actions: ["sts:AssumeRole", "sts:TagSession"],
    conditions: {
      StringEquals: {
        "aws:SourceAccount": lookups.accountId,
        "aws:RequestTag/eks-cluster-arn": clusterArn,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccountName,
      },
    },
  };
}
