import { choose, exclude, type Fixes, set } from "./fix";

const TEAM_NAMESPACES = choose("namespaces of the team", ["vision"]);

export const AWS_EKS_ACCESS_FIXES: Fixes = {
  AWS_EKS_AUTHENTICATION_BY_API: [set("access_config.authentication_mode", "API")],
  AWS_EKS_CREATOR_NOT_ADMIN: [set("access_config.bootstrap_cluster_creator_admin_permissions", false)],
  AWS_EKS_ACCESS_FOR_ROLES: [
    set(
      "principal_arn",
      choose("ARN of the role that they take on", "arn:aws:iam::111122223333:role/vision-engineers"),
    ),
  ],
  AWS_EKS_NO_SYSTEM_MASTERS: [exclude("kubernetes_groups", "system:masters")],
  AWS_EKS_CLUSTER_ADMIN_BREAK_GLASS: [
    set("policy_arn", choose("a policy that suffices", "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy")),
    set("access_scope.type", "namespace"),
    set("access_scope.namespaces", TEAM_NAMESPACES),
  ],
  AWS_EKS_ACCESS_IN_NAMESPACES: [
    set("access_scope.type", "namespace"),
    set("access_scope.namespaces", TEAM_NAMESPACES),
  ],
};
