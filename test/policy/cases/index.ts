import type { ControlCases } from "../case";
import { AWS_API_GATEWAY_CASES } from "./aws-api-gateway";
import { AWS_ECR_CASES } from "./aws-ecr";
import { AWS_EKS_CASES } from "./aws-eks";
import { AWS_GPU_CASES } from "./aws-gpu";
import { AWS_IDENTITY_CASES } from "./aws-identity";
import { AWS_KMS_CASES } from "./aws-kms";
import { AWS_LOAD_BALANCING_CASES } from "./aws-load-balancing";
import { AWS_LOGS_CASES } from "./aws-logs";
import { AWS_NETWORK_CASES } from "./aws-network";
import { AWS_S3_CASES } from "./aws-s3";
import { AWS_SAGEMAKER_CASES } from "./aws-sagemaker";
import { AWS_SECRETS_MANAGER_CASES } from "./aws-secrets-manager";
import { GOOGLE_ARTIFACT_REGISTRY_CASES } from "./google-artifact-registry";
import { GOOGLE_BINARY_AUTHORIZATION_CASES } from "./google-binary-authorization";
import { GOOGLE_CLOUD_ARMOR_CASES } from "./google-cloud-armor";
import { GOOGLE_GKE_CASES } from "./google-gke";
import { GOOGLE_GKE_NODES_CASES } from "./google-gke-nodes";
import { GOOGLE_GPU_CASES } from "./google-gpu";
import { GOOGLE_IDENTITY_CASES } from "./google-identity";
import { GOOGLE_KMS_CASES } from "./google-kms";
import { GOOGLE_LOGGING_CASES } from "./google-logging";
import { GOOGLE_NETWORK_CASES } from "./google-network";
import { GOOGLE_SECRET_MANAGER_CASES } from "./google-secret-manager";
import { GOOGLE_STORAGE_CASES } from "./google-storage";
import { GOOGLE_VERTEX_CASES } from "./google-vertex";
import { HELM_RELEASES_CASES } from "./helm-releases";
import { IMAGES_CASES } from "./images";
import { KUBERNETES_ADMISSION_CASES } from "./kubernetes-admission";
import { KUBERNETES_AUTOSCALING_CASES } from "./kubernetes-autoscaling";
import { KUBERNETES_CONTAINERS_CASES } from "./kubernetes-containers";
import { KUBERNETES_GITOPS_CASES } from "./kubernetes-gitops";
import { KUBERNETES_GPU_CASES } from "./kubernetes-gpu";
import { KUBERNETES_INFERENCE_SERVICES_CASES } from "./kubernetes-inference-services";
import { KUBERNETES_INGRESS_CASES } from "./kubernetes-ingress";
import { KUBERNETES_MESH_CASES } from "./kubernetes-mesh";
import { KUBERNETES_NETWORK_POLICIES_CASES } from "./kubernetes-network-policies";
import { KUBERNETES_POD_BASELINE_CASES } from "./kubernetes-pod-baseline";
import { KUBERNETES_PODS_CASES } from "./kubernetes-pods";
import { KUBERNETES_RBAC_CASES } from "./kubernetes-rbac";
import { KUBERNETES_ROUTES_CASES } from "./kubernetes-routes";
import { KUBERNETES_SECRETS_CASES } from "./kubernetes-secrets";
import { KUBERNETES_SERVICES_CASES } from "./kubernetes-services";
import { KUBERNETES_TENANCY_CASES } from "./kubernetes-tenancy";
import { REGULATED_CASES } from "./regulated";
import { SECRETS_CASES } from "./secrets";
import { TERRAFORM_STATE_CASES } from "./terraform-state";
import { TIERS_CASES } from "./tiers";

export const CASES: readonly ControlCases[] = [
  ...TIERS_CASES,
  ...AWS_S3_CASES,
  ...AWS_KMS_CASES,
  ...AWS_LOGS_CASES,
  ...AWS_SECRETS_MANAGER_CASES,
  ...AWS_ECR_CASES,
  ...TERRAFORM_STATE_CASES,
  ...AWS_IDENTITY_CASES,
  ...AWS_SAGEMAKER_CASES,
  ...AWS_API_GATEWAY_CASES,
  ...AWS_EKS_CASES,
  ...AWS_GPU_CASES,
  ...AWS_NETWORK_CASES,
  ...AWS_LOAD_BALANCING_CASES,
  ...GOOGLE_STORAGE_CASES,
  ...GOOGLE_KMS_CASES,
  ...GOOGLE_IDENTITY_CASES,
  ...GOOGLE_GKE_CASES,
  ...GOOGLE_GKE_NODES_CASES,
  ...GOOGLE_GPU_CASES,
  ...GOOGLE_NETWORK_CASES,
  ...GOOGLE_LOGGING_CASES,
  ...GOOGLE_ARTIFACT_REGISTRY_CASES,
  ...GOOGLE_BINARY_AUTHORIZATION_CASES,
  ...GOOGLE_SECRET_MANAGER_CASES,
  ...GOOGLE_VERTEX_CASES,
  ...GOOGLE_CLOUD_ARMOR_CASES,
  ...KUBERNETES_PODS_CASES,
  ...KUBERNETES_POD_BASELINE_CASES,
  ...KUBERNETES_CONTAINERS_CASES,
  ...KUBERNETES_SERVICES_CASES,
  ...HELM_RELEASES_CASES,
  ...KUBERNETES_SECRETS_CASES,
  ...KUBERNETES_ROUTES_CASES,
  ...KUBERNETES_MESH_CASES,
  ...KUBERNETES_INGRESS_CASES,
  ...KUBERNETES_INFERENCE_SERVICES_CASES,
  ...KUBERNETES_GITOPS_CASES,
  ...KUBERNETES_AUTOSCALING_CASES,
  ...KUBERNETES_NETWORK_POLICIES_CASES,
  ...KUBERNETES_TENANCY_CASES,
  ...KUBERNETES_RBAC_CASES,
  ...KUBERNETES_ADMISSION_CASES,
  ...KUBERNETES_GPU_CASES,
  ...SECRETS_CASES,
  ...IMAGES_CASES,
  ...REGULATED_CASES,
];
