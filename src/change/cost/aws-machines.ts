import { isList, listOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import { chargeGroupAddresses, chargeInstanceAddress } from "./aws-addresses";
import { chargeVolume, chargeVolumeOf, gp2OrGp3 } from "./aws-volumes";
import { countMachineGpus } from "./gpus";
import { exactly } from "./money";
import type { Known, Pricing } from "./pricing";

/** What EKS takes when nobody says a type. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULT_NODE_TYPE = "t3.medium";

/** GiB of a node's volume when nobody says it. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULT_NODE_DISK = 20;

/** How machines are bought. */
type Market = "on-demand" | "spot" | "capacity block" | "not known";

/** `aws_instance`, and `aws_spot_instance_request`, which is one that is bought as spot. */
export function priceInstance(pricing: Pricing): void {
  const { attributes, kind } = pricing.resource;
  const template = templateOf(pricing, "launch_template");
  const said = pricing.text("instance_type");
  const type = said === null && template !== undefined ? typeIn(pricing, template) : said;
  const isSpotRequest = kind === "aws_spot_instance_request";
  const named = marketOf(pricing, attributes) ?? (template && marketOf(pricing, template.attributes));
  const market = isSpotRequest ? "spot" : (named ?? "on-demand");
  chargeMachines(pricing, { types: type, count: exactly(1), market, without: withoutTenancy(pricing.text("tenancy")) });
  const volumes = [...(pricing.blocks("root_block_device") ?? []), ...(pricing.blocks("ebs_block_device") ?? [])];
  for (const volume of volumes) {
    chargeVolume(pricing, volume, { count: exactly(1), size: "volume_size", type: "volume_type" });
  }
  if ((pricing.blocks("root_block_device") ?? []).length === 0) {
    chargeRootVolume(pricing, volumes.length > 0);
  }
  chargeInstanceAddress(pricing, template);
}

/** Why shared prices are not those of the machine; undefined when they are. */
function withoutTenancy(tenancy: Known<string>): string | undefined {
  if (tenancy === undefined) {
    return "its tenancy";
  }
  return tenancy === null || tenancy === "default" ? undefined : `the price of ${tenancy} tenancy`;
}

/** `aws_eks_node_group`: from its smallest to its largest size. */
export function priceNodeGroup(pricing: Pricing): void {
  const { attributes } = pricing.resource;
  const count = sizeBetween(pricing, "scaling_config.0.min_size", "scaling_config.0.max_size");
  const said = own(attributes, "launch_template");
  const template = templateOf(pricing, "launch_template");
  const types = nodeTypes(pricing, template);
  const capacity = pricing.text("capacity_type");
  const amis = pricing.text("ami_type");
  const isWindows = typeof amis === "string" && amis.startsWith("WINDOWS");
  const without = isWindows ? "the price of Windows on its machines" : undefined;
  chargeMachines(pricing, { types, count, market: capacityMarket(pricing, capacity, template), without });
  if (count === undefined) {
    pricing.miss("disks", "how many machines there are");
  } else if (template !== undefined) {
    chargeTemplateVolumes(pricing, template, count);
  } else if (listOf(said).length > 0) {
    pricing.miss("disks", "the volumes of its launch template, which is not in the estate");
  } else {
    const size = pricing.number("disk_size");
    chargeVolumeOf(pricing, { count, size: size === null ? DEFAULT_NODE_DISK : size, choices: gp2OrGp3() });
  }
  chargeGroupAddresses(pricing, { count, template, subnets: "subnet_ids" });
}

/** `aws_autoscaling_group`: from its smallest to its largest size. */
export function priceAutoscalingGroup(pricing: Pricing): void {
  const count = sizeBetween(pricing, "min_size", "max_size");
  const subnets = "vpc_zone_identifier";
  const configuration = pricing.ledTo("launch_configuration", "aws_launch_configuration");
  if (configuration !== undefined) {
    priceLaunchConfiguration(pricing, configuration, count);
    chargeGroupAddresses(pricing, { count, template: configuration, subnets });
    return;
  }
  const mixed = "mixed_instances_policy.0.launch_template.0.launch_template_specification.0";
  const isMixed = (pricing.blocks("mixed_instances_policy") ?? []).length > 0;
  const template = isMixed
    ? (pricing.ledTo(`${mixed}.launch_template_id`, "aws_launch_template") ??
      pricing.ledTo(`${mixed}.launch_template_name`, "aws_launch_template"))
    : templateOf(pricing, "launch_template");
  const overrides = isMixed ? pricing.blocks("mixed_instances_policy.0.launch_template.0.override") : [];
  const types = (overrides ?? []).map((one) => pricing.text("instance_type", one));
  const one = template === undefined ? undefined : typeIn(pricing, template);
  chargeMachines(pricing, {
    types: overrides === undefined || types.includes(undefined) ? undefined : types.length > 0 ? known(types) : one,
    count,
    market: isMixed ? mixedMarket(pricing) : ((template && marketOf(pricing, template.attributes)) ?? "on-demand"),
  });
  if (template === undefined || count === undefined) {
    pricing.missAll(
      count === undefined
        ? "how many machines there are"
        : "the volumes of its launch template, which is not in the estate",
    );
  } else {
    chargeTemplateVolumes(pricing, template, count);
  }
  chargeGroupAddresses(pricing, { count, template, subnets });
}

/** What groups had before there were launch templates. */
function priceLaunchConfiguration(pricing: Pricing, { attributes }: Resource, count: Money | undefined): void {
  const isSpot = own(attributes, "spot_price") !== null;
  chargeMachines(pricing, {
    types: pricing.text("instance_type", attributes),
    count,
    market: isSpot ? "spot" : "on-demand",
  });
  if (count === undefined) {
    pricing.missAll("how many machines there are");
    return;
  }
  for (const block of ["root_block_device", "ebs_block_device"]) {
    for (const volume of pricing.blocks(block, attributes) ?? []) {
      chargeVolume(pricing, volume, { count, size: "volume_size", type: "volume_type" });
    }
  }
}

/** Machines of types of EC2: of one of them, when there are several, and nobody knows which. */
interface MachinesOfTypes {
  readonly types: Known<string | readonly string[]>;
  readonly count: Money | undefined;
  readonly market: Market;

  /** What of them no list has a price of, whatever their type. */
  readonly without?: string | undefined;
}

/** Their GPUs are counted whether they have a price or not. */
function chargeMachines(pricing: Pricing, { types, count, market, without }: MachinesOfTypes): void {
  if (types === null || types === undefined) {
    pricing.miss("machines", types === null ? "its instance type, which nothing says" : "its instance type");
    return;
  }
  if (count === undefined) {
    pricing.miss("machines", "how many machines there are");
    return;
  }
  const names = typeof types === "string" ? [types] : types;
  countMachineGpus(pricing, names, count);
  if (without !== undefined) {
    pricing.miss("machines", without);
  } else if (market === "capacity block") {
    pricing.miss("machines", `the price of a capacity block of ${names.join(" or ")}, which is paid in advance`);
  } else if (market === "not known") {
    pricing.miss("machines", "whether its machines are spot machines");
  } else {
    const [kind, word] = market === "spot" ? ["ec2-spot", "spot "] : ["ec2", ""];
    pricing.charge(
      "machines",
      names.map((name) => ({ item: `${kind}/${name}`, what: `${word}${name}` })),
      { count },
    );
  }
}

function sizeBetween(pricing: Pricing, smallest: string, largest: string): Money | undefined {
  const [low, high] = [pricing.number(smallest), pricing.number(largest)];
  return low === undefined || high === undefined || low === null || high === null || high < low
    ? undefined
    : { low, high };
}

function nodeTypes(pricing: Pricing, template: Resource | undefined): Known<string | readonly string[]> {
  const said = own(pricing.resource.attributes, "instance_types");
  if (isUnknown(said)) {
    return undefined;
  }
  const types = listOf(said);
  if (types.length > 0) {
    const texts = types.map((_, index) => pricing.text(isList(said) ? `instance_types.${index}` : "instance_types"));
    return texts.includes(undefined) ? undefined : known(texts);
  }
  if (template !== undefined) {
    const type = typeIn(pricing, template);
    return type === null ? DEFAULT_NODE_TYPE : type;
  }
  return listOf(own(pricing.resource.attributes, "launch_template")).length > 0 ? undefined : DEFAULT_NODE_TYPE;
}

function known(texts: readonly Known<string>[]): readonly string[] {
  return [...new Set(texts.filter((one) => typeof one === "string"))];
}

function templateOf(pricing: Pricing, block: string): Resource | undefined {
  return (
    pricing.ledTo(`${block}.0.id`, "aws_launch_template") ?? pricing.ledTo(`${block}.0.name`, "aws_launch_template")
  );
}

function typeIn(pricing: Pricing, template: Resource): Known<string> {
  const type = own(template.attributes, "instance_type");
  return type === null ? null : (textOf(type) ?? pricing.text("instance_type", template.attributes));
}

/** Undefined when nothing is said, which is on demand. */
function marketOf(pricing: Pricing, attributes: Attributes): Market | undefined {
  const type = pricing.text("instance_market_options.0.market_type", attributes);
  if (type === null) {
    return undefined;
  }
  return type === "spot" ? "spot" : type === "capacity-block" ? "capacity block" : "not known";
}

function capacityMarket(pricing: Pricing, capacity: Known<string>, template: Resource | undefined): Market {
  switch (capacity) {
    case undefined:
      return "not known";
    case "SPOT":
      return "spot";
    case "CAPACITY_BLOCK":
      return "capacity block";
    default:
      return (template && marketOf(pricing, template.attributes)) ?? "on-demand";
  }
}

/** Spot as soon as not all of the group is bought on demand: what is bought how is not known in advance. */
function mixedMarket(pricing: Pricing): Market {
  const distribution = "mixed_instances_policy.0.instances_distribution.0";
  const share = pricing.number(`${distribution}.on_demand_percentage_above_base_capacity`);
  return share === null || share === 100
    ? "on-demand"
    : share === 0 && !hasBase(pricing, distribution)
      ? "spot"
      : "not known";
}

function hasBase(pricing: Pricing, distribution: string): boolean {
  return pricing.number(`${distribution}.on_demand_base_capacity`) !== null;
}

function chargeTemplateVolumes(pricing: Pricing, template: Resource, count: Money): void {
  const mappings = pricing.blocks("block_device_mappings", template.attributes);
  if (mappings === undefined) {
    pricing.miss("disks", "the volumes of its launch template");
    return;
  }
  for (const mapping of mappings) {
    for (const volume of pricing.blocks("ebs", mapping) ?? []) {
      chargeVolume(pricing, volume, { count, size: "volume_size", type: "volume_type" });
    }
  }
  if (mappings.length === 0) {
    chargeRootVolume(pricing, false);
  }
}

/** A state knows how large the volume is, and nobody else does: it did not go when it is not said. */
function chargeRootVolume(pricing: Pricing, hasOthers: boolean): void {
  const note = "root volumes whose size the image decides";
  hasOthers ? pricing.note(note) : pricing.leaveOpen("disks", note);
}
