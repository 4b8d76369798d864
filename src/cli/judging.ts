import { existsSync } from "node:fs";
import { InputError } from "../estate/input-error";
import type { Control } from "../policy/control";
import type { WaiverRecord } from "../policy/waiver-set";

/** The waivers that count without being named. */
export const USUAL_WAIVERS = "modelkeep.waivers.yaml";

/** Controls of the user's own, in the order of the files. */
export async function customControls(files: readonly string[]): Promise<readonly Control[]> {
  if (files.length === 0) {
    return [];
  }
  const { readControlFiles } = await import("../policy/custom-controls");
  const { controlsOfAllProfiles } = await import("../policy/profiles");
  return [...readControlFiles(files, controlsOfAllProfiles())].flatMap(({ controls }) => controls);
}

/** Accepted findings of the file that is named, or of the usual one, when it is there. */
export async function fileWaivers(named: string | undefined): Promise<readonly WaiverRecord[]> {
  const file = usualFile("--waivers", named, USUAL_WAIVERS);
  if (file === undefined) {
    return [];
  }
  const { parseWaivers } = await import("../policy/waiver-file");
  const { readText } = await import("../estate/input-file");
  return parseWaivers(file, readText(file));
}

/** The file that is named, else the usual one, when it is there. */
export function usualFile(option: string, named: string | undefined, usual: string): string | undefined {
  if (named === "") {
    throw new InputError(option, "an empty path");
  }
  return named ?? (existsSync(usual) ? usual : undefined);
}
