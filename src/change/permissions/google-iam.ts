import { exists } from "../../estate/joins/existence";
import { type GoogleGrant, googleGrantsOf } from "../../estate/joins/google-grants";
import { googleAccountOf, googleEmailOf, projectOf } from "../../estate/joins/google-service-accounts";
import { own } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { otherActions } from "./action-set";
import { BECOME } from "./aws-trust";
import { type Condition, worded } from "./conditions";
import { isForeignMember } from "./foreign";
import { letsBecome, levelOfGoogle } from "./google-levels";
import type { Grant } from "./grant";
import { type Holder, namedOf } from "./ledger";
import { AFTER_APPLY, isUndecided, type Side } from "./spelling";

const IAM_KIND = /^google_(\w+)_iam_(?:member|binding|policy)$/;

/** Attributes of an IAM resource that do not say what it is on. */
const NO_TARGET: ReadonlySet<string> = new Set([
  "condition",
  "etag",
  "id",
  "location",
  "member",
  "members",
  "parent",
  "policy_data",
  "project",
  "region",
  "role",
  "timeouts",
  "zone",
]);

/** Attributes that name what the grant is on without its project. */
const WITHOUT_PROJECT: readonly string[] = [
  "billing_account_id",
  "bucket",
  "crypto_key_id",
  "folder",
  "key_ring_id",
  "org_id",
  "service_account_id",
];

/** What the IAM resources of Google give to their members, on whatever they are. */
export function collectGoogle(side: Side): void {
  for (const resource of side.estate.resources) {
    const [, on] = resource.mode === "managed" ? (IAM_KIND.exec(resource.kind) ?? []) : [];
    if (on !== undefined && exists(resource) !== false) {
      for (const grant of googleGrantsOf(side.estate, resource)) {
        give(side, resource, on, grant);
      }
    }
  }
}

function give(side: Side, from: Resource, on: string, given: GoogleGrant): void {
  const { root } = from;
  const role = side.spell(given.role, root);
  const permissions = isUnknown(given.permissions)
    ? []
    : (given.permissions ?? []).map((each) => side.spell(each, root));
  const grant: Grant = {
    effect: "allow",
    actions: otherActions(permissions.length > 0 ? permissions : [role], [role]),
    resources: [{ of: targetOf(side, from) }],
    scope: scopeOf(side, from, on),
    conditions: conditionsOf(side, from, given),
    through: namedOf(from),
    undecided:
      isUnknown(given.role) ||
      isUnknown(given.permissions) ||
      isUnknown(given.member.type) ||
      isUnknown(given.condition) ||
      isUndecided(from),
    levelOf: levelOfGoogle,
    ...(isUnknown(given.role) ? { isOpaque: true } : {}),
  };
  if (on === "service_account" && (letsBecome(role, permissions) || isUnknown(given.role))) {
    const { text, type } = given.member;
    const isForeign = isForeignMember(side, given.member);
    accountHolder(side, from, own(from.attributes, "service_account_id")).trust.push({
      ...grant,
      actions: BECOME,
      resources: [{ of: spelt(side, text, root) }],
      scope: "",
      conditions: [worded(`by ${role}`), ...grant.conditions],
      ...(isUnknown(type) ? {} : { isAnyone: type === "everybody" && given.condition === null }),
      ...(isForeign === undefined ? {} : { isForeign }),
    });
  } else {
    memberHolder(side, from, given).grants.push(grant);
  }
}

function conditionsOf(side: Side, from: Resource, { condition }: GoogleGrant): readonly Condition[] {
  return condition === null ? [] : [worded(side.spell(condition, from.root), isUnknown(condition))];
}

function memberHolder(side: Side, from: Resource, { member }: GoogleGrant): Holder {
  if (member.account !== undefined && member.account.mode !== "data") {
    return holderOf(side, member.account);
  }
  const text = spelt(side, member.text, from.root);
  return side.ledger.holder(`named\u0000${text}`, namedOf(from), text.replace(/^serviceAccount:/, "serviceAccount "));
}

/** The account that an IAM resource is on. */
function accountHolder(side: Side, from: Resource, value: Value): Holder {
  const account = googleAccountOf(side.estate, from, value)?.resource;
  if (account !== undefined && account.mode !== "data") {
    return holderOf(side, account);
  }
  const email = side.spell(value, from.root).replace(/^projects\/[^/]+\/serviceAccounts\//, "");
  return side.ledger.holder(`named\u0000serviceAccount:${email}`, namedOf(from), `serviceAccount ${email}`);
}

function holderOf(side: Side, account: Resource): Holder {
  const email = googleEmailOf(side.estate, account);
  return side.ledger.holder(keyOf(account), namedOf(account), `serviceAccount ${email ?? account.address}`);
}

function spelt(side: Side, text: string, root: string): string {
  return text === "" || text === "..." ? AFTER_APPLY : side.spell(text, root);
}

/** What the grant is on, as its attributes name it: a bucket, a key, a project. */
function targetOf(side: Side, from: Resource): string {
  const spell = (name: string): string => side.spell(own(from.attributes, name), from.root);
  const names = Object.keys(from.attributes)
    .filter((name) => !NO_TARGET.has(name) && own(from.attributes, name) !== null)
    .sort();
  return names.length > 0
    ? names.map(spell).join("/")
    : spell("project") || (projectOf(side.estate, from) ?? "the project of the provider");
}

/** The same name in two projects is two things; some names have their project in them, or need none. */
function scopeOf(side: Side, from: Resource, on: string): string {
  const isElsewhere = WITHOUT_PROJECT.some((name) => own(from.attributes, name) !== null);
  const project = isElsewhere ? "" : side.spell(own(from.attributes, "project"), from.root);
  return `${on}\u0000${project === "" && !isElsewhere ? (projectOf(side.estate, from) ?? "") : project}`;
}
