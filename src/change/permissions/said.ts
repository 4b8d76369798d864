import type { Permission, Trust } from "../report";
import { actionNames, writtenFor } from "./action-set";
import { levelOfAws } from "./aws-levels";
import { wordsOf } from "./conditions";
import { type Gain, keyOfGain, resourcesOf } from "./gains";
import { type Grant, type Level, spelt } from "./grant";
import { rbacName } from "./kubernetes-rbac";

const ORDER: readonly Level[] = ["admin", "write", "read"];

/** Gains as a report says them: one entry for what differs in its resources alone, the highest level first. */
export function permissionsFrom(all: readonly Gain[]): readonly Permission[] {
  const entries = new Map<string, Gain[]>();
  for (const gain of all) {
    const key = keyOfGain(gain);
    const others = entries.get(key);
    others === undefined ? entries.set(key, [gain]) : others.push(gain);
  }
  const permissions = [...entries.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [permission(first, resourcesOf([first, ...others]))],
  );
  return permissions.sort((one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level));
}

function permission({ grant, actions, conditions, undecided }: Gain, resources: readonly string[]): Permission {
  const names = actionNames(actions);
  const written = writtenFor(actions, grant.actions);
  const isRbac = grant.scope.startsWith("rbac\u0000");
  return {
    actions: isRbac ? names.map(rbacName) : names,
    // A Deny is gained by its going: what it says is what it said.
    written: grant.effect === "deny" ? written.map((action) => `Deny ${action}`) : written,
    resources,
    conditions: conditions.map(wordsOf),
    through: grant.through,
    level: levelOf(grant, actions),
    undecided,
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
      undecided,
    };
    trusts.set(JSON.stringify(trust), trust);
  }
  return [...trusts.values()];
}
