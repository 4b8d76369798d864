import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, type Reference, Unknown } from "../unknown";
import { namedAs } from "./names";
import { textOf, valueAt } from "./values";

const byBase = new WeakMap<Estate, Map<string, Resource[]>>();

/** All that a reference may lead to: the resource, or the instances that it was expanded to. Deleted ones too. */
export function leadsTo(estate: Estate, reference: Reference, from?: Resource): readonly Resource[] {
  const exact = estate.target(reference);
  if (exact !== undefined) {
    return [exact];
  }
  const base = baseOf(reference.address);
  const instances = instancesOf(estate).get(`${reference.root}\u0000${base}`) ?? [];
  const index = from === undefined ? "" : indexOf(from.address);
  const same = index === "" ? [] : instances.filter(({ address }) => indexOf(address) === index);
  const whole = estate.at(reference.root, base);
  return whole !== undefined ? [whole] : same.length > 0 ? same : instances;
}

/**
 * What an attribute leads to, by reference, else by the name, id or ARN that it spells out.
 *
 * @param at path of the attribute, as in `launch_template.0.id`
 * @param kind the kind that a name is looked up in; without it names lead nowhere
 * @returns undefined when the attribute is not set; Unknown when it leads out of the estate, or it cannot be told where
 */
export function target(estate: Estate, resource: Resource, at: string, kind?: string): Resource | Unknown | undefined {
  const value = valueAt(resource.attributes, at);
  const references = resource.references.get(at) ?? (isUnknown(value) ? value.references : []);
  return targetOf(estate, resource, value, references, kind);
}

/** Like {@link target}, for a value that was taken out of the resource. */
export function targetOf(
  estate: Estate,
  from: Resource,
  value: Value,
  references: readonly Reference[] = isUnknown(value) ? value.references : [],
  kind?: string,
): Resource | Unknown | undefined {
  if (value === null) {
    return undefined;
  }
  const targets = [...new Set(references.flatMap((reference) => leadsTo(estate, reference, from)))];
  const wanted = kind === undefined ? targets : targets.filter((one) => one.kind === kind);
  const [only, ...others] = wanted.length > 0 ? wanted : targets;
  if (only !== undefined) {
    return others.length === 0 ? only : unknown(value, references);
  }
  const name = textOf(value);
  const [named, ...namesakes] = name === undefined || kind === undefined ? [] : namedAs(estate, kind, name, from.root);
  return named !== undefined && namesakes.length === 0 ? named : unknown(value, references);
}

/** The address without the index of its last step: `aws_s3_bucket.b["x"]` is an instance of `aws_s3_bucket.b`. */
export function baseOf(address: string): string {
  return address.endsWith("]") ? address.slice(0, address.lastIndexOf("[")) : address;
}

function indexOf(address: string): string {
  return address.slice(baseOf(address).length);
}

function unknown(value: Value, references: readonly Reference[]): Unknown {
  return isUnknown(value) ? value : new Unknown(references, textOf(value));
}

function instancesOf(estate: Estate): Map<string, Resource[]> {
  const known = byBase.get(estate);
  if (known !== undefined) {
    return known;
  }
  const instances = new Map<string, Resource[]>();
  for (const resource of estate.resources) {
    if (resource.address.endsWith("]")) {
      const key = `${resource.root}\u0000${baseOf(resource.address)}`;
      const others = instances.get(key);
      others === undefined ? instances.set(key, [resource]) : others.push(resource);
    }
  }
  byBase.set(estate, instances);
  return instances;
}
