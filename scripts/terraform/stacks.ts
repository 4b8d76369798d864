import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { requiredProviders } from "./configuration";
import { readObject, section } from "./json";
import { AWS_SOURCE } from "./provider-schema";

/** A synthesized stack. */
export interface SynthesizedStack {
  /** `private-endpoint/vision-cloud`: its example and its name. */
  readonly label: string;
  /** The folder that holds `cdk.tf.json`, and the assets beside it. */
  readonly directory: string;
}

/**
 * The stacks below the given folders; each may be an example, its `cdktf.out`, or one stack's folder.
 *
 * @throws Error naming a folder that holds none
 */
export function stacksBelow(directories: readonly string[]): SynthesizedStack[] {
  return directories.flatMap((directory) => {
    const found = stackFolders(resolve(directory));
    if (found.length === 0) throw new Error(`${directory}: no cdktf.out/stacks/*/cdk.tf.json; synthesize it first`);
    return found.map((folder) => ({ label: labelOf(folder), directory: folder }));
  });
}

/** The example programs of the repository, synthesized or not. */
export function exampleFolders(examples: string): string[] {
  return subfolders(examples).filter((folder) => existsSync(join(folder, "main.ts")));
}

/** True when an example has been synthesized. */
export function isSynthesized(example: string): boolean {
  return stackFolders(example).length > 0;
}

/** Why a stack cannot run on this machine, or undefined when it can. */
export function whyNotRun(stack: SynthesizedStack): string | undefined {
  const configuration = readObject(join(stack.directory, "cdk.tf.json"));
  const others = requiredProviders(configuration).filter(({ source }) => source !== AWS_SOURCE && !isBuiltIn(source));
  const names = others.map(({ name }) => name).join(", ");
  if (others.length > 0) return `provider ${names} is not in the mirror`;
  const remote = Object.keys(section(section(configuration, "data"), "terraform_remote_state"));
  if (remote.length > 0) return `it reads the state of another stack (${remote.join(", ")})`;
  return undefined;
}

/** Comes with Terraform itself: terraform_data, terraform_remote_state. */
function isBuiltIn(source: string): boolean {
  return source.startsWith("terraform.io/builtin/");
}

function stackFolders(directory: string): string[] {
  const candidates = [
    directory,
    ...subfolders(join(directory, "stacks")),
    ...subfolders(join(directory, "cdktf.out", "stacks")),
  ];
  return candidates.filter((folder) => existsSync(join(folder, "cdk.tf.json")));
}

function subfolders(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(directory, entry.name))
    .sort();
}

function labelOf(folder: string): string {
  const [stacks, output] = [dirname(folder), dirname(dirname(folder))];
  if (basename(stacks) !== "stacks" || basename(output) !== "cdktf.out") return relative(process.cwd(), folder);
  return `${basename(dirname(output))}/${basename(folder)}`;
}
