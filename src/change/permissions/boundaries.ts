import { isNone, meet, otherActions } from "./action-set";
import { worded } from "./conditions";
import { type Gain, gains } from "./gains";
import type { Grant, Level } from "./grant";
import type { Holder } from "./ledger";
import { permissionsFrom } from "./said";

/**
 * What a principal can do because its permissions boundary goes, or lets more through. A boundary gives nothing: what it kept
 * back is said in words, and what a boundary that stays lets through anew as far as the principal's policies speak of it.
 */
export function boundaryGains(was: Holder | undefined, is: Holder | undefined): readonly Gain[] {
  if (was === undefined || is === undefined || was.boundary === undefined) {
    return [];
  }
  const { name, grants, undecided } = was.boundary;
  if (is.boundary?.name !== name) {
    return [released(is, name, undecided || is.boundary?.undecided === true)];
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

function released(is: Holder, name: string, undecided: boolean): Gain {
  const action = `what the permissions boundary ${name} kept back`;
  const level = highestLevel(is.grants.all);
  const grant: Grant = {
    effect: "allow",
    actions: otherActions([action], [`permissions_boundary ${name}`]),
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
function highestLevel(grants: readonly Grant[]): Level {
  const all = grants
    .filter(({ effect }) => effect === "allow")
    .map((grant) => ({ grant, actions: grant.actions, resource: { of: "*" }, conditions: [], undecided: false }));
  return permissionsFrom(all)[0]?.level ?? "write";
}
