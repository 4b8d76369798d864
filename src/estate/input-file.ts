import { constants } from "node:buffer";
import { closeSync, lstatSync, openSync, readFileSync, readSync, type Stats, statSync } from "node:fs";
import { InputError } from "./input-error";
import { decodeText, parseJson } from "./json";

/** V8 holds no longer strings; said in whole megabytes. */
const LARGEST_BYTES = constants.MAX_STRING_LENGTH;

/** A file or a folder; everything else (pipes, devices, sockets) may block for ever, and is refused. */
export function fileOrFolder(path: string): "file" | "folder" {
  const stats = statusOf(path);
  if (stats.isDirectory()) {
    return "folder";
  }
  if (!stats.isFile()) {
    throw new InputError(path, "is neither a file nor a folder");
  }
  return "file";
}

/** The text of the file. Its bytes are gone when this returns: bytes, text and JSON of a large plan never exist at once. */
export function readText(path: string): string {
  const stats = statusOf(path);
  if (!stats.isFile()) {
    throw new InputError(path, stats.isDirectory() ? "is a folder, not a file" : "is neither a file nor a folder");
  }
  if (stats.size > LARGEST_BYTES) {
    throw new InputError(path, "larger than 512 MB, which is the most that can be read");
  }
  return decodeText(
    path,
    attempt(path, () => readFileSync(path)),
  );
}

/** The JSON in the file. Its text is gone when this returns. */
export function readJson(path: string): unknown {
  return parseJson(path, readText(path));
}

/** The first bytes of the file: enough to tell archives, JSON and other text apart. */
export function readHead(path: string): Uint8Array {
  return attempt(path, () => {
    const head = new Uint8Array(256);
    const file = openSync(path, "r");
    try {
      return head.subarray(0, readSync(file, head));
    } finally {
      closeSync(file);
    }
  });
}

/** What the file system says; its complaints become one line about the path. */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = codeOf(error);
    throw code === undefined ? error : new InputError(path, COMPLAINTS[code] ?? `cannot be read (${code})`);
  }
}

function statusOf(path: string): Stats {
  if (path === "") {
    throw new InputError('""', "an empty path");
  }
  return attempt(path, () => {
    try {
      return statSync(path);
    } catch (error) {
      if (codeOf(error) === "ENOENT" && lstatSync(path).isSymbolicLink()) {
        throw new InputError(path, "a symbolic link to something that does not exist");
      }
      throw error;
    }
  });
}

const COMPLAINTS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  ENOTDIR: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "symbolic links that lead in a circle",
  EISDIR: "is a folder, not a file",
  ENAMETOOLONG: "the path is too long",
};

/** What fails without a code is a mistake of ours, and no matter of the file system. */
function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
