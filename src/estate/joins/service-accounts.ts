import type { Estate } from "../estate";
import { policyStatements } from "../policy-document";
import { PolicyDocumentError } from "../policy-element";
import { allows, principals } from "../policy-statement";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { issuerOf } from "../web-identity";
import { isGone } from "./existence";
import { nameOf } from "./pods";
import { target, targetOf } from "./references";
import { isAttributes, own, textOf, valueAt } from "./values";

/** A ServiceAccount that a role is used by. */
export interface RoleUser {
  readonly role: Resource;

  /** How it takes the role. */
  readonly by: "trust" | "pod-identity" | "annotation";

  /** Undefined where they are not known, or the trust names none in particular. */
  readonly namespace?: string;
  readonly serviceAccount?: string;

  /** The resource that says so: the role itself, an association, a ServiceAccount. */
  readonly from: Resource;
}

const ROLE = "aws_iam_role";
const ANNOTATION = "eks.amazonaws.com/role-arn";

const users = new WeakMap<Estate, ReadonlyMap<Resource, readonly RoleUser[]>>();

/** Roles that pods take through a ServiceAccount. */
export function servingRoles(estate: Estate): readonly Resource[] {
  return [...usersOf(estate).keys()];
}

/** The ServiceAccounts that use the role. */
export function serviceAccountsOf(estate: Estate, role: Resource): readonly RoleUser[] {
  return usersOf(estate).get(role) ?? [];
}

function usersOf(estate: Estate): ReadonlyMap<Resource, readonly RoleUser[]> {
  let known = users.get(estate);
  if (known === undefined) {
    const all = [...trusted(estate), ...associated(estate), ...annotated(estate)];
    const byRole = new Map<Resource, RoleUser[]>();
    for (const user of all) {
      const others = byRole.get(user.role);
      others === undefined ? byRole.set(user.role, [user]) : others.push(user);
    }
    known = byRole;
    users.set(estate, known);
  }
  return known;
}

function trusted(estate: Estate): RoleUser[] {
  return managed(estate, ROLE).flatMap((role) =>
    trustOf(estate, role).flatMap((statement): RoleUser[] => {
      if (principals(statement, "Service").includes("pods.eks.amazonaws.com")) {
        return [{ role, by: "trust", from: role }];
      }
      return allows(statement, "sts:AssumeRoleWithWebIdentity") === true && trustsCluster(estate, statement, role)
        ? subjects(statement).map((subject) => ({ role, by: "trust", from: role, ...subject }))
        : [];
    }),
  );
}

function trustOf(estate: Estate, role: Resource): readonly Attributes[] {
  try {
    const statements = policyStatements(own(role.attributes, "assume_role_policy"), estate, role.root);
    return isUnknown(statements) ? [] : statements;
  } catch (error) {
    if (error instanceof PolicyDocumentError) {
      return [];
    }
    throw error;
  }
}

/** Whether the web identity is one of an EKS cluster: by its provider, by a reference to one, or by its subjects. */
function trustsCluster(estate: Estate, statement: Attributes, role: Resource): boolean {
  return issuerOf(estate, statement, role) === "eks";
}

interface Subject {
  readonly namespace?: string;
  readonly serviceAccount?: string;
}

/** ServiceAccounts in the conditions on `<issuer>:sub`; one that is nobody in particular when there is none. */
function subjects(statement: Attributes): readonly Subject[] {
  const conditions = Array.isArray(statement.conditions) ? statement.conditions : [];
  const found = conditions.flatMap((condition): Subject[] => {
    const variable = isAttributes(condition) ? spelling(condition.variable) : undefined;
    if (!isAttributes(condition) || !variable?.toLowerCase().endsWith(":sub") || !Array.isArray(condition.values)) {
      return [];
    }
    return condition.values.flatMap((value: unknown) => {
      const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(String(value)) ?? [];
      return namespace === undefined || name === undefined ? [] : [{ namespace, serviceAccount: name }];
    });
  });
  return found.length > 0 ? found : [{}];
}

/** The text of the key, also where its issuer is not spelt, as in `${local.issuer}:sub`. */
function spelling(variable: Value | undefined): string | undefined {
  return isUnknown(variable) ? variable.text : textOf(variable);
}

function associated(estate: Estate): RoleUser[] {
  return managed(estate, "aws_eks_pod_identity_association").flatMap((association): RoleUser[] => {
    const role = roleOf(target(estate, association, "role_arn", ROLE));
    const namespace = textOf(association.attributes.namespace);
    const serviceAccount = textOf(association.attributes.service_account);
    return role === undefined
      ? []
      : [{ role, by: "pod-identity", from: association, ...said(namespace, serviceAccount) }];
  });
}

function annotated(estate: Estate): RoleUser[] {
  return managed(estate, "v1 ServiceAccount").flatMap((account): RoleUser[] => {
    const annotations = valueAt(account.attributes, "metadata.annotations");
    const arn = isAttributes(annotations) ? own(annotations, ANNOTATION) : null;
    // The path of a name with dots in it is the reader's to spell; the Unknown itself has the references.
    const role = roleOf(targetOf(estate, account, arn, undefined, ROLE));
    return role === undefined
      ? []
      : [{ role, by: "annotation", from: account, ...said(account.namespace, nameOf(account)) }];
  });
}

/** Namespace and name of a ServiceAccount, those that are known. */
export function said(namespace: string | undefined, serviceAccount: string | undefined): Subject {
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(serviceAccount === undefined ? {} : { serviceAccount }),
  };
}

function roleOf(found: Resource | Unknown | undefined): Resource | undefined {
  return found === undefined || isUnknown(found) || found.kind !== ROLE || found.mode === "data" ? undefined : found;
}

function managed(estate: Estate, kind: string): readonly Resource[] {
  return estate.ofKind(kind).filter((resource) => resource.mode !== "data" && !isGone(resource));
}
