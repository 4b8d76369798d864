import type { Permission, Trust } from "../report";
import { actionNames, writtenFor } from "./action-set";
import { levelOfAws, type PerLevel, perLevelOfAws } from "./aws-levels";
import { shownWords } from "./condition-words";
import { type Condition, vouchedBy } from "./conditions";
import { withEscalations } from "./escalations";
import { type Gain, gains, keyOfGain, resourcesOf } from "./gains";
import { type Grant, type Level, spelt } from "./grant";
import { rbacName } from "./kubernetes-rbac";
import { MISSING_POLICY } from "./missing";

const ORDER: readonly Level[] = ["admin", "write", "read"];

/** What it means that a Deny is what makes the difference. */
export type Denied = NonNullable<Permission["kind"]>;

/** Gains as a report says them: one entry for what differs in its resources alone, the highest level first. */
export function permissionsFrom(all: readonly Gain[], denied: Denied): readonly Permission[] {
  const entries = new Map<string, Gain[]>();
  for (const gain of all) {
    const key = keyOfGain(gain);
    const others = entries.get(key);
    others === undefined ? entries.set(key, [gain]) : others.push(gain);
  }
  const permissions = [...entries.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [permission(first, resourcesOf([first, ...others]), denied)],
  );
  return permissions.sort(byLevel);
}

function byLevel(one: Permission, other: Permission): number {
  return ORDER.indexOf(one.level) - ORDER.indexOf(other.level);
}

/** The highest level of the permissions; undefined for none. */
export function highestLevel(all: readonly Permission[]): Level | undefined {
  return ORDER.find((level) => all.some((permission) => permission.level === level));
}

/** The most that all of the grants come to; undefined for nothing. */
export function highestLevelOf(grants: readonly Grant[]): Level | undefined {
  return highestLevel(permissionsFrom(withEscalations(gains([], grants), grants), "no-longer-denied"));
}

/** By what they are about, stack by stack: a principal that many policies name has something on many keys. */
export function byResource(all: readonly Permission[]): readonly Permission[] {
  return [...all].sort(
    (one, other) =>
      compare(one.through.root, other.through.root) ||
      compare(one.resources.join(), other.resources.join()) ||
      byLevel(one, other),
  );
}

/** Texts in an order that does not depend on where it runs. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function permission(gain: Gain, resources: readonly string[], kind: Denied): Permission {
  const { grant, actions, conditions, undecided, missing } = gain;
  const names = actionNames(actions);
  const isRbac = grant.scope.startsWith("rbac\u0000");
  return {
    actions: isRbac ? names.map(rbacName) : names,
    ...(actions.known.length === 0 ? {} : { perLevel: perLevelOf(grant, actions) }),
    written: writtenOf(gain, isRbac ? names.map(rbacName) : names),
    resources,
    conditions: conditions.map(shownWords),
    ...heldIn(gain.heldIf),
    through: grant.through,
    level: gain.isEscalation === true ? "admin" : levelOf(grant, actions),
    undecided,
    ...(missing === undefined ? {} : { missing }),
    ...(isUnread(grant) ? { isUnread: true } : {}),
    ...(grant.effect === "deny" ? { kind } : {}),
  };
}

/** Whether nothing of it is known; a policy that is made elsewhere has no more than a name. */
function isUnread({ isOpaque, missing }: Grant): boolean {
  return isOpaque === true || missing === MISSING_POLICY;
}

function heldIn(heldIf: Gain["heldIf"]): Pick<Permission, "heldIf"> {
  return heldIf === undefined ? {} : { heldIf: heldIf.map(inOneText) };
}

function inOneText(conditions: readonly Condition[]): string {
  return conditions.map(shownWords).join(" and ");
}

/** As the statement wrote it that says most closely what it is: where neither a Deny nor its Allow does, action by action. */
function writtenOf({ grant, allow, actions }: Gain, names: readonly string[]): readonly string[] {
  if (allow === undefined || isWhole(actions, grant.actions)) {
    return writtenFor(actions, grant.actions);
  }
  return isWhole(actions, allow.actions) ? writtenFor(actions, allow.actions) : names;
}

function isWhole({ known, others }: Gain["actions"], all: Gain["actions"]): boolean {
  return known.length === all.known.length && others.length === all.others.length;
}

function levelOf({ levelOf: own, scope }: Grant, actions: Gain["actions"]): Level {
  const level = own !== undefined && actions.known.length === 0 ? own(actions.others) : levelOfAws(actions);
  // `*` on a bucket is all of the bucket: it has nothing of IAM in it.
  return scope !== "" && own === undefined && level === "admin" ? "write" : level;
}

function perLevelOf({ scope }: Grant, actions: Gain["actions"]): PerLevel {
  const { admin, write, read } = perLevelOfAws(actions);
  return scope === "" ? { admin, write, read } : { admin: 0, write: admin + write, read };
}

/** The same for who may become a principal. */
export function trustFrom(all: readonly Gain[], denied: Denied): readonly Trust[] {
  const trusts = new Map<string, Trust>();
  for (const gain of all) {
    const { grant, allow = grant, resource, conditions, undecided } = gain;
    const pattern = spelt(resource);
    const who = allow.whoInWords?.(pattern) ?? pattern;
    const told = (all: readonly Condition[]): readonly Condition[] => all.filter(({ key }) => key !== vouchedBy(who));
    const trust: Trust = {
      who,
      conditions: told(conditions).map(shownWords),
      ...heldIn(gain.heldIf?.map(told)),
      through: grant.through,
      // A Deny kept out those that it meant, and of them those are let in that something lets in.
      isAnyone: grant.isAnyone === true && allow.isAnyone === true,
      ...(allow.isForeign === undefined ? {} : { isForeign: allow.isForeign }),
      undecided,
      ...(gain.missing === undefined ? {} : { missing: gain.missing }),
      ...(isUnread(grant) ? { isUnread: true } : {}),
      ...(grant.effect === "deny" ? { kind: denied } : {}),
    };
    trusts.set(JSON.stringify(trust), trust);
  }
  return [...trusts.values()];
}
