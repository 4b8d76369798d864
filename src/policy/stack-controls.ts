import type { IConstruct } from "constructs";
import type { Control } from "./control";
import { Profile } from "./profile";

const added = new WeakMap<IConstruct, readonly Control[]>();
const profiles = new WeakMap<IConstruct, Profile>();

/** Has the stacks of an app judged by further controls, a user's own. */
export function addControls(app: IConstruct, controls: readonly Control[]): void {
  added.set(app, [...controlsOf(app), ...controls]);
}

/** Controls that were added to the app. */
export function controlsOf(app: IConstruct): readonly Control[] {
  return added.get(app) ?? [];
}

/** Has the stacks of an app judged by the profile. */
export function chooseProfile(app: IConstruct, profile: Profile): void {
  profiles.set(app, profile);
}

/** Profile that was chosen for the app. */
export function profileOf(app: IConstruct): Profile {
  return profiles.get(app) ?? Profile.BASELINE;
}
