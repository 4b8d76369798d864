import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { leadsTo } from "../../estate/joins/references";
import { own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import { countMachineGpus } from "./gpus";
import { exactly } from "./money";
import type { Pricing } from "./pricing";

const CONFIGURATION = "aws_sagemaker_endpoint_configuration";

/** `aws_sagemaker_endpoint`: the machines of its configuration, which costs nothing as long as no endpoint has it. */
export function priceSagemakerEndpoint(pricing: Pricing): void {
  const configuration = pricing.ledTo("endpoint_config_name", CONFIGURATION);
  if (configuration === undefined) {
    pricing.miss("machines", "its endpoint configuration, which is not in the estate");
    return;
  }
  for (const name of ["production_variants", "shadow_production_variants"]) {
    const variants = pricing.blocks(name, configuration.attributes);
    if (variants === undefined) {
      pricing.miss("machines", "the variants of its endpoint configuration");
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
  if (typeof type !== "string" || count === undefined) {
    pricing.miss(
      "machines",
      typeof type === "string" ? "how many machines there are" : "the instance type of a variant",
    );
    return;
  }
  countMachineGpus(pricing, [type], count);
  pricing.charge("machines", { item: `sagemaker/${type}`, what: type }, { count });
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
  const targets = targetsOf(pricing);
  const name = pricing.text("variant_name", variant);
  const target = isOnly ? targets[0] : targets.find((one) => idOf(one)?.endsWith(`/variant/${name ?? ""}`) === true);
  if (target !== undefined) {
    return rangeIn(pricing, target.attributes, "min_capacity", "max_capacity");
  }
  if (targets.some((one) => idOf(one) === undefined)) {
    return undefined;
  }
  const managed = "managed_instance_scaling.0";
  if (pricing.text(`${managed}.status`, variant) === "ENABLED") {
    return rangeIn(pricing, variant, `${managed}.min_instance_count`, `${managed}.max_instance_count`);
  }
  const count = pricing.number("initial_instance_count", variant);
  return typeof count === "number" ? exactly(count) : undefined;
}

function rangeIn(pricing: Pricing, within: Attributes, smallest: string, largest: string): Money | undefined {
  const [low, high] = [pricing.number(smallest, within), pricing.number(largest, within)];
  return typeof low === "number" && typeof high === "number" && high >= low ? { low, high } : undefined;
}

function targetsOf({ estate, resource }: Pricing): readonly Resource[] {
  const targets = autoscalingTargets(estate, "sagemaker");
  const name = textOf(own(resource.attributes, "name"));
  return [...new Set([...(targets.get(resource) ?? []), ...(name === undefined ? [] : (targets.get(name) ?? []))])];
}

/** `endpoint/NAME/variant/VARIANT`, with `${...}` in it where it is not known. */
function idOf(target: Resource): string | undefined {
  const id = own(target.attributes, "resource_id");
  return isUnknown(id) ? id.text : textOf(id);
}

/** By the endpoint that they refer to, and by the name that they spell out. */
const autoscalingTargets = remembered((estate: Estate, namespace: string) => {
  const targets = new Map<Resource | string, Resource[]>();
  for (const target of estate.ofKind("aws_appautoscaling_target")) {
    if (isGone(target) || own(target.attributes, "service_namespace") !== namespace) {
      continue;
    }
    const id = own(target.attributes, "resource_id");
    const references = target.references.get("resource_id") ?? (isUnknown(id) ? id.references : []);
    const name = /^endpoint\/([\w-]+)\//.exec(idOf(target) ?? "")?.[1];
    for (const of of [
      ...references.flatMap((one) => leadsTo(estate, one, target)),
      ...(name === undefined ? [] : [name]),
    ]) {
      const others = targets.get(of);
      others === undefined ? targets.set(of, [target]) : others.push(target);
    }
  }
  return targets;
});
