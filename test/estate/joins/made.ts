import { Estate } from "../../../src/estate/estate";
import type { Attributes, Resource, Value } from "../../../src/estate/resource";
import { type Reference, Unknown } from "../../../src/estate/unknown";

/** A Terraform resource of the root "app", from `kind.name` or `data.kind.name`. */
export function made(address: string, attributes: Attributes, more: Partial<Resource> = {}): Resource {
  const data = address.startsWith("data.");
  const kind = address.replace(/^data\./, "").split(".")[0] ?? "";
  return {
    root: "app",
    address,
    mode: data ? "data" : "managed",
    kind,
    attributes,
    references: references(attributes, ""),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "app" },
    ...more,
  };
}

/** A Kubernetes object, as a manifest. */
export function manifest(kind: string, name: string, rest: Attributes = {}, namespace = "default"): Resource {
  const metadata = {
    name,
    ...(namespace === "default" ? {} : { namespace }),
    ...((rest.metadata as Attributes) ?? {}),
  };
  return { ...made(`${kind}.${name}`, { ...rest, metadata }), mode: "manifest", kind, namespace };
}

/** `${address.attribute}`, as a synthesized stack has it; without text, as a plan has it. */
export function ref(address: string, attribute = "id", text = true, root = "app"): Unknown {
  return new Unknown([{ root, address, attribute }], text ? `\${${address}.${attribute}}` : undefined);
}

export function estate(...resources: readonly Resource[]): Estate {
  return new Estate(resources, []);
}

function references(value: Value, at: string): Map<string, readonly Reference[]> {
  const all = new Map<string, readonly Reference[]>();
  if (value instanceof Unknown) {
    all.set(at, value.references);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const [path, found] of references(inner as Value, at === "" ? key : `${at}.${key}`)) {
        all.set(path, found);
      }
    }
  }
  return all;
}
