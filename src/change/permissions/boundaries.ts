import { isNone, meet, otherActions } from "./action-set";
import { worded } from "./conditions";
import { type Gain, gains } from "./gains";
import type { Grant, Level } from "./grant";
import type { Boundary, Holder } from "./ledger";
import { highestLevel, permissionsFrom } from "./said";

/**
 * What a principal can do because its permissions boundary goes, or lets more through. A boundary gives nothing: what it kept
 * back is said in words, and what a boundary that stays lets through anew as far as the principal's policies speak of it.
 */
export function boundaryGains(was: Holder | undefined, is: Holder | undefined): readonly Gain[] {
  if (was === undefined || is === undefined || was.boundary === undefined) {
    return [];
  }
  const { name, grants } = was.boundary;
  if (is.boundary?.name !== name) {
    return [released(is, name, !isKnown(was.boundary) || (is.boundary !== undefined && !isKnown(is.boundary)))];
  }
  const condition = worded(
    `as far as its policies allow it too: it is what the permissions boundary ${name} lets through`,
  );
  const allows = is.grants.all.filter(({ effect }) => effect === "allow");
  if (is.boundary.grants.isSameAs(grants)) {
    return [];
  }
  return gains(grants.all, is.boundary.grants.all)
    .filter(({ actions }) => allows.some((allow) => !isNone(meet(actions, allow.actions))))
    .map((gain) => ({ ...gain, conditions: [...gain.conditions, condition] }));
}

/** Whether it is known what the boundary lets through, and with it what it kept back. */
function isKnown({ grants, undecided }: Boundary): boolean {
  return !undecided && grants.all.every((grant) => !grant.undecided);
}

function released(is: Holder, name: string, undecided: boolean): Gain {
  const action = `all that the boundary ${name} kept back`;
  const level = levelWithout(is.grants.all);
  const grant: Grant = {
    effect: "allow",
    actions: otherActions([action]),
    resources: [{ of: "*" }],
    scope: "",
    conditions: [],
    through: is.named,
    undecided,
    levelOf: () => level,
  };
  return { grant, actions: grant.actions, resource: { of: "*" }, conditions: [], undecided };
}

/** The most that the policies of the principal give: without a boundary that is what it has. */
function levelWithout(grants: readonly Grant[]): Level {
  const all = grants
    .filter(({ effect }) => effect === "allow")
    .map((grant) => ({ grant, actions: grant.actions, resource: { of: "*" }, conditions: [], undecided: false }));
  return highestLevel(permissionsFrom(all, "no-longer-denied")) ?? "write";
}
