import type { AwsLookups } from "./aws-lookups";
import { PolicyDocument, type PolicyStatement } from "./policy-document";

/** What a private serving cluster asks of each service through its interface endpoint, and nothing beyond. */
const ACTIONS: Record<string, readonly string[]> = {
  autoscaling: [
    "autoscaling:Describe*",
    "autoscaling:SetDesiredCapacity",
    "autoscaling:TerminateInstanceInAutoScalingGroup",
  ],
  // Nodes describe themselves, the CNI assigns addresses, the EBS driver makes volumes: all within the account.
  ec2: ["ec2:*"],
  "ecr.api": [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:DescribeImages",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
  ],
  "ecr.dkr": [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
  ],
  eks: ["eks:DescribeCluster", "eks:DescribeNodegroup", "eks:ListTagsForResource"],
  "eks-auth": ["eks-auth:AssumeRoleForPodIdentity"],
  elasticloadbalancing: ["elasticloadbalancing:*"],
  kms: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
  logs: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
  "sagemaker.runtime": ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
  secretsmanager: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
  sts: ["sts:AssumeRole", "sts:GetCallerIdentity", "sts:TagSession"],
};

/** The services that an interface endpoint can be asked for. */
export const INTERFACE_ENDPOINT_SERVICES: readonly string[] = Object.keys(ACTIONS);

/**
 * Policy of an interface endpoint: principals of this account alone, and only what serving needs.
 *
 * Without it, credentials of a stranger's account work through the endpoint, which is a way to carry data out.
 */
export function interfaceEndpointPolicy(service: string, lookups: AwsLookups): PolicyDocument {
  const policy = new PolicyDocument({
    sid: "OwnPrincipals",
    principals: "*",
    actions: ACTIONS[service] ?? [],
    // Add-on images lie in registries of AWS, so the resource stays open; the principal does not. Nobody has to call the
    // models of others.
    resources: [service === "sagemaker.runtime" ? lookups.regionalArn("sagemaker", "endpoint/*") : "*"],
    conditions: ofAccount(lookups),
  });
  if (service === "sts") {
    // The exchange of a service account's token is not signed: no principal is known, the role is what counts.
    policy.add({
      sid: "ServiceAccountsOfOwnRoles",
      principals: "*",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      resources: [lookups.roleArn("*")],
    });
  }
  return policy;
}

/**
 * Policy of the S3 gateway endpoint: the layers of container images, and the model stores that grants add.
 *
 * ECR keeps image layers in a bucket of AWS: without it no image can be pulled.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function s3EndpointPolicy(lookups: AwsLookups): PolicyDocument {
  return new PolicyDocument({
    sid: "ImageLayers",
    principals: "*",
    actions: ["s3:GetObject"],
    resources: [lookups.bucketArn(`prod-${lookups.region}-starport-layer-bucket`, "*")],
  });
}

/** Reading model stores through the S3 endpoint: own principals, the given objects. */
export function readModelStores(lookups: AwsLookups, objectArns: readonly string[]): PolicyStatement {
  return {
    sid: "ModelStores",
    principals: "*",
    actions: ["s3:GetObject"],
    resources: objectArns,
    conditions: ofAccount(lookups),
  };
}

function ofAccount(lookups: AwsLookups): PolicyStatement["conditions"] {
  return { StringEquals: { "aws:PrincipalAccount": lookups.accountId } };
}
