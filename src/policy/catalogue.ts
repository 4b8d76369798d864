import type { Control } from "./control";
import { AWS_API_GATEWAY_CONTROLS } from "./controls/aws-api-gateway";
import { AWS_ECR_CONTROLS } from "./controls/aws-ecr";
import { AWS_EKS_CONTROLS } from "./controls/aws-eks";
import { AWS_GPU_CONTROLS } from "./controls/aws-gpu";
import { AWS_IDENTITY_CONTROLS } from "./controls/aws-identity";
import { AWS_KMS_CONTROLS } from "./controls/aws-kms";
import { AWS_LOAD_BALANCING_CONTROLS } from "./controls/aws-load-balancing";
import { AWS_LOGS_CONTROLS } from "./controls/aws-logs";
import { AWS_NETWORK_CONTROLS } from "./controls/aws-network";
import { AWS_S3_CONTROLS } from "./controls/aws-s3";
import { AWS_SAGEMAKER_CONTROLS } from "./controls/aws-sagemaker";
import { AWS_SECRETS_MANAGER_CONTROLS } from "./controls/aws-secrets-manager";
import { IMAGES_CONTROLS } from "./controls/images";
import { KUBERNETES_CONTAINERS_CONTROLS } from "./controls/kubernetes-containers";
import { KUBERNETES_GPU_CONTROLS } from "./controls/kubernetes-gpu";
import { KUBERNETES_NETWORK_POLICIES_CONTROLS } from "./controls/kubernetes-network-policies";
import { KUBERNETES_PODS_CONTROLS } from "./controls/kubernetes-pods";
import { KUBERNETES_RBAC_CONTROLS } from "./controls/kubernetes-rbac";
import { KUBERNETES_SERVICES_CONTROLS } from "./controls/kubernetes-services";
import { KUBERNETES_TENANCY_CONTROLS } from "./controls/kubernetes-tenancy";
import { SECRETS_CONTROLS } from "./controls/secrets";
import { TERRAFORM_STATE_CONTROLS } from "./controls/terraform-state";
import { TIERS_CONTROLS } from "./controls/tiers";

/** Every control of the catalogue, by topic. */
export const CONTROLS: readonly Control[] = [
  ...TIERS_CONTROLS,
  ...AWS_S3_CONTROLS,
  ...AWS_KMS_CONTROLS,
  ...AWS_LOGS_CONTROLS,
  ...AWS_SECRETS_MANAGER_CONTROLS,
  ...AWS_ECR_CONTROLS,
  ...TERRAFORM_STATE_CONTROLS,
  ...AWS_IDENTITY_CONTROLS,
  ...AWS_SAGEMAKER_CONTROLS,
  ...AWS_API_GATEWAY_CONTROLS,
  ...AWS_EKS_CONTROLS,
  ...AWS_GPU_CONTROLS,
  ...AWS_NETWORK_CONTROLS,
  ...AWS_LOAD_BALANCING_CONTROLS,
  ...KUBERNETES_PODS_CONTROLS,
  ...KUBERNETES_CONTAINERS_CONTROLS,
  ...KUBERNETES_SERVICES_CONTROLS,
  ...KUBERNETES_NETWORK_POLICIES_CONTROLS,
  ...KUBERNETES_TENANCY_CONTROLS,
  ...KUBERNETES_RBAC_CONTROLS,
  ...KUBERNETES_GPU_CONTROLS,
  ...SECRETS_CONTROLS,
  ...IMAGES_CONTROLS,
];
