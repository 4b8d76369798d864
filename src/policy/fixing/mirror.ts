import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, parse, relative, sep } from "node:path";

/**
 * Shows the user's files as they would be: in a folder of its own, where the changed files are and all others are links. Modules that
 * are called by a relative path are found there. The folder is gone when the work is done; the user's files are not touched.
 *
 * @param texts changed files by their absolute path
 * @param base the folder that all that is read lies in: what lies beside it is not there
 * @param work given the place of an absolute path in the mirror
 */
export async function mirrored<T>(
  texts: ReadonlyMap<string, string>,
  base: string,
  work: (place: (path: string) => string) => Promise<T>,
): Promise<T> {
  const mirror = mkdtempSync(join(tmpdir(), "modelkeep-"));
  const place = (path: string): string => join(mirror, relative(parse(path).root, path));
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(place(path)), { recursive: true });
      writeFileSync(place(path), text, { mode: 0o600 });
    }
    const folders = new Set([...texts.keys()].flatMap(foldersAbove).filter((folder) => isWithin(base, folder)));
    for (const folder of folders) {
      link(folder, place);
    }
    return await work(place);
  } finally {
    rmSync(mirror, { recursive: true, force: true });
  }
}

/** The deepest folder that holds all of them. */
export function commonFolder(folders: readonly string[]): string {
  const [first = parse(process.cwd()).root, ...others] = folders;
  return [first, ...foldersAbove(first)].find((folder) => others.every((other) => isWithin(folder, other))) ?? first;
}

function isWithin(folder: string, other: string): boolean {
  const path = relative(folder, other);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

/** Links to what lies in the folder beside what is there already. */
function link(folder: string, place: (path: string) => string): void {
  const present = new Set(readdirSync(place(folder)));
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    // What cannot be listed is not part of what was read.
    return;
  }
  for (const name of names.filter((each) => !present.has(each))) {
    symlinkSync(join(folder, name), place(join(folder, name)));
  }
}
