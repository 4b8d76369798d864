import type { Control } from "../control";

/** Templates that no node group of EKS uses are somebody else's machines: what is special to nodes is not asked of them. */
const NOT_OF_NODES = 'satellites(self, "aws_eks_node_group").size() == 0';

const ROLE_OF_NODES =
  '[target(self, "role", "aws_iam_role")].exists(r, r != null && ' +
  'satellites(r, "aws_eks_node_group", "node_role_arn").size() > 0)';

const WIDE_POLICIES =
  "policy/(.*/)?(AmazonS3|AdministratorAccess|PowerUser|IAMFull|SecretsManager|AmazonSageMakerFull|AmazonEC2Full)";

/** The machines: node groups, their launch templates, their role. */
export const AWS_EKS_NODES_CONTROLS: readonly Control[] = [
  {
    id: "AWS_EKS_NODE_GROUP_LAUNCH_TEMPLATE",
    severity: "high",
    category: "identity",
    title: "Every node group has a launch template",
    appliesTo: ["aws_eks_node_group"],
    require: "self.launch_template.exists(t, t.id != null || t.name != null)",
    attribute: "launch_template",
    message:
      "The node group has no launch template, so nothing says how its metadata service and its disks are guarded",
    rationale:
      "Without a template of one's own, pods reach the node's credentials over two hops, and image layers and cached " +
      "weights lie on disks without a customer key.",
    remediation:
      "Set launch_template to an aws_launch_template with metadata_options and encrypted block_device_mappings; " +
      "ServingCluster.addGpuNodePool and addSystemNodePool make one for each pool.",
    answers: ["EKS-32", "DENY-EKS-004", "AML.M0012", "AML.T0055"],
  },
  {
    id: "AWS_EKS_NODE_GROUP_NO_SSH",
    severity: "high",
    category: "exposure",
    title: "Nodes cannot be logged into over SSH",
    appliesTo: ["aws_eks_node_group"],
    require: "self.remote_access.size() == 0",
    attribute: "remote_access",
    rationale:
      "A key in remote_access without security groups opens port 22 to the whole internet, and a shell on a GPU node reads " +
      "every model that it serves.",
    remediation: "Leave remote_access out; use Session Manager. ServingCluster's pools have none.",
    answers: ["EKS-27", "DENY-EKS-004", "CKV_AWS_100", "AML.T0049", "ML05:2023"],
  },
  {
    id: "AWS_EKS_NODE_GROUP_TEMPLATE_PINNED",
    severity: "medium",
    category: "governance",
    title: "Node groups name the version of their launch template",
    appliesTo: ["aws_eks_node_group"],
    require:
      "self.launch_template.all(t, t.version != null && (" +
      'referredKinds(t.version).exists(k, k == "aws_launch_template") || !(text(t.version) in ["$Latest", "$Default"])))',
    attribute: "launch_template.version",
    rationale:
      "With $Latest a new version reaches the nodes without a plan that shows it: a weaker template is rolled out unseen.",
    remediation:
      "Set launch_template.version to the template's latest_version attribute or to a number; ServingCluster's pools do.",
    answers: ["EKS-29"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_IMDSV2",
    severity: "high",
    category: "identity",
    title: "The metadata service answers only to sessions",
    appliesTo: ["aws_launch_template"],
    require: 'self.metadata_options.exists(m, m.http_tokens == "required" || m.http_endpoint == "disabled")',
    attribute: "metadata_options.http_tokens",
    rationale:
      "A model server that fetches a URL for its caller hands out the node's credentials when the metadata service answers " +
      "to a plain GET.",
    remediation:
      'Set metadata_options.http_tokens to "required"; the default is "optional". ServingCluster\'s pools do.',
    answers: ["EKS-32", "EKS-34", "DENY-EKS-004", "CKV_AWS_79", "AVD-AWS-0130", "AML.T0055"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_HOP_LIMIT",
    severity: "high",
    category: "identity",
    title: "Pods do not reach the metadata service of their node",
    appliesTo: ["aws_launch_template"],
    require: `${NOT_OF_NODES} || self.metadata_options.exists(m, number(m.http_put_response_hop_limit, 0) == 1)`,
    attribute: "metadata_options.http_put_response_hop_limit",
    rationale:
      "With a second hop every pod can take on the role of the node it runs on. EKS images ask for two hops when the template " +
      "does not say one. Only templates of EKS node groups are judged.",
    remediation:
      "Set metadata_options.http_put_response_hop_limit to 1, and give pods roles of their own; ServingCluster's pools do.",
    answers: ["EKS-33", "GPA-19", "DENY-EKS-004", "CKV_AWS_341", "AML.T0055", "AML.T0105"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_VOLUMES_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Volumes of the launch template are encrypted",
    appliesTo: ["aws_launch_template"],
    require:
      "self.block_device_mappings.all(d, d.ebs.all(e, isTrue(e.encrypted))) && " +
      `(${NOT_OF_NODES} || self.block_device_mappings.exists(d, d.ebs.size() > 0))`,
    attribute: "block_device_mappings.ebs.encrypted",
    rationale:
      "Image layers and cached weights lie on the node's volumes, and a snapshot of one is a copy of the model. A template " +
      "of EKS nodes that names no volume leaves it to the account's default.",
    remediation:
      'Set block_device_mappings.ebs.encrypted to "true" for each device; it is not encrypted by default. ' +
      "ServingCluster's pools do.",
    answers: ["EKS-35", "DENY-EKS-004", "CKV_AWS_8", "AVD-AWS-0131", "AML.M0012", "ML05:2023"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_VOLUMES_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Volumes of EKS nodes are encrypted with a customer key",
    appliesTo: ["aws_launch_template"],
    require: `${NOT_OF_NODES} || self.block_device_mappings.all(d, d.ebs.all(e, e.kms_key_id != null))`,
    attribute: "block_device_mappings.ebs.kms_key_id",
    rationale:
      "The key that AWS manages cannot be taken away from anybody: only with one's own are cached weights out of reach once " +
      "it is closed. Only templates of EKS node groups are judged.",
    remediation:
      "Set block_device_mappings.ebs.kms_key_id to the ARN of a key; ServingCluster makes one, nodeKey, for its nodes.",
    answers: ["EKS-36", "DENY-EKS-004", "AVD-AWS-0027", "AML.M0012"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_NO_PUBLIC_ADDRESS",
    severity: "high",
    category: "exposure",
    title: "Machines of the launch template have no public address",
    appliesTo: ["aws_launch_template"],
    require: "self.network_interfaces.all(n, !isTrue(n.associate_public_ip_address))",
    attribute: "network_interfaces.associate_public_ip_address",
    rationale:
      "A node with a public address is one wrong security group away from serving its models, and its kubelet, to everybody.",
    remediation:
      'Set network_interfaces.associate_public_ip_address to "false" or leave it out; ServingCluster\'s pools do.',
    answers: ["EKS-37", "CKV_AWS_88", "AVD-AWS-0009", "AML.T0049"],
  },
  {
    id: "AWS_LAUNCH_TEMPLATE_NO_SSH_KEY",
    severity: "medium",
    category: "identity",
    title: "EKS nodes have no key for SSH",
    appliesTo: ["aws_launch_template"],
    require: `self.key_name == null || ${NOT_OF_NODES}`,
    attribute: "key_name",
    rationale: "A key pair that is shared by a team outlives those who leave it, and opens every node of the pool.",
    remediation: "Leave key_name out; use Session Manager. ServingCluster's pools have none.",
    answers: ["EKS-39", "CKV_AWS_100", "AML.T0012"],
  },
  {
    id: "AWS_EKS_NODE_ROLE_MINIMAL",
    severity: "high",
    category: "identity",
    title: "The role of the nodes reads no models and administers nothing",
    appliesTo: ["aws_iam_role_policy_attachment", "aws_iam_role_policy"],
    require:
      '(resource.kind == "aws_iam_role_policy" ' +
      '? !statements(self.policy).exists(s, allows(s, "s3:GetObject") || allows(s, "secretsmanager:GetSecretValue")) ' +
      `: !spelling(self.policy_arn).matches("${WIDE_POLICIES}") && ` +
      `!(referredKinds(self.policy_arn).size() == 0 && text(self.policy_arn).matches("${WIDE_POLICIES}"))) || ` +
      `!(${ROLE_OF_NODES})`,
    attribute: "role",
    message: "The role of a node group may read objects or secrets, or administer the account",
    rationale:
      "Every container on a node can take on the node's role when one setting is wrong: what it may read, third-party model " +
      "code may read.",
    remediation:
      "Leave AmazonEKSWorkerNodeMinimalPolicy and AmazonEC2ContainerRegistryPullOnly alone on the role of the nodes, and give " +
      "pods a serving role of their own; ServingCluster and PodIdentityServingRole do.",
    answers: ["EKS-40", "CIS EKS-1.8 5.1.3", "AML.M0005", "AML.T0105", "LLM06"],
  },
];
