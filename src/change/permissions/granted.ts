import { type ActionSet, difference, isNone, meet, minus } from "./action-set";
import { type Condition, isWider } from "./conditions";
import { type Grant, keyOfGrant, type ResourcePattern, resourcesCover } from "./grant";

/** So many conditional grants are told apart for one gain: a report names no more. */
const MOST_HELD = 20;

/** Actions that are allowed on narrower conditions: on any of these. */
export interface Held {
  readonly actions: ActionSet;

  /** Empty for actions that are not allowed at all. */
  readonly heldIf: readonly (readonly Condition[])[];
}

/** The grants of one side, as they are compared. */
export class Granted {
  public readonly allows: readonly Grant[];
  public readonly denies: readonly Grant[];
  public readonly keys: ReadonlySet<string>;
  private readonly allowing: ReadonlyMap<string, readonly Grant[]>;
  private readonly denying: ReadonlyMap<string, readonly Grant[]>;
  private readonly undecided: ReadonlyMap<string, readonly Grant[]>;

  constructor(grants: readonly Grant[]) {
    this.allows = grants.filter(({ effect }) => effect === "allow");
    this.denies = grants.filter(({ effect }) => effect === "deny");
    this.keys = new Set(grants.map(keyOfGrant));
    this.allowing = byScope(this.allows.filter(({ undecided }) => !undecided));
    this.denying = byScope(this.denies.filter(({ undecided }) => !undecided));
    this.undecided = byScope(grants.filter(({ undecided }) => undecided));
  }

  /** What of the actions on the resource no grant of the side gives. */
  public notAllowed(actions: ActionSet, scope: string, resource: ResourcePattern, on: readonly Condition[]): ActionSet {
    return without(actions, this.allowing.get(scope) ?? [], resource, on);
  }

  /** What of the actions on the resource the side does not deny altogether. */
  public notDenied(actions: ActionSet, scope: string, resource: ResourcePattern, on: readonly Condition[]): ActionSet {
    return within(this.denying, scope).reduce((left, grants) => without(left, grants, resource, on), actions);
  }

  /** The actions, which the side does not give on so wide conditions, by the narrower ones on which it gives them. */
  public heldMoreNarrowly(
    actions: ActionSet,
    scope: string,
    resource: ResourcePattern,
    on: readonly Condition[],
  ): readonly Held[] {
    let parts: readonly Held[] = [{ actions, heldIf: [] }];
    const told = new Map<string, Grant>();
    for (const grant of this.allowing.get(scope) ?? []) {
      const isNarrower =
        isWider(on, grant.conditions) && grant.resources.some((pattern) => resourcesCover(pattern, resource));
      if (isNarrower && told.size < MOST_HELD && !isNone(meet(actions, grant.actions))) {
        told.set(keyOfGrant(grant), grant);
      }
    }
    for (const { actions: given, conditions } of told.values()) {
      parts = parts.flatMap((part) => {
        const held = this.notDenied(meet(part.actions, given), scope, resource, conditions);
        return isNone(held)
          ? [part]
          : [
              { actions: held, heldIf: withConditions(part.heldIf, conditions) },
              { actions: difference(part.actions, held), heldIf: part.heldIf },
            ].filter((each) => !isNone(each.actions));
      });
    }
    return parts;
  }

  /** Whether something that is not known of the side may decide over the actions. */
  public mayDecide(actions: ActionSet, scope: string): boolean {
    return within(this.undecided, scope)
      .flat()
      .some((grant) => grant.isOpaque || !isNone(meet(actions, grant.actions)));
  }
}

function byScope(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const scopes = new Map<string, Grant[]>();
  for (const grant of grants) {
    const others = scopes.get(grant.scope);
    others === undefined ? scopes.set(grant.scope, [grant]) : others.push(grant);
  }
  return scopes;
}

/** Grants of the scope, and those that hold everywhere; for something that holds everywhere, all. */
function within(scopes: ReadonlyMap<string, readonly Grant[]>, scope: string): readonly (readonly Grant[])[] {
  const everywhere = scopes.get("") ?? [];
  return scope === "" ? [...scopes.values()] : [everywhere, scopes.get(scope) ?? []];
}

function without(
  actions: ActionSet,
  grants: readonly Grant[],
  resource: ResourcePattern,
  conditions: readonly Condition[],
): ActionSet {
  let left = actions;
  for (const grant of grants) {
    if (isNone(left)) {
      break;
    }
    if (grant.resources.some((pattern) => resourcesCover(pattern, resource)) && isWider(grant.conditions, conditions)) {
      left = minus(left, grant.actions);
    }
  }
  return left;
}

/** What is narrower than conditions that are there adds nothing, and what is wider stands for it. */
function withConditions(
  all: readonly (readonly Condition[])[],
  conditions: readonly Condition[],
): readonly (readonly Condition[])[] {
  return all.some((each) => isWider(each, conditions))
    ? all
    : [...all.filter((each) => !isWider(conditions, each)), conditions];
}
