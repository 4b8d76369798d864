import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of a test with these files in it, by their paths; objects become JSON. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-test-"));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    const isText = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(file, isText ? content : JSON.stringify(content));
  }
  made.push(folder);
  return folder;
}

const made: string[] = [];

/** Takes the folders of the test file away. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}
