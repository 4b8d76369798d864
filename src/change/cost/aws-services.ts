import { satellites } from "../../estate/joins/satellites";
import { chargeBalancerAddresses, PUBLIC_ADDRESS } from "./aws-addresses";
import { isInExtendedSupport } from "./eks-calendar";
import { exactly } from "./money";
import type { Pricing } from "./pricing";

/** `aws_eks_cluster`: its control plane; more when its version is so old that it is in extended support. */
export function priceEksCluster(pricing: Pricing): void {
  pricing.charge("cluster", { item: "eks/cluster", what: "EKS cluster" }, { count: exactly(1) });
  const version = pricing.text("version");
  const support = pricing.text("upgrade_policy.0.support_type");
  const day = pricing.priceDay("eks/cluster");
  if (version === undefined || support === undefined) {
    pricing.miss(
      "extended support",
      `whether it is in extended support: its ${version === undefined ? "version" : "upgrade policy"}`,
    );
  } else if (version !== null && support !== "STANDARD" && day !== undefined && isInExtendedSupport(version, day)) {
    pricing.charge(
      "extended support",
      { item: "eks/extended-support", what: `extended support of ${version}` },
      { count: exactly(1) },
    );
  }
  const isAuto = pricing.isOn("compute_config.0.enabled");
  if (isAuto !== false) {
    pricing.miss(
      "machines",
      isAuto === true ? "the machines of EKS Auto Mode, which pods decide" : "whether EKS Auto Mode is on",
    );
  }
}

/** `aws_nat_gateway`: the hours that it is there. */
export function priceNatGateway(pricing: Pricing): void {
  if (pricing.text("availability_mode") === "regional") {
    pricing.miss("gateway", "in how many zones a regional NAT gateway is active, each of which is charged");
    return;
  }
  pricing.charge("gateway", { item: "nat/gateway", what: "NAT gateway" }, { count: exactly(1) });
  pricing.note("data through NAT gateways");
}

/** `aws_lb`, `aws_alb`: its hours, and the public addresses of one that faces the internet. */
export function priceLoadBalancer(pricing: Pricing): void {
  const type = pricing.text("load_balancer_type");
  if (type === undefined) {
    pricing.missAll("the type of the load balancer");
    return;
  }
  const name = type ?? "application";
  pricing.charge("load balancer", { item: `elb/${name}`, what: `${name} load balancer` }, { count: exactly(1) });
  chargeBalancerAddresses(pricing, name);
  pricing.note("capacity units (LCU) of load balancers");
}

/** `aws_elb` */
export function priceClassicLoadBalancer(pricing: Pricing): void {
  pricing.charge("load balancer", { item: "elb/classic", what: "classic load balancer" }, { count: exactly(1) });
  pricing.note("data through load balancers");
}

/** `aws_vpc_endpoint`: those of S3 and DynamoDB that are gateways cost nothing, all others the hours in each of their zones. */
export function priceVpcEndpoint(pricing: Pricing): void {
  const type = pricing.text("vpc_endpoint_type");
  if (type === undefined) {
    pricing.miss("endpoint", "the type of the endpoint");
    return;
  }
  const isInterface = type === "Interface";
  if (!isInterface && type !== "GatewayLoadBalancer") {
    if (type !== null && type !== "Gateway") {
      pricing.miss("endpoint", `the price of ${type} endpoints`);
    }
    return;
  }
  const zones = zonesOf(pricing);
  if (zones === undefined) {
    pricing.miss("endpoint", "in how many zones the endpoint is");
    return;
  }
  pricing.charge(
    "endpoint",
    isInterface
      ? { item: "endpoint/interface", what: "interface endpoint in a zone" }
      : { item: "endpoint/gateway-load-balancer", what: "gateway load balancer endpoint in a zone" },
    { count: exactly(zones) },
  );
  pricing.note("data through interface endpoints");
}

/** One subnet a zone is all that an endpoint takes. */
function zonesOf(pricing: Pricing): number | undefined {
  const stated = pricing.lengthOf("subnet_ids", "aws_subnet");
  if (stated === undefined) {
    return undefined;
  }
  const configured = pricing.blocks("subnet_configuration");
  const { found, certain } = satellites(pricing.estate, pricing.resource, "aws_vpc_endpoint_subnet_association");
  const zones = Math.max(stated ?? 0, configured?.length ?? 0) + found.length;
  return certain && configured !== undefined && zones > 0 ? zones : undefined;
}

/** `aws_kms_key`, `aws_kms_external_key`, and their replicas, which are keys of their own. */
export function priceKmsKey(pricing: Pricing): void {
  pricing.charge("key", { item: "kms/key", what: "KMS key" }, { count: exactly(1) });
  if (pricing.isOn("enable_key_rotation") === true) {
    pricing.note("the first two rotations of each KMS key, 1 USD a month each");
  }
  pricing.note("requests to KMS");
}

/** `aws_secretsmanager_secret`: each replica is a secret of its own. */
export function priceSecret(pricing: Pricing): void {
  const replicas = pricing.blocks("replica");
  if (replicas === undefined) {
    pricing.miss("secret", "how many replicas the secret has");
    return;
  }
  pricing.charge("secret", { item: "secret/secret", what: "secret" }, { count: exactly(1 + replicas.length) });
  pricing.note("requests to Secrets Manager");
}

/** `aws_eip`: public IPv4 addresses cost, whether they are used or not. */
export function priceElasticIp(pricing: Pricing): void {
  pricing.charge("address", PUBLIC_ADDRESS, { count: exactly(1) });
}
