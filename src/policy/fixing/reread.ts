import { dirname, parse, resolve } from "node:path";
import { Estate, type RootModule } from "../../estate/estate";
import { fromHcl } from "../../estate/hcl";
import { InputError } from "../../estate/input-error";
import { lift } from "../../estate/lifting";
import { fromManifests } from "../../estate/manifests";
import type { Reading } from "../../estate/reading";
import type { Judgement } from "../judgement";
import { commonFolder, mirrored } from "./mirror";
import type { Texts } from "./texts";

/** An estate, and what the controls say about it. */
export interface Reread {
  readonly estate: Estate;
  readonly judgement: Judgement;
}

/** Reads the roots again whose files the plan would change, and judges the estate with them in the place of what they were. */
export async function reread(
  estate: Estate,
  texts: Texts,
  touched: ReadonlySet<string>,
  judge: (estate: Estate) => Judgement,
): Promise<Reread> {
  const changed = new Map(texts.changed().map(({ file, after }) => [resolve(file), after] as const));
  const roots = estate.roots.filter(({ name }) => touched.has(name));
  const readings = new Map<string, Reading>();
  for (const root of roots.filter(({ source }) => source === "manifests")) {
    const text = changed.get(resolve(root.file));
    if (text !== undefined) {
      readings.set(root.name, fromManifests(root.file, text));
    }
  }
  for (const root of roots.filter(({ source }) => source === "hcl")) {
    const folders = foldersOf(estate, root);
    if ([...changed.keys()].some((file) => folders.includes(dirname(file)))) {
      readings.set(root.name, await readHcl(root, folders, changed));
    }
  }
  const kept = estate.resources.filter(({ root }) => !readings.has(root));
  const read = [...readings.values()].flatMap(({ resources }) => resources);
  const all = estate.roots.flatMap((root) => readings.get(root.name)?.roots ?? [root]);
  const patched = new Estate([...kept, ...read, ...read.flatMap((resource) => lift(resource) ?? [])], all);
  return { estate: patched, judgement: judge(patched) };
}

/** The folder of a root module, and those of the modules that it has resources in. */
function foldersOf(estate: Estate, { name, file }: RootModule): readonly string[] {
  const files = estate.resources.filter(({ root }) => root === name).map(({ origin }) => origin.file);
  return [...new Set([resolve(file), ...files.map((each) => dirname(resolve(each)))])];
}

/** Modules lie where resources were read; those that have none may lie elsewhere, and then everything is shown. */
async function readHcl(
  { file }: RootModule,
  folders: readonly string[],
  changed: ReadonlyMap<string, string>,
): Promise<Reading> {
  const near = commonFolder(folders);
  const read = (base: string) => mirrored(changed, base, (place) => fromHcl(place(resolve(file)), file));
  try {
    return await read(near);
  } catch (error) {
    if (error instanceof InputError && near !== parse(near).root) {
      return read(parse(near).root);
    }
    throw error;
  }
}
