import type { Mutation } from "../mutation";
import { AWS_API_GATEWAY_MUTATIONS } from "./aws-api-gateway";
import { AWS_ECR_MUTATIONS } from "./aws-ecr";
import { AWS_EKS_MUTATIONS } from "./aws-eks";
import { AWS_GPU_MUTATIONS } from "./aws-gpu";
import { AWS_IDENTITY_MUTATIONS } from "./aws-identity";
import { AWS_KMS_MUTATIONS } from "./aws-kms";
import { AWS_LOAD_BALANCING_MUTATIONS } from "./aws-load-balancing";
import { AWS_LOGS_MUTATIONS } from "./aws-logs";
import { AWS_NETWORK_MUTATIONS } from "./aws-network";
import { AWS_S3_MUTATIONS } from "./aws-s3";
import { AWS_SAGEMAKER_MUTATIONS } from "./aws-sagemaker";
import { AWS_SECRETS_MANAGER_MUTATIONS } from "./aws-secrets-manager";
import { GOOGLE_ARTIFACT_REGISTRY_MUTATIONS } from "./google-artifact-registry";
import { GOOGLE_BINARY_AUTHORIZATION_MUTATIONS } from "./google-binary-authorization";
import { GOOGLE_CLOUD_ARMOR_MUTATIONS } from "./google-cloud-armor";
import { GOOGLE_GKE_MUTATIONS } from "./google-gke";
import { GOOGLE_GKE_NODES_MUTATIONS } from "./google-gke-nodes";
import { GOOGLE_GPU_MUTATIONS } from "./google-gpu";
import { GOOGLE_IDENTITY_MUTATIONS } from "./google-identity";
import { GOOGLE_KMS_MUTATIONS } from "./google-kms";
import { GOOGLE_LOGGING_MUTATIONS } from "./google-logging";
import { GOOGLE_NETWORK_MUTATIONS } from "./google-network";
import { GOOGLE_SECRET_MANAGER_MUTATIONS } from "./google-secret-manager";
import { GOOGLE_STORAGE_MUTATIONS } from "./google-storage";
import { GOOGLE_VERTEX_MUTATIONS } from "./google-vertex";
import { HELM_RELEASES_MUTATIONS } from "./helm-releases";
import { IMAGES_MUTATIONS } from "./images";
import { KUBERNETES_ADMISSION_MUTATIONS } from "./kubernetes-admission";
import { KUBERNETES_AUTOSCALING_MUTATIONS } from "./kubernetes-autoscaling";
import { KUBERNETES_CONTAINERS_MUTATIONS } from "./kubernetes-containers";
import { KUBERNETES_GITOPS_MUTATIONS } from "./kubernetes-gitops";
import { KUBERNETES_GPU_MUTATIONS } from "./kubernetes-gpu";
import { KUBERNETES_INFERENCE_SERVICES_MUTATIONS } from "./kubernetes-inference-services";
import { KUBERNETES_INGRESS_MUTATIONS } from "./kubernetes-ingress";
import { KUBERNETES_MESH_MUTATIONS } from "./kubernetes-mesh";
import { KUBERNETES_NETWORK_POLICIES_MUTATIONS } from "./kubernetes-network-policies";
import { KUBERNETES_POD_BASELINE_MUTATIONS } from "./kubernetes-pod-baseline";
import { KUBERNETES_PODS_MUTATIONS } from "./kubernetes-pods";
import { KUBERNETES_RBAC_MUTATIONS } from "./kubernetes-rbac";
import { KUBERNETES_ROUTES_MUTATIONS } from "./kubernetes-routes";
import { KUBERNETES_SECRETS_MUTATIONS } from "./kubernetes-secrets";
import { KUBERNETES_SERVICES_MUTATIONS } from "./kubernetes-services";
import { KUBERNETES_TENANCY_MUTATIONS } from "./kubernetes-tenancy";
import { REGULATED_MUTATIONS } from "./regulated";
import { SECRETS_MUTATIONS } from "./secrets";
import { TERRAFORM_STATE_MUTATIONS } from "./terraform-state";
import { TIERS_MUTATIONS } from "./tiers";

export const MUTATIONS: readonly Mutation[] = [
  ...TIERS_MUTATIONS,
  ...AWS_S3_MUTATIONS,
  ...AWS_KMS_MUTATIONS,
  ...AWS_LOGS_MUTATIONS,
  ...AWS_SECRETS_MANAGER_MUTATIONS,
  ...AWS_ECR_MUTATIONS,
  ...TERRAFORM_STATE_MUTATIONS,
  ...AWS_IDENTITY_MUTATIONS,
  ...AWS_SAGEMAKER_MUTATIONS,
  ...AWS_API_GATEWAY_MUTATIONS,
  ...AWS_EKS_MUTATIONS,
  ...AWS_GPU_MUTATIONS,
  ...AWS_NETWORK_MUTATIONS,
  ...AWS_LOAD_BALANCING_MUTATIONS,
  ...GOOGLE_STORAGE_MUTATIONS,
  ...GOOGLE_KMS_MUTATIONS,
  ...GOOGLE_IDENTITY_MUTATIONS,
  ...GOOGLE_GKE_MUTATIONS,
  ...GOOGLE_GKE_NODES_MUTATIONS,
  ...GOOGLE_GPU_MUTATIONS,
  ...GOOGLE_NETWORK_MUTATIONS,
  ...GOOGLE_LOGGING_MUTATIONS,
  ...GOOGLE_ARTIFACT_REGISTRY_MUTATIONS,
  ...GOOGLE_BINARY_AUTHORIZATION_MUTATIONS,
  ...GOOGLE_SECRET_MANAGER_MUTATIONS,
  ...GOOGLE_VERTEX_MUTATIONS,
  ...GOOGLE_CLOUD_ARMOR_MUTATIONS,
  ...KUBERNETES_PODS_MUTATIONS,
  ...KUBERNETES_POD_BASELINE_MUTATIONS,
  ...KUBERNETES_CONTAINERS_MUTATIONS,
  ...KUBERNETES_SERVICES_MUTATIONS,
  ...HELM_RELEASES_MUTATIONS,
  ...KUBERNETES_SECRETS_MUTATIONS,
  ...KUBERNETES_ROUTES_MUTATIONS,
  ...KUBERNETES_MESH_MUTATIONS,
  ...KUBERNETES_INGRESS_MUTATIONS,
  ...KUBERNETES_INFERENCE_SERVICES_MUTATIONS,
  ...KUBERNETES_GITOPS_MUTATIONS,
  ...KUBERNETES_AUTOSCALING_MUTATIONS,
  ...KUBERNETES_NETWORK_POLICIES_MUTATIONS,
  ...KUBERNETES_TENANCY_MUTATIONS,
  ...KUBERNETES_RBAC_MUTATIONS,
  ...KUBERNETES_ADMISSION_MUTATIONS,
  ...KUBERNETES_GPU_MUTATIONS,
  ...SECRETS_MUTATIONS,
  ...IMAGES_MUTATIONS,
  ...REGULATED_MUTATIONS,
];
