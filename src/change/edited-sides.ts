import { Estate, type RootModule } from "../estate/estate";
import type { EditedKeys } from "./compare";
import { withMoved } from "./moved-references";
import { covers, moves } from "./moves";
import { addressKey, keyOf } from "./sides";

/** Both sides, as the blocks `moved`, `removed` and `import` of the side after make them. */
export interface EditedSides {
  readonly before: Estate;
  readonly after: Estate;
  readonly edits: EditedKeys;
  readonly warnings: readonly string[];
}

/**
 * The sides with what is moved at the address that it has afterwards, and with what is forgotten on both: nobody manages it,
 * and it is as reachable as before. Roots must be called the same.
 */
export function editedSides(before: Estate, after: Estate): EditedSides {
  const edited = after.roots.filter(({ stateEdits }) => stateEdits !== undefined);
  const moved = edited.flatMap((root) => moves(root, before, after));
  const were = withMoved(before, moved);
  const kept = edited.flatMap((root) => forgottenOf(root, were, after));
  const imports = edited.flatMap((root) => importsOf(root, were, after));
  return {
    before: were,
    after: kept.length === 0 ? after : new Estate([...after.resources, ...kept], after.roots),
    edits: {
      previous: new Map(moved.map(({ root, from, to }) => [addressKey(root, to), from])),
      forgotten: new Set(kept.map(keyOf)),
      imported: new Map(imports),
    },
    warnings: imports.length === 0 ? [] : [unknownImports(imports.length)],
  };
}

function unknownImports(count: number): string {
  const what = count === 1 ? "1 resource is imported" : `${count} resources are imported`;
  return `${what}: what is there is not known without a plan, nor what the apply changes of it`;
}

/** What is configured no more, and is not destroyed. Manifests that lifting made go with their resources. */
function forgottenOf({ name, stateEdits }: RootModule, before: Estate, after: Estate): Estate["resources"] {
  const removed = stateEdits?.removed ?? [];
  return removed.length === 0
    ? []
    : before.resources.filter(
        ({ root, address, mode }) =>
          root === name &&
          mode !== "data" &&
          after.at(root, address) === undefined &&
          removed.some((from) => covers(from, address)),
      );
}

/** Keys and ids. What was there before is imported already, and the block is left over. */
function importsOf({ name, stateEdits }: RootModule, before: Estate, after: Estate): readonly [string, string][] {
  return (stateEdits?.imported ?? []).flatMap(({ to, id }): [string, string][] => {
    const isNew = before.at(name, to) === undefined && after.at(name, to) !== undefined;
    return isNew ? [[addressKey(name, to), id]] : [];
  });
}
