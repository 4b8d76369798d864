import type { RootCause } from "./root-cause";
import { CLOUD_CAUSES } from "./root-causes-clouds";
import { KUBERNETES_CAUSES } from "./root-causes-kubernetes";

/** Causes that several controls see, each from its side. A control that is not here is a story of its own. */
export const ROOT_CAUSES: readonly RootCause[] = [...CLOUD_CAUSES, ...KUBERNETES_CAUSES];

let byControl: ReadonlyMap<string, RootCause> | undefined;

/** The cause that the control fails for, where it shares one. */
export function rootCauseOf(control: string): RootCause | undefined {
  byControl ??= new Map(ROOT_CAUSES.flatMap((cause) => cause.controls.map((id) => [id, cause] as const)));
  return byControl.get(control);
}
