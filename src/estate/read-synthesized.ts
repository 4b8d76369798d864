import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize } from "node:path";
import { InputError } from "./input-error";
import { attempt, readJson } from "./input-file";
import { isTerraformJson } from "./recognise";
import type { TerraformJsonRoot } from "./synthesized";
import { isObject, member } from "./terraform-json";

/** The file that a stack of a synthesized folder is in: JSON, or HCL where CDKTF was told so. */
export interface StackFile {
  readonly name: string;
  readonly path: string;
}

/**
 * The stacks of a synthesized folder, from its manifest, or from its `stacks` folder when there is no manifest.
 *
 * @throws InputError when the manifest is broken, or names a file that is not there
 */
export function stacksIn(folder: string): readonly StackFile[] {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) {
    const stacks = join(folder, "stacks");
    const names = attempt(stacks, () => readdirSync(stacks)).sort();
    return names
      .map((name) => ({ name, path: join(stacks, name, "cdk.tf.json") }))
      .filter(({ path }) => existsSync(path));
  }
  const stacks = member(readJson(manifest), "stacks");
  if (!isObject(stacks)) {
    throw new InputError(manifest, "stacks must be an object");
  }
  return Object.entries(stacks).map(([key, stack]) => {
    const path = member(stack, "synthesizedStackPath");
    if (typeof path !== "string" || path === "") {
      throw new InputError(manifest, `stacks.${key}.synthesizedStackPath must be a path`);
    }
    // A manifest is input: it must not make the command read other places.
    if (isAbsolute(path) || normalize(path).startsWith("..")) {
      throw new InputError(manifest, `stacks.${key}.synthesizedStackPath leads out of the folder`);
    }
    const name = member(stack, "name");
    return { name: typeof name === "string" ? name : key, path: join(folder, path) };
  });
}

/** One `cdk.tf.json` or other file of Terraform JSON as a root module of its own. */
export function rootOfFile(file: string, json: unknown, name: string = nameOf(file, json)): TerraformJsonRoot {
  return { file, name, parts: [{ file, json }] };
}

/** The files of Terraform JSON that lie directly in the folder: together they are one root module. */
export function rootOfFolder(folder: string): TerraformJsonRoot {
  const files = attempt(folder, () => readdirSync(folder))
    .filter((name) => !name.startsWith(".") && isTerraformJson(name))
    .sort()
    .map((name) => join(folder, name));
  const parts = files.map((file) => ({ file, json: readJson(file) }));
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return rootOfFile(first.file, first.json);
  }
  return { file: folder, name: basename(folder), parts };
}

/** The name that CDKTF gave the stack, or that of the folder. */
function nameOf(file: string, json: unknown): string {
  const name = member(member(member(json, "//"), "metadata"), "stackName");
  return typeof name === "string" ? name : basename(dirname(file));
}
