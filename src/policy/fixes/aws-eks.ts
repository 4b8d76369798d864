import { add, choose, type Fixes, include, ofSubject, set, unset } from "./fix";

const ENFORCED = '{"enableNetworkPolicy":"true"}';

export const AWS_EKS_FIXES: Fixes = {
  AWS_EKS_PRIVATE_ENDPOINT: [
    set("vpc_config.endpoint_public_access", false),
    set("vpc_config.endpoint_private_access", true),
    unset("vpc_config.public_access_cidrs"),
  ],
  AWS_EKS_PRIVATE_ACCESS: [set("vpc_config.endpoint_private_access", true)],
  AWS_EKS_LOGS_COMPLETE: [
    include("enabled_cluster_log_types", "api", "audit", "authenticator", "controllerManager", "scheduler"),
  ],
  AWS_EKS_LOG_GROUP_DECLARED: [
    add("aws_cloudwatch_log_group", "control_plane", {
      // No reference to the cluster: the group has to be there first.
      name: choose("/aws/eks/<name of the cluster>/cluster, and the cluster depends on it", "/aws/eks/serving/cluster"),
      retention_in_days: 365,
      kms_key_id: choose(
        "ARN of the key of the logs",
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ),
    }),
  ],
  AWS_EKS_SECRETS_ENCRYPTED: [
    set("encryption_config.resources", ["secrets"]),
    set(
      "encryption_config.provider.key_arn",
      choose(
        "ARN of the key of the cluster's secrets",
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ),
    ),
  ],
  AWS_EKS_VERSION_EXPLICIT: [set("version", choose("Kubernetes version in standard support", "1.34"))],
  AWS_EKS_NETWORK_POLICY_ENGINE: [
    add("aws_eks_addon", "vpc_cni", {
      cluster_name: ofSubject("name"),
      addon_name: "vpc-cni",
      addon_version: choose("version of the add-on for the cluster's Kubernetes version", "v1.20.4-eksbuild.2"),
      configuration_values: ENFORCED,
    }),
  ],
  AWS_EKS_NETWORK_POLICIES_ENFORCED: [
    set("configuration_values", choose("enableNetworkPolicy, beside what is configured already", ENFORCED)),
  ],
  AWS_EKS_ADDON_VERSION_PINNED: [
    set(
      "addon_version",
      choose("version that `aws eks describe-addon-versions` names for the Kubernetes version", "v1.12.1-eksbuild.2"),
    ),
  ],
  AWS_EKS_ADDON_ROLE: [
    set(
      "pod_identity_association.role_arn",
      choose("ARN of a role for this add-on alone", "arn:aws:iam::111122223333:role/serving-vpc-cni"),
    ),
    set(
      "pod_identity_association.service_account",
      choose(
        "aws-node for vpc-cni, ebs-csi-controller-sa, efs-csi-controller-sa or s3-csi-driver-sa for storage",
        "aws-node",
      ),
    ),
  ],
};
