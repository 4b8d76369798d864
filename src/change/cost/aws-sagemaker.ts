import type { Attributes } from "../../estate/resource";
import type { Money } from "../report";
import { rangeIn, scaledId, scalingTargetsOf } from "./aws-scaling";
import { countMachineGpus } from "./gpus";
import { exactly } from "./money";
import type { Pricing } from "./pricing";

const CONFIGURATION = "aws_sagemaker_endpoint_configuration";

/** `aws_sagemaker_endpoint`: the machines of its configuration, which costs nothing as long as no endpoint has it. */
export function priceSagemakerEndpoint(pricing: Pricing): void {
  const configuration = pricing.ledTo("endpoint_config_name", CONFIGURATION);
  if (configuration === undefined) {
    pricing.missAll("its endpoint configuration, which is not in the estate");
    return;
  }
  for (const name of ["production_variants", "shadow_production_variants"]) {
    const variants = pricing.blocks(name, configuration.attributes);
    if (variants === undefined) {
      pricing.missAll("the variants of its endpoint configuration");
    }
    for (const variant of variants ?? []) {
      priceVariant(pricing, variant, (variants ?? []).length === 1);
    }
  }
}

function priceVariant(pricing: Pricing, variant: Attributes, isOnly: boolean): void {
  if ((pricing.blocks("serverless_config", variant) ?? []).length > 0) {
    pricing.miss("machines", "the requests that a serverless variant answers");
    return;
  }
  const type = pricing.text("instance_type", variant);
  const count = sizeOf(pricing, variant, isOnly);
  if (count === undefined) {
    pricing.missAll("how many machines there are");
    return;
  }
  if (typeof type === "string") {
    countMachineGpus(pricing, [type], count);
    pricing.charge("machines", { item: `sagemaker/${type}`, what: type }, { count });
  } else {
    pricing.miss("machines", "the instance type of a variant");
  }
  const gib = pricing.number("volume_size_in_gb", variant);
  if (gib === undefined) {
    pricing.miss("storage", "the size of a volume");
  } else if (gib !== null && gib > 0) {
    const each = { amount: gib, unit: "GB" };
    pricing.charge("storage", { item: "sagemaker/storage", what: "volume" }, { count, each });
  }
}

/** What an autoscaling target of the variant says, else what the variant does, else how many it begins with. */
function sizeOf(pricing: Pricing, variant: Attributes, isOnly: boolean): Money | undefined {
  const targets = scalingTargetsOf(pricing, "sagemaker");
  const name = pricing.text("variant_name", variant);
  const target = isOnly
    ? targets[0]
    : targets.find((one) => scaledId(one)?.endsWith(`/variant/${name ?? ""}`) === true);
  if (target !== undefined) {
    return rangeIn(pricing, target.attributes, "min_capacity", "max_capacity");
  }
  if (targets.some((one) => scaledId(one) === undefined)) {
    return undefined;
  }
  const managed = "managed_instance_scaling.0";
  if (pricing.text(`${managed}.status`, variant) === "ENABLED") {
    return rangeIn(pricing, variant, `${managed}.min_instance_count`, `${managed}.max_instance_count`);
  }
  const count = pricing.number("initial_instance_count", variant);
  return typeof count === "number" ? exactly(count) : undefined;
}
