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
import { GOOGLE_ARTIFACT_REGISTRY_CONTROLS } from "./controls/google-artifact-registry";
import { GOOGLE_BINARY_AUTHORIZATION_CONTROLS } from "./controls/google-binary-authorization";
import { GOOGLE_CLOUD_ARMOR_CONTROLS } from "./controls/google-cloud-armor";
import { GOOGLE_GKE_CONTROLS } from "./controls/google-gke";
import { GOOGLE_GKE_NODES_CONTROLS } from "./controls/google-gke-nodes";
import { GOOGLE_GPU_CONTROLS } from "./controls/google-gpu";
import { GOOGLE_IDENTITY_CONTROLS } from "./controls/google-identity";
import { GOOGLE_KMS_CONTROLS } from "./controls/google-kms";
import { GOOGLE_LOGGING_CONTROLS } from "./controls/google-logging";
import { GOOGLE_NETWORK_CONTROLS } from "./controls/google-network";
import { GOOGLE_SECRET_MANAGER_CONTROLS } from "./controls/google-secret-manager";
import { GOOGLE_STORAGE_CONTROLS } from "./controls/google-storage";
import { GOOGLE_VERTEX_CONTROLS } from "./controls/google-vertex";
import { HELM_RELEASES_CONTROLS } from "./controls/helm-releases";
import { IMAGES_CONTROLS } from "./controls/images";
import { KUBERNETES_ADMISSION_CONTROLS } from "./controls/kubernetes-admission";
import { KUBERNETES_AUTOSCALING_CONTROLS } from "./controls/kubernetes-autoscaling";
import { KUBERNETES_CONTAINERS_CONTROLS } from "./controls/kubernetes-containers";
import { KUBERNETES_GITOPS_CONTROLS } from "./controls/kubernetes-gitops";
import { KUBERNETES_GPU_CONTROLS } from "./controls/kubernetes-gpu";
import { KUBERNETES_INFERENCE_SERVICES_CONTROLS } from "./controls/kubernetes-inference-services";
import { KUBERNETES_INGRESS_CONTROLS } from "./controls/kubernetes-ingress";
import { KUBERNETES_MESH_CONTROLS } from "./controls/kubernetes-mesh";
import { KUBERNETES_MODEL_SERVERS_CONTROLS } from "./controls/kubernetes-model-servers";
import { KUBERNETES_NETWORK_POLICIES_CONTROLS } from "./controls/kubernetes-network-policies";
import { KUBERNETES_POD_BASELINE_CONTROLS } from "./controls/kubernetes-pod-baseline";
import { KUBERNETES_PODS_CONTROLS } from "./controls/kubernetes-pods";
import { KUBERNETES_RBAC_CONTROLS } from "./controls/kubernetes-rbac";
import { KUBERNETES_ROUTES_CONTROLS } from "./controls/kubernetes-routes";
import { KUBERNETES_SECRETS_CONTROLS } from "./controls/kubernetes-secrets";
import { KUBERNETES_SERVICES_CONTROLS } from "./controls/kubernetes-services";
import { KUBERNETES_TENANCY_CONTROLS } from "./controls/kubernetes-tenancy";
import { KUBERNETES_VOLUMES_CONTROLS } from "./controls/kubernetes-volumes";
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
  ...GOOGLE_STORAGE_CONTROLS,
  ...GOOGLE_KMS_CONTROLS,
  ...GOOGLE_IDENTITY_CONTROLS,
  ...GOOGLE_GKE_CONTROLS,
  ...GOOGLE_GKE_NODES_CONTROLS,
  ...GOOGLE_GPU_CONTROLS,
  ...GOOGLE_NETWORK_CONTROLS,
  ...GOOGLE_LOGGING_CONTROLS,
  ...GOOGLE_ARTIFACT_REGISTRY_CONTROLS,
  ...GOOGLE_BINARY_AUTHORIZATION_CONTROLS,
  ...GOOGLE_SECRET_MANAGER_CONTROLS,
  ...GOOGLE_VERTEX_CONTROLS,
  ...GOOGLE_CLOUD_ARMOR_CONTROLS,
  ...KUBERNETES_PODS_CONTROLS,
  ...KUBERNETES_POD_BASELINE_CONTROLS,
  ...KUBERNETES_VOLUMES_CONTROLS,
  ...KUBERNETES_CONTAINERS_CONTROLS,
  ...KUBERNETES_MODEL_SERVERS_CONTROLS,
  ...KUBERNETES_SERVICES_CONTROLS,
  ...KUBERNETES_INGRESS_CONTROLS,
  ...KUBERNETES_ROUTES_CONTROLS,
  ...KUBERNETES_INFERENCE_SERVICES_CONTROLS,
  ...KUBERNETES_AUTOSCALING_CONTROLS,
  ...KUBERNETES_MESH_CONTROLS,
  ...KUBERNETES_GITOPS_CONTROLS,
  ...KUBERNETES_SECRETS_CONTROLS,
  ...KUBERNETES_NETWORK_POLICIES_CONTROLS,
  ...KUBERNETES_TENANCY_CONTROLS,
  ...KUBERNETES_RBAC_CONTROLS,
  ...KUBERNETES_ADMISSION_CONTROLS,
  ...KUBERNETES_GPU_CONTROLS,
  ...SECRETS_CONTROLS,
  ...IMAGES_CONTROLS,
  ...HELM_RELEASES_CONTROLS,
];
