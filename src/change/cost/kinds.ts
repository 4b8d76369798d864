import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import type { Resource } from "../../estate/resource";
import { priceTable, priceTableReplica } from "./aws-dynamodb";
import { priceAutoscalingGroup, priceInstance, priceNodeGroup } from "./aws-machines";
import { priceSagemakerEndpoint } from "./aws-sagemaker";
import {
  priceClassicLoadBalancer,
  priceEksCluster,
  priceElasticIp,
  priceKmsKey,
  priceLoadBalancer,
  priceNatGateway,
  priceSecret,
  priceVpcEndpoint,
} from "./aws-services";
import { priceVolume } from "./aws-volumes";
import { priceComputeInstance, priceInstanceGroup } from "./google-machines";
import { priceGkeCluster, priceNodePool } from "./google-pools";
import { priceCryptoKey, priceDisk, priceForwardingRule, priceRegionDisk, priceRouterNat } from "./google-services";
import { priceModelGarden, priceResourcePool, priceVertexEndpoint } from "./google-vertex";
import { priceNotebook, priceSagemakerNotebook, priceWorkbench } from "./notebooks";
import type { PriceCloud } from "./price-list";
import type { Pricing } from "./pricing";
import { awsRegion, googlePlace } from "./regions";

/** How a kind of resource is charged for. */
export interface PricedKind {
  readonly cloud: PriceCloud;

  /** Makes the bill of one resource. */
  readonly price: (pricing: Pricing) => void;

  /** Other resources decide what it costs, too: a launch template, a cluster, an autoscaler. */
  readonly dependsOnOthers?: boolean;
}

const aws = (price: PricedKind["price"]): PricedKind => ({ cloud: "aws", price });
const google = (price: PricedKind["price"]): PricedKind => ({ cloud: "google", price });
const withOthers = (kind: PricedKind): PricedKind => ({ ...kind, dependsOnOthers: true });

/** All that is charged for being there, with a price or with GPUs at least. What is charged by its use alone is in `usage.ts`. */
const KINDS: ReadonlyMap<string, PricedKind> = new Map([
  ["aws_instance", withOthers(aws(priceInstance))],
  ["aws_autoscaling_group", withOthers(aws(priceAutoscalingGroup))],
  ["aws_eks_node_group", withOthers(aws(priceNodeGroup))],
  ["aws_ebs_volume", aws(priceVolume)],
  ["aws_eks_cluster", aws(priceEksCluster)],
  ["aws_nat_gateway", aws(priceNatGateway)],
  ["aws_lb", withOthers(aws(priceLoadBalancer))],
  ["aws_alb", withOthers(aws(priceLoadBalancer))],
  ["aws_elb", aws(priceClassicLoadBalancer)],
  ["aws_vpc_endpoint", withOthers(aws(priceVpcEndpoint))],
  ["aws_kms_key", aws(priceKmsKey)],
  ["aws_kms_external_key", aws(priceKmsKey)],
  ["aws_kms_replica_key", aws(priceKmsKey)],
  ["aws_kms_replica_external_key", aws(priceKmsKey)],
  ["aws_secretsmanager_secret", aws(priceSecret)],
  ["aws_eip", aws(priceElasticIp)],
  ["aws_dynamodb_table", withOthers(aws(priceTable))],
  ["aws_dynamodb_table_replica", withOthers(aws(priceTableReplica))],
  ["aws_sagemaker_endpoint", withOthers(aws(priceSagemakerEndpoint))],
  ["aws_sagemaker_notebook_instance", aws(priceSagemakerNotebook)],
  ["aws_spot_instance_request", withOthers(aws(priceInstance))],
  ["google_container_cluster", google(priceGkeCluster)],
  ["google_container_node_pool", withOthers(google(priceNodePool))],
  ["google_compute_instance", google(priceComputeInstance)],
  ["google_compute_instance_group_manager", withOthers(google(groupOf("google_compute_autoscaler")))],
  ["google_compute_region_instance_group_manager", withOthers(google(groupOf("google_compute_region_autoscaler")))],
  ["google_compute_disk", google(priceDisk)],
  ["google_compute_region_disk", google(priceRegionDisk)],
  ["google_compute_router_nat", google(priceRouterNat)],
  ["google_compute_forwarding_rule", google(priceForwardingRule)],
  ["google_compute_global_forwarding_rule", google(priceForwardingRule)],
  ["google_kms_crypto_key", google(priceCryptoKey)],
  ["google_notebooks_instance", google(priceNotebook)],
  ["google_workbench_instance", google(priceWorkbench)],
  ["google_vertex_ai_deployment_resource_pool", google(priceResourcePool)],
  ["google_vertex_ai_endpoint", google(priceVertexEndpoint)],
  ["google_vertex_ai_endpoint_with_model_garden_deployment", google(priceModelGarden)],
]);

/** How the kind is charged for; undefined when it is not, or not for being there. */
export function pricedKind(kind: string): PricedKind | undefined {
  return KINDS.get(kind);
}

/** Kinds that are charged for being there. */
export function pricedKinds(): readonly string[] {
  return [...KINDS.keys()];
}

/** Kinds that may cost something else although they themselves are not changed. */
export function kindsThatDependOnOthers(): readonly string[] {
  return [...KINDS].filter(([, { dependsOnOthers }]) => dependsOnOthers === true).map(([kind]) => kind);
}

/** The region that the prices of the resource are those of; undefined when nobody says it. */
export function regionOf(estate: Estate, resource: Resource, cloud: PriceCloud): string | undefined {
  return cloud === "aws" ? awsRegion(estate, resource) : googlePlace(estate, resource)?.region;
}

function groupOf(autoscaler: string): PricedKind["price"] {
  return (pricing) => {
    const { found, possible } = satellites(pricing.estate, pricing.resource, autoscaler, "target");
    if (found.length === 0 && possible.length > 0) {
      pricing.missAll("whether an autoscaler decides how many machines there are");
      return;
    }
    priceInstanceGroup(pricing, found[0]);
  };
}
