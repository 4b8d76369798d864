import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { schemaOf } from "../../estate/schema";
import { Choice, type Fix, type FixAttributes, type FixValue, isFields, type Step } from "../fixes/fix";
import { type Edit, editsOf, isEdit } from "./edits";
import { changesIn } from "./hcl-edit";
import { HclHolder, lineEnd, NotEditableError, newlineOf, removedBlock, withChanges } from "./hcl-holder";
import { type Notation, printResource, printValue } from "./hcl-print";
import { type HclBlock, parseHclTree } from "./hcl-tree";
import { argumentsOfType, typeOfKind } from "./terraform-names";
import type { Texts } from "./texts";

/** A resource that stands in a file of HCL. */
export interface HclSubject {
  readonly file: string;
  readonly type: string;
  readonly name: string;

  /** `apps/v1 Deployment`, where it was judged as the object that it makes. */
  readonly judgedAs?: string;

  /** The value of an attribute of that object. */
  readonly value: (path: string) => FixValue;

  /** Resources of the kind that point at it. */
  readonly satellites: (kind: string) => readonly HclSubject[];
}

/** Does the fix to the texts. @throws NotEditableError when some of it cannot be done */
export function fixHcl(texts: Texts, fix: Fix, subject: HclSubject): void {
  const names = new Map<string, string>();
  for (const step of fix) {
    perform(texts, step, subject, names);
  }
}

/** Does the fix of a control on a root module whose files lie in the folder. */
export function fixHclRoot(texts: Texts, fix: Fix, folder: string): void {
  for (const step of fix) {
    if (!isEdit(step)) {
      throw new NotEditableError("the root module needs more than an attribute");
    }
    const [top = "", second] = step.path.split(".");
    const files = configurationIn(folder);
    const holding = files.filter((file) => blocksIn(texts, file, top).length > 0);
    for (const edit of editsOf(step, { kind: "root" })) {
      const given = { ...edit, values: edit.values.map((value) => renamed(value, new Map())) };
      // A root module may have several `terraform` blocks, and several providers of a name.
      const own = holding.filter((file) => blocksIn(texts, file, top).some((block) => holds(block, second)));
      const named = files.filter((file) => basename(file) === "versions.tf");
      const all =
        top === "terraform" ? [[...own, ...holding, ...named, ...files][0] ?? join(folder, "main.tf")] : holding;
      for (const file of all) {
        editFile(texts, file, given, top === "terraform" ? second : undefined);
      }
    }
  }
}

/** Does the edit in the `terraform` block that holds the nested block, or in all blocks of the name. */
function editFile(texts: Texts, file: string, edit: Edit, nested: string | undefined): void {
  const text = texts.get(file);
  const blocks = nested === undefined ? [] : blocksIn(texts, file, "terraform");
  const block = blocks.find((each) => holds(each, nested)) ?? blocks[0];
  const holder = block === undefined ? HclHolder.ofFile(text, parseHclTree(text)) : HclHolder.ofBlock(text, block);
  const skipped = block === undefined ? 0 : 1;
  const inner = { ...edit, segments: edit.segments.slice(skipped), given: Math.max(0, edit.given - skipped) };
  texts.set(file, withChanges(text, changesIn(holder, undefined, inner, { refer: () => "null" })));
}

function blocksIn(texts: Texts, file: string, type: string): readonly HclBlock[] {
  return parseHclTree(texts.get(file)).blocks.filter((block) => block.type === type);
}

function holds({ body }: HclBlock, type: string | undefined): boolean {
  return body.blocks.some((block) => block.type === type);
}

function perform(texts: Texts, step: Step, subject: HclSubject, names: Map<string, string>): void {
  if (step.do === "decide") {
    throw new NotEditableError("something has to be decided first");
  }
  if (step.do === "add") {
    add(texts, step, subject, names);
    return;
  }
  const notation = notationOf(texts, subject);
  for (const each of step.on === undefined ? [subject] : subject.satellites(step.on)) {
    const { text, block } = blockOf(texts, each);
    if (step.do === "delete") {
      refuseReferences(texts, each, block);
      texts.set(each.file, withChanges(text, [removedBlock(text, block)]));
      continue;
    }
    const judgedAs = each.judgedAs?.split(" ")[1];
    for (const edit of editsOf(step, { kind: each.type, ...(judgedAs === undefined ? {} : { judgedAs }) })) {
      const now = blockOf(texts, each);
      const given = { ...edit, values: edit.values.map((value) => renamed(value, names)) };
      const changes = changesIn(
        HclHolder.ofBlock(now.text, now.block),
        schemaOf(each.type, "managed"),
        given,
        notation,
      );
      texts.set(each.file, withChanges(now.text, changes));
    }
  }
}

