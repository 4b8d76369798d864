import { type Found, satellites } from "../estate/joins/satellites";
import type { Resource, Value } from "../estate/resource";
import { Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { type ControlContext, isObject } from "./scope";

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
};

/** Attributes of what was found; not known when nothing was found but something may be there. */
export function attributesOf({ found, certain }: Found): Value {
  if (certain) {
    return found.map(({ attributes }) => attributes);
  }
  return found.length === 0 ? new Unknown() : [...found.map(({ attributes }) => attributes), new Unknown()];
}

/** The resource whose attributes a control holds in its hands. */
export function owner(attributes: Value, { estate, resource }: ControlContext): Resource {
  const owning = isObject(attributes) ? estate.owning(attributes) : undefined;
  if (owning === undefined && resource === undefined) {
    throw new Error("expected the attributes of a resource, as in self");
  }
  return owning ?? (resource as Resource);
}
