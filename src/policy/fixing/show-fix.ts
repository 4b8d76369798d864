import { stringify } from "yaml";
import { schemaOf } from "../../estate/schema";
import { Choice, type Fix, type FixAttributes, type FixValue, isFields, OfSubject, type Step } from "../fixes/fix";
import type { Segment } from "../fixes/fix-path";
import { asProps } from "./cdktf-lists";
import {
  camelCase,
  classOf,
  importOf,
  type ProgramNames,
  printArgument,
  printConstruct,
  printProps,
  programNames,
  propPath,
} from "./cdktf-print";
import { type Edit, type EditStep, editsOf, isEdit, isOnOtherContainers, type Naming } from "./edits";
import { type Fragment, fragmentOf, type Note, shown } from "./fragment";
import { type Notation, printBlock, printResource } from "./hcl-print";
import { argumentsOfType, typeOfKind, withLists } from "./terraform-names";

/** The resource that a fix is shown for. */
export interface ShownSubject {
  /** `aws_s3_bucket`, `apps/v1 Deployment`, or `root`. */
  readonly kind: string;

  /** Terraform type of an object that a resource makes: `kubernetes_deployment_v1`. */
  readonly type?: string;

  /** Name in Terraform, or of the object. */
  readonly name: string;

  /** Namespace of the object, where it has one. */
  readonly namespace?: string;
}

/** The fix as HCL: what the resource has to hold, what stands beside it, and what has to be decided. */
export function fixInHcl(fix: Fix, subject: ShownSubject): string {
  const type = terraformType(subject);
  const notation: Notation = { refer: (attribute) => `${type}.${subject.name}.${attribute}` };
  const parts: string[] = [];
  for (const { on, fragment } of fragments(fix, subject, type)) {
    const where = on === undefined ? addressOf(subject, type) : `the ${on} that points at ${addressOf(subject, type)}`;
    parts.push(`# In ${where}:\n${hclOf(fragment, on ?? type, subject, notation)}`);
  }
  for (const step of fix) {
    if (step.do === "add") {
      const { kind, attributes } = inTerraform(step);
      parts.push(`# Add:\n${printResource(kind, step.name, attributes, schemaOf(kind, "managed"), notation)}`);
    }
    parts.push(...others(step, "#", "hcl"));
  }
  return parts.join("\n\n");
}

function addressOf({ kind, name }: ShownSubject, type: string): string {
  return kind === "root" ? "the root module" : `${type}.${name}`;
}

/** Notes as comments of a line each. */
function comments(
  notes: readonly Note[],
  sign: "#" | "//",
  spell: (segments: readonly Segment[]) => readonly Segment[] = (segments) => segments,
): string {
  return notes.map(({ segments, text }) => `${sign} ${text(shown(spell(segments)))}\n`).join("");
}

function hclOf({ fields, notes }: Fragment, type: string, { kind, name }: ShownSubject, notation: Notation): string {
  const said = comments(notes, "#");
  if (Object.keys(fields).length === 0) {
    return said.trimEnd();
  }
  const text =
    kind === "root"
      ? printRoot(fields, notation)
      : printResource(type, name, fields, schemaOf(type, "managed"), notation);
  return `${said}${text}`;
}

/** Blocks at the top of a root module: their labels stand on the way to what is in them. */
function printRoot(fields: FixAttributes, notation: Notation): string {
  const lines = Object.entries(fields).flatMap(([name, body]) => {
    if (name !== "terraform" || !isFields(body)) {
      return isFields(body) && name === "provider"
        ? Object.entries(body).flatMap(([label, inner]) =>
            printBlock(`provider ${JSON.stringify(label)}`, isFields(inner) ? inner : {}, undefined, "", notation),
          )
        : printBlock(name, isFields(body) ? body : {}, undefined, "", notation);
    }
    const inner = Object.entries(body).flatMap(([block, content]) => {
      const [label] = isFields(content) ? Object.keys(content) : [];
      const settings = isFields(content) && label !== undefined ? content[label] : undefined;
      return block === "backend" && label !== undefined
        ? printBlock(`backend ${JSON.stringify(label)}`, isFields(settings) ? settings : {}, undefined, "  ", notation)
        : printBlock("", { [block]: content }, undefined, "", notation).slice(1, -1);
    });
    return ["terraform {", ...inner, "}"];
  });
  return lines.join("\n");
}

