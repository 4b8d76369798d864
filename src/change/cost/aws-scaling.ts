import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { leadsTo } from "../../estate/joins/references";
import { own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import type { Pricing } from "./pricing";

/** Autoscaling targets of the service that name the resource, or refer to it. */
export function scalingTargetsOf(
  { estate, resource }: Pricing,
  service: "sagemaker" | "dynamodb",
): readonly Resource[] {
  const targets = scalingTargets(estate, service);
  const name = textOf(own(resource.attributes, "name"));
  return [...new Set([...(targets.get(resource) ?? []), ...(name === undefined ? [] : (targets.get(name) ?? []))])];
}

/** `endpoint/NAME/variant/VARIANT`, `table/NAME/index/INDEX`, with `${...}` in it where it is not known. */
export function scaledId(target: Resource): string | undefined {
  const id = own(target.attributes, "resource_id");
  return isUnknown(id) ? id.text : textOf(id);
}

/** From the smallest to the largest; undefined when one of them is not known. */
export function rangeIn(pricing: Pricing, within: Attributes, smallest: string, largest: string): Money | undefined {
  const [low, high] = [pricing.number(smallest, within), pricing.number(largest, within)];
  return typeof low === "number" && typeof high === "number" && high >= low ? { low, high } : undefined;
}

/** By the resource that they refer to, and by the name that they spell out. */
const scalingTargets = remembered((estate: Estate, service: string) => {
  const targets = new Map<Resource | string, Resource[]>();
  for (const target of estate.ofKind("aws_appautoscaling_target")) {
    if (isGone(target) || own(target.attributes, "service_namespace") !== service) {
      continue;
    }
    const id = own(target.attributes, "resource_id");
    const references = target.references.get("resource_id") ?? (isUnknown(id) ? id.references : []);
    const name = /^(?:endpoint|table)\/([\w.-]+)(?:\/|$)/.exec(scaledId(target) ?? "")?.[1];
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
