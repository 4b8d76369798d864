import type { FindingOptions } from "../change/finding-changes";
import type { PlanInput } from "../change/plan-sides";
import type { Estate } from "../estate/estate";
import { InputError } from "../estate/input-error";
import { fileOrFolder, readHead, readJson } from "../estate/input-file";
import { binaryKind, recogniseJson } from "../estate/recognise";
import { today } from "../policy/calendar";
import type { Profile } from "../policy/profile";
import { controlsIn, controlsOfAllProfiles } from "../policy/profiles";
import { waiversInMetadata } from "../policy/waiver-metadata";
import { WaiverSet } from "../policy/waiver-set";
import { customControls, fileWaivers } from "./judging";
import { Progress } from "./progress";

/** Options that say how findings are judged. */
export interface JudgingOptions {
  readonly profile: Profile;
  readonly waivers?: string;
  readonly controls?: readonly string[];
}

/** Each side is judged with the waivers that stand in it, and those of the file. */
export async function judgingOf(options: JudgingOptions): Promise<FindingOptions> {
  const controls = [...controlsIn(options.profile), ...(await customControls(options.controls ?? []))];
  const inFile = await fileWaivers(options.waivers);
  const date = today();
  const known = new Set([...controlsOfAllProfiles(), ...controls].map(({ id }) => id));
  return {
    controls,
    waivers: (estate: Estate) => {
      const waivers = new WaiverSet([...waiversInMetadata(estate), ...inFile], date);
      // Whether each of them is used, check says: a change may be the end of what it was for.
      waivers.requireKnown(known);
      return waivers;
    },
  };
}

/** The plans, as JSON. */
export function plansAt(files: readonly string[]): readonly PlanInput[] {
  const progress = new Progress(process.stderr);
  try {
    return files.map((file) => {
      progress.reading(file, 0);
      return planAt(file);
    });
  } finally {
    progress.end();
  }
}

/** The file that `terraform plan -out` writes is an archive, and the usual mistake. */
function planAt(file: string): PlanInput {
  if (fileOrFolder(file) === "folder") {
    throw new InputError(file, "is a folder: a plan is one file, as `terraform show -json` writes it");
  }
  const binary = binaryKind(file, readHead(file));
  if (binary !== undefined) {
    throw new InputError(file, `is ${binary}`);
  }
  const json = readJson(file);
  if (["terraform-json", "manifests"].includes(recogniseJson(file, json))) {
    throw new InputError(file, "is no plan: `terraform show -json <planfile>` writes one");
  }
  return { file, json };
}
