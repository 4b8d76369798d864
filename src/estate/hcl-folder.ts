import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Declarations, declare, emptyDeclarations } from "./hcl-declarations";
import { blockLines } from "./hcl-lines";
import { parseHcl } from "./hcl-parser";
import { InputError } from "./input-error";
import { readText as readInput } from "./input-file";

/** One folder of HCL as it is written: nothing is evaluated yet. */
export interface HclFolder {
  /** The path as the user named it. */
  readonly label: string;

  readonly declarations: Declarations;

  /** Values of the variable files that Terraform loads by itself, as far as they lie in the folder. */
  readonly variableValues: Readonly<Record<string, unknown>>;
}

const configurationName = /\.(?:tf|tofu)(?:\.json)?$/;
const overrideName = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/;
const automaticName = /\.auto\.tfvars(?:\.json)?$/;

/**
 * Reads all configuration that lies directly in the folder, overrides merged; undefined when there is none.
 *
 * @throws InputError for what cannot be read, in the folder or of it
 */
export async function readHclFolder(folder: string, label: string): Promise<HclFolder | undefined> {
  const names = await fileNames(folder, label);
  const configuration = names.filter((name) => configurationName.test(name) && !isReplacedByTofu(name, names));
  if (configuration.length === 0) {
    return undefined;
  }
  const declarations = emptyDeclarations();
  const overrides = configuration.filter((name) => overrideName.test(name));
  for (const name of [...configuration.filter((other) => !overrideName.test(other)), ...overrides]) {
    const file = join(label, name);
    const text = readText(join(folder, name), file);
    const content = name.endsWith(".json") ? parseJson(file, text) : await parseHcl(file, text);
    const lines = name.endsWith(".json") ? undefined : blockLines(text);
    declare(declarations, content, { file, lines, isOverride: overrideName.test(name) });
  }
  return { label, declarations, variableValues: await variableValues(folder, label, names) };
}

/** Whether there is such a folder. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Where the same name exists for both, OpenTofu reads its own, and so does a check of it. */
function isReplacedByTofu(name: string, names: readonly string[]): boolean {
  return /\.tf(?:\.json)?$/.test(name) && names.includes(name.replace(/\.tf(\.json)?$/, ".tofu$1"));
}

/** Names of the files that Terraform would look at, in its order. */
async function fileNames(folder: string, label: string): Promise<readonly string[]> {
  let entries: readonly string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    throw new InputError(label, `cannot be read as a folder (${codeOf(error)})`);
  }
  const names: string[] = [];
  for (const name of [...entries].sort()) {
    const isTemporary = name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
    const isWanted = configurationName.test(name) || isVariableFile(name);
    if (!isTemporary && isWanted && !(await isFolder(join(folder, name)))) {
      names.push(name);
    }
  }
  return names;
}

function isVariableFile(name: string): boolean {
  return name === "terraform.tfvars" || name === "terraform.tfvars.json" || automaticName.test(name);
}

async function variableValues(
  folder: string,
  label: string,
  names: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const named = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const values: Record<string, unknown> = Object.create(null);
  for (const name of [...named, ...names.filter((other) => automaticName.test(other))]) {
    const file = join(label, name);
    const text = readText(join(folder, name), file);
    Object.assign(values, name.endsWith(".json") ? parseJson(file, text) : await parseHcl(file, text));
  }
  return values;
}

/** Regular files alone, in UTF-8 or UTF-16; what is wrong with one is said of the path that the user gave. */
function readText(path: string, file: string): string {
  try {
    return readInput(path);
  } catch (error) {
    throw error instanceof InputError ? new InputError(file, error.problem) : error;
  }
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown error";
}

function parseJson(file: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new InputError(file, "must hold a JSON object");
  }
  return content as Record<string, unknown>;
}
