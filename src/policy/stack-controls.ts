import type { IConstruct } from "constructs";
import type { Control } from "./control";

const added = new WeakMap<IConstruct, readonly Control[]>();

/** Has the stacks of an app judged by further controls, a user's own. */
export function addControls(app: IConstruct, controls: readonly Control[]): void {
  added.set(app, [...controlsOf(app), ...controls]);
}

/** Controls that were added to the app. */
export function controlsOf(app: IConstruct): readonly Control[] {
  return added.get(app) ?? [];
}
