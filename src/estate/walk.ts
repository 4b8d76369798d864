import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "./input-error";
import { attempt, readHead, readText } from "./input-file";
import type { SkippedInput } from "./read-summary";
import { binaryKind, isTerraformJson, stateFile } from "./recognise";

/** Something in a folder that may be read. Files of manifests and plans are told apart later, by their content. */
export interface Found {
  readonly kind: "synthesized" | "hcl" | "terraform-json" | "chart" | "file" | "walked";
  readonly path: string;
}

const NOT_OURS = "not Terraform, plans or Kubernetes manifests";

/** What a walk passed by: the notable by name, the rest by number. */
export class PassedBy {
  private readonly named: SkippedInput[] = [];
  private readonly folders = new Set<string>();
  private readonly files = new Map<string, string[]>();

  constructor(private readonly folder: string) {}

  public name(path: string, reason: string): void {
    this.named.push({ path, reason });
  }

  public file(path: string, reason: string = NOT_OURS): void {
    const paths = this.files.get(reason);
    if (paths === undefined) {
      this.files.set(reason, [path]);
    } else {
      paths.push(path);
    }
  }

  public folderNamed(name: string): void {
    this.folders.add(name);
  }

  public summary(): readonly SkippedInput[] {
    const files = [...this.files].map(([reason, paths]) => {
      const [only = ""] = paths;
      return paths.length === 1
        ? { path: only, reason }
        : { path: this.folder, reason: `${paths.length.toLocaleString("en")} files: ${reason}` };
    });
    const names = [...this.folders].sort();
    const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
    const folders = names.length === 0 ? [] : [{ path: this.folder, reason: `not walked: ${shown}` }];
    return [...this.named, ...files, ...folders];
  }
}

/**
 * What lies in the folder and below it, in one order on every machine. Links are followed, but no folder is walked twice.
 * Dot folders, node_modules, the assets of synthesized folders and the templates of charts are not walked.
 *
 * @param walked real paths of folders that were walked before
 * @throws InputError when a folder cannot be read
 */
export function* walk(folder: string, walked: Set<string>, passed: PassedBy): Generator<Found> {
  const real = attempt(folder, () => realpathSync(folder));
  if (walked.has(real)) {
    yield { kind: "walked", path: folder };
    return;
  }
  walked.add(real);
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const whole = wholeFolder(folder, entries);
  if (whole !== undefined) {
    yield { kind: whole, path: folder };
    return;
  }
  refuseEndless(folder, entries);
  const isHcl = entries.some(({ name }) => /^[^.].*\.(?:tf|tofu)$/.test(name));
  if (isHcl) {
    yield { kind: "hcl", path: folder };
  } else if (entries.some(({ name }) => !name.startsWith(".") && isTerraformJson(name))) {
    yield { kind: "terraform-json", path: folder };
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    switch (typeOf(path, entry)) {
      case "folder":
        if (entry.name.startsWith(".") || entry.name === "node_modules") {
          passed.folderNamed(entry.name);
        } else {
          yield* walk(path, walked, passed);
        }
        break;
      case "file":
        if (!isPartOfConfiguration(entry.name)) {
          yield* file(path, entry.name, passed);
        }
        break;
      case "dangling":
        passed.name(path, "a symbolic link to something that does not exist");
        break;
      case "other":
        passed.name(path, "neither a file nor a folder");
    }
  }
}

/** Readers of configuration open what is in the folder by name: a pipe among it would block them for ever. */
function refuseEndless(folder: string, entries: readonly Dirent[]): void {
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (isPartOfConfiguration(entry.name) && typeOf(path, entry) === "other") {
      throw new InputError(path, "is neither a file nor a folder");
    }
  }
}

function* file(path: string, name: string, passed: PassedBy): Generator<Found> {
  if (name.startsWith(".")) {
    passed.file(path);
  } else if (/\.(?:json|ya?ml)$/i.test(name)) {
    yield { kind: "file", path };
  } else if (/\.tfstate(?:\.backup)?$/.test(name)) {
    passed.name(path, stateFile(path));
  } else {
    const binary = /plan|\.out$/i.test(name) ? binaryKind(path, readHead(path)) : undefined;
    if (binary === undefined) {
      passed.file(path);
    } else {
      passed.name(path, binary);
    }
  }
}

/** Configuration is read by folder, with its variable files. */
function isPartOfConfiguration(name: string): boolean {
  return /\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(name) && !name.startsWith(".");
}

/** A folder that is one input. */
function wholeFolder(folder: string, entries: readonly Dirent[]): "synthesized" | "chart" | undefined {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has("Chart.yaml")) {
    return "chart";
  }
  const stacks = join(folder, "stacks");
  if (!names.has("stacks") || !isFolder(stacks)) {
    return undefined;
  }
  const isSynthesized =
    (names.has("manifest.json") && saysStacks(join(folder, "manifest.json"))) ||
    attempt(stacks, () => readdirSync(stacks)).some((name) => isFile(join(stacks, name, "cdk.tf.json")));
  return isSynthesized ? "synthesized" : undefined;
}

/** Whether the manifest is CDKTF's; one that is broken is for its reader to complain about. */
function saysStacks(manifest: string): boolean {
  return /"(?:synthesizedStackPath|stacks)"\s*:/.test(readText(manifest));
}

function isFile(path: string): boolean {
  return status(path)?.isFile() === true;
}

function isFolder(path: string): boolean {
  return status(path)?.isDirectory() === true;
}

/** Undefined for what is not there, or leads through a file, or may not be looked at. */
function status(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function typeOf(path: string, entry: Dirent): "file" | "folder" | "dangling" | "other" {
  if (entry.isFile()) {
    return "file";
  }
  if (entry.isDirectory()) {
    return "folder";
  }
  if (!entry.isSymbolicLink()) {
    return "other";
  }
  const target = status(path);
  if (target === undefined) {
    return "dangling";
  }
  return target.isDirectory() ? "folder" : target.isFile() ? "file" : "other";
}
