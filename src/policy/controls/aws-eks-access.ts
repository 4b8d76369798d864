import type { Control } from "../control";

/** Not known by its name, and no reference that could be followed either: undecided. */
const UNSPELT = (attribute: string): string =>
  `referredKinds(self.${attribute}).size() == 0 && text(self.${attribute})`;

/** The policy is one of these: `AmazonEKSEditPolicy`. */
const IS_POLICY = (pattern: string): string =>
  `(spelling(self.policy_arn).matches("cluster-access-policy/${pattern}$") || ` +
  `(${UNSPELT("policy_arn")}.matches("cluster-access-policy/${pattern}$")))`;

/**
 * How an emergency role is told from any other: the ARN, the address of the association (in CDKTF the id that
 * `grantBreakGlass` was given), or a tag `break-glass` on the access entry says so.
 */
const BREAK_GLASS = [
  '[spelling(self.principal_arn), resource.address].exists(name, name.matches("(?i)break[-_]?glass|emergency"))',
  `(${UNSPELT("principal_arn")}.matches("(?i)break[-_]?glass|emergency"))`,
  'resources("aws_eks_access_entry").exists(e, e.tags != null && "break-glass" in e.tags && ' +
    "spelling(e.principal_arn) == spelling(self.principal_arn))",
  'referredKinds(self.principal_arn).size() > 0 && [target(self, "principal_arn", "aws_iam_role")].exists(r, r != null && ' +
    '(has(r.name) && text(r.name).matches("(?i)break[-_]?glass|emergency") || ' +
    'has(r.principal_arn) && spelling(r.principal_arn).matches("(?i)break[-_]?glass|emergency")))',
].join(" || ");

const HAS_CLUSTER_SCOPE = 'self.access_scope.exists(s, s.type == "cluster")';

/** Who may do what in the cluster. */
export const AWS_EKS_ACCESS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_EKS_AUTHENTICATION_BY_API",
    severity: "high",
    category: "identity",
    title: "Access to the cluster is managed by access entries alone",
    appliesTo: ["aws_eks_cluster"],
    require: 'self.access_config.exists(a, a.authentication_mode == "API")',
    attribute: "access_config.authentication_mode",
    rationale:
      "While the aws-auth ConfigMap counts, whoever can edit it, from a pod even, makes himself administrator of every " +
      "tenant's models, and no audit of IAM shows it.",
    remediation:
      'Set access_config.authentication_mode to "API" (AWS\'s default counts the ConfigMap too); ServingCluster does.',
    answers: ["EKS-10", "DENY-EKS-002", "CIS EKS-1.8 4.1.7", "CIS EKS-1.8 5.5.1", "KSV-0115", "AML.T0012"],
  },
  {
    id: "AWS_EKS_CREATOR_NOT_ADMIN",
    severity: "high",
    category: "identity",
    title: "Who creates the cluster is not its administrator",
    appliesTo: ["aws_eks_cluster"],
    require:
      'self.access_config.exists(a, text(a.bootstrap_cluster_creator_admin_permissions).lowerAscii() == "false")',
    attribute: "access_config.bootstrap_cluster_creator_admin_permissions",
    rationale: "The pipeline that creates the cluster would otherwise be a hidden administrator of it for ever.",
    remediation:
      "Set access_config.bootstrap_cluster_creator_admin_permissions to false (the default is true) and give roles access " +
      "by name; ServingCluster does. To change it replaces a cluster that exists: there delete the creator's access entry, " +
      "and let lifecycle.ignore_changes name the attribute.",
    answers: ["EKS-11", "DENY-EKS-002", "CIS EKS-1.8 4.1.1", "AML.T0012"],
  },
  {
    id: "AWS_EKS_ACCESS_FOR_ROLES",
    severity: "high",
    category: "identity",
    title: "Access is given to roles, not to users or the account",
    appliesTo: ["aws_eks_access_entry"],
    require:
      '!referredKinds(self.principal_arn).exists(k, k == "aws_iam_user") && ' +
      '!spelling(self.principal_arn).matches(":user/|:root$") && ' +
      '(referredKinds(self.principal_arn).exists(k, k == "aws_iam_role" || k == "aws_iam_roles") || ' +
      'spelling(self.principal_arn).contains(":role/") || text(self.principal_arn).contains(":role/"))',
    attribute: "principal_arn",
    rationale:
      "A user has a key that is never renewed, and the account root is everybody in it; a role is taken on for an hour, by " +
      "somebody who has a name.",
    remediation: "Set principal_arn to the ARN of an IAM role; ServingCluster.grantAccess refuses anything else.",
    answers: ["EKS-15", "CIS EKS-1.8 5.5.1", "AML.T0012"],
  },
  {
    id: "AWS_EKS_NO_SYSTEM_MASTERS",
    severity: "critical",
    category: "identity",
    title: "No access entry is a member of system:masters",
    appliesTo: ["aws_eks_access_entry"],
    require: '!list(self.kubernetes_groups).exists(g, g == "system:masters")',
    attribute: "kubernetes_groups",
    rationale: "Kubernetes asks no authorizer about system:masters: such access can neither be limited nor taken back.",
    remediation:
      "Leave system:masters out of kubernetes_groups; give the emergency role AmazonEKSClusterAdminPolicy, as " +
      "ServingCluster.grantBreakGlass does.",
    answers: ["EKS-16", "DENY-EKS-005", "KSV-0123", "CIS K8s-1.12 5.1.7", "CIS EKS-1.8 4.1.1", "AML.T0012"],
  },
  {
    id: "AWS_EKS_CLUSTER_ADMIN_BREAK_GLASS",
    severity: "critical",
    category: "identity",
    title: "Only the emergency role administers the whole cluster",
    appliesTo: ["aws_eks_access_policy_association"],
    require: `!${IS_POLICY("AmazonEKSClusterAdminPolicy")} || !${HAS_CLUSTER_SCOPE} || ${BREAK_GLASS}`,
    attribute: "principal_arn",
    message:
      "AmazonEKSClusterAdminPolicy is given for the whole cluster to a role that does not call itself one of emergencies",
    rationale:
      "A cluster administrator reads every tenant's weights and secrets. One role for emergencies is needed, and it is told " +
      "by its name: break-glass or emergency in the role's ARN or the association's address, or a tag break-glass on its " +
      "access entry.",
    remediation:
      "Give teams AmazonEKSViewPolicy or AmazonEKSEditPolicy in their namespaces with ServingCluster.grantAccess; name the " +
      "role of emergencies break-glass and use ServingCluster.grantBreakGlass.",
    answers: ["EKS-17", "EKS-18", "DENY-EKS-005", "CIS EKS-1.8 4.1.1", "AML.M0005", "ML05:2023"],
  },
  {
    id: "AWS_EKS_ACCESS_IN_NAMESPACES",
    severity: "medium",
    category: "identity",
    title: "Those who change workloads do so in their namespaces",
    appliesTo: ["aws_eks_access_policy_association"],
    require: `!${IS_POLICY("AmazonEKS(Admin|Edit|SecretReader)Policy")} || !${HAS_CLUSTER_SCOPE} || ${BREAK_GLASS}`,
    attribute: "access_scope.type",
    message: "The policy lets its principal change workloads or read secrets in every namespace",
    rationale: "Whoever may edit every namespace reads the secrets and the weights of every tenant.",
    remediation: 'Set access_scope.type to "namespace" and name the namespaces, as ServingCluster.grantAccess does.',
    answers: ["EKS-17", "EKS-18", "CIS EKS-1.8 4.1.1", "AML.M0005", "ML05:2023"],
  },
];
