import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import { YamlEntry, YamlFile } from "../policy/yaml-file";
import { type Guard, GuardError, parseGuards } from "./guards";

const KEY = "failOn";

/**
 * Guards of a team, in a YAML file with the one key `failOn`: a list of what `--fail-on` takes.
 *
 * Throws an InputError with file, line and column for anything that is not exact.
 */
export function parseGuardFile(file: string, text: string): readonly Guard[] {
  const source = new YamlFile(file, text);
  const { contents } = parseDocument(text);
  if (!isMap(contents)) {
    throw source.problem(startOf(contents), `expected a map with the key ${KEY}`);
  }
  const entry = new YamlEntry(source, contents as YAMLMap<unknown, unknown>);
  entry.requireKnownKeys([KEY]);
  const asked = entry.texts(KEY);
  if (asked.length === 0) {
    throw entry.problem(KEY, `${KEY} names no guard; none lets every change pass`);
  }
  const list: unknown = contents.get(KEY, true);
  const places = isSeq(list) ? list.items.map(startOf) : [];
  const guards = asked.flatMap((each, index) => {
    try {
      return parseGuards(each);
    } catch (cause) {
      throw cause instanceof GuardError ? source.problem(places[index] ?? 0, cause.message) : cause;
    }
  });
  if (guards.length > 1 && guards.some(({ word }) => word === "none")) {
    throw entry.problem(KEY, "none lets every change pass and stands alone");
  }
  return guards;
}

function startOf(node: unknown): number {
  return (isMap(node) || isSeq(node) || isScalar(node) ? (node as Node).range?.[0] : undefined) ?? 0;
}
