import { choose, type Fixes, include, set, unset } from "./fix";

const ALL_LOGS = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"];

export const GOOGLE_GKE_CONTROL_PLANE_FIXES: Fixes = {
  GOOGLE_GKE_WORKLOAD_IDENTITY: [
    set(
      "workload_identity_config.workload_pool",
      choose("workload pool: the id of the project, and .svc.id.goog", "acme-serving.svc.id.goog"),
    ),
  ],
  GOOGLE_GKE_NETWORK_POLICIES_ENFORCED: [set("datapath_provider", "ADVANCED_DATAPATH")],
  GOOGLE_GKE_DATAPLANE_V2_ALONE: [set("network_policy.enabled", false), set("datapath_provider", "ADVANCED_DATAPATH")],
  GOOGLE_GKE_BINARY_AUTHORIZATION: [
    unset("binary_authorization.enabled"),
    set("binary_authorization.evaluation_mode", "PROJECT_SINGLETON_POLICY_ENFORCE"),
  ],
  GOOGLE_GKE_SECRETS_ENCRYPTED: [
    set("database_encryption.state", "ENCRYPTED"),
    set(
      "database_encryption.key_name",
      choose(
        "key for the secrets of the cluster",
        "projects/acme-serving/locations/europe-west4/keyRings/serving/cryptoKeys/cluster-secrets",
      ),
    ),
  ],
  GOOGLE_GKE_NO_LEGACY_ABAC: [set("enable_legacy_abac", false)],
  GOOGLE_GKE_NO_CLIENT_CERTIFICATE: [set("master_auth.client_certificate_config.issue_client_certificate", false)],
  GOOGLE_GKE_NO_RIGHTS_FOR_EVERYONE: [
    set("rbac_binding_config.enable_insecure_binding_system_unauthenticated", false),
    set("rbac_binding_config.enable_insecure_binding_system_authenticated", false),
  ],
  GOOGLE_GKE_ANONYMOUS_LIMITED: [set("anonymous_authentication_config.mode", "LIMITED")],
  GOOGLE_GKE_LOGGING_ON: [unset("logging_service"), include("logging_config.enable_components", ...ALL_LOGS)],
  GOOGLE_GKE_LOGS_COMPLETE: [include("logging_config.enable_components", ...ALL_LOGS)],
  GOOGLE_GKE_MONITORING_ON: [
    unset("monitoring_service"),
    include("monitoring_config.enable_components", "SYSTEM_COMPONENTS"),
  ],
  GOOGLE_GKE_GPUS_MONITORED: [include("monitoring_config.enable_components", "DCGM")],
};
