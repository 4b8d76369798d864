import { Option } from "commander";
import { Profile } from "../policy/profile";
import { append, oneOf } from "./choice";
import { USUAL_WAIVERS } from "./judging";

/** How strictly a command judges. */
export function profileOption(): Option {
  const profiles = Object.values(Profile);
  return new Option("--profile <profile>", `how strictly: ${profiles.join(", ")}`)
    .argParser(oneOf(profiles))
    .default(Profile.BASELINE);
}

/** Which findings do not count. */
export function waiversOption(): Option {
  return new Option("--waivers <file>", `accepted findings (default: ${USUAL_WAIVERS}, when it is there)`);
}

/** What is asked beside the catalogue. */
export function controlsOption(): Option {
  return new Option("--controls <file>", "further controls, your own; may be given again").argParser(append);
}
