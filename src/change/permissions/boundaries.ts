import { isNone, meet, otherActions } from "./action-set";
import { worded } from "./conditions";
import { type Gain, gains } from "./gains";
import type { Grant } from "./grant";
import type { Boundary, Holder } from "./ledger";
import { MISSING_BOUNDARY } from "./missing";
import { highestLevelOf } from "./said";

/**
 * What a principal can do because its permissions boundary goes, or lets more through. A boundary gives nothing: what it kept
 * back is said in words, and what a boundary that stays lets through anew as far as the principal's policies speak of it.
 */
export function boundaryGains(was: Holder | undefined, is: Holder | undefined): readonly Gain[] {
  if (was === undefined || is === undefined || was.boundary === undefined || keepsNothingBack(was.boundary)) {
    return [];
  }
  const { name, grants } = was.boundary;
  if (is.boundary?.name !== name) {
    const unknown = [was.boundary, is.boundary].filter((each) => each !== undefined).filter((each) => !isKnown(each));
    return [released(is, name, unknown)];
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

/** Whether all is let through, as by `AdministratorAccess`. */
function keepsNothingBack(boundary: Boundary): boolean {
  const { all } = boundary.grants;
  return isKnown(boundary) && all.some(isEverything) && all.every(({ effect }) => effect === "allow");
}

function isEverything({ actions, resources, conditions }: Grant): boolean {
  return (
    actions.patterns.includes("*") &&
    actions.except.length === 0 &&
    conditions.length === 0 &&
    resources.some((resource) => "of" in resource && resource.of === "*")
  );
}

/** Whether it is known what the boundary lets through, and with it what it kept back. */
function isKnown({ grants, undecided }: Boundary): boolean {
  return !undecided && grants.all.every((grant) => !grant.undecided);
}

/** Whether it is its document alone that is not known: apply does not tell it. */
function isMissing({ grants, undecided, isNamed }: Boundary): boolean {
  return undecided && isNamed && grants.all.every((grant) => !grant.undecided);
}

/** @param unknown those of the boundaries before and after that decide it, and of which it is not known what they let through */
function released(is: Holder, name: string, unknown: readonly Boundary[]): Gain {
  const action = `all that the boundary ${name} kept back`;
  // Without a boundary a principal has all that its policies give.
  const level = highestLevelOf(is.grants.all.filter(({ effect }) => effect === "allow")) ?? "write";
  const grant: Grant = {
    effect: "allow",
    actions: otherActions([action]),
    resources: [{ of: "*" }],
    scope: "",
    conditions: [],
    through: is.named,
    undecided: unknown.length > 0,
    ...(unknown.length > 0 ? { isOpaque: true } : {}),
    levelOf: () => level,
  };
  return {
    grant,
    actions: grant.actions,
    resource: { of: "*" },
    conditions: [],
    undecided: grant.undecided,
    ...(grant.undecided && unknown.every(isMissing) ? { missing: MISSING_BOUNDARY } : {}),
  };
}