/** What something else of the module refers to cannot go alone. */
function refuseReferences(texts: Texts, { file, type, name }: HclSubject, block: HclBlock): void {
  const reference = new RegExp(`(?<![\\w.-])${type}\\.${name}(?![\\w-])`);
  for (const other of configurationIn(dirname(file))) {
    const text = texts.get(other);
    const outside = other === file ? text.slice(0, block.start) + text.slice(block.end) : text;
    if (reference.test(outside)) {
      throw new NotEditableError(`${other} refers to ${type}.${name}`);
    }
  }
}

function configurationIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:tf|tofu)$/.test(name))
    .map((name) => join(folder, name));
}

function blockOf(
  texts: Texts,
  { file, type, name }: Pick<HclSubject, "file" | "type" | "name">,
): { text: string; block: HclBlock } {
  const text = texts.get(file);
  const block = parseHclTree(text).blocks.find(
    ({ type: of, labels }) => of === "resource" && labels[0] === type && labels[1] === name,
  );
  if (block === undefined) {
    throw new NotEditableError(`${file} has no block of ${type}.${name}`);
  }
  return { text, block };
}

/** How the resource is referred to. An attribute that it does not set has the value that it is judged by. */
function notationOf(texts: Texts, subject: HclSubject): Notation {
  const { type, name, judgedAs } = subject;
  return {
    refer: (attribute) => {
      const { block } = blockOf(texts, subject);
      if (block.body.attributes.some((each) => each.name === "count" || each.name === "for_each")) {
        throw new NotEditableError(`${type}.${name} is made many times: what is added has to be, too`);
      }
      if (judgedAs === undefined) {
        return `${type}.${name}.${attribute}`;
      }
      return printValue(subject.value(attribute), "  ", { refer: () => "null" });
    },
  };
}

function add(texts: Texts, step: Extract<Step, { do: "add" }>, subject: HclSubject, names: Map<string, string>): void {
  const { kind, attributes } = asResource(step, subject);
  const name = freeName(texts, kind, step.name, subject);
  // What a fix adds stands in its order, behind the resource.
  const { text, block } = blockOf(texts, lastOf(names, subject));
  names.set(`${kind}.${step.name}.`, `${kind}.${name}.`);
  const given = renamed(attributes, names) as FixAttributes;
  const printed = printResource(kind, name, given, schemaOf(kind, "managed"), notationOf(texts, subject));
  const newline = newlineOf(text);
  const at = lineEnd(text, block.end);
  const added = `${newline}${newline}${printed.replaceAll("\n", newline)}`;
  texts.set(subject.file, `${text.slice(0, at)}${added}${text.slice(at)}`);
}

/** The resource that the fix added last, or the one that was found. */
function lastOf(names: ReadonlyMap<string, string>, subject: HclSubject): Pick<HclSubject, "file" | "type" | "name"> {
  const [type, name] = [...names.values()].at(-1)?.split(".") ?? [];
  return type === undefined || name === undefined ? subject : { file: subject.file, type, name };
}

/** An object beside a resource of the kubernetes provider is one too: of its own type, where there is one. */
function asResource(
  step: Extract<Step, { do: "add" }>,
  { type, judgedAs }: HclSubject,
): { kind: string; attributes: FixAttributes } {
  if (!step.kind.includes(" ")) {
    return step;
  }
  const typed = judgedAs === undefined || type === "kubernetes_manifest" ? undefined : typeOfKind(step.kind);
  const attributes = typed === undefined ? undefined : argumentsOfType(typed, step.attributes);
  if (typed !== undefined && attributes !== undefined) {
    return { kind: typed, attributes };
  }
  const [apiVersion = "", kind = ""] = step.kind.split(" ");
  return { kind: "kubernetes_manifest", attributes: { manifest: { apiVersion, kind, ...step.attributes } } };
}

/** A name that nothing else of the kind has in the folder. */
function freeName(texts: Texts, kind: string, wanted: string, subject: HclSubject): string {
  const taken = new Set(
    configurationIn(dirname(subject.file))
      .flatMap((file) => parseHclTree(texts.get(file)).blocks)
      .filter(({ type, labels }) => type === "resource" && labels[0] === kind)
      .map(({ labels }) => labels[1]),
  );
  const own = wanted.startsWith(subject.name) ? wanted : `${subject.name}_${wanted}`;
  const candidates = [own, ...Array.from({ length: taken.size }, (_, index) => `${own}_${index + 2}`)];
  return candidates.find((name) => !taken.has(name)) ?? own;
}

/**
 * The value with the names that resources were given in the place of those that the fix knows them by.
 *
 * @throws NotEditableError when a person has to choose something of it
 */
function renamed(value: FixValue, names: ReadonlyMap<string, string>): FixValue {
  if (value instanceof Choice) {
    throw new NotEditableError(`choose: ${value.what}`);
  }
  if (typeof value === "string") {
    return [...names].reduce((text, [from, to]) => text.replaceAll(from, to), value);
  }
  if (Array.isArray(value)) {
    return value.map((item: FixValue) => renamed(item, names));
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, names)]))
    : value;
}
