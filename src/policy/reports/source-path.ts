import { isAbsolute, relative } from "node:path";

/**
 * The path as repositories name it: from the working directory, with forward slashes.
 *
 * A file elsewhere keeps its absolute path.
 */
export function sourcePath(file: string): string {
  const nearer = isAbsolute(file) ? relative(process.cwd(), file) : file;
  const path = nearer.startsWith("..") && isAbsolute(file) ? file : nearer;
  return path.replaceAll("\\", "/").replace(/^(?:\.\/+)+/, "");
}

/** The path as a URI reference: relative for files below the working directory. */
export function sourceUri(file: string): string {
  const path = sourcePath(file);
  // A lone surrogate has no UTF-8 form, and encodeURIComponent throws on it.
  const encoded = path
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (isAbsolute(path)) {
    return `file://${encoded.startsWith("/") ? "" : "/"}${encoded}`;
  }
  return encoded === "" ? "." : encoded;
}
