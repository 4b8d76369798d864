import { iamKindsOf } from "../../estate/joins/google-grants";

/** Where a role counts for everything below: whoever has one here has it on every bucket, key and cluster. */
export const PROJECT_IAM = iamKindsOf("google_project", "google_folder", "google_organization");

export const BUCKET_IAM = iamKindsOf("google_storage_bucket", "google_storage_managed_folder");
export const KEY_IAM = iamKindsOf("google_kms_crypto_key");
export const KEY_RING_IAM = iamKindsOf("google_kms_key_ring");
export const SERVICE_ACCOUNT_IAM = iamKindsOf("google_service_account");

/** Every place that models, keys, secrets, images and identities are given at. */
export const ALL_IAM: readonly string[] = [
  ...PROJECT_IAM,
  ...BUCKET_IAM,
  ...KEY_IAM,
  ...KEY_RING_IAM,
  ...SERVICE_ACCOUNT_IAM,
  ...iamKindsOf(
    "google_secret_manager_secret",
    "google_secret_manager_regional_secret",
    "google_artifact_registry_repository",
  ),
];

/** Programs that answer on the web: a shop is called by everybody, and that is what it is for. */
export const WEB_IAM: readonly string[] = iamKindsOf(
  "google_cloud_run_service",
  "google_cloud_run_v2_service",
  "google_cloudfunctions_function",
  "google_cloudfunctions2_function",
);

/** Everything else that roles can be given on, without `google_`; those of Vertex AI are of the provider google-beta. */
const ELSEWHERE =
  "access_context_manager_access_policy apigee_environment beyondcorp_application beyondcorp_security_gateway " +
  "beyondcorp_security_gateway_application bigquery_analytics_hub_data_exchange bigquery_analytics_hub_listing " +
  "bigquery_connection bigquery_datapolicy_data_policy bigquery_dataset bigquery_table bigtable_instance " +
  "bigtable_table billing_account binary_authorization_attestor cloud_tasks_queue cloudbuildv2_connection " +
  "clouddeploy_custom_target_type clouddeploy_delivery_pipeline clouddeploy_target colab_runtime_template " +
  "compute_disk compute_image compute_instance compute_instance_template compute_instant_snapshot " +
  "compute_region_disk compute_snapshot compute_storage_pool compute_subnetwork container_analysis_note " +
  "data_catalog_entry_group data_catalog_policy_tag data_catalog_tag_template data_catalog_taxonomy " +
  "data_fusion_instance dataplex_aspect_type dataplex_asset dataplex_datascan dataplex_entry_group " +
  "dataplex_entry_type dataplex_glossary dataplex_lake dataplex_task dataplex_zone dataproc_autoscaling_policy " +
  "dataproc_cluster dataproc_job dataproc_metastore_database dataproc_metastore_federation " +
  "dataproc_metastore_service dataproc_metastore_table dns_managed_zone endpoints_service " +
  "endpoints_service_consumers gemini_repository_group gke_backup_backup_plan gke_backup_restore_plan " +
  "gke_hub_feature gke_hub_membership gke_hub_scope healthcare_consent_store healthcare_dataset " +
  "healthcare_dicom_store healthcare_fhir_store healthcare_hl7_v2_store iam_workforce_pool " +
  "iap_app_engine_service iap_app_engine_version iap_tunnel iap_tunnel_dest_group iap_tunnel_instance iap_web " +
  "iap_web_backend_service iap_web_cloud_run_service iap_web_region_backend_service iap_web_type_app_engine " +
  "iap_web_type_compute kms_ekm_connection logging_log_view network_security_address_group notebooks_instance " +
  "notebooks_runtime privateca_ca_pool privateca_certificate_template pubsub_schema pubsub_subscription " +
  "pubsub_topic scc_source scc_v2_organization_source " +
  "secure_source_manager_instance secure_source_manager_repository sourcerepo_repository spanner_database " +
  "spanner_instance tags_tag_key tags_tag_value vertex_ai_endpoint vertex_ai_featurestore " +
  "vertex_ai_featurestore_entitytype workbench_instance";

/** Places that have no controls of their own. A test holds the list against the table of the provider. */
export const OTHER_IAM: readonly string[] = [
  ...iamKindsOf("google_cloud_run_v2_job", "google_cloud_run_v2_worker_pool"),
  ...iamKindsOf(...ELSEWHERE.split(" ").map((name) => `google_${name}`)),
];

/** CEL: no grant of the resource is at fault. Expressions speak of one as `g`. */
export function noGrant(fault: string): string {
  return `!googleGrants(self).exists(g, ${fault})`;
}

/** CEL: the grants that are surely at fault, as `roles/editor to allUsers`. */
export function grantsAtFault(fault: string): string {
  return `googleGrants(self).filter(g, isLiteral(g.type) && isLiteral(g.role) && ${fault}).map(g, g.said)`;
}
