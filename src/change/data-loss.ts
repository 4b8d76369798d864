import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { baseOf, leadsTo } from "../estate/joins/references";
import { valueAt } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { contentOfKind, dataKind, holderIn } from "./data-kinds";
import type { Protection } from "./data-protections";
import { weakenings } from "./drift/weakenings";
import { encryptionLost } from "./encryption";
import { contentRuled, shortenedLives } from "./expirations";
import { isWritten } from "./exposure/peers";
import { saidTier } from "./graph/said-tier";
import type { DataLoss } from "./report";
import type { ResourceChange, Sides } from "./sides";
import { type Difference, differences } from "./value-difference";

const MOST_GUARDS = 6;

/**
 * Data that goes with what is destroyed or replaced, and what protects less than before. What is lost stands first and what is kept
 * last, each as the changes stand. What is replaced may be in it twice: the old one goes, and the new one protects less.
 */
export function dataLossOf({ changes, before, after }: Pick<Sides, "changes"> & Partial<Sides>): readonly DataLoss[] {
  const all = changes.flatMap((change) => [...lostWith(change, after), ...weakened(change, { before, after })]);
  const ranks = [all.filter(isLost), all.filter(isWeaker), all.filter(({ isProtected }) => isProtected)];
  return ranks.flat();
}

function isLost(loss: DataLoss): boolean {
  return !loss.isProtected && !isWeaker(loss);
}

function isWeaker({ action }: DataLoss): boolean {
  return action === "update";
}

function lostWith(change: ResourceChange, after: Estate | undefined): readonly DataLoss[] {
  const { root, address, kind, action, before } = change;
  if (before === undefined || (action !== "destroy" && action !== "replace")) {
    return [];
  }
  const held = holderIn(before);
  const lost = held === undefined ? undefined : contentOfKind(held.data, held.resource);
  return held === undefined || lost === undefined
    ? []
    : [
        {
          resource: address,
          root,
          kind,
          action,
          lost,
          ...protectionOf(change, held.resource, after, held.data.protections),
          ...tierIn(before),
        },
      ];
}

/** Guards that an update takes away, or that the new one of what is replaced has no more: encryption, versions, windows, retention. */
function weakened(change: ResourceChange, sides: Partial<Sides>): readonly DataLoss[] {
  const { root, address, kind, action, before, after } = change;
  if (after === undefined || (action !== "update" && action !== "create" && action !== "replace")) {
    return [];
  }
  const found = [
    ...new Set([
      ...shortenedLives(change, sides),
      ...(before === undefined ? [] : guardsLost(change, before.attributes, after.attributes)),
    ]),
  ];
  const left = found.length - MOST_GUARDS;
  return found.length === 0
    ? []
    : [
        {
          resource: address,
          root,
          kind,
          action: "update",
          lost: contentIn(before ?? after) ?? contentRuled(kind) ?? "what it guards",
          isProtected: false,
          protection: `${found.slice(0, MOST_GUARDS).join("; ")}${left > 0 ? `; and ${left} more` : ""}`,
          ...tierIn(after),
        },
      ];
}

/** Settings by which something can be reached: exposure tells who reaches it, and nothing is kept by them. */
const OPENS =
  /(?:^|[._])(?:publicly_accessible|endpoint_public_access|map_public_ip_on_launch|associate_public_ip_address)$/;

function guardsLost(change: ResourceChange, before: Attributes, after: Attributes): readonly string[] {
  const isDecided = ({ path, after: is }: Difference): boolean =>
    change.action !== "replace" || isChosen(change, path, is);
  const decided = differences(before, after).filter((each) => isDecided(each) && !OPENS.test(each.path));
  return [...encryptionLost(change.kind, decided, { before, after }), ...weakenings(decided)];
}

/** What a provider fills in of the new one, a plan does not know, and the estate holds to be not set: that is no news of it. */
function isChosen({ attributes }: ResourceChange, path: string, after: Value | undefined): boolean {
  const isKnown = attributes.some(
    (shown) => shown.after?.hidden !== "unknown" && (isAlong(shown.path, path) || isAlong(path, shown.path)),
  );
  return isKnown || (after !== undefined && isWritten(after));
}

function isAlong(path: string, below: string): boolean {
  return below === path || below.startsWith(`${path}.`);
}

/** What is lost with the resource; undefined where it is not there to hold data. */
function contentIn(resource: Resource): string | undefined {
  const data = dataKind(resource.kind);
  return data === undefined ? undefined : contentOfKind(data, resource);
}

function tierIn(resource: Resource): Pick<DataLoss, "tier"> {
  const tier = saidTier(resource);
  return tier === undefined ? {} : { tier };
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
    const value = attribute === undefined ? null : valueAt(before.attributes, attribute);
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
