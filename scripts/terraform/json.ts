import { readFileSync, writeFileSync } from "node:fs";

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}

/** True for an object, false for lists, null and scalars. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under `key`, or an empty one: Terraform reads an absent section as an empty one. */
export function section(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

/** Terraform JSON lets one block be an object and several be a list: always the list. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Every string anywhere in a value; object keys too, for an interpolated key is a reference as well. */
export function* stringsIn(value: Json): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item);
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === "//") continue; // cdktf's metadata: paths, not expressions
      yield key;
      yield* stringsIn(item);
    }
  }
}

/** A copy of the value in which every string was replaced. */
export function mapStrings(value: Json, replace: (text: string) => string): Json {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [replace(key), mapStrings(item, replace)]));
  }
  return value;
}

/** Reads a file that holds one JSON object. Throws with the file's name when it holds something else. */
export function readObject(file: string): JsonObject {
  const value = JSON.parse(readFileSync(file, "utf8")) as Json;
  if (!isObject(value)) throw new Error(`${file}: expected a JSON object`);
  return value;
}

/** Writes a JSON file. */
export function writeJson(file: string, value: Json): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
