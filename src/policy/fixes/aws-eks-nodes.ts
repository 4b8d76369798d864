import { add, choose, decide, type Fixes, set, unset } from "./fix";

const NODE_KEY = choose(
  "ARN of the key of the nodes' volumes",
  "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
);

const ENCRYPTED_VOLUME = {
  device_name: "/dev/xvda",
  ebs: { volume_size: 100, volume_type: "gp3", encrypted: "true", kms_key_id: NODE_KEY.example },
};

const SESSIONS_ONLY = { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 };

export const AWS_EKS_NODES_FIXES: Fixes = {
  AWS_EKS_NODE_GROUP_LAUNCH_TEMPLATE: [
    add("aws_launch_template", "hardened_nodes", {
      name_prefix: "serving-nodes-",
      metadata_options: SESSIONS_ONLY,
      block_device_mappings: { ...ENCRYPTED_VOLUME, ebs: { ...ENCRYPTED_VOLUME.ebs, kms_key_id: NODE_KEY } },
    }),
    set("launch_template.id", "${aws_launch_template.hardened_nodes.id}"),
    set("launch_template.version", "${aws_launch_template.hardened_nodes.latest_version}"),
  ],
  AWS_EKS_NODE_GROUP_NO_SSH: [unset("remote_access")],
  AWS_EKS_NODE_GROUP_TEMPLATE_PINNED: [
    set("launch_template.version", choose("number of the version, or latest_version of the template's resource", "1")),
  ],
  AWS_LAUNCH_TEMPLATE_IMDSV2: [
    set("metadata_options.http_endpoint", "enabled"),
    set("metadata_options.http_tokens", "required"),
  ],
  AWS_LAUNCH_TEMPLATE_HOP_LIMIT: [set("metadata_options.http_put_response_hop_limit", 1)],
  AWS_LAUNCH_TEMPLATE_VOLUMES_ENCRYPTED: [
    set("block_device_mappings", choose("volumes as they are, each of them encrypted", [ENCRYPTED_VOLUME])),
  ],
  AWS_LAUNCH_TEMPLATE_VOLUMES_CUSTOMER_KEY: [set("block_device_mappings.ebs.kms_key_id", NODE_KEY)],
  AWS_LAUNCH_TEMPLATE_NO_PUBLIC_ADDRESS: [set("network_interfaces.associate_public_ip_address", "false")],
  AWS_LAUNCH_TEMPLATE_NO_SSH_KEY: [unset("key_name")],
  AWS_EKS_NODE_ROLE_MINIMAL: [
    decide("which pods need it: their own role gets it, and the role of the nodes only what nodes need", {
      hcl: `resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = toset(["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"])

  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/\${each.key}"
}

resource "aws_iam_role_policy" "resnet_models" {
  name = "models"
  role = aws_iam_role.resnet.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::acme-models/resnet/*"
    }]
  })
}

resource "aws_eks_pod_identity_association" "resnet" {
  cluster_name    = "serving"
  namespace       = "vision"
  service_account = "resnet"
  role_arn        = aws_iam_role.resnet.arn
}`,
      cdktf: `import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";

for (const policy of ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"]) {
  new IamRolePolicyAttachment(this, policy, {
    role: nodeRole.name,
    policyArn: \`arn:aws:iam::aws:policy/\${policy}\`,
  });
}

new IamRolePolicy(this, "ResnetModels", {
  name: "models",
  role: resnetRole.id,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-models/resnet/*" }],
  }),
});

new EksPodIdentityAssociation(this, "ResnetPods", {
  clusterName: "serving",
  namespace: "vision",
  serviceAccount: "resnet",
  roleArn: resnetRole.arn,
});`,
    }),
  ],
};
