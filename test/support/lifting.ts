import { lift } from "../../src/estate/lifting";
import { normalise } from "../../src/estate/normalise";
import type { Attributes, Resource } from "../../src/estate/resource";

/** A managed resource with these arguments, as the readers make it. */
export function terraform(kind: string, written: Record<string, unknown>): Resource {
  return {
    root: "platform",
    address: `${kind}.this`,
    mode: "managed",
    kind,
    attributes: normalise(kind, "managed", structuredClone(written), { file: "main.tf.json", place: `${kind}.this` }),
    references: new Map(),
    actions: ["create"],
    meta: {},
    waivers: ["waiver"],
    origin: { file: "main.tf.json", line: 3 },
  };
}

/** The lifted resource. */
export function lifted(kind: string, written: Record<string, unknown>): Resource {
  const resource = lift(terraform(kind, written));
  if (resource === undefined) {
    throw new Error(`${kind} was not lifted`);
  }
  return resource;
}

/** The lifted manifest, after the Kubernetes schema of its kind accepted it. */
export function manifestOf(kind: string, written: Record<string, unknown>): Attributes {
  return accepted(lifted(kind, written));
}

/** The manifest; throws what the Kubernetes schema of its kind says against it. */
export function accepted(resource: Resource): Attributes {
  const [apiVersion = "", kind = ""] = resource.kind.split(" ");
  const models: Record<string, new (object: Attributes) => { validate(): void }> = require(
    `kubernetes-models/${apiVersion}/${kind}`,
  );
  const Model = models[kind];
  if (Model === undefined) {
    throw new Error(`kubernetes-models has no ${resource.kind}`);
  }
  new Model(resource.attributes).validate();
  return resource.attributes;
}
