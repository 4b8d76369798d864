import type { Named } from "../../../src/change/report";

export const CLOUD = "platform-cloud";
export const SERVING = "platform-serving";

export const CLUSTER = named("aws_eks_cluster.platform", "aws_eks_cluster");
export const L4_POOL = named("aws_eks_node_group.l4", "aws_eks_node_group");
export const OLD_BUCKET = named("aws_s3_bucket.archive_2023", "aws_s3_bucket");
export const GATEWAY_RULE = named(
  "aws_vpc_security_group_ingress_rule.gateway_https",
  "aws_vpc_security_group_ingress_rule",
);
export const GATEWAY_GROUP = named("aws_security_group.gateway", "aws_security_group");
export const MODELS = named("aws_s3_bucket.models", "aws_s3_bucket");
export const MODELS_KEY = named("aws_kms_key.models", "aws_kms_key");
export const SUMMARIZER_ROLE = named("aws_iam_role.language_summarizer", "aws_iam_role");
export const SUMMARIZER_POLICY = named("aws_iam_role_policy.language_summarizer_read", "aws_iam_role_policy");
export const SUMMARIZER = named("kubernetes_deployment_v1.summarizer", "kubernetes_deployment_v1", SERVING);
export const SUMMARIZER_SERVICE = named("kubernetes_service_v1.summarizer", "kubernetes_service_v1", SERVING);
export const SUMMARIZER_ACCOUNT = named(
  "kubernetes_service_account_v1.summarizer",
  "kubernetes_service_account_v1",
  SERVING,
);
export const RESNET = named("kubernetes_deployment_v1.resnet", "kubernetes_deployment_v1", SERVING);
export const RESNET_SERVICE = named("kubernetes_service_v1.resnet", "kubernetes_service_v1", SERVING);
export const WHISPER = named("kubernetes_deployment_v1.whisper", "kubernetes_deployment_v1", SERVING);
export const WHISPER_SERVICE = named("kubernetes_service_v1.whisper", "kubernetes_service_v1", SERVING);
export const VISION = named("kubernetes_namespace_v1.vision", "kubernetes_namespace_v1", SERVING);
export const LANGUAGE = named("kubernetes_namespace_v1.language", "kubernetes_namespace_v1", SERVING);
export const GATEWAY_SECRET = named("kubernetes_secret_v1.gateway_token", "kubernetes_secret_v1", SERVING);

export function named(resource: string, kind: string, root = CLOUD): Named {
  return { resource, root, kind };
}
