import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { AwsLookups } from "./aws-lookups";
import type { ModelKey } from "./model-key";
import { PolicyDocument } from "./policy-document";
import { serviceTrust } from "./trust";

const SECRETS_ACTIONS: readonly string[] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"];

/** Nodes join the cluster and pull images. They hold no permission on models: that is for serving identities. */
const NODE_POLICIES: readonly string[] = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** The role that the control plane runs as: it may manage the cluster's resources and use the key of its secrets. */
export function controlPlaneRole(cluster: Construct, clusterName: string, secretsKey: ModelKey): IamRole {
  const scope = new Construct(cluster, "ControlPlaneRole");
  const lookups = AwsLookups.of(cluster);
  const roleName = physicalName(scope, 64);
  const role = new IamRole(scope, "Resource", {
    name: roleName,
    description: `Control plane of ${clusterName}`,
    assumeRolePolicy: serviceTrust("eks.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": lookups.accountId },
      ArnEquals: { "aws:SourceArn": lookups.regionalArn("eks", `cluster/${clusterName}`) },
    }),
  });
  new IamRolePolicyAttachment(scope, "Permissions", {
    role: role.name,
    policyArn: lookups.managedPolicyArn("AmazonEKSClusterPolicy"),
  });
  const policy = new PolicyDocument({ sid: "EncryptSecrets", actions: SECRETS_ACTIONS, resources: [secretsKey.arn] });
  new IamRolePolicy(scope, "SecretsKey", { role: role.id, name: "encrypt-secrets", policy: policy.json });
  allowSecrets(secretsKey, lookups, roleName);
  return role;
}

/** The role of every node: what joining and pulling take, nothing of the models. */
export function nodeRole(cluster: Construct, clusterName: string): IamRole {
  const scope = new Construct(cluster, "NodeRole");
  const role = new IamRole(scope, "Resource", {
    name: physicalName(scope, 64),
    description: `Nodes of ${clusterName}`,
    assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
  });
  for (const policyName of NODE_POLICIES) {
    new IamRolePolicyAttachment(scope, policyName, {
      role: role.name,
      policyArn: AwsLookups.of(cluster).managedPolicyArn(policyName),
    });
  }
  return role;
}

/**
 * EKS makes grants on the key in the name of whoever creates the cluster. `kms:GrantIsForAWSResource` must not be asked for:
 * EKS does not set it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
function allowSecrets(key: ModelKey, lookups: AwsLookups, roleName: string): void {
  key._allow({
    sid: "ClusterCreation",
    principals: { AWS: [lookups.accountPrincipal] },
    actions: ["kms:CreateGrant", "kms:DescribeKey"],
    resources: ["*"],
    conditions: { StringEquals: { "kms:CallerAccount": lookups.accountId } },
  });
  key._allow({
    sid: "ControlPlane",
    principals: { AWS: [lookups.accountPrincipal] },
    actions: SECRETS_ACTIONS,
    resources: ["*"],
    conditions: { ArnEquals: { "aws:PrincipalArn": lookups.roleArn(roleName) } },
  });
}

/**
 * Lets the auto scaling group that launches nodes encrypt their volumes.
 *
 * The service-linked role must exist: AWS makes it with an account's first auto scaling group, or
 * `aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com` does.
 */
export function allowNodeVolumes(key: ModelKey): void {
  const lookups = AwsLookups.of(key);
  const autoScaling = [lookups.roleArn("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")];
  key._allow({
    sid: "NodeVolumes",
    principals: { AWS: autoScaling },
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
  });
  key._allow({
    sid: "NodeVolumeGrants",
    principals: { AWS: autoScaling },
    actions: ["kms:CreateGrant"],
    resources: ["*"],
    conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  });
}
