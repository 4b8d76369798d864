import type { Control } from "../control";
import { AWS_EKS_ACCESS_CONTROLS } from "./aws-eks-access";
import { AWS_EKS_NODES_CONTROLS } from "./aws-eks-nodes";

/** Another engine that enforces network policies: Cilium or Calico as a chart, or Auto Mode, which has one built in. */
const OTHER_POLICY_ENGINE =
  'resources("helm_release").exists(h, text(h.chart).matches("cilium|calico|tigera-operator"))';

/** The control plane: who reaches it, what it writes down, what it runs. */
const AWS_EKS_CONTROL_PLANE_CONTROLS: readonly Control[] = [
  {
    id: "AWS_EKS_PRIVATE_ENDPOINT",
    severity: "critical",
    category: "exposure",
    title: "The cluster's API server is not on the internet",
    appliesTo: ["aws_eks_cluster"],
    require: 'self.vpc_config.exists(v, text(v.endpoint_public_access).lowerAscii() == "false")',
    found:
      "self.vpc_config.filter(v, v.public_access_cidrs == null || list(v.public_access_cidrs).exists(c, isWideCidr(c)))" +
      '.map(v, "public_access_cidrs lets the whole internet in")',
    attribute: "vpc_config.endpoint_public_access",
    message: "vpc_config.endpoint_public_access is not false, so the API server has a public address",
    rationale:
      "Whoever reaches the API server needs only a leaked token or one flaw of it to run code beside the weights and to " +
      "read every secret. A list of allowed ranges does not help against those who are inside them.",
    remediation:
      "Set vpc_config.endpoint_public_access to false (the provider's default is true) and endpoint_private_access to " +
      "true; ServingCluster does, and lets the ranges of apiAllowedCidrs in from within the network.",
    answers: [
      "EKS-01",
      "EKS-03",
      "DENY-EKS-001",
      "CKV_AWS_38",
      "CKV_AWS_39",
      "AVD-AWS-0040",
      "AVD-AWS-0041",
      "KICS 42f4b905",
      "KICS 61cf9883",
      "CIS EKS-1.8 5.4.1",
      "CIS EKS-1.8 5.4.2",
      "AML.T0049",
    ],
  },
  {
    id: "AWS_EKS_PRIVATE_ACCESS",
    severity: "high",
    category: "exposure",
    title: "Nodes reach the API server within the network",
    appliesTo: ["aws_eks_cluster"],
    require: "self.vpc_config.exists(v, isTrue(v.endpoint_private_access))",
    attribute: "vpc_config.endpoint_private_access",
    rationale:
      "Without the private endpoint nodes reach the API server over the internet, so serving subnets need a way out, which " +
      "is a way out for weights too.",
    remediation:
      "Set vpc_config.endpoint_private_access to true; the provider's default is false. ServingCluster does.",
    answers: ["EKS-02", "CIS EKS-1.8 5.4.2", "AML.T0025"],
  },
  {
    id: "AWS_EKS_LOGS_COMPLETE",
    severity: "high",
    category: "logging",
    title: "The control plane writes all five logs",
    appliesTo: ["aws_eks_cluster"],
    require:
      '["api", "audit", "authenticator", "controllerManager", "scheduler"]' +
      ".all(type, type in list(self.enabled_cluster_log_types))",
    found:
      '["api", "audit", "authenticator", "controllerManager", "scheduler"]' +
      ".filter(type, !(type in list(self.enabled_cluster_log_types)))",
    attribute: "enabled_cluster_log_types",
    message: "The control plane does not write these logs",
    rationale:
      "The audit log is the only record of who read a secret or opened a shell in a model server; the others tell how they " +
      "got in.",
    remediation:
      'Set enabled_cluster_log_types to ["api", "audit", "authenticator", "controllerManager", "scheduler"]; none is ' +
      "written by default. ServingCluster writes all five.",
    answers: ["EKS-05", "DENY-EKS-002", "CKV_AWS_37", "AVD-AWS-0038", "KICS 66f130d9", "CIS EKS-1.8 2.1.1"],
  },
  {
    id: "AWS_EKS_LOG_GROUP_DECLARED",
    severity: "medium",
    category: "logging",
    title: "The log group of the control plane is made before EKS makes it",
    appliesTo: ["aws_eks_cluster"],
    when: "self.enabled_cluster_log_types != null",
    require:
      'resources("aws_cloudwatch_log_group").exists(g, ' +
      'spelling(g.name) == "/aws/eks/" + spelling(self.name) + "/cluster" || ' +
      'spelling(g.name).matches("^/aws/eks/[$][{]aws_eks_cluster[.].*[.](name|id)[}]/cluster$") || ' +
      // Undecided where nothing of the name is known.
      '(spelling(g.name).matches("^[$][{][^}]*[}]$") && text(g.name).startsWith("/aws/eks/")))',
    attribute: "name",
    message:
      "No aws_cloudwatch_log_group is named /aws/eks/<cluster>/cluster, so EKS makes one that is not encrypted with a key and never expires",
    rationale:
      "Control-plane logs hold the names of secrets and what was asked of every namespace; the group that EKS makes by " +
      "itself has neither a key nor a retention.",
    remediation:
      "Declare the aws_cloudwatch_log_group /aws/eks/<cluster>/cluster with kms_key_id and retention_in_days, and make the " +
      "cluster depend on it; ServingCluster does.",
    answers: ["EKS-24", "DENY-AUD-002", "CIS EKS-1.8 2.1.2"],
  },
  {
    id: "AWS_EKS_SECRETS_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Kubernetes secrets are encrypted with a customer key",
    appliesTo: ["aws_eks_cluster"],
    require:
      'self.encryption_config.exists(e, "secrets" in list(e.resources) && e.provider.exists(p, p.key_arn != null))',
    attribute: "encryption_config",
    message: "encryption_config names no key for secrets",
    rationale:
      "Registry and hub tokens lie in Kubernetes secrets: only with a key of one's own can their use be seen and be cut off.",
    remediation:
      'Set encryption_config with resources ["secrets"] and provider.key_arn; it cannot be taken back later. ' +
      "ServingCluster makes a key for it.",
    answers: [
      "EKS-06",
      "EKS-07",
      "DENY-EKS-002",
      "CKV_AWS_58",
      "AVD-AWS-0039",
      "KICS 63ebcb19",
      "CIS EKS-1.8 5.3.1",
      "AML.M0012",
      "AML.T0055",
    ],
  },
  {
    id: "AWS_EKS_VERSION_EXPLICIT",
    severity: "medium",
    category: "supply-chain",
    title: "The cluster's Kubernetes version is said",
    appliesTo: ["aws_eks_cluster"],
    require: "self.version != null",
    attribute: "version",
    rationale:
      "Without it two environments run whatever was newest on the day they were made: what was tested is not what serves.",
    remediation: "Set version to a supported Kubernetes version; ServingCluster demands one.",
    answers: ["EKS-08", "CKV_AWS_339"],
  },
  {
    id: "AWS_EKS_NETWORK_POLICY_ENGINE",
    severity: "high",
    category: "network",
    title: "A cluster with network policies has what enforces them",
    appliesTo: ["aws_eks_cluster"],
    when: 'resources("networking.k8s.io/v1 NetworkPolicy").size() > 0',
    require:
      'satellites(self, "aws_eks_addon", "cluster_name").exists(a, a.addon_name == "vpc-cni") || ' +
      `self.compute_config.exists(c, isTrue(c.enabled)) || ${OTHER_POLICY_ENGINE}`,
    attribute: "name",
    message:
      "The estate declares network policies, but this cluster has neither the vpc-cni add-on nor another engine that reads them",
    rationale:
      "EKS lets network policies through unread unless an engine enforces them: default-deny around model servers would be " +
      "decoration.",
    remediation:
      "Add an aws_eks_addon vpc-cni with enableNetworkPolicy, or install Cilium or Calico as a helm_release; ServingCluster " +
      "installs the add-on.",
    answers: ["EKS-19", "DENY-EKS-003", "CIS EKS-1.8 4.3.1", "CIS EKS-1.8 5.4.4", "AML.M0019", "AML.M0032"],
  },
  {
    id: "AWS_EKS_NETWORK_POLICIES_ENFORCED",
    severity: "high",
    category: "network",
    title: "The network add-on enforces network policies",
    appliesTo: ["aws_eks_addon"],
    when: 'self.addon_name == "vpc-cni"',
    require:
      "[json(self.configuration_values)].exists(c, c != null && has(c.enableNetworkPolicy) && isTrue(c.enableNetworkPolicy)) || " +
      'spelling(self.configuration_values).matches("(?m)enableNetworkPolicy[^A-Za-z0-9]{1,8}true") || ' +
      OTHER_POLICY_ENGINE,
    attribute: "configuration_values",
    message: "configuration_values of vpc-cni do not set enableNetworkPolicy",
    rationale:
      "The add-on ignores network policies by default: any pod reaches every model server, whatever the policies say.",
    remediation: 'Set configuration_values to jsonencode({ enableNetworkPolicy = "true" }); ServingCluster does.',
    answers: ["EKS-19", "DENY-EKS-003", "CIS EKS-1.8 4.3.1", "CIS EKS-1.8 5.4.4", "AML.M0019", "AML.M0032"],
  },
  {
    id: "AWS_EKS_ADDON_VERSION_PINNED",
    severity: "medium",
    category: "supply-chain",
    title: "Every add-on has a pinned version",
    appliesTo: ["aws_eks_addon"],
    require: "self.addon_version != null",
    attribute: "addon_version",
    rationale:
      "Add-ons run on every node with more rights than any workload; an unpinned one changes without anybody having asked.",
    remediation: "Set addon_version; ServingCluster pins one for each Kubernetes version.",
    answers: ["EKS-21", "LLM03"],
  },
  {
    id: "AWS_EKS_ADDON_ROLE",
    severity: "medium",
    category: "identity",
    title: "Add-ons that call AWS have a role of their own",
    appliesTo: ["aws_eks_addon"],
    when: 'text(self.addon_name) in ["vpc-cni", "aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-mountpoint-s3-csi-driver"]',
    require:
      "self.service_account_role_arn != null || self.pod_identity_association.exists(p, p.role_arn != null) || " +
      'resources("aws_eks_pod_identity_association").exists(p, p.role_arn != null && ' +
      'p.service_account == {"vpc-cni": "aws-node", "aws-ebs-csi-driver": "ebs-csi-controller-sa", ' +
      '"aws-efs-csi-driver": "efs-csi-controller-sa", "aws-mountpoint-s3-csi-driver": "s3-csi-driver-sa"}[self.addon_name])',
    attribute: "pod_identity_association",
    message:
      "The add-on has no role of its own, so it borrows that of the node, and so can every pod that reaches the node",
    rationale:
      "What an add-on may do must otherwise be given to the node, where third-party model code runs beside it.",
    remediation:
      "Set pod_identity_association with a role for the add-on's service account; ServingCluster makes one for each.",
    answers: ["EKS-22", "CIS EKS-1.8 5.2.1", "AML.M0005", "LLM06"],
  },
];

export const AWS_EKS_CONTROLS: readonly Control[] = [
  ...AWS_EKS_CONTROL_PLANE_CONTROLS,
  ...AWS_EKS_ACCESS_CONTROLS,
  ...AWS_EKS_NODES_CONTROLS,
];
