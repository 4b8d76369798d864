import type { RootModule } from "./estate";
import { InputError } from "./input-error";
import { namespaceOf } from "./kubernetes-scope";
import { DEEPEST_LEVEL, yamlDocuments } from "./manifests-yaml";
import type { Reading } from "./reading";
import type { Attributes, Resource, Value } from "./resource";

/** A document, or an item of a list, that is no Kubernetes object. */
export interface Skipped {
  /** Undefined in JSON. */
  readonly line?: number;
  readonly reason: string;
}

/** Kubernetes objects of a file, and what of the file is none. */
export interface ManifestReading extends Reading {
  readonly skipped: readonly Skipped[];
}

/** Lists within lists, which `kubectl` takes too. */
const DEEPEST_LIST = 8;

/**
 * Reads Kubernetes manifests: YAML or JSON, many documents, lists. Values mean what they mean to `kubectl`: an unquoted `yes` is true.
 * A file without a Kubernetes object is an empty reading; what is in it stands in `skipped`.
 *
 * @param file the path as the user named it
 * @throws InputError `file:line:column: problem` for a file that is neither YAML nor JSON, also when only its last document is broken
 */
export function fromManifests(file: string, text: string): ManifestReading {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  refuseBinary(file, body);
  const found = new Objects(file);
  const json = parseJson(file, body);
  if (json === undefined) {
    for (const { value, line, lines } of yamlDocuments(file, body)) {
      found.add(value, (object) => lines.get(object) ?? line, line);
    }
  } else {
    const isOne = !Array.isArray(json) && !isList(json);
    const line = body.slice(0, body.search(/\S/)).split("\n").length;
    for (const value of Array.isArray(json) ? json : [json]) {
      found.add(value, () => (isOne ? line : undefined), isOne ? line : undefined);
    }
  }
  return {
    roots: found.resources.length === 0 ? [] : [rootOf(file)],
    resources: found.resources,
    skipped: found.skipped,
  };
}

/** The file as a root module. Manifests say nothing about a backend. */
function rootOf(file: string): RootModule {
  return {
    name: file,
    file,
    source: "manifests",
    providers: [],
    requiredProviders: {},
    outputs: {},
    waivers: [],
  };
}

/** Control characters stand in no manifest: with one in it, the file is an image, an archive, or UTF-16. */
function refuseBinary(file: string, text: string): void {
  for (let index = 0, line = 1, start = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) {
      line++;
      start = index + 1;
    } else if ((code < 0x20 && code !== 0x09 && code !== 0x0d) || code === 0x7f || code === 0xfffe) {
      const hex = code.toString(16).toUpperCase().padStart(4, "0");
      throw new InputError(`${file}:${line}:${index - start + 1}`, `not a text file: control character U+${hex}`);
    }
  }
}

/** The JSON in the text, without its nulls; undefined when it may be YAML: flow maps and many documents begin like JSON. */
function parseJson(file: string, text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  let value: Value;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  dropNulls(file, value, 0);
  return value;
}

/** Takes the keys away whose value is null, in place: Kubernetes takes them for absent. */
function dropNulls(file: string, value: Value, depth: number): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  if (depth > DEEPEST_LEVEL) {
    throw new InputError(file, `nests deeper than ${DEEPEST_LEVEL} levels`);
  }
  if (Array.isArray(value)) {
    for (const element of value) {
      dropNulls(file, element, depth + 1);
    }
    return;
  }
  const object = value as Record<string, Value>;
  for (const [key, entry] of Object.entries(object)) {
    if (entry === null) {
      delete object[key];
    } else {
      dropNulls(file, entry, depth + 1);
    }
  }
}

/** Collects the Kubernetes objects of one file. */
class Objects {
  public readonly resources: Resource[] = [];
  public readonly skipped: Skipped[] = [];
  private readonly seen = new Set<object>();

  constructor(private readonly file: string) {}

  /**
   * @param lineOf line of an object in the document
   * @param line line of the document
   */
  public add(value: Value, lineOf: (object: object) => number | undefined, line: number | undefined, depth = 0): void {
    if (value === null) {
      return;
    }
    if (!isObject(value)) {
      this.skip(line, "not an object");
      return;
    }
    const own = lineOf(value) ?? line;
    if (isList(value)) {
      if (depth === DEEPEST_LIST) {
        throw new InputError(own === undefined ? this.file : `${this.file}:${own}:1`, "lists in lists, too deep");
      }
      for (const item of value.items) {
        this.add(typed(item, value), () => (isObject(item) ? lineOf(item) : undefined), own, depth + 1);
      }
      return;
    }
    const { apiVersion, kind } = value;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") {
      this.skip(own, typeof kind === "string" ? "no apiVersion" : "no kind");
      return;
    }
    this.resources.push(this.resource(value, apiVersion, kind, own));
  }

  private skip(line: number | undefined, reason: string): void {
    this.skipped.push({ ...(line === undefined ? {} : { line }), reason });
  }

  private resource(object: Attributes, apiVersion: string, kind: string, line: number | undefined): Resource {
    const stated = object.metadata ?? null;
    const metadata = isObject(stated) ? stated : {};

    const namespace = namespaceOf(apiVersion, kind, metadata.namespace);
    return {
      root: this.file,
      address: `${kind}/${nameOf(metadata)}`,
      mode: "manifest",
      kind: `${apiVersion} ${kind}`,
      ...(namespace === undefined ? {} : { namespace }),
      // Controls ask what stands in the metadata; kustomizations and broken manifests have none.
      attributes: metadata === stated ? this.once(object) : { ...object, metadata },
      references: new Map(),
      actions: [],
      meta: {},
      waivers: [],
      origin: { file: this.file, ...(line === undefined ? {} : { line }) },
    };
  }

  /** Two resources never share their attributes: the graph finds a resource by them. Aliases in a list do share. */
  private once(object: Attributes): Attributes {
    if (this.seen.has(object)) {
      return { ...object };
    }
    this.seen.add(object);
    return object;
  }
}

/** `List`, or a typed list: `PodList`. */
type List = Attributes & { readonly apiVersion: string; readonly kind: string; readonly items: readonly Value[] };

function isList(value: Value): value is List {
  if (!isObject(value)) {
    return false;
  }
  const { apiVersion, kind, items } = value;
  return typeof apiVersion === "string" && typeof kind === "string" && kind.endsWith("List") && Array.isArray(items);
}

/** An item of a typed list says its kind by the list's: the API server leaves it out. */
function typed(item: Value, list: List): Value {
  if (list.kind === "List" || !isObject(item) || item.kind !== undefined || item.apiVersion !== undefined) {
    return item;
  }
  return { apiVersion: list.apiVersion, kind: list.kind.slice(0, -"List".length), ...item };
}

function nameOf(metadata: Attributes): string {
  const { name, generateName } = metadata;
  if (typeof name === "string" || typeof name === "number") {
    return String(name);
  }
  return typeof generateName === "string" ? `${generateName}*` : "?";
}

function isObject(value: Value | undefined): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
