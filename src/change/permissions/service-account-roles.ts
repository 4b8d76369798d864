import type { Estate } from "../../estate/estate";
import { googleAccountOf } from "../../estate/joins/google-service-accounts";
import { targetOf } from "../../estate/joins/references";
import { isAttributes, own, textOf, valueAt } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { otherActions } from "./action-set";
import type { Level } from "./grant";
import { clusterOf, rbacHolder } from "./kubernetes-rbac";
import { namedOf } from "./ledger";
import { MISSING_ROLE } from "./missing";
import { highestLevelOf } from "./said";
import { isUndecided, type Side } from "./spelling";

/** Annotations that make the pods of a ServiceAccount somebody of a cloud, and how that one is called. */
const ANNOTATIONS = [
  ["eks.amazonaws.com/role-arn", "role"],
  ["iam.gke.io/gcp-service-account", "serviceAccount"],
] as const;

/** Whether the object has such an annotation. */
export function isSomebodyOfACloud(object: Resource): boolean {
  const annotations = valueAt(object.attributes, "metadata.annotations");
  return (
    object.kind === "v1 ServiceAccount" &&
    isAttributes(annotations) &&
    ANNOTATIONS.some(([name]) => own(annotations, name) !== null)
  );
}

/**
 * What the pods of ServiceAccounts are somebody of a cloud for. Who may become a role is in its trust, which is often every
 * ServiceAccount of a namespace: the annotation is then all that it takes.
 */
export function collectServiceAccountRoles(side: Side): void {
  for (const account of side.ofKind("v1 ServiceAccount").filter(isSomebodyOfACloud)) {
    const annotations = valueAt(account.attributes, "metadata.annotations");
    for (const [annotation, word] of ANNOTATIONS) {
      const value = isAttributes(annotations) ? own(annotations, annotation) : null;
      if (value !== null && value !== "") {
        actAs(side, account, value, word);
      }
    }
  }
}

function actAs(side: Side, account: Resource, value: Value, word: string): void {
  const here = somebodyOf(side, side.estate, account, value);
  const label = here?.label ?? somebodyOf(side, side.other, account, value)?.label;
  const grants = here === undefined ? undefined : side.ledger.holders.get(here.key)?.grants;
  const name = textOf(valueAt(account.attributes, "metadata.name")) ?? account.address;
  const isOpen = isUndecided(account) || (isUnknown(value) && here === undefined);
  const action = `act as ${label ?? `${word} ${side.spell(value, account.root)}`}`;
  rbacHolder(side, account, `serviceAccount ${account.namespace ?? ""}/${name}`, account).grants.push({
    effect: "allow",
    actions: otherActions([action]),
    resources: [{ of: "*" }],
    scope: `rbac\u0000${clusterOf(side, account)}`,
    conditions: [],
    through: namedOf(account),
    undecided: isOpen || grants === undefined,
    ...(isOpen || grants !== undefined ? {} : { missing: MISSING_ROLE }),
    levelOf: (): Level => (grants === undefined ? "write" : (highestLevelOf(grants.all) ?? "read")),
  });
}

/** The role, or the service account of Google, where it is one of the estate, and how it is called on both sides. */
function somebodyOf(
  side: Side,
  estate: Estate,
  account: Resource,
  value: Value,
): { readonly key: string; readonly label: string } | undefined {
  const role = targetOf(estate, account, value, undefined, "aws_iam_role");
  if (role !== undefined && !isUnknown(role) && role.kind === "aws_iam_role") {
    const name = side.spell(own(role.attributes, "name"), role.root);
    const label = `role ${name === "" || name.includes("${") ? role.address : name}`;
    return role.mode === "data" ? undefined : { key: keyOf(role), label };
  }
  const { resource, email } = googleAccountOf(estate, account, value) ?? {};
  if (email === undefined) {
    return undefined;
  }
  const isOurs = resource !== undefined && resource.mode !== "data";
  const key = isOurs ? keyOf(resource) : `named\u0000serviceAccount:${email}`;
  return isOurs || side.ledger.holders.has(key) ? { key, label: `serviceAccount ${email}` } : undefined;
}