/** The fix as a program of CDKTF: imports, props, constructs. */
export function fixInCdktf(fix: Fix, subject: ShownSubject, variable: string = camelCase(subject.name)): string {
  const type = terraformType(subject);
  const imports = new Set<string>();
  const parts: string[] = [];
  const added = fix.flatMap((step) => (step.do === "add" ? [{ ...inTerraform(step), name: step.name }] : []));
  const names = programNames(variable, added);
  const isReferred = (kind: string, name: string) => JSON.stringify(fix).includes(`\${${kind}.${name}.`);
  for (const { on, fragment } of fragments(fix, subject, type)) {
    const schema = subject.kind === "root" ? undefined : schemaOf(on ?? type, "managed");
    const said = comments(fragment.notes, "//", (segments) => propPath(segments, schema));
    if (subject.kind === "root") {
      parts.push(`// In the stack:\n${said}${overrides(fragment.fields, [], names).join("\n")}`.trimEnd());
      continue;
    }
    const { className } = classOf(on ?? type);
    const where =
      on === undefined
        ? `${variable}, the props of ${className}`
        : `the props of the ${className} that points at ${variable}`;
    const hasFields = Object.keys(fragment.fields).length > 0;
    const props = hasFields ? printProps(asProps(on ?? type, fragment.fields), schema, "", names) : "";
    parts.push(`// In ${where}:\n${said}${props}`.trimEnd());
  }
  for (const step of fix) {
    if (step.do === "add") {
      const { kind, attributes } = inTerraform(step);
      imports.add(importOf(kind));
      parts.push(`// Add:\n${printConstruct(kind, step.name, attributes, names, isReferred(kind, step.name))}`);
    }
    parts.push(...others(step, "//", "cdktf"));
  }
  return [...(imports.size === 0 ? [] : [[...imports].sort().join("\n")]), ...parts].join("\n\n");
}

/** What a stack writes into its root module. */
function overrides(fields: FixAttributes, path: readonly string[], names: ProgramNames): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const here = [...path, name];
    return isFields(value)
      ? overrides(value, here, names)
      : [`this.addOverride(${JSON.stringify(here.join("."))}, ${printArgument(value, undefined, "", names)});`];
  });
}

/** The fix as YAML to merge into the object, and further objects. */
export function fixInYaml(fix: Fix, subject: ShownSubject): string {
  const [apiVersion = "", kind = ""] = subject.kind.split(" ");
  const parts: string[] = [];
  const edits = fix.flatMap((step) => (isEdit(step) && step.on === undefined ? editsOf(step, { kind }) : []));
  if (edits.length > 0) {
    const { fields, notes } = shownFragment(edits);
    const { metadata = {}, ...rest } = withLists(subject.kind, fields);
    const { name, namespace } = subject;
    const own = { name, ...(namespace === undefined ? {} : { namespace }) };
    const named = { ...own, ...(isFields(metadata) ? metadata : {}) };
    const object = { apiVersion, kind, metadata: named, ...rest };
    parts.push(`# In ${kind}/${name}:\n${comments(notes, "#")}${yamlText(object, subject)}`);
  }
  for (const step of fix) {
    if (step.do === "add") {
      const [ofApi = "", ofKind = ""] = step.kind.split(" ");
      parts.push(`# Add:\n${yamlText({ apiVersion: ofApi, kind: ofKind, ...step.attributes }, subject)}`);
    }
    parts.push(...others(step, "#", "yaml"));
  }
  return parts.join("\n---\n");
}

/** The text of the fields. What is to be chosen is not YAML: neither kubectl nor a reader of YAML takes it. */
function yamlText(fields: FixAttributes, subject: ShownSubject): string {
  const choices: string[] = [];
  const text = stringify(yamlValue(fields, choices, subject), { lineWidth: 0 }).trimEnd();
  // No value of YAML begins with an at sign. A placeholder is a plain word, which nothing puts in quotes.
  return text.replaceAll(/CHOICE_(\d+)_/g, (_, index: string) => `@CHOOSE(${choices[Number(index)] ?? ""})`);
}

