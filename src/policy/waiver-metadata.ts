import type { Estate, RootModule } from "../estate/estate";
import { InputError } from "../estate/input-error";
import { isAttributes } from "../estate/joins/values";
import { dateProblem } from "./calendar";
import type { WaiverRecord } from "./waiver-set";

/** Waivers written in code stand in the metadata of the synthesized stack: read them back, from every root. */
export function waiversInMetadata(estate: Estate): WaiverRecord[] {
  return estate.roots.flatMap((root) => root.waivers.map((waiver, index) => read(root, waiver, index)));
}

function read(root: RootModule, waiver: unknown, index: number): WaiverRecord {
  const place = `"//".metadata.modelkeep.waivers[${index}]`;
  const field = (name: string): string => {
    const value = isAttributes(waiver as never) ? (waiver as Record<string, unknown>)[name] : undefined;
    if (typeof value !== "string" || value.trim() === "") {
      throw new InputError(root.file, `${place}.${name}: a waiver needs a ${name}`);
    }
    return value;
  };
  const constructPath = field("constructPath");
  const expires = field("expires");
  const problem = dateProblem(expires);
  if (problem !== undefined) {
    throw new InputError(root.file, `${place}.expires: ${problem}`);
  }
  return {
    control: field("control"),
    constructPath,
    root: root.name,
    reason: field("reason"),
    owner: field("owner"),
    expires,
    source: constructPath,
    file: root.file,
  };
}
