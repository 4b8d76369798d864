import { isDescription } from "../description";
import { addressKey, type ChangeAction, keyOf, type ResourceChange, type Sides } from "../sides";

/** A change that services may feel. */
export interface FeltChange {
  /** Key of the resource: see `keyOf`. */
  readonly key: string;

  readonly action: ChangeAction;

  /** On which side those are that feel it: who depends on it now, and who will. */
  readonly isFeltBefore: boolean;
  readonly isFeltAfter: boolean;
}

/** Actions by which nothing becomes different for those that depend on the resource. */
const UNFELT: ReadonlySet<ChangeAction> = new Set(["move", "import", "forget"]);

/** The changes that may be felt, and the keys of all that are changed. */
export function feltChanges({ changes }: Pick<Sides, "changes">): {
  readonly felt: readonly FeltChange[];
  readonly keys: ReadonlySet<string>;
} {
  const felt = changes
    // Other tags and descriptions are felt by nobody, the service that has them included.
    .filter((change) => !UNFELT.has(change.action) && !onlyDescribes(change))
    .map((change) => ({
      key: keyOfChange(change),
      action: change.action,
      isFeltBefore: change.action !== "create",
      isFeltAfter: change.action !== "destroy",
    }));
  return { felt, keys: new Set(changes.map(keyOfChange)) };
}

/** Key of the resource that changes. */
export function keyOfChange({ before, after, root, address }: ResourceChange): string {
  const resource = after ?? before;
  return resource === undefined ? addressKey(root, address) : keyOf(resource);
}

/** An update without a known difference may be of anything. */
function onlyDescribes(change: ResourceChange): boolean {
  // What is set of all that comes and goes is not asked for here: it is found out when somebody asks.
  if (change.action !== "update") {
    return false;
  }
  const { attributes, kind } = change;
  return attributes.length > 0 && attributes.every(({ path }) => isDescription(kind, path));
}
