import type { Attributes, Origin, PlannedAction, Resource } from "./resource";
import type { Reference } from "./unknown";

type References = ReadonlyMap<string, readonly Reference[]>;

/**
 * A resource of a plan. A class, for V8 gives each object literal with a getter a shape of its own: what is asked of ten
 * thousand shapes is looked up by name, every time.
 */
export class PlannedResource implements Resource {
  readonly waivers: readonly unknown[] = [];

  constructor(
    readonly root: string,
    readonly address: string,
    readonly mode: "managed" | "data",
    readonly kind: string,
    readonly attributes: Attributes,
    readonly actions: readonly PlannedAction[],
    readonly meta: Attributes,
    readonly origin: Origin,
    private readonly referencesOf: () => References,
  ) {}

  /** Most resources are never asked: what is known of them is all that controls need. */
  get references(): References {
    return this.referencesOf();
  }
}
