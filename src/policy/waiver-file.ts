import { dateProblem } from "./calendar";
import type { WaiverRecord } from "./waiver-set";
import { YamlFile } from "./yaml-file";

const KEYS = ["control", "resource", "namespace", "root", "constructPath", "reason", "owner", "expires"];

/**
 * Waivers of an estate that is not ours, or that no construct made: a YAML file with the one key `waivers`.
 *
 * Throws an InputError with file, line and column for anything that is not exact.
 */
export function parseWaivers(file: string, text: string): WaiverRecord[] {
  return new YamlFile(file, text).list("waivers").map((entry) => {
    entry.requireKnownKeys(KEYS);
    const resource = entry.optionalText("resource");
    const constructPath = entry.optionalText("constructPath");
    if ((resource === undefined) === (constructPath === undefined)) {
      throw entry.problem("control", "a waiver names either a resource (its exact address) or a constructPath");
    }
    const expires = entry.text("expires");
    const problem = dateProblem(expires);
    if (problem !== undefined) {
      throw entry.problem("expires", `expires: ${problem}`);
    }
    const namespace = entry.optionalText("namespace");
    const root = entry.optionalText("root");
    return {
      control: entry.text("control"),
      ...(resource === undefined ? {} : { resource }),
      ...(constructPath === undefined ? {} : { constructPath }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(root === undefined ? {} : { root }),
      reason: entry.text("reason"),
      owner: entry.text("owner"),
      expires,
      source: `${file}:${entry.line}`,
      file,
    };
  });
}
