import type { Estate } from "../../estate/estate";
import { podTemplateOf } from "../../estate/joins/pods";
import { type TierName, tierNamed } from "../../estate/joins/tiers";
import { isAttributes, own, textOf, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { kindOf, objectsOf } from "./kubernetes-objects";
import { saidTier } from "./said-tier";

/** Where tags and labels say the tenant; the names are those that the constructs write, and how others spell them. */
const PLACES: readonly string[] = ["tags", "tags_all", "labels", "effective_labels", "user_labels", "resource_labels"];
const NAMES: readonly string[] = ["tenant", "Tenant", "modelkeep/tenant"];

/** What everybody uses is nobody's. */
const EVERYBODYS: ReadonlySet<string> = new Set(["shared", "common", "platform"]);

/** Whose the resources of the estate are. */
export const belongingsOf = remembered((estate: Estate, _: undefined) => new Belongings(estate));

/** Whose a resource is. */
interface Belonging {
  readonly tenant: string | undefined;
  readonly tier: TierName | undefined;
}

/** Whose a resource is, as far as it, its pods, its namespace or its stack say. */
export class Belongings {
  private readonly known = new Map<Resource, Belonging>();

  private readonly rootTiers: ReadonlyMap<string, TierName | undefined>;

  /** Manifests by the Terraform resources that apply them. */
  private readonly manifests = new Map<Resource, Resource>();

  constructor(private readonly estate: Estate) {
    this.rootTiers = new Map(
      estate.roots.map(({ name, tier }) => [name, tier === undefined ? undefined : tierNamed(tier)]),
    );
    for (const object of objectsOf(estate, undefined).all) {
      const lifted = estate.at(object.root, object.address);
      if (lifted !== undefined) {
        this.manifests.set(lifted, object);
      }
    }
  }

  /** Name of the tenant; undefined for what is everybody's, and for what does not say. */
  public tenantOf(resource: Resource): string | undefined {
    return this.belonging(resource).tenant;
  }

  public tierOf(resource: Resource): TierName | undefined {
    return this.belonging(resource).tier;
  }

  /** The object of Kubernetes that the resource is, or that it would apply. */
  public objectOf(resource: Resource): Resource | undefined {
    return resource.mode === "manifest" ? resource : this.manifests.get(resource);
  }

  private belonging(resource: Resource): Belonging {
    let belonging = this.known.get(resource);
    if (belonging === undefined) {
      const object = this.objectOf(resource);
      const namespace = object === undefined ? undefined : this.namespaceOf(object);
      const tenant = object === undefined ? taggedTenant(resource) : this.tenantOfObject(object, namespace);
      belonging = {
        tenant: tenant === undefined || EVERYBODYS.has(tenant.toLowerCase()) ? undefined : tenant,
        tier:
          statedTier(object ?? resource) ?? (namespace && statedTier(namespace)) ?? this.rootTiers.get(resource.root),
      };
      this.known.set(resource, belonging);
    }
    return belonging;
  }

  /** The Namespace object that the object lives in, or is. */
  private namespaceOf(object: Resource): Resource | undefined {
    return kindOf(object) === "Namespace" ? object : objectsOf(this.estate, undefined).namespaceOf(object);
  }

  private tenantOfObject(object: Resource, namespace: Resource | undefined): string | undefined {
    const template = podTemplateOf(object);
    const ofPods = template === undefined ? undefined : tenantIn(valueAt(template, "metadata.labels"));
    return ofPods ?? labelledTenant(object) ?? (namespace && labelledTenant(namespace));
  }
}

/** Remembers what a resource says of itself: it says the same on both sides of a change. */
function saidOnce<T>(say: (resource: Resource) => T): (resource: Resource) => T {
  const known = new WeakMap<Resource, { readonly said: T }>();
  return (resource) => {
    let found = known.get(resource);
    if (found === undefined) {
      found = { said: say(resource) };
      known.set(resource, found);
    }
    return found.said;
  };
}

/** What is not known says no name. */
const taggedTenant = saidOnce(({ attributes }): string | undefined => {
  for (const place of PLACES) {
    const tenant = tenantIn(own(attributes, place));
    if (tenant !== undefined) {
      return tenant;
    }
  }
  const isPool = own(attributes, "node_config") !== null;
  return isPool ? tenantIn(valueAt(attributes, "node_config.0.resource_labels")) : undefined;
});

/** The tenant that an object of Kubernetes is labelled with. */
const labelledTenant = saidOnce(({ attributes }) => tenantIn(valueAt(attributes, "metadata.labels")));

const statedTier = saidOnce(saidTier);

function tenantIn(labels: Value): string | undefined {
  if (!isAttributes(labels)) {
    return undefined;
  }
  for (const name of NAMES) {
    const tenant = textOf(own(labels, name));
    if (tenant !== undefined) {
      return tenant;
    }
  }
  return undefined;
}
