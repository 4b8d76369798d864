import { isMap, isSeq, LineCounter, parseAllDocuments, stringify, type YAMLMap } from "yaml";
import { applyEdit, type Json, type JsonObject, plainValue } from "../fixes/apply";
import { Choice, type Fix, type FixValue, isFields, type Step } from "../fixes/fix";
import { editsOf, isEdit } from "./edits";
import { NotEditableError, removed, withChanges } from "./hcl-holder";
import type { Texts } from "./texts";
import { yamlChanges } from "./yaml-edit";

/** An object that stands in a file of YAML. */
export interface YamlSubject {
  readonly file: string;

  /** Kind and name, as in `Deployment/resnet`. */
  readonly address: string;

  readonly namespace?: string;
}

/** An object of the file, and the document that it stands in. */
interface Found {
  readonly text: string;
  readonly object: YAMLMap;
  readonly kind: string;
  readonly documentEnd: number;

  /** It is the document, and no item of a list. */
  readonly isDocument: boolean;
}

/** Does the fix to the texts. @throws NotEditableError when some of it cannot be done */
export function fixYaml(texts: Texts, fix: Fix, subject: YamlSubject): void {
  for (const step of fix) {
    perform(texts, step, subject);
  }
}

function perform(texts: Texts, step: Step, subject: YamlSubject): void {
  const found = find(texts, subject);
  const { text, object, kind } = found;
  const before = object.toJSON() as JsonObject;
  const refer = (path: string): Json => valueIn(before, path);
  if (step.do === "decide") {
    throw new NotEditableError("something has to be decided first");
  }
  if (step.do === "add") {
    refuseChoice(step.attributes);
    texts.set(subject.file, withDocument(found, step, refer));
  } else if (step.do === "delete") {
    if (!found.isDocument) {
      throw new NotEditableError(`${subject.address} is an item of a list`);
    }
    const [start = 0] = object.range ?? [];
    texts.set(subject.file, withChanges(text, [removed(text, { start, end: found.documentEnd })]));
  } else if (isEdit(step) && step.on === undefined) {
    for (const edit of editsOf(step, { kind })) {
      edit.values.forEach(refuseChoice);
      const now = find(texts, subject);
      const values = edit.values.map((value) => plainValue(value, refer));
      texts.set(subject.file, withChanges(now.text, yamlChanges(now.text, now.object, { ...edit, values })));
    }
    const expected = structuredClone(before);
    applyEdit(step, { kind, attributes: expected, refer });
    requireSame(find(texts, subject).object.toJSON() as Json, expected, subject);
  }
}

/** The text must say what the fix says, and nothing else may have changed. */
function requireSame(actual: Json, expected: Json, { address }: YamlSubject): void {
  if (canonical(actual) !== canonical(expected)) {
    throw new NotEditableError(`${address} is written in a way that is not edited here`);
  }
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(
          Object.entries(member)
            .filter(([, each]) => each !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : member,
  );
}

function find(texts: Texts, { file, address, namespace }: YamlSubject): Found {
  const text = texts.get(file);
  const found: Found[] = [];
  const documents = parseAllDocuments(text, { lineCounter: new LineCounter(), logLevel: "silent" });
  for (const document of Array.isArray(documents) ? documents : []) {
    if (document.errors.length > 0) {
      throw new NotEditableError(`${file} is not YAML`);
    }
    const contents: unknown = document.contents;
    const items = isMap(contents) ? contents.get("items", true) : undefined;
    const objects = isSeq(items) ? items.items.filter((item) => isMap(item)) : isMap(contents) ? [contents] : [];
    for (const object of objects) {
      const kind = String(object.get("kind"));
      const own = object.getIn(["metadata", "namespace"]);
      const isHere = namespace === undefined || own === undefined || own === namespace;
      if (`${kind}/${String(object.getIn(["metadata", "name"]))}` === address && isHere) {
        found.push({
          text,
          object: object as YAMLMap,
          kind,
          documentEnd: document.range[1],
          isDocument: object === contents,
        });
      }
    }
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new NotEditableError(`${file} has ${found.length} objects of the name ${address}`);
  }
  return only;
}

/** The text with a further document behind that of the object. */
function withDocument(
  { text, documentEnd }: Found,
  step: Extract<Step, { do: "add" }>,
  refer: (path: string) => Json,
): string {
  const [apiVersion = "", kind = ""] = step.kind.split(" ");
  const object = { apiVersion, kind, ...(plainValue(step.attributes, refer) as JsonObject) };
  const before = text.slice(0, documentEnd).trimEnd();
  const after = text.slice(documentEnd).replace(/^\s*/, "");
  return `${before}\n---\n${stringify(object, { lineWidth: 0 })}${after}`;
}

function valueIn(object: Json, path: string): Json {
  return path.split(".").reduce<Json>((value, key) => (value as JsonObject | null)?.[key] ?? null, object);
}

function refuseChoice(value: FixValue): void {
  if (value instanceof Choice) {
    throw new NotEditableError(`choose: ${value.what}`);
  }
  if (Array.isArray(value)) {
    value.forEach(refuseChoice);
  } else if (isFields(value)) {
    Object.values(value).forEach(refuseChoice);
  }
}
