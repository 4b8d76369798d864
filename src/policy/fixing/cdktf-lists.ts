import { type FixAttributes, type FixValue, isFields } from "../fixes/fix";
import { withListsInType } from "./terraform-names";

/** Blocks that fixes write and that the bindings have a list of among their props, by the type; a test holds it to the bindings. */
export const LISTS_OF_PROPS: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail: ["advanced_event_selector", "advanced_event_selector.field_selector", "insight_selector"],
  aws_ecr_registry_scanning_configuration: ["rule", "rule.repository_filter"],
  aws_ecr_repository: ["encryption_configuration"],
  aws_eks_addon: ["pod_identity_association"],
  aws_eks_node_group: ["taint"],
  aws_launch_template: ["block_device_mappings", "network_interfaces"],
  aws_s3_bucket_replication_configuration: ["rule"],
  aws_s3_bucket_server_side_encryption_configuration: ["rule"],
  aws_sagemaker_endpoint_configuration: ["production_variants"],
  aws_wafv2_web_acl: ["rule"],
  aws_wafv2_web_acl_logging_configuration: ["redacted_fields"],
  google_artifact_registry_repository: ["cleanup_policies"],
  google_compute_firewall: ["allow", "deny"],
  google_compute_router_nat: ["subnetwork"],
  google_compute_security_policy: ["rule"],
  google_compute_service_attachment: ["consumer_accept_lists"],
  google_container_cluster: ["cluster_autoscaling.resource_limits", "master_authorized_networks_config.cidr_blocks"],
  google_dns_managed_zone: ["private_visibility_config.networks"],
  google_folder_iam_audit_config: ["audit_log_config"],
  google_organization_iam_audit_config: ["audit_log_config"],
  google_project_iam_audit_config: ["audit_log_config"],
  google_secret_manager_secret: ["replication.user_managed.replicas"],
  google_storage_bucket: ["lifecycle_rule"],
};

/** The arguments of a resource as the bindings take them: a list wherever they have one. */
export function asProps(type: string, fields: FixAttributes): FixAttributes {
  const lists = LISTS_OF_PROPS[type];
  return lists === undefined ? withListsInType(type, fields) : (listed(new Set(lists), fields, []) as FixAttributes);
}

function listed(lists: ReadonlySet<string>, value: FixValue, path: readonly string[]): FixValue {
  if (Array.isArray(value)) {
    return value.map((item: FixValue) => listed(lists, item, path));
  }
  if (!isFields(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => {
      const here = [...path, name];
      const written = listed(lists, given, here);
      return [name, lists.has(here.join(".")) && isFields(given) ? [written] : written];
    }),
  );
}
