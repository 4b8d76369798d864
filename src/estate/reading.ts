import type { RootModule } from "./estate";
import type { Resource } from "./resource";

/** What a reader makes of its input. */
export interface Reading {
  readonly roots: readonly RootModule[];
  readonly resources: readonly Resource[];
}
