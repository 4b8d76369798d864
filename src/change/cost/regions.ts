import type { Estate, RootModule } from "../../estate/estate";
import { soleReference } from "../../estate/joins/templated-json";
import { own, textOf, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

/** Where a resource lies, as far as it is known. */
export interface Place {
  /** `us-east-1`, `europe-west4`; `global` for what lies in no region of Google's. */
  readonly region: string;

  /** The zone of Google's that it lies in, where it lies in one alone: `europe-west4-a`. */
  readonly zone?: string;
}

/** The zone of a state, with the letter that is left off for the region: `us-east-1a`. */
const AWS_ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]$/;
const AWS_REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;
const ARN = /^arn:[\w-]+:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d+):/;
const GOOGLE_ZONE = /^([a-z]+(?:-[a-z]+)+\d+)-[a-z]$/;
const GOOGLE_REGION = /^[a-z]+(?:-[a-z]+)+\d+$/;

/** Attributes that say where a resource of Google's lies, the most exact first. */
const GOOGLE_PLACES: readonly string[] = ["zone", "location", "region"];

/** The region of a resource of AWS: its own, that of its zone or its ARN, else its provider's. */
export function awsRegion(estate: Estate, resource: Resource): string | undefined {
  const stated = own(resource.attributes, "region");
  if (stated !== null) {
    const region = textOf(resolved(estate, resource, stated));
    return region !== undefined && AWS_REGION.test(region) ? region : undefined;
  }
  const zone = textOf(resolved(estate, resource, own(resource.attributes, "availability_zone")));
  return (
    AWS_ZONE.exec(zone ?? "")?.[1] ??
    ARN.exec(textOf(own(resource.attributes, "arn")) ?? "")?.[1] ??
    textOf(resolved(estate, resource, settingOf(estate, resource, "aws", "region"))) ??
    onlyRegion(estate, resource, "aws")
  );
}

/** Where a resource of Google's lies: in its own zone, location or region, else in its provider's. */
export function googlePlace(estate: Estate, resource: Resource): Place | undefined {
  for (const attribute of GOOGLE_PLACES) {
    const stated = own(resource.attributes, attribute);
    if (stated !== null) {
      return placeIn(textOf(resolved(estate, resource, stated)));
    }
  }
  // What is global has no attribute that says where, and its kind says so: google_compute_global_forwarding_rule.
  return resource.kind.includes("_global_")
    ? { region: "global" }
    : (placeIn(textOf(resolved(estate, resource, settingOf(estate, resource, "google", "zone")))) ??
        placeIn(textOf(resolved(estate, resource, settingOf(estate, resource, "google", "region")))) ??
        placeIn(onlyRegion(estate, resource, "google")));
}

/**
 * A plan does not say the region of a provider that a variable gives. Where a root has one provider of the cloud, and all that
 * says a region says the same, it is that one.
 */
function onlyRegion(estate: Estate, { root }: Resource, cloud: "aws" | "google"): string | undefined {
  const providers = (rootOf(estate, root)?.providers ?? []).filter(({ name }) => nameIn(name) === cloud);
  const [only, ...others] = providers.length === 1 ? (saidRegions(estate, cloud).get(root) ?? []) : [];
  return others.length === 0 ? only : undefined;
}

/** Regions that resources and data sources say themselves, by root. */
const saidRegions = remembered((estate: Estate, cloud: "aws" | "google") => {
  const said = new Map<string, Set<string>>();
  for (const { kind, root, attributes } of estate.resources) {
    const region = kind.startsWith(`${cloud}_`) ? saidRegion(kind, attributes) : undefined;
    if (region !== undefined) {
      const regions = said.get(root) ?? new Set();
      said.set(root, regions.add(region));
    }
  }
  return said;
});

function saidRegion(kind: string, attributes: Attributes): string | undefined {
  const text = (name: string) => textOf(own(attributes, name)) ?? "";
  if (kind.startsWith("google_")) {
    return (placeIn(text("zone")) ?? placeIn(text("region")) ?? placeIn(text("location")))?.region;
  }
  const named = [text("region"), kind === "aws_region" ? text("name") : "", kind === "aws_region" ? text("id") : ""];
  return (
    named.find((name) => AWS_REGION.test(name)) ??
    AWS_ZONE.exec(text("availability_zone"))?.[1] ??
    ARN.exec(text("arn"))?.[1]
  );
}

/** The place that a name, or the end of a link such as `projects/p/zones/us-central1-a`, says. */
export function placeIn(text: string | undefined): Place | undefined {
  const name = text?.slice(text.lastIndexOf("/") + 1) ?? "";
  const region = GOOGLE_ZONE.exec(name)?.[1];
  if (region !== undefined) {
    return { region, zone: name };
  }
  return GOOGLE_REGION.test(name) || name === "global" ? { region: name } : undefined;
}

/** The value, or the one that its reference leads to: `google_compute_subnetwork.nodes.region`. */
export function resolved(estate: Estate, resource: Resource, value: Value): Value {
  let [at, from] = [value, resource];
  // Three steps: a setting of a resource that takes it from another, which takes it from a data source.
  for (let step = 0; step < 3 && isUnknown(at); step++) {
    const [only, ...others] = at.references;
    const reference = at.text === undefined ? only : soleReference(at.text, from.root);
    if (reference === undefined || others.length > 0) {
      return at;
    }
    const [found] = [only ?? reference].flatMap((one) => estate.target(one) ?? []);
    if (found === undefined) {
      return at;
    }
    [at, from] = [valueAt(found.attributes, reference.attribute), found];
  }
  return at;
}

/** A setting of the provider that the resource is made by; a module may be given another than its root has. */
function settingOf(estate: Estate, resource: Resource, cloud: "aws" | "google", setting: string): Value {
  const named = own(resource.meta, "provider");
  const text = isUnknown(named) ? named.text?.replace(/^\$\{(.*)\}$/, "$1") : textOf(named);
  if (isUnknown(named) && text === undefined) {
    return null;
  }
  const providers = (rootOf(estate, resource.root)?.providers ?? []).filter(({ name }) => cloudIn(name, cloud));
  const wanted = (text ?? "").replace(/^.*:/, "");
  const family = wanted.replace(/\..*/, "");
  const alias = aliasIn(wanted);
  const fitting = providers.filter(
    ({ name, settings }) =>
      (textOf(own(settings, "alias")) ?? aliasIn(name)) === alias && (family === "" || nameIn(name) === family),
  );
  const sameName = fitting.filter(({ name }) => nameIn(name) === (family === "" ? cloud : family));
  const [provider, ...others] = sameName.length > 0 ? sameName : fitting;
  return provider === undefined || others.length > 0 ? null : own(provider.settings, setting);
}

function cloudIn(name: string, cloud: "aws" | "google"): boolean {
  const plain = nameIn(name);
  return plain === cloud || plain === `${cloud}-beta`;
}

/** `aws` of `aws.west` and of `module.a:aws`. */
function nameIn(name: string): string {
  return name.replace(/^.*:/, "").replace(/\..*/, "");
}

function aliasIn(name: string): string | undefined {
  return /\.(.+)$/.exec(name.replace(/^.*:/, ""))?.[1];
}

const rootsByName = new WeakMap<Estate, ReadonlyMap<string, RootModule>>();

function rootOf(estate: Estate, name: string): RootModule | undefined {
  let roots = rootsByName.get(estate);
  if (roots === undefined) {
    roots = new Map(estate.roots.map((root) => [root.name, root]));
    rootsByName.set(estate, roots);
  }
  return roots.get(name);
}