function yamlValue(value: FixValue, choices: string[], subject: ShownSubject): unknown {
  const known = value instanceof OfSubject ? NAMES_OF_OBJECTS[value.attribute]?.(subject) : undefined;
  if (known !== undefined) {
    return known;
  }
  if (value instanceof Choice || value instanceof OfSubject) {
    const what =
      value instanceof Choice
        ? `${value.what}, as in ${exampleText(value.example)}`
        : `${value.attribute} of the object`;
    return `CHOICE_${choices.push(what) - 1}_`;
  }
  if (Array.isArray(value)) {
    return value.map((item: FixValue) => yamlValue(item, choices, subject));
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, yamlValue(item, choices, subject)]))
    : value;
}

/** What is known of the object without its text. */
const NAMES_OF_OBJECTS: Readonly<Record<string, (subject: ShownSubject) => string | undefined>> = {
  "metadata.name": ({ name }) => name,
  "metadata.namespace": ({ namespace }) => namespace,
};

function exampleText(example: FixValue): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

/** What to decide and what to remove. */
function others(step: Step, comment: "#" | "//", language: "hcl" | "cdktf" | "yaml"): readonly string[] {
  if (step.do === "delete") {
    return [`${comment} Remove the resource${step.on === undefined ? "" : `s of ${step.on} that point at it`}.`];
  }
  if (step.do !== "decide") {
    return [];
  }
  const decision = `${comment} Decide: ${step.what.replace(/\.$/, "")}.`;
  const example = step[language === "yaml" ? "hcl" : language];
  if (example === undefined) {
    return [decision];
  }
  if (language === "yaml") {
    // Beside YAML only as a comment: it is no YAML.
    return [
      [decision, "# As in, in Terraform:", ...example.split("\n").map((line) => `# ${line}`.trimEnd())].join("\n"),
    ];
  }
  return [decision, `${comment} As in:\n${example}`];
}

const ALIKE: Note = { segments: [], text: () => "init and ephemeral containers alike" };

/** The edits as one piece; those of init and ephemeral containers are those of the containers, and said once. */
function shownFragment(edits: readonly Edit[]): Fragment {
  const own = edits.filter((edit) => !isOnOtherContainers(edit));
  const fragment = fragmentOf(own);
  return own.length === edits.length ? fragment : { ...fragment, notes: [...fragment.notes, ALIKE] };
}

/** The edits of the fix, by the kind that they are done to. */
function fragments(
  fix: Fix,
  subject: ShownSubject,
  type: string,
): readonly { readonly on: string | undefined; readonly fragment: Fragment }[] {
  const kinds = [...new Set(fix.filter(isEdit).map(({ on }) => on))];
  return kinds.map((on) => {
    const steps = fix.filter((step): step is EditStep => isEdit(step) && step.on === on);
    return { on, fragment: shownFragment(steps.flatMap((step) => editsIn(step, on, subject, type))) };
  });
}

function editsIn(step: EditStep, on: string | undefined, { kind }: ShownSubject, type: string): readonly Edit[] {
  const [, judgedAs] = kind.split(" ");
  const naming: Naming = on === undefined && judgedAs !== undefined ? { kind: type, judgedAs } : { kind: on ?? kind };
  return editsOf(step, naming);
}

function terraformType({ kind, type }: ShownSubject): string {
  return type ?? (kind.includes(" ") ? (typeOfKind(kind) ?? "kubernetes_manifest") : kind);
}

function inTerraform(step: Extract<Step, { do: "add" }>): { kind: string; attributes: FixAttributes } {
  if (!step.kind.includes(" ")) {
    return step;
  }
  const type = typeOfKind(step.kind);
  const attributes = type === undefined ? undefined : argumentsOfType(type, step.attributes);
  const [apiVersion = "", kind = ""] = step.kind.split(" ");
  return type === undefined || attributes === undefined
    ? { kind: "kubernetes_manifest", attributes: { manifest: { apiVersion, kind, ...step.attributes } } }
    : { kind: type, attributes };
}
