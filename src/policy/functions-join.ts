import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { isGpuMachineType, isGpuPool } from "../estate/joins/gpu";
import { target } from "../estate/joins/references";
import { type Found, satellites } from "../estate/joins/satellites";
import { tierOf } from "../estate/joins/tiers";
import { isAttributes } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions across resources. What they find, they give as the attributes of the resources. */
export const JOIN_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `satellites(self, "aws_s3_bucket_versioning")`: resources of the kind that point at this one; a third argument
   * names the attribute that points.
   */
  satellites: {
    arity: [2, 3],
    call: ([attributes = null, kind, link], context) =>
      attributesOf(
        satellites(
          context.estate,
          owner(attributes, context),
          String(kind),
          typeof link === "string" ? link : undefined,
        ),
      ),
  },

  /**
   * `target(self, "launch_template.0.id", "aws_launch_template")`: the resource that an attribute leads to, by reference or
   * by name; null when the attribute is not set, not known when it leads out of the estate.
   */
  target: {
    arity: 3,
    call: ([attributes = null, at, kind], context) => {
      const found = target(context.estate, owner(attributes, context), String(at), String(kind));
      return found === undefined || isUnknown(found) ? (found ?? null) : found.attributes;
    },
  },

  /** `resources("aws_eks_cluster")`: every resource of the kind that will exist, in the whole estate. */
  resources: {
    arity: 1,
    call: ([kind], { estate }) => planned(estate, String(kind)),
  },

  /** `resourcesHere("google_storage_bucket")`: every resource of the kind that will exist in the same root module. */
  resourcesHere: {
    arity: 1,
    call: ([kind], { estate, root }) => planned(estate, String(kind), root),
  },

  /** `isGpuPool(self)`: whether the machines of a node group or node pool carry accelerators. */
  isGpuPool: {
    arity: 1,
    call: ([attributes = null], context) => isGpuPool(context.estate, owner(attributes, context)),
  },

  /** `isGpuMachineType("g6.xlarge")`: whether machines of the type carry accelerators. */
  isGpuMachineType: { arity: 1, call: ([machineType]) => isGpuMachineType(String(machineType)) },

  /** `tier(self)`: `dev`, `staging` or `prod` as the tags or labels of the resource say; null when they say none. */
  tier: { arity: 1, call: ([attributes = null], context) => tierOf(owner(attributes, context)) ?? null },
};

const plannedOfKind = new WeakMap<Estate, Map<string, readonly Value[]>>();

/**
 * One list for everybody who asks: each cluster of an estate asks for all of its log groups.
 *
 * @param root root module that they lie in; without it those of all are given
 */
function planned(estate: Estate, kind: string, root?: string): readonly Value[] {
  const kinds = plannedOfKind.get(estate) ?? new Map<string, readonly Value[]>();
  plannedOfKind.set(estate, kinds);
  const key = root === undefined ? kind : `${kind}\u0000${root}`;
  let resources = kinds.get(key);
  if (resources === undefined) {
    resources = estate
      .ofKind(kind)
      .filter((resource) => resource.mode !== "data" && !isGone(resource))
      .filter((resource) => root === undefined || resource.root === root)
      .map(({ attributes }) => attributes);
    kinds.set(key, resources);
  }
  return resources;
}

/** Attributes of what was found; not known when nothing was found but something may be there. */
export function attributesOf({ found, certain }: Found): Value {
  if (certain) {
    return found.map(({ attributes }) => attributes);
  }
  return found.length === 0 ? new Unknown() : [...found.map(({ attributes }) => attributes), new Unknown()];
}

/** The resource whose attributes a control holds in its hands. */
export function owner(attributes: Value, { estate, resource }: ControlContext): Resource {
  const owning = isAttributes(attributes) ? estate.owning(attributes) : undefined;
  if (owning === undefined && resource === undefined) {
    throw new Error("expected the attributes of a resource, as in self");
  }
  return owning ?? (resource as Resource);
}
