import { satellites } from "../../estate/joins/satellites";
import { listOf, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import { exactly } from "./money";
import type { Known, Priced, Pricing } from "./pricing";

/** Charged by the hour, used or not. @see https://aws.amazon.com/vpc/pricing/ (public IPv4 address) */
export const PUBLIC_ADDRESS: Priced = { item: "ipv4/address", what: "public IPv4 address" };

const PART = "addresses";
const OF_MACHINES = "public IPv4 addresses that subnets and launch templates may give to machines";
const OF_BALANCERS = "public IPv4 addresses of load balancers whose scheme or subnets are not known";

const ASSOCIATES = "associate_public_ip_address";

/** Who says whether machines get a public address, and how many machines there are. */
export interface AddressedMachines {
  readonly count: Money | undefined;

  /** Launch template or launch configuration, where there is one. */
  readonly template: Resource | undefined;

  /** The attribute that names the subnets, which decide when nobody else does. */
  readonly subnets: string;
}

/** The public address that an instance is started with; an Elastic IP, which is charged by itself, takes its place. */
export function chargeInstanceAddress(pricing: Pricing, template: Resource | undefined): void {
  const { estate, resource } = pricing;
  const elastic = [
    satellites(estate, resource, "aws_eip", "instance"),
    satellites(estate, resource, "aws_eip_association", "instance_id"),
  ];
  if (elastic.some(({ found }) => found.length > 0)) {
    return;
  }
  if (elastic.some(({ possible }) => possible.length > 0)) {
    pricing.leaveOpen(PART, OF_MACHINES);
    return;
  }
  const own = saidAt(ASSOCIATES, resource.attributes);
  const said = own === null && template !== undefined ? saidInTemplate(template) : own;
  chargeSaid(pricing, said, { count: exactly(1), subnets: "subnet_id" });
}

/** The public addresses of the machines of a group. */
export function chargeGroupAddresses(pricing: Pricing, { count, template, subnets }: AddressedMachines): void {
  if (count === undefined) {
    pricing.leaveOpen(PART, OF_MACHINES);
  } else {
    chargeSaid(pricing, template === undefined ? null : saidInTemplate(template), { count, subnets });
  }
}

function chargeSaid(
  pricing: Pricing,
  said: Known<boolean>,
  { count, subnets }: { readonly count: Money; readonly subnets: string },
): void {
  if (said === true) {
    pricing.charge(PART, PUBLIC_ADDRESS, { count });
  } else if (said === undefined || (said === null && !areSubnetsPrivate(pricing, subnets))) {
    pricing.leaveOpen(PART, OF_MACHINES);
  }
}

/** A subnet that is told to give addresses gives them to what is started later: what runs keeps what it has. */
function areSubnetsPrivate(pricing: Pricing, path: string): boolean {
  const one = pricing.ledTo(path, "aws_subnet");
  const subnets = one === undefined ? pricing.allLedTo(path, "aws_subnet") : [one];
  return subnets?.every(({ attributes }) => saidAt("map_public_ip_on_launch", attributes) !== true) === true;
}

function saidInTemplate({ kind, attributes }: Resource): Known<boolean> {
  return saidAt(kind === "aws_launch_template" ? `network_interfaces.0.${ASSOCIATES}` : ASSOCIATES, attributes);
}

/** Null when nothing is said. */
function saidAt(path: string, within: Attributes): Known<boolean> {
  const value = valueAt(within, path);
  if (isUnsaid(value)) {
    return null;
  }
  return isUnknown(value) ? undefined : value === true || textOf(value)?.toLowerCase() === "true";
}

/** A plan does not know what nobody set, where the provider may set it. */
function isUnsaid(value: Value): boolean {
  return (
    value === null || value === "" || (isUnknown(value) && value.references.length === 0 && value.text === undefined)
  );
}

/**
 * One address in each zone of a load balancer that faces the internet. Elastic IPs that it is given are charged by themselves.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html#vpc-public-ipv4-addresses
 */
export function chargeBalancerAddresses(pricing: Pricing, type: string): void {
  const { attributes } = pricing.resource;
  const isInternal = saidAt("internal", attributes);
  const addressing = valueAt(attributes, "ip_address_type");
  if (type === "gateway" || isInternal === true || addressing === "dualstack-without-public-ipv4") {
    return;
  }
  const zones = zonesWithoutElasticIps(pricing, attributes);
  if (isInternal === undefined || (isUnknown(addressing) && !isUnsaid(addressing)) || zones === undefined) {
    pricing.leaveOpen(PART, OF_BALANCERS);
  } else if (zones > 0) {
    pricing.charge(PART, PUBLIC_ADDRESS, { count: exactly(zones) });
  }
}

/** Subnets or mappings say the zones, never both; a state has both of them, and they are the same zones. */
function zonesWithoutElasticIps(pricing: Pricing, attributes: Attributes): number | undefined {
  const said = valueAt(attributes, "subnet_mapping");
  const mappings = isUnknown(said) ? [] : listOf(said);
  if (mappings.length > 0) {
    const blocks = pricing.blocks("subnet_mapping");
    return blocks?.filter((mapping) => (valueAt(mapping, "allocation_id") ?? "") === "").length;
  }
  const zones = pricing.lengthOf("subnets", "aws_subnet");
  return zones === null ? undefined : zones;
}
