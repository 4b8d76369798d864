import { AWS_API_GATEWAY_FIXES } from "./aws-api-gateway";
import { AWS_ECR_FIXES } from "./aws-ecr";
import { AWS_EKS_FIXES } from "./aws-eks";
import { AWS_EKS_ACCESS_FIXES } from "./aws-eks-access";
import { AWS_EKS_NODES_FIXES } from "./aws-eks-nodes";
import { AWS_GPU_FIXES } from "./aws-gpu";
import { AWS_IDENTITY_ACCOUNTS_FIXES } from "./aws-identity-accounts";
import { AWS_IDENTITY_PERMISSIONS_FIXES } from "./aws-identity-permissions";
import { AWS_IDENTITY_TRUST_FIXES } from "./aws-identity-trust";
import { AWS_KMS_FIXES } from "./aws-kms";
import { AWS_LISTENERS_FIXES } from "./aws-listeners";
import { AWS_LOAD_BALANCING_FIXES } from "./aws-load-balancing";
import { AWS_LOGS_FIXES } from "./aws-logs";
import { AWS_NETWORK_FIXES } from "./aws-network";
import { AWS_S3_FIXES } from "./aws-s3";
import { AWS_S3_BUCKETS_FIXES } from "./aws-s3-buckets";
import { AWS_S3_POLICIES_FIXES } from "./aws-s3-policies";
import { AWS_SAGEMAKER_FIXES } from "./aws-sagemaker";
import { AWS_SECRETS_MANAGER_FIXES } from "./aws-secrets-manager";
import { AWS_SECURITY_GROUPS_FIXES } from "./aws-security-groups";
import type { Fixes } from "./fix";
import { GOOGLE_ARTIFACT_REGISTRY_FIXES } from "./google-artifact-registry";
import { GOOGLE_BINARY_AUTHORIZATION_FIXES } from "./google-binary-authorization";
import { GOOGLE_CLOUD_ARMOR_FIXES } from "./google-cloud-armor";
import { GOOGLE_FIREWALL_FIXES } from "./google-firewall";
import { GOOGLE_GKE_FIXES } from "./google-gke";
import { GOOGLE_GKE_CONTROL_PLANE_FIXES } from "./google-gke-control-plane";
import { GOOGLE_GKE_NODES_FIXES } from "./google-gke-nodes";
import { GOOGLE_GKE_PROVISIONED_NODES_FIXES } from "./google-gke-provisioned-nodes";
import { GOOGLE_GKE_SETTINGS_FIXES } from "./google-gke-settings";
import { GOOGLE_GPU_FIXES } from "./google-gpu";
import { GOOGLE_IDENTITY_GRANTS_FIXES } from "./google-identity-grants";
import { GOOGLE_IDENTITY_PROJECTS_FIXES } from "./google-identity-projects";
import { GOOGLE_IDENTITY_WORKLOADS_FIXES } from "./google-identity-workloads";
import { GOOGLE_KMS_FIXES } from "./google-kms";
import { GOOGLE_LOAD_BALANCING_FIXES } from "./google-load-balancing";
import { GOOGLE_LOGGING_FIXES } from "./google-logging";
import { GOOGLE_NETWORK_FIXES } from "./google-network";
import { GOOGLE_PRIVATE_ACCESS_FIXES } from "./google-private-access";
import { GOOGLE_SECRET_MANAGER_FIXES } from "./google-secret-manager";
import { GOOGLE_STORAGE_FIXES } from "./google-storage";
import { GOOGLE_STORAGE_BUCKETS_FIXES } from "./google-storage-buckets";
import { GOOGLE_STORAGE_GRANTS_FIXES } from "./google-storage-grants";
import { GOOGLE_VERTEX_FIXES } from "./google-vertex";
import { HELM_RELEASES_FIXES } from "./helm-releases";
import { IMAGES_FIXES } from "./images";
import { KUBERNETES_ADMISSION_FIXES } from "./kubernetes-admission";
import { KUBERNETES_AUTOSCALING_FIXES } from "./kubernetes-autoscaling";
import { KUBERNETES_CONTAINERS_FIXES } from "./kubernetes-containers";
import { KUBERNETES_GITOPS_FIXES } from "./kubernetes-gitops";
import { KUBERNETES_GPU_FIXES } from "./kubernetes-gpu";
import { KUBERNETES_INFERENCE_SERVICES_FIXES } from "./kubernetes-inference-services";
import { KUBERNETES_INGRESS_FIXES } from "./kubernetes-ingress";
import { KUBERNETES_MESH_FIXES } from "./kubernetes-mesh";
import { KUBERNETES_NETWORK_POLICIES_FIXES } from "./kubernetes-network-policies";
import { KUBERNETES_POD_BASELINE_FIXES } from "./kubernetes-pod-baseline";
import { KUBERNETES_PODS_FIXES } from "./kubernetes-pods";
import { KUBERNETES_RBAC_FIXES } from "./kubernetes-rbac";
import { KUBERNETES_ROUTES_FIXES } from "./kubernetes-routes";
import { KUBERNETES_SECRETS_FIXES } from "./kubernetes-secrets";
import { KUBERNETES_SERVICES_FIXES } from "./kubernetes-services";
import { KUBERNETES_TENANCY_FIXES } from "./kubernetes-tenancy";
import { REGULATED_FIXES } from "./regulated";
import { SECRETS_FIXES } from "./secrets";
import { TERRAFORM_STATE_FIXES } from "./terraform-state";
import { TIERS_FIXES } from "./tiers";

