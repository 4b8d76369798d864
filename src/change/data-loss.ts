import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { baseOf, leadsTo } from "../estate/joins/references";
import { type TierName, tierOf } from "../estate/joins/tiers";
import { valueAt } from "../estate/joins/values";
import type { Resource } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { DATA, type Protection } from "./data-kinds";
import { weakenings } from "./drift/weakenings";
import { shortenedLife } from "./expirations";
import type { DataLoss } from "./report";
import type { ResourceChange, Sides } from "./sides";
import { differences } from "./value-difference";

const MOST_GUARDS = 4;

/** Data that goes with what is destroyed or replaced: unprotected first, then as the changes stand. */
export function dataLossOf({
  changes,
  before: estateBefore,
  after,
}: Pick<Sides, "changes"> & Partial<Sides>): readonly DataLoss[] {
  const losses = changes.flatMap((change): readonly DataLoss[] => {
    const { root, address, kind, action, before } = change;
    const data = Object.hasOwn(DATA, kind) ? DATA[kind] : undefined;
    if (action === "update" || action === "create") {
      return weakened(change, estateBefore);
    }
    if (data === undefined || before === undefined || (action !== "destroy" && action !== "replace")) {
      return [];
    }
    const lost = typeof data.lost === "string" ? data.lost : data.lost(before);
    if (lost === undefined) {
      return [];
    }
    const tier = knownTier(before);
    return [
      {
        resource: address,
        root,
        kind,
        action,
        lost,
        ...protectionOf(change, before, after, data.protections),
        ...(tier === undefined ? {} : { tier }),
      },
    ];
  });
  return [...losses.filter(({ isProtected }) => !isProtected), ...losses.filter(({ isProtected }) => isProtected)];
}

/** Guards that an update takes away: versions, windows, retention, encryption. */
function weakened(change: ResourceChange, was: Estate | undefined): readonly DataLoss[] {
  const { root, address, kind, before, after } = change;
  if (after === undefined) {
    return [];
  }
  const shorter = shortenedLife(change, was);
  const found = [
    ...(shorter === undefined ? [] : [shorter]),
    ...(before === undefined ? [] : weakenings(differences(before.attributes, after.attributes))),
  ];
  const tier = knownTier(after);
  return found.length === 0
    ? []
    : [
        {
          resource: address,
          root,
          kind,
          action: "update",
          lost: "what it holds or guards",
          isProtected: false,
          protection: found.slice(0, MOST_GUARDS).join("; "),
          ...(tier === undefined ? {} : { tier }),
        },
      ];
}

function knownTier(resource: Resource): TierName | undefined {
  const tier = tierOf(resource);
  return isUnknown(tier) ? undefined : tier;
}

/** The first that says something: guards that stop the apply stand before those that keep a copy. */
function protectionOf(
  change: ResourceChange,
  before: Resource,
  after: Estate | undefined,
  protections: readonly Protection[],
): Pick<DataLoss, "isProtected" | "protection"> {
  if (after !== undefined && isPrevented(change, after)) {
    return { isProtected: true, protection: "prevent_destroy stops the apply" };
  }
  for (const { attribute, tells } of protections) {
    const value = valueAt(before.attributes, attribute);
    if (isUnknown(value)) {
      return { isProtected: false, protection: `${attribute} is known only after apply` };
    }
    const told = tells(value, before);
    if (told !== undefined) {
      return told;
    }
  }
  return {
    isProtected: false,
    protection: change.action === "replace" ? "the new one begins empty" : "nothing keeps it",
  };
}

/**
 * Whether prevent_destroy stops it. The rule goes with the block that it stands in: it holds for what is replaced, and for an
 * instance whose block stays.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
function isPrevented({ root, address, after: is }: ResourceChange, after: Estate): boolean {
  const declared =
    is ?? after.at(root, baseOf(address)) ?? leadsTo(after, { root, address: baseOf(address), attribute: "" })[0];
  return (
    declared !== undefined &&
    !isGone(declared) &&
    ["lifecycle", "lifecycle.0"].some((path) => valueAt(declared.meta, `${path}.prevent_destroy`) === true)
  );
}
