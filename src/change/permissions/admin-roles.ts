import { own, textOf } from "../../estate/joins/values";
import { lazily } from "../../estate/memo";
import type { Resource } from "../../estate/resource";
import { keyOf } from "../sides";
import { vouchedBy } from "./conditions";
import type { AdminRoles } from "./escalations";
import type { Grant } from "./grant";
import type { Holder } from "./ledger";
import { highestLevelOf } from "./said";
import type { Side } from "./spelling";
import { patternCovers } from "./wildcard";

/** A role, and what policies call it. */
interface Called {
  readonly role: Resource;
  readonly holder: Holder;
  readonly arn: string;

  /** `:role/team/app`: of a role whose ARN is known only after apply. */
  readonly end: string | undefined;
}

/** Roles of one side that are administrators. Whether one is, is asked when somebody may pass it or be it. */
export class RolesOfSide implements AdminRoles {
  private readonly roles = lazily(() => this.find());
  private readonly admins = new Map<Resource, boolean>();

  constructor(private readonly side: Side) {}

  public hasOne(pattern: string): boolean {
    return this.called(pattern).some((called) => this.isAdmin(called));
  }

  public hasOneToBe(pattern: string): boolean {
    return this.called(pattern).some(
      (called) => called.holder.trust.all.some(trustsPrincipals) && this.isAdmin(called),
    );
  }

  private called(pattern: string): readonly Called[] {
    const [end] = /:role\/.*$/.exec(pattern) ?? [];
    return this.roles().filter(
      (role) =>
        patternCovers(pattern, role.arn) ||
        (end !== undefined && role.end !== undefined && patternCovers(end, role.end)),
    );
  }

  private isAdmin({ role, holder }: Called): boolean {
    let isOne = this.admins.get(role);
    if (isOne === undefined) {
      isOne = highestLevelOf(holder.grants.all) === "admin";
      this.admins.set(role, isOne);
    }
    return isOne;
  }

  private find(): readonly Called[] {
    return this.side.ofKind("aws_iam_role").flatMap((role) => {
      const holder = this.side.ledger.holders.get(keyOf(role));
      const arn = this.side.nameOf(role);
      const name = textOf(own(role.attributes, "name"));
      const path = textOf(own(role.attributes, "path")) ?? "/";
      const end = name === undefined || arn.startsWith("arn:") ? undefined : `:role${path}${name}`;
      return holder === undefined ? [] : [{ role, holder, arn, end }];
    });
  }
}

/** Whether principals of AWS may become it, and not services or web identities alone. */
function trustsPrincipals({ effect, resources, conditions }: Grant): boolean {
  return (
    effect === "allow" &&
    !conditions.some(({ key }) => key.startsWith(vouchedBy(""))) &&
    resources.some((who) => "except" in who || /^(?:\*|arn:|\$\{)/.test(who.of))
  );
}