/** What mends a finding, by the id of its control. Loaded where fixes are shown, never where an estate is judged. */
export const FIXES: Fixes = {
  ...AWS_API_GATEWAY_FIXES,
  ...AWS_ECR_FIXES,
  ...AWS_EKS_FIXES,
  ...AWS_EKS_ACCESS_FIXES,
  ...AWS_EKS_NODES_FIXES,
  ...AWS_GPU_FIXES,
  ...AWS_IDENTITY_ACCOUNTS_FIXES,
  ...AWS_IDENTITY_PERMISSIONS_FIXES,
  ...AWS_IDENTITY_TRUST_FIXES,
  ...AWS_KMS_FIXES,
  ...AWS_LISTENERS_FIXES,
  ...AWS_LOAD_BALANCING_FIXES,
  ...AWS_LOGS_FIXES,
  ...AWS_NETWORK_FIXES,
  ...AWS_S3_FIXES,
  ...AWS_S3_BUCKETS_FIXES,
  ...AWS_S3_POLICIES_FIXES,
  ...AWS_SAGEMAKER_FIXES,
  ...AWS_SECRETS_MANAGER_FIXES,
  ...AWS_SECURITY_GROUPS_FIXES,
  ...GOOGLE_ARTIFACT_REGISTRY_FIXES,
  ...GOOGLE_BINARY_AUTHORIZATION_FIXES,
  ...GOOGLE_CLOUD_ARMOR_FIXES,
  ...GOOGLE_FIREWALL_FIXES,
  ...GOOGLE_GKE_FIXES,
  ...GOOGLE_GKE_CONTROL_PLANE_FIXES,
  ...GOOGLE_GKE_NODES_FIXES,
  ...GOOGLE_GKE_PROVISIONED_NODES_FIXES,
  ...GOOGLE_GKE_SETTINGS_FIXES,
  ...GOOGLE_GPU_FIXES,
  ...GOOGLE_IDENTITY_GRANTS_FIXES,
  ...GOOGLE_IDENTITY_PROJECTS_FIXES,
  ...GOOGLE_IDENTITY_WORKLOADS_FIXES,
  ...GOOGLE_KMS_FIXES,
  ...GOOGLE_LOAD_BALANCING_FIXES,
  ...GOOGLE_LOGGING_FIXES,
  ...GOOGLE_NETWORK_FIXES,
  ...GOOGLE_PRIVATE_ACCESS_FIXES,
  ...GOOGLE_SECRET_MANAGER_FIXES,
  ...GOOGLE_STORAGE_FIXES,
  ...GOOGLE_STORAGE_BUCKETS_FIXES,
  ...GOOGLE_STORAGE_GRANTS_FIXES,
  ...GOOGLE_VERTEX_FIXES,
  ...HELM_RELEASES_FIXES,
  ...IMAGES_FIXES,
  ...KUBERNETES_ADMISSION_FIXES,
  ...KUBERNETES_CONTAINERS_FIXES,
  ...KUBERNETES_GITOPS_FIXES,
  ...KUBERNETES_GPU_FIXES,
  ...KUBERNETES_MESH_FIXES,
  ...KUBERNETES_NETWORK_POLICIES_FIXES,
  ...KUBERNETES_PODS_FIXES,
  ...KUBERNETES_POD_BASELINE_FIXES,
  ...KUBERNETES_RBAC_FIXES,
  ...KUBERNETES_SERVICES_FIXES,
  ...KUBERNETES_SECRETS_FIXES,
  ...KUBERNETES_ROUTES_FIXES,
  ...KUBERNETES_INGRESS_FIXES,
  ...KUBERNETES_INFERENCE_SERVICES_FIXES,
  ...KUBERNETES_AUTOSCALING_FIXES,
  ...KUBERNETES_TENANCY_FIXES,
  ...REGULATED_FIXES,
  ...SECRETS_FIXES,
  ...TERRAFORM_STATE_FIXES,
  ...TIERS_FIXES,
};
