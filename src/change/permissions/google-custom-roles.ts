import type { Estate } from "../../estate/estate";
import { exists } from "../../estate/joins/existence";
import { googleGrantsOf } from "../../estate/joins/google-grants";
import { listOf, own } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { otherActions } from "./action-set";
import { levelOfGoogle } from "./google-levels";
import { namedOf } from "./ledger";
import { isUndecided, type Side } from "./spelling";

const KINDS: readonly string[] = ["google_project_iam_custom_role", "google_organization_iam_custom_role"];
const IAM_KIND = /^google_\w+_iam_(?:member|binding|policy)$/;

/**
 * What custom roles give that are given elsewhere: a role that stays, and that nothing of the estate gives on either side, is given
 * by others or by nobody. Members that the estate knows gain it themselves.
 */
export function collectCustomRoles(side: Side): void {
  const roles = KINDS.flatMap((kind) => side.ofKind(kind)).filter((role) => side.isOnBoth(role));
  const given = roles.length === 0 ? new Set() : new Set([...givenIn(side.estate), ...givenIn(side.other)]);
  for (const role of roles) {
    const name = side.spell(own(role.attributes, "role_id"), role.root);
    if (!given.has(name)) {
      give(side, role, name);
    }
  }
}

function give(side: Side, role: Resource, name: string): void {
  const permissions = own(role.attributes, "permissions");
  const all = isUnknown(permissions) ? [permissions] : listOf(permissions);
  side.ledger.holder(keyOf(role), namedOf(role), `whoever has the role ${name}`).grants.push({
    effect: "allow",
    actions: otherActions(all.map((each) => side.spell(each, role.root))),
    resources: [{ of: "*" }],
    scope: `role\u0000${keyOf(role)}`,
    conditions: [],
    through: namedOf(role),
    undecided: all.some(isUnknown) || isUndecided(role),
    levelOf: levelOfGoogle,
  });
}

/** Ids of the roles that something of the estate gives. */
function givenIn(estate: Estate): readonly string[] {
  return estate.resources
    .filter(({ kind, mode }) => mode === "managed" && IAM_KIND.test(kind))
    .filter((resource) => exists(resource) !== false)
    .flatMap((resource) => googleGrantsOf(estate, resource))
    .flatMap(({ role }) => (isUnknown(role) ? [] : [role.split("/").at(-1) ?? ""]));
}
