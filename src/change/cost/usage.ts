import { blocksOf, isAttributes, isList, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

/** What is charged by its use alone: a note for all of a kind, for nobody knows the use in advance. */
const BY_USE: readonly (readonly [kinds: RegExp, note: string])[] = [
  [/^aws_s3_(?:bucket|directory_bucket)$/, "storage and requests of S3 buckets"],
  [/^google_storage_bucket$/, "storage and requests of Cloud Storage buckets"],
  [/^aws_cloudwatch_log_group$|^google_logging_\w*bucket_config$/, "logs that are taken in and stored"],
  [/^aws_flow_log$/, "logs that are taken in and stored"],
  [/^aws_ecr_repository$|^google_artifact_registry_repository$/, "storage of images"],
  [/^aws_cloudwatch_(?:metric_alarm|dashboard|composite_alarm)$/, "alarms and dashboards of CloudWatch"],
  [
    /^aws_lambda_function$|^google_cloud(?:functions\w*_function|_run_\w+)$/,
    "requests to functions and services that scale to zero",
  ],
  [/^aws_(?:sqs_queue|sns_topic)$|^google_pubsub_(?:topic|subscription)$/, "messages"],
  [/^aws_(?:apigatewayv2_api|api_gateway_rest_api|cloudfront_distribution)$/, "requests to gateways and distributions"],
  [
    /^aws_cloudtrail$|^aws_config_configuration_recorder$|^aws_guardduty_detector$/,
    "events that are recorded and searched",
  ],
  [/^aws_efs_file_system$/, "storage of EFS"],
  [/^aws_rds_cluster$/, "storage and requests of database clusters"],
  [/^google_secret_manager_secret_version$/, "versions of secrets of Secret Manager"],
  [/^aws_route53_(?:zone|health_check)$|^google_dns_managed_zone$/, "zones, health checks and queries of DNS"],
];

/** Public IPv4 addresses, a few USD a month each, of what has no price here: how many of them, no attribute says. */
const ADDRESSED = [
  {
    kinds: /^aws_(?:db_instance|rds_cluster|rds_cluster_instance|neptune_cluster_instance|redshift_cluster)$/,
    path: "publicly_accessible",
    note: "public IPv4 addresses of databases",
  },
  {
    kinds: /^aws_ecs_service$/,
    path: "network_configuration.0.assign_public_ip",
    note: "public IPv4 addresses of tasks",
  },
] as const;

/** What costs by the hour or the month, and has no price here. */
const WITHOUT_A_PRICE: ReadonlySet<string> = new Set([
  "aws_acmpca_certificate_authority",
  "aws_bedrock_provisioned_model_throughput",
  "aws_cloudhsm_v2_hsm",
  "aws_dax_cluster",
  "aws_db_instance",
  "aws_docdb_cluster_instance",
  "aws_dx_connection",
  "aws_ec2_capacity_block_reservation",
  "aws_ec2_capacity_reservation",
  "aws_ec2_host",
  "aws_ec2_transit_gateway_vpc_attachment",
  "aws_ecs_service",
  "aws_eks_fargate_profile",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_file_system",
  "aws_fsx_openzfs_file_system",
  "aws_globalaccelerator_accelerator",
  "aws_kinesis_stream",
  "aws_memorydb_cluster",
  "aws_mq_broker",
  "aws_msk_cluster",
  "aws_neptune_cluster_instance",
  "aws_networkfirewall_firewall",
  "aws_opensearch_domain",
  "aws_rds_cluster_instance",
  "aws_redshift_cluster",
  "aws_spot_fleet_request",
  "aws_vpn_connection",
  "aws_wafv2_web_acl",
  "google_alloydb_instance",
  "google_bigtable_instance",
  "google_compute_reservation",
  "google_compute_vpn_tunnel",
  "google_filestore_instance",
  "google_parallelstore_instance",
  "google_redis_cluster",
  "google_redis_instance",
  "google_spanner_instance",
  "google_sql_database_instance",
  "google_tpu_v2_vm",
  "google_vertex_ai_index_endpoint_deployed_index",
]);

/** Notes of what the resource is charged for by its use, and of public addresses that it may have. */
export function usageNotes({ kind, attributes }: Resource): readonly string[] {
  const use = BY_USE.find(([kinds]) => kinds.test(kind))?.[1];
  const isPublic = ({ path }: (typeof ADDRESSED)[number]): boolean => {
    const value = valueAt(attributes, path);
    return isUnknown(value) || value === true || value === "true";
  };
  const addresses = ADDRESSED.filter((each) => each.kinds.test(kind) && isPublic(each)).map(({ note }) => note);
  return [...(use === undefined ? [] : [use]), ...addresses];
}

/** Why a resource of the kind has no price, however it is made. */
export function withoutAPrice(kind: string): string {
  return `the price of ${kind}: modelkeep has none`;
}

/** Why a resource that costs something is not priced, whatever its price; undefined when nothing is known to be charged. */
export function unpricedReason(resource: Resource): string | undefined {
  if (WITHOUT_A_PRICE.has(resource.kind)) {
    return withoutAPrice(resource.kind);
  }
  if (resource.kind === "aws_rds_cluster") {
    return clusterReason(resource);
  }
  const object = objectOf(resource);
  if (object === undefined) {
    return undefined;
  }
  const { kind, attributes } = object;
  if (/^karpenter\.sh\/\S+ (?:NodePool|Provisioner)$/.test(kind)) {
    return `the machines that Karpenter makes, ${limitsOf(attributes)}`;
  }
  if (kind === "v1 Service" && textOf(valueAt(attributes, "spec.type")) === "LoadBalancer") {
    return "the load balancer that the cloud makes for it";
  }
  return kind === "v1 PersistentVolumeClaim" ? "the volume that its storage class makes" : undefined;
}

/**
 * A cluster of Aurora is charged by its instances, which are resources of their own, unless it makes them itself or they are
 * serverless.
 *
 * @see https://aws.amazon.com/rds/aurora/pricing/
 */
function clusterReason({ attributes }: Resource): string | undefined {
  const isSaid = (name: string) => {
    const value = own(attributes, name);
    return value !== null && value !== "" && !(isList(value) && value.length === 0);
  };
  if (isSaid("db_cluster_instance_class")) {
    return "the price of the instances that the cluster has: modelkeep has none";
  }
  const mode = own(attributes, "engine_mode");
  const isServerless = isSaid("serverlessv2_scaling_configuration") || mode === "serverless";
  return isServerless
    ? "the price of serverless capacity of Aurora: modelkeep has none"
    : isUnknown(mode)
      ? "whether the cluster is serverless"
      : undefined;
}

/** The Kubernetes object that the resource is, or that it applies. */
function objectOf(resource: Resource): Pick<Resource, "kind" | "attributes"> | undefined {
  if (resource.mode === "manifest") {
    return resource;
  }
  const kind = /^kubernetes_(service|persistent_volume_claim)(?:_v1)?$/.exec(resource.kind)?.[1];
  if (kind !== undefined) {
    const spec = blocksOf(resource.attributes, "spec")[0] ?? {};
    return { kind: kind === "service" ? "v1 Service" : "v1 PersistentVolumeClaim", attributes: { spec } };
  }
  const manifest = resource.kind === "kubernetes_manifest" ? own(resource.attributes, "manifest") : null;
  if (!isAttributes(manifest)) {
    return undefined;
  }
  return {
    kind: `${textOf(own(manifest, "apiVersion")) ?? ""} ${textOf(own(manifest, "kind")) ?? ""}`,
    attributes: manifest,
  };
}

function limitsOf(attributes: Resource["attributes"]): string {
  const limits = valueAt(attributes, "spec.limits");
  const said = isAttributes(limits)
    ? Object.entries(limits)
        .filter(([, limit]) => typeof limit === "string" || typeof limit === "number")
        .map(([name, limit]) => `${name} ${String(limit)}`)
        .sort()
    : [];
  return said.length > 0 ? `up to ${said.join(", ")}` : "without a limit";
}
