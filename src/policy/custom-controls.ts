import { readText } from "../estate/input-file";
import { schemaOf } from "../estate/schema";
import { CelSyntaxError } from "./cel/syntax-error";
import { CATEGORIES, type Category, type Control, SEVERITIES, type Severity } from "./control";
import { compileControl } from "./engine";
import { type YamlEntry, YamlFile } from "./yaml-file";

/** What a case of a control expects. */
export type ExpectedVerdict = "holds" | "fails" | "undecided";

/** A small estate and what a control says about it. */
export interface ControlCase {
  readonly control: Control;
  readonly name: string;
  readonly expect: ExpectedVerdict;

  /** Terraform JSON: `{ aws_s3_bucket: { models: { ... } } }`. */
  readonly resource?: unknown;

  /** Terraform JSON of data sources. */
  readonly data?: unknown;

  /** Kubernetes objects. */
  readonly manifests?: readonly unknown[];

  /** Line of the case in its file. */
  readonly line: number;
}

/** Controls of a user's own, with their cases. */
export interface CustomControls {
  readonly controls: readonly Control[];
  readonly cases: readonly ControlCase[];
}

const KEYS = [
  "id",
  "severity",
  "category",
  "title",
  "appliesTo",
  "when",
  "require",
  "attribute",
  "message",
  "found",
  "rationale",
  "remediation",
  "answers",
  "cases",
];
const CASE_KEYS = ["name", "expect", "resource", "data", "manifests"];
const VERDICTS: readonly string[] = ["holds", "fails", "undecided"] satisfies ExpectedVerdict[];

/**
 * Reads controls of the same shape as the catalogue's from a YAML file with the one key `controls`.
 *
 * Throws an InputError with file, line and column, also for a mistake in the CEL.
 *
 * @param taken ids that the file may not use again: those of the catalogue and of files read before
 */
export function parseControls(file: string, text: string, taken: ReadonlySet<string>): CustomControls {
  const seen = new Set(taken);
  const controls: Control[] = [];
  const cases: ControlCase[] = [];
  for (const entry of new YamlFile(file, text).list("controls")) {
    const control = readControl(entry, seen);
    seen.add(control.id);
    controls.push(control);
    cases.push(...entry.entries("cases").map((each) => readCase(each, control)));
  }
  return { controls, cases };
}

/**
 * {@link parseControls} of one file after another; an id stands in one of them, and not in the catalogue.
 *
 * Throws an InputError also when a file cannot be read.
 */
export function* readControlFiles(
  files: Iterable<string>,
  catalogue: readonly Control[],
): Generator<CustomControls & { readonly file: string }> {
  const taken = new Set(catalogue.map(({ id }) => id));
  for (const file of files) {
    const read = parseControls(file, readText(file), taken);
    for (const { id } of read.controls) {
      taken.add(id);
    }
    yield { file, ...read };
  }
}

function readControl(entry: YamlEntry, taken: ReadonlySet<string>): Control {
  entry.requireKnownKeys(KEYS);
  const id = entry.text("id");
  if (!/^[A-Z][A-Z0-9_]{2,79}$/.test(id)) {
    throw entry.problem(
      "id",
      `id ${JSON.stringify(id)} must be capital letters, digits and underscores, as in ACME_BUCKET_REGION`,
    );
  }
  if (taken.has(id)) {
    throw entry.problem("id", `the control ${id} is there already`);
  }
  const severity = entry.text("severity");
  if (!isSeverity(severity)) {
    throw entry.problem("severity", `severity ${JSON.stringify(severity)} is not one of ${SEVERITIES.join(", ")}`);
  }
  const category = entry.optionalText("category") ?? "custom";
  if (!isCategory(category)) {
    throw entry.problem("category", `category ${JSON.stringify(category)} is not one of ${CATEGORIES.join(", ")}`);
  }
  const appliesTo = entry.texts("appliesTo");
  if (appliesTo.length === 0) {
    throw entry.problem("appliesTo", "appliesTo needs at least one kind, as in aws_s3_bucket or apps/v1 Deployment");
  }
  const stranger = appliesTo.find((kind) => kind.startsWith("aws_") && schemaOf(kind, "managed") === undefined);
  if (stranger !== undefined) {
    throw entry.problem("appliesTo", `appliesTo: the AWS provider has no ${stranger}`);
  }
  const optional = (name: "when" | "message" | "found"): Partial<Control> => {
    const text = entry.optionalText(name);
    return text === undefined ? {} : { [name]: text };
  };
  const control: Control = {
    id,
    severity,
    category,
    title: entry.text("title"),
    appliesTo,
    ...optional("when"),
    require: entry.text("require"),
    attribute: entry.text("attribute"),
    ...optional("message"),
    ...optional("found"),
    rationale: entry.optionalText("rationale") ?? "",
    remediation: entry.text("remediation"),
    answers: entry.texts("answers"),
  };
  requireCompilable(entry, control);
  return control;
}

/** A mistake in one of the expressions is reported where it stands in the file. */
function requireCompilable(entry: YamlEntry, control: Control): void {
  for (const name of ["when", "require", "found"] as const) {
    const expression = control[name];
    if (expression === undefined) {
      continue;
    }
    try {
      compileControl({ ...control, require: expression, when: undefined, found: undefined } as Control);
    } catch (error) {
      if (error instanceof CelSyntaxError) {
        throw entry.problemInside(name, error, `${control.id}: ${name}: ${error.message}`);
      }
      throw error;
    }
  }
}

function readCase(entry: YamlEntry, control: Control): ControlCase {
  entry.requireKnownKeys(CASE_KEYS);
  const expect = entry.text("expect");
  if (!isVerdict(expect)) {
    throw entry.problem("expect", `expect ${JSON.stringify(expect)} is not one of ${VERDICTS.join(", ")}`);
  }
  const manifests = entry.plain("manifests");
  if (manifests !== undefined && !Array.isArray(manifests)) {
    throw entry.problem("manifests", "manifests must be a list of Kubernetes objects");
  }
  return {
    control,
    name: entry.text("name"),
    expect,
    resource: entry.plain("resource"),
    data: entry.plain("data"),
    ...(manifests === undefined ? {} : { manifests }),
    line: entry.line,
  };
}

function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}

function isCategory(text: string): text is Category {
  return (CATEGORIES as readonly string[]).includes(text);
}

function isVerdict(text: string): text is ExpectedVerdict {
  return VERDICTS.includes(text);
}
