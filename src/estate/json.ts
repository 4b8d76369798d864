import { isAscii, isUtf8 } from "node:buffer";
import { InputError } from "./input-error";
import { jsonFault } from "./json-fault";

/** No input of ours nests deeper than some tens of levels; what comes after this may recurse without fear. */
const DEEPEST = 1000;

/**
 * The text in the bytes: UTF-8, or UTF-16 as PowerShell redirects it (`terraform show -json > plan.json`), with or
 * without a byte order mark.
 *
 * @param file the path as the user named it, for the error
 * @throws InputError when the bytes are not text
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  const text = utf16 === undefined ? decodeUtf8(bytes, file) : decodeUtf16(bytes, utf16, file);
  if (text.includes("\u0000")) {
    throw new InputError(file, "binary, not text: it holds NUL characters");
  }
  return text;
}

/**
 * The value in the text.
 *
 * A `__proto__` in the text is safe: JSON.parse defines it as an own key like any other and calls no setter. Readers
 * keep it so by never assigning input keys to an object that has a prototype.
 *
 * @throws InputError with line and column when the text is not JSON, and when it nests deeper than 1,000 levels
 */
export function parseJson(file: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(file, faultIn(text));
  }
  // Two characters a level: shorter texts cannot be too deep.
  if (text.length > 2 * DEEPEST && deeperThan(value, DEEPEST)) {
    throw new InputError(file, `nested deeper than ${DEEPEST.toLocaleString("en")} levels`);
  }
  return value;
}

function faultIn(text: string): string {
  if (text.trim() === "") {
    return "is empty";
  }
  const fault = jsonFault(text);
  return fault === undefined ? "is not JSON" : `line ${fault.line}, column ${fault.column}: ${fault.problem}`;
}

/** Whether the value has more levels than these. Recurses, but never deeper than the levels asked for. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  if (levels === 0) {
    return true;
  }
  // Strings and numbers are most of a plan: only what may nest costs a call.
  if (Array.isArray(value)) {
    for (const element of value) {
      if (typeof element === "object" && element !== null && deeperThan(element, levels - 1)) {
        return true;
      }
    }
    return false;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = members[name];
    if (typeof member === "object" && member !== null && deeperThan(member, levels - 1)) {
      return true;
    }
  }
  return false;
}

type Utf16 = "utf-16le" | "utf-16be";

function utf16Of(bytes: Uint8Array): Utf16 | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return "utf-16be";
  }
  // Without a mark: JSON and YAML begin with ASCII, whose other byte is 0.
  const head = bytes.subarray(0, 8);
  if (head.length < 4) {
    return undefined;
  }
  const zero = (parity: number) => head.every((byte, index) => (byte === 0) === (index % 2 === parity));
  if (zero(1)) {
    return "utf-16le";
  }
  return zero(0) ? "utf-16be" : undefined;
}

function decodeUtf16(bytes: Uint8Array, encoding: Utf16, file: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(file, `not valid ${encoding.toUpperCase()} text, perhaps cut off`);
  }
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  // Native and vectorised, unlike a fatal TextDecoder; and ASCII as Latin-1 keeps one byte a character in memory.
  if (isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  }
  if (!isUtf8(bytes)) {
    throw new InputError(file, bytes.includes(0) ? "binary, not text" : "neither UTF-8 nor UTF-16 text");
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8", marked ? 3 : 0);
}
