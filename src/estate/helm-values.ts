import { decodeJsonencode } from "./hcl-literal";
import { endOfTemplate } from "./hcl-scan";
import { InputError } from "./input-error";
import { isAttributes, isList, listOf, own } from "./joins/values";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** Arguments of a `helm_release` with one value each, in the order in which later ones win over earlier ones. */
const SETTERS = ["set", "set_list", "set_sensitive", "set_wo"];

/** Elements of a list that `set` can name by number; nobody writes more of them one by one. */
const MOST_ELEMENTS = 1000;

const layersOf = new WeakMap<Resource, readonly (Attributes | Unknown)[]>();

/**
 * What a `helm_release` gives its chart at the path, as in `config.existingSecret`: by its `values`, each of which wins over the
 * ones before it, and by `set` and its like. Null where it gives nothing, so that the chart's own default holds; Unknown where it
 * may give something: a text that `file()` reads, a template with directives.
 */
export function helmValueAt(release: Resource, path: string): Value {
  const steps = path.split(".");
  let merged: Attributes | undefined;
  for (const layer of layers(release)) {
    const value = steps.reduce<Value>(
      (at, step) => (isAttributes(at) ? own(at, step) : isUnknown(at) ? at : null),
      layer,
    );
    if (value === null) {
      continue;
    }
    if (!isAttributes(value)) {
      return merged ?? value;
    }
    merged = merged === undefined ? value : over(merged, value, 0);
  }
  return merged ?? null;
}

/** All that the release gives its chart, as far as it is known. */
export function helmValuesOf(release: Resource): { readonly values: Attributes; readonly certain: boolean } {
  const known = layers(release).filter((layer): layer is Attributes => !isUnknown(layer));
  return {
    values: known.reduce<Attributes>((stronger, weaker) => over(stronger, weaker, 0), {}),
    certain: known.length === layers(release).length,
  };
}

/** What stands in the `values` of the release alone, document by document, as far as it is known. */
export function writtenValuesOf({ attributes }: Resource): readonly Attributes[] {
  const written = own(attributes, "values");
  return isUnknown(written)
    ? []
    : listOf(written)
        .map(documentOf)
        .filter((each): each is Attributes => !isUnknown(each));
}

/** Layers of the values, the strongest first. */
function layers(release: Resource): readonly (Attributes | Unknown)[] {
  let found = layersOf.get(release);
  if (found === undefined) {
    const { attributes } = release;
    const written = own(attributes, "values");
    const documents = isUnknown(written) ? [written] : listOf(written).map(documentOf);
    // `dynamic` blocks of a kind whose schema is not known stay as they are written.
    const made = own(attributes, "dynamic") === null ? [] : [new Unknown()];
    found = [...documents, ...SETTERS.map((name) => settings(own(attributes, name))), ...made].reverse();
    layersOf.set(release, found);
  }
  return found;
}

/** Maps are merged key by key, everything else is replaced, as Helm does. */
function over(stronger: Attributes, weaker: Attributes, depth: number): Attributes {
  const merged: Record<string, Value> = Object.assign(Object.create(null), weaker);
  for (const [name, value] of Object.entries(stronger)) {
    const below = merged[name];
    merged[name] = isAttributes(value) && isAttributes(below) && depth < 50 ? over(value, below, depth + 1) : value;
  }
  return merged;
}

/** One document of values. */
function documentOf(value: Value): Attributes | Unknown {
  if (!isUnknown(value)) {
    return typeof value === "string" ? parsed(value) : new Unknown();
  }
  const { text } = value;
  if (text === undefined) {
    return value;
  }
  const encoded = decodeJsonencode(text.replace(/^\s*\$\{\s*yamlencode(?=\s*\()/, "$${jsonencode"));
  if (encoded !== undefined) {
    const decoded = withoutTemplates(encoded, (template) => template);
    return isAttributes(decoded) ? decoded : value;
  }
  return text.includes("%{") ? value : parsedTemplate(text, value);
}

function parsed(text: string): Attributes | Unknown {
  try {
    // YAML is loaded when there are values to read: its modules take longer than a check of a small plan.
    const { yamlDocuments } = require("./manifests-yaml") as typeof import("./manifests-yaml");
    for (const { value } of yamlDocuments("values", text)) {
      return isAttributes(value) ? value : new Unknown();
    }
    return {};
  } catch (error) {
    if (error instanceof InputError) {
      // Helm refuses it too: nothing is known of what would be installed.
      return new Unknown();
    }
    throw error;
  }
}

/** YAML in which `${...}` stand: what is made of them is not known, everything else is. */
function parsedTemplate(text: string, whole: Unknown): Attributes | Unknown {
  const templates: string[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("${", at)) {
      const end = endOfTemplate(text, at);
      plain += `__template_${templates.length}__`;
      templates.push(text.slice(at, end));
      at = end;
    } else {
      plain += text[at++];
    }
  }
  const values = parsed(plain);
  const restored = (one: string): string =>
    one.replaceAll(/__template_(\d+)__/g, (_, index: string) => templates[Number(index)] ?? "");
  const converted = isUnknown(values) ? values : withoutTemplates(values, restored);
  return isAttributes(converted) ? converted : whole;
}

/** Texts with a template in them are not known. */
function withoutTemplates(value: Value, restored: (text: string) => string): Value {
  if (typeof value === "string") {
    const text = restored(value);
    return text.includes("${") ? new Unknown([], text) : text;
  }
  if (isList(value)) {
    return value.map((element) => withoutTemplates(element, restored));
  }
  if (!isAttributes(value)) {
    return value;
  }
  const converted: Record<string, Value> = Object.create(null);
  for (const [name, element] of Object.entries(value)) {
    converted[restored(name)] = withoutTemplates(element, restored);
  }
  return converted;
}

/** Values of `set { name, value }` as the document that they amount to. */
function settings(value: Value): Attributes | Unknown {
  const document: Record<string, Value> = Object.create(null);
  for (const setting of listOf(value)) {
    const name = isAttributes(setting) ? own(setting, "name") : setting;
    if (!isAttributes(setting) || typeof name !== "string") {
      return new Unknown();
    }
    place(document, stepsOf(name), meant(own(setting, "value"), own(setting, "type")));
  }
  return document;
}

/** `a.b\.c[0]` as its steps: a dot that is escaped belongs to the name. */
function stepsOf(name: string): readonly (string | number)[] {
  return name.split(/(?<!\\)\./).flatMap((step) => {
    const [, key = step, indices = ""] = /^(.*?)((?:\[\d+\])*)$/s.exec(step) ?? [];
    const numbers = [...indices.matchAll(/\d+/g)].map(([index]) => Number(index));
    return [key.replaceAll("\\", ""), ...numbers];
  });
}

/** As Helm reads `--set`: true and false are booleans unless the type says that they are texts. */
function meant(value: Value, type: Value): Value {
  return type !== "string" && (value === "true" || value === "false") ? value === "true" : value;
}

function place(document: Record<string, Value>, steps: readonly (string | number)[], value: Value): void {
  let holder: Record<string | number, Value> = document;
  for (const [index, step] of steps.entries()) {
    if (typeof step === "number" && step > MOST_ELEMENTS) {
      return;
    }
    const next = steps[index + 1];
    if (next === undefined) {
      holder[step] = value;
      return;
    }
    const present = Object.hasOwn(holder, step) ? holder[step] : undefined;
    const inner =
      isAttributes(present) || isList(present) ? present : typeof next === "number" ? [] : Object.create(null);
    holder[step] = inner;
    holder = inner as Record<string | number, Value>;
  }
}
