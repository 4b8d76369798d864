import type { Breakage } from "./breakage";

/** Lines of the estate on AWS that somebody might get wrong, and what is said then. */
export const AWS_BREAKAGES: readonly Breakage[] = [
  {
    what: "the API server is public",
    file: "eks.tf",
    line: "endpoint_public_access  = false",
    becomes: "endpoint_public_access  = true",
    found: ["AWS_EKS_PRIVATE_ENDPOINT aws_eks_cluster.this"],
  },
  {
    what: "nodes speak IMDSv1",
    file: "eks.tf",
    line: 'http_tokens                 = "required"',
    becomes: 'http_tokens                 = "optional"',
    found: [
      'AWS_LAUNCH_TEMPLATE_IMDSV2 aws_launch_template.nodes["gpu"]',
      'AWS_LAUNCH_TEMPLATE_IMDSV2 aws_launch_template.nodes["system"]',
    ],
  },
  {
    what: "buckets may become public",
    file: "storage.tf",
    line: "restrict_public_buckets = true",
    becomes: "restrict_public_buckets = false",
    found: [
      'AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE aws_s3_bucket_public_access_block.this["access"]',
      'AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE aws_s3_bucket_public_access_block.this["audit"]',
      'AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE aws_s3_bucket_public_access_block.this["models"]',
    ],
  },
  {
    what: "the load balancer faces the internet",
    file: "edge.tf",
    line: "internal                         = true",
    becomes: "internal                         = false",
    found: ["AWS_LB_MODELS_INTERNAL aws_lb.inference"],
  },
  {
    what: "old TLS is spoken",
    file: "edge.tf",
    line: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    becomes: "ELBSecurityPolicy-2016-08",
    found: ["AWS_LB_LISTENER_TLS_POLICY aws_lb_listener.inference"],
  },
  {
    what: "the container of the model has a network",
    file: "sagemaker.tf",
    line: "enable_network_isolation = true",
    becomes: "enable_network_isolation = false",
    found: ["AWS_SAGEMAKER_MODEL_ISOLATED aws_sagemaker_model.embedder"],
  },
  {
    what: "the endpoint's disks have no key",
    file: "sagemaker.tf",
    line: "kms_key_arn = module.models_key.arn",
    becomes: "kms_key_arn = null",
    found: ["AWS_SAGEMAKER_ENDPOINT_ENCRYPTED aws_sagemaker_endpoint_configuration.embedder"],
  },
  {
    what: "keys are not rotated",
    file: "modules/key/main.tf",
    line: "enable_key_rotation     = true",
    becomes: "enable_key_rotation     = false",
    found: [
      "AWS_KMS_ROTATION_ENABLED module.cluster_key.aws_kms_key.this",
      "AWS_KMS_ROTATION_ENABLED module.logs_key.aws_kms_key.this",
      "AWS_KMS_ROTATION_ENABLED module.models_key.aws_kms_key.this",
      "AWS_KMS_ROTATION_ENABLED module.nodes_key.aws_kms_key.this",
    ],
  },
  {
    what: "the state is not encrypted",
    file: "versions.tf",
    line: "encrypt      = true",
    becomes: "encrypt      = false",
    found: ["STATE_S3_ENCRYPTED the root module"],
  },
  {
    what: "every service account is the model",
    file: "identity.tf",
    line: 'values   = ["system:serviceaccount:${each.value.namespace}:${each.key}"]',
    becomes: 'values   = ["*"]',
    found: [
      'AWS_IAM_IRSA_TRUST_EXACT aws_iam_role.model["chat"]',
      'AWS_IAM_IRSA_TRUST_EXACT aws_iam_role.model["ranker"]',
    ],
  },
  {
    what: "tags of images move",
    file: "storage.tf",
    line: 'image_tag_mutability = "IMMUTABLE"',
    becomes: 'image_tag_mutability = "MUTABLE"',
    found: [
      'AWS_ECR_IMMUTABLE_TAGS aws_ecr_repository.this["gateway"]',
      'AWS_ECR_IMMUTABLE_TAGS aws_ecr_repository.this["triton"]',
      'AWS_ECR_IMMUTABLE_TAGS aws_ecr_repository.this["vllm"]',
    ],
  },
  {
    what: "who serves may write",
    file: "identity.tf",
    line: 'actions   = ["s3:GetObject"]',
    becomes: 'actions   = ["s3:*"]',
    found: [
      'AWS_IAM_SERVING_ACTIONS_NAMED aws_iam_role_policy.model["chat"]',
      'AWS_IAM_SERVING_ACTIONS_NAMED aws_iam_role_policy.model["ranker"]',
    ],
  },
  {
    what: "secrets of the cluster have no key",
    file: "eks.tf",
    line: 'resources = ["secrets"]',
    becomes: "resources = []",
    found: ["AWS_EKS_SECRETS_ENCRYPTED aws_eks_cluster.this"],
  },
  {
    what: "nothing is audited",
    file: "eks.tf",
    line: '["api", "audit", "authenticator", "controllerManager", "scheduler"]',
    becomes: '["scheduler"]',
    found: ["AWS_EKS_LOGS_COMPLETE aws_eks_cluster.this"],
  },
  {
    what: "nodes may do everything",
    file: "identity.tf",
    line: 'policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"',
    becomes: 'policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
    found: ["AWS_IAM_NO_ADMINISTRATOR_ATTACHED aws_iam_role_policy_attachment.cluster"],
  },
];
