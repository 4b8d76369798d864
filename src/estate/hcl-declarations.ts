import { InputError } from "./input-error";
import { type StateEdits, stateEditsIn } from "./state-edits";
import { bodies, COMMENT, labelledBodies, member } from "./terraform-json";

/** The body of a block as it is written, in Terraform's JSON syntax. */
export type Body = Record<string, unknown>;

/** A block of HCL, and where it stands. */
export interface Declared {
  readonly labels: readonly string[];
  readonly body: Body;
  readonly file: string;

  /** Line of its header; undefined in JSON. */
  readonly line?: number | undefined;
}

/** What the files of one folder declare, by address: `aws_s3_bucket.models`, `zones`. */
export interface Declarations {
  readonly resource: Map<string, Declared>;
  readonly data: Map<string, Declared>;
  readonly module: Map<string, Declared>;
  readonly variable: Map<string, Declared>;
  readonly output: Map<string, Declared>;

  /** By name and alias, for a provider may be configured more than once. */
  readonly provider: Map<string, Declared>;

  /** Expressions by name. */
  readonly locals: Map<string, unknown>;

  /** Settings of all `terraform` blocks, merged. */
  readonly terraform: Body;

  /** What each file moves, forgets and imports. */
  readonly stateEdits: StateEdits[];
}

/** The file that a content comes from. */
export interface ContentOrigin {
  readonly file: string;
  readonly lines?: ReadonlyMap<string, number> | undefined;

  /** What it declares replaces parts of what is declared already. */
  readonly isOverride: boolean;
}

type Labelled = "resource" | "data" | "module" | "variable" | "output" | "provider";

const labelCounts: readonly (readonly [Labelled, number])[] = [
  ["resource", 2],
  ["data", 2],
  ["module", 1],
  ["variable", 1],
  ["output", 1],
  ["provider", 1],
];

export function emptyDeclarations(): Declarations {
  return {
    resource: new Map(),
    data: new Map(),
    module: new Map(),
    variable: new Map(),
    output: new Map(),
    provider: new Map(),
    locals: new Map(),
    terraform: Object.create(null),
    stateEdits: [],
  };
}

/**
 * Adds what a file declares, as Terraform merges the files of a folder.
 *
 * @throws InputError when something is declared twice, or an override has nothing to override, or is no block
 */
export function declare(declarations: Declarations, content: Body, origin: ContentOrigin): void {
  for (const [type, labelCount] of labelCounts) {
    for (const { labels, raw: body } of labelledBodies(origin.file, type, member(content, type), labelCount)) {
      const line = origin.lines?.get([type, ...labels].join("."));
      const name = type === "provider" ? `${labels[0]} ${String(body.alias ?? "")}` : labels.join(".");
      add(declarations[type], name, type, { labels, body, file: origin.file, line }, origin.isOverride);
    }
  }
  for (const { raw: body } of bodies(origin.file, "locals", member(content, "locals"))) {
    for (const [name, expression] of Object.entries(body)) {
      if (name === COMMENT) {
        continue;
      }
      if (declarations.locals.has(name) && !origin.isOverride) {
        throw new InputError(origin.file, `local.${name} is declared twice`);
      }
      declarations.locals.set(name, expression);
    }
  }
  for (const { raw: body } of bodies(origin.file, "terraform", member(content, "terraform"))) {
    addSettings(declarations.terraform, body, origin.file);
  }
  declarations.stateEdits.push(stateEditsIn(content));
}

function add(
  declared: Map<string, Declared>,
  name: string,
  type: Labelled,
  block: Declared,
  isOverride: boolean,
): void {
  const present = declared.get(name);
  const where = block.line === undefined ? block.file : `${block.file}:${block.line}`;
  if (present === undefined) {
    if (isOverride && type !== "provider") {
      throw new InputError(where, `there is no ${type} ${name} that this could override`);
    }
    declared.set(name, block);
    return;
  }
  if (!isOverride) {
    throw new InputError(where, `${type} ${name.trim()} is declared twice, the first time in ${present.file}`);
  }
  // Arguments and blocks of an override replace all of the same name; only lifecycle is merged by argument.
  const lifecycle = [...objectsIn(present.body.lifecycle), ...objectsIn(block.body.lifecycle)];
  const merged = { ...present.body, ...block.body };
  declared.set(name, {
    ...present,
    body: lifecycle.length === 0 ? merged : { ...merged, lifecycle: Object.assign(Object.create(null), ...lifecycle) },
  });
}

function addSettings(settings: Body, body: Body, file: string): void {
  for (const [name, value] of Object.entries(body)) {
    if (name === "required_providers") {
      const required = objectsIn(settings.required_providers);
      settings.required_providers = Object.assign(Object.create(null), ...required, ...objectsIn(value));
    } else if ((name === "backend" || name === "cloud") && objectsIn(value).length === 0) {
      throw new InputError(file, `terraform.${name} must be a block`);
    } else {
      settings[name] = value;
    }
  }
}

/** The objects of a block that stands alone, in a list, or not at all. */
function objectsIn(raw: unknown): readonly Body[] {
  return (Array.isArray(raw) ? raw : [raw]).filter(isBody);
}

function isBody(raw: unknown): raw is Body {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}
