import type { Permission, Trust } from "../report";
import { actionNames, writtenFor } from "./action-set";
import { levelOfAws } from "./aws-levels";
import { wordsOf } from "./conditions";
import { type Gain, keyOfGain, resourcesOf } from "./gains";
import { type Grant, type Level, spelt } from "./grant";
import { rbacName } from "./kubernetes-rbac";

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
  const { grant, actions, conditions, undecided } = gain;
  const names = actionNames(actions);
  const isRbac = grant.scope.startsWith("rbac\u0000");
  return {
    actions: isRbac ? names.map(rbacName) : names,
    written: writtenFor(actions, grant.actions),
    resources,
    conditions: conditions.map(wordsOf),
    through: grant.through,
    level: gain.isEscalation === true ? "admin" : levelOf(grant, actions),
    undecided,
    ...(grant.effect === "deny" ? { kind } : {}),
  };
}

function levelOf({ levelOf: own, scope }: Grant, actions: Gain["actions"]): Level {
  const level = own !== undefined && actions.known.length === 0 ? own(actions.others) : levelOfAws(actions);
  // `*` on a bucket is all of the bucket: it has nothing of IAM in it.
  return scope !== "" && own === undefined && level === "admin" ? "write" : level;
}

/** The same for who may become a principal. */
export function trustFrom(all: readonly Gain[]): readonly Trust[] {
  const trusts = new Map<string, Trust>();
  for (const { grant, resource, conditions, undecided } of all) {
    const who = spelt(resource);
    const trust: Trust = {
      who,
      conditions: conditions.map(wordsOf),
      through: grant.through,
      // With a Deny goes what it kept everybody out by.
      isAnyone: grant.effect === "deny" ? who === "*" : grant.isAnyone === true,
      ...(grant.isForeign === undefined ? {} : { isForeign: grant.isForeign }),
      undecided,
    };
    trusts.set(JSON.stringify(trust), trust);
  }
  return [...trusts.values()];
}
