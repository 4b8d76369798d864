import type { Permission, PrincipalChange, Trust } from "../report";
import { addressKey, type Sides } from "../sides";
import { RolesOfSide } from "./admin-roles";
import { Allowing } from "./allowing";
import { collectAwsAuth } from "./aws-auth";
import { Identities } from "./aws-identities";
import { ResourcePolicies } from "./aws-resource-policies";
import { collectTrust } from "./aws-trust";
import { boundaryGains } from "./boundaries";
import { collectEksAccess } from "./eks-access";
import { type AdminRoles, withEscalations } from "./escalations";
import { type Gain, gains, type OtherAllows } from "./gains";
import { collectCustomRoles } from "./google-custom-roles";
import { collectGoogle } from "./google-iam";
import { collectPools } from "./google-pools";
import type { Grant } from "./grant";
import { collectRbac } from "./kubernetes-rbac";
import { Grants, type Holder, isNamed } from "./ledger";
import { Mirrored } from "./mirrored";
import { byResource, compare, type Denied, highestLevel, permissionsFrom, trustFrom } from "./said";
import { collectServiceAccountRoles } from "./service-account-roles";
import { Side } from "./spelling";
import { ALL_SYSTEMS, type System, touchedSystems } from "./systems";

/**
 * What every principal gains and loses, by meaning: roles, users and groups of AWS, service accounts and members of Google,
 * subjects of Kubernetes, and whoever a policy on a resource names. Principals whose trust changes come first, then those that
 * gain most. A principal that comes new gains all that it has, one that goes loses it.
 */
export function permissionsOf(sides: Sides): readonly PrincipalChange[] {
  const systems = touchedSystems(sides);
  if (systems.size === 0) {
    return [];
  }
  const replaced = new Set(
    sides.changes.filter(({ action }) => action === "replace").map(({ root, address }) => addressKey(root, address)),
  );
  const before = new Side(sides.before, sides.after, replaced);
  const after = new Side(sides.after, sides.before, replaced);
  collect(before, after, systems);
  collect(after, before, systems);
  const keys = new Set([...after.ledger.holders.keys(), ...before.ledger.holders.keys()]);
  const [allowingBefore, allowingAfter] = [new Allowing(before.ledger), new Allowing(after.ledger)];
  const [adminsBefore, adminsAfter] = [new RolesOfSide(before), new RolesOfSide(after)];
  const changes = [...keys].flatMap((key) => {
    const change = changeOf(
      key,
      { holder: before.ledger.holders.get(key), allowing: allowingBefore, admins: adminsBefore },
      { holder: after.ledger.holders.get(key), allowing: allowingAfter, admins: adminsAfter },
    );
    return change === undefined ? [] : [isNamed(key) ? byPlace(change) : change];
  });
  return changes.sort(
    (one, other) =>
      rank(one) - rank(other) || compare(one.principal, other.principal) || compare(one.resource, other.resource),
  );
}

function collect(side: Side, other: Side, systems: ReadonlySet<System>): void {
  if (systems.has("kubernetes")) {
    collectRbac(side);
  }
  if (systems.has("aws")) {
    const identities = new Identities(side, new Mirrored(side, other));
    identities.collect();
    collectTrust(side, identities);
    const policies = new ResourcePolicies(side, other, identities);
    policies.collect();
    collectEksAccess(side, policies);
    if (systems.has("kubernetes")) {
      collectAwsAuth(side, policies);
    }
  }
  if (systems.has("google")) {
    collectGoogle(side);
    collectCustomRoles(side);
    collectPools(side);
  }
  // What stands on the others comes when all is there that it stands on.
  if (systems.size === ALL_SYSTEMS.length) {
    collectServiceAccountRoles(side);
  }
}

const NOTHING = new Grants();

function gainsOf(earlier: Grants, later: Grants, others?: (deny: Grant) => OtherAllows): readonly Gain[] {
  return earlier.isSameAs(later) ? [] : gains(earlier.all, later.all, others);
}

/** A principal on one side, where it is there, what all others are allowed on it, and who is an administrator. */
interface OnSide {
  readonly holder: Holder | undefined;
  readonly allowing: Allowing;
  readonly admins: AdminRoles;
}

function changeOf(key: string, was: OnSide, is: OnSide): PrincipalChange | undefined {
  const holder = is.holder ?? was.holder;
  if (holder === undefined) {
    return undefined;
  }
  const [trustedEarlier, trustedLater] = [was.holder?.trust ?? NOTHING, is.holder?.trust ?? NOTHING];
  const change: PrincipalChange = {
    ...holder.named,
    principal: holder.principal,
    trust: {
      gained: trustFrom(gainsOf(trustedEarlier, trustedLater), "no-longer-denied"),
      lost: trustFrom(gainsOf(trustedLater, trustedEarlier), "newly-denied"),
    },
    gained: permittedBy(key, was, is, "no-longer-denied"),
    lost: permittedBy(key, is, was, "newly-denied"),
  };
  const { trust, gained, lost } = change;
  return [trust.gained, trust.lost, gained, lost].every((each) => each.length === 0) ? undefined : change;
}

function permittedBy(key: string, was: OnSide, is: OnSide, denied: Denied): readonly Permission[] {
  const [earlier, later] = [was.holder?.grants ?? NOTHING, is.holder?.grants ?? NOTHING];
  const gained = gainsOf(earlier, later, (deny) => is.allowing.besides(key, deny));
  const all = gained.length === 0 ? gained : withEscalations(gained, later.all, is.admins);
  return permissionsFrom([...all, ...boundaryGains(was.holder, is.holder)], denied);
}

/** What somebody who is named gains and loses, by what it is on; the entry is that of the first policy that changes. */
function byPlace(change: PrincipalChange): PrincipalChange {
  const { trust } = change;
  const [gained, lost] = [byResource(change.gained), byResource(change.lost)];
  const [first] = [...trust.gained, ...trust.lost, ...gained, ...lost];
  const { principal } = change;
  return first === undefined ? change : { ...first.through, principal, trust, gained, lost };
}

/** Trust before permissions, and that in anybody or in others first; what is gained before what is lost, the worst first. */
function rank({ trust, gained }: PrincipalChange): number {
  if (trust.gained.length > 0) {
    return Math.min(...trust.gained.map(rankOfTrust));
  }
  const worst = highestLevel(gained);
  return trust.lost.length > 0 ? 3 : worst === undefined ? 7 : 4 + ["admin", "write", "read"].indexOf(worst);
}

function rankOfTrust({ isAnyone, isForeign }: Trust): number {
  return isAnyone ? 0 : isForeign === true ? 1 : 2;
}
