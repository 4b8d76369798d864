import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { isGone } from "./existence";
import { textOf } from "./values";

/** Attributes that tell a resource from others of its kind, and that other resources spell out to point at it. */
const NAMES: readonly string[] = [
  "id",
  "arn",
  "name",
  "bucket",
  "key_id",
  "cluster_name",
  "function_name",
  "identifier",
  "repository_id",
  "secret_id",
  "account_id",
  "email",
  "self_link",
];

const byName = new WeakMap<Estate, Map<string, Map<string, Resource[]>>>();

/** The names that the resource goes by, as far as they are known. */
export function namesOf(resource: Resource): readonly string[] {
  const names = NAMES.flatMap((attribute) => {
    const name = textOf(resource.attributes[attribute]);
    // The id of a project or an account is no name of what lies in it.
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)];
}

/** What a text may name: itself, and the name at the end of an ARN or of a Google resource path. */
export function nameWithin(text: string): readonly string[] {
  const arn = /^arn:[\w-]*:([\w-]*):[^:]*:[^:]*:(.+)$/.exec(text);
  if (arn !== null) {
    const [, service, rest = ""] = arn;
    const name = rest.slice(Math.max(rest.lastIndexOf("/"), rest.lastIndexOf(":")) + 1);
    return [text, service === "secretsmanager" ? name.replace(/-[A-Za-z0-9]{6}$/, "") : name];
  }
  return text.startsWith("projects/") ? [text, text.slice(text.lastIndexOf("/") + 1)] : [text];
}

/** Resources of the kind that the text names: those of the same root, else those of all. */
export function namedAs(estate: Estate, kind: string, text: string, root: string): readonly Resource[] {
  const names = namesOfKind(estate, kind);
  // Every text of an estate is asked about: most name nothing, and only these two have a name within.
  const isPath = text.startsWith("arn:") || text.startsWith("projects/");
  const found = isPath ? [...new Set(nameWithin(text).flatMap((name) => names.get(name) ?? []))] : names.get(text);
  if (found === undefined || found.length < 2) {
    return found ?? [];
  }
  const near = found.filter((resource) => resource.root === root);
  return near.length > 0 ? near : found;
}

function namesOfKind(estate: Estate, kind: string): ReadonlyMap<string, readonly Resource[]> {
  let kinds = byName.get(estate);
  if (kinds === undefined) {
    kinds = new Map();
    byName.set(estate, kinds);
  }
  let names = kinds.get(kind);
  if (names === undefined) {
    names = new Map();
    for (const resource of estate.ofKind(kind)) {
      // What a data source looks up is elsewhere; what is deleted has no name any more.
      if (resource.mode === "data" || isGone(resource)) {
        continue;
      }
      for (const name of namesOf(resource)) {
        const namesakes = names.get(name);
        namesakes === undefined ? names.set(name, [resource]) : namesakes.push(resource);
      }
    }
    kinds.set(kind, names);
  }
  return names;
}
