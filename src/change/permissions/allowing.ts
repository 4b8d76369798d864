import { lazily } from "../../estate/memo";
import type { OtherAllows } from "./gains";
import { type Grant, isNotRead, keyOfGrant } from "./grant";
import { isNamed, type Ledger } from "./ledger";

/** So many Allows are held against all Denies of a change: above that it is said that they may allow it. */
const MOST_COMPARED = 200_000;

const SERVICE = /\.amazonaws\.com(?:\.cn)?$/;

/** What all principals of AWS of one side are allowed: a Deny that goes from a resource gives nobody more than that. */
export class Allowing {
  private readonly allows = lazily(() => this.find());

  private compared = 0;

  constructor(private readonly ledger: Ledger) {}

  /** What is allowed to whom the Deny held for, besides what is given to the principal that it names. */
  public besides(key: string, deny: Grant): OtherAllows {
    const { byScope, ofIdentities } = this.allows();
    const who = isNamed(key) ? key.slice(key.indexOf("\u0000") + 1) : undefined;
    const isMany = who !== undefined && areMany(who);
    const onIt = (byScope.get(deny.scope) ?? []).filter(({ holder }) => isMany || areMany(holder));
    // An endpoint lets through what its own policy allows.
    const isPassing = deny.through.kind.startsWith("aws_vpc_endpoint");
    const grants = [...onIt.map(({ grant }) => grant), ...(isMany && !isPassing ? ofIdentities : [])];
    const isElsewhere = who !== undefined && !isMany && !isPassing && !SERVICE.test(who);
    this.compared += grants.length;
    return this.compared > MOST_COMPARED
      ? { grants: [], mayBeMore: true }
      : { grants: grants.filter((grant) => !isNotRead(grant)), mayBeMore: isElsewhere || grants.some(isNotRead) };
  }

  private find(): Allows {
    const byScope = new Map<string, Allowed[]>();
    const ofIdentities = new Map<string, Grant>();
    for (const [key, { named, grants }] of this.ledger.holders) {
      if (!named.kind.startsWith("aws_")) {
        continue;
      }
      const holder = isNamed(key) ? key.slice(key.indexOf("\u0000") + 1) : key;
      for (const grant of grants.all) {
        if (grant.effect !== "allow") {
          continue;
        }
        if (grant.scope === "") {
          ofIdentities.set(`${keyOfGrant(grant)}${grant.undecided ? "?" : ""}`, grant);
        } else {
          const others = byScope.get(grant.scope);
          const allowed = { holder, grant };
          others === undefined ? byScope.set(grant.scope, [allowed]) : others.push(allowed);
        }
      }
    }
    return { byScope, ofIdentities: [...ofIdentities.values()].filter((grant) => !isMembership(grant)) };
  }
}

interface Allowed {
  /** Who it is given to, as policies name it. */
  readonly holder: string;
  readonly grant: Grant;
}

interface Allows {
  /** By policies on resources. */
  readonly byScope: ReadonlyMap<string, readonly Allowed[]>;

  /** By policies of roles, users and groups; those that give the same are one. */
  readonly ofIdentities: readonly Grant[];
}

/** Everybody, all of an account, or somebody who is not known. */
function areMany(who: string): boolean {
  return who.startsWith("*") || who.startsWith("whoever ") || who.endsWith(":root") || who.includes("${");
}

/** The group itself has what its members have. */
function isMembership({ through }: Grant): boolean {
  return through.kind.endsWith("_membership");
}
