import type { ActionSet } from "./action-set";
import { actionTable } from "./action-table";
import type { Level } from "./grant";

/**
 * What AWS does not call permissions management of IAM, and with which one is somebody else: writes of IAM, and what makes
 * administrators of accounts by Identity Center or of clusters by EKS.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
const ESCALATING: ReadonlySet<string> = new Set([
  "eks:AssociateAccessPolicy",
  "iam:AddUserToGroup",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:CreateAccountAssignment",
  "sso:PutInlinePolicyToPermissionSet",
  "sts:AssumeRoot",
]);

/** Verbs with which the names of actions begin that change nothing. */
const READING = /:(?:BatchGet|Describe|Get|Head|List|Query|Scan|Search|View)[^:]*$/i;

const levels = new WeakMap<readonly number[], Level>();

/** What the actions come to: permissions management of IAM gives everything, that of other services changes what is there. */
export function levelOfAws({ known, others }: ActionSet): Level {
  let level = levels.get(known);
  if (level === undefined) {
    level = levelOfKnown(known);
    levels.set(known, level);
  }
  if (level === "admin" || others.includes("*")) {
    return "admin";
  }
  return others.every((action) => READING.test(action)) ? level : "write";
}

function levelOfKnown(known: readonly number[]): Level {
  const { admin, write } = countedLevels(known);
  return admin > 0 ? "admin" : write > 0 ? "write" : "read";
}

/** How many of something there are of each level. */
export type PerLevel = Readonly<Record<Level, number>>;

const amounts = new WeakMap<readonly number[], PerLevel>();

/** How many of the actions are of which level; those that are newer than the table by their names. */
export function perLevelOfAws({ known, others }: ActionSet): PerLevel {
  const counted = countedLevels(known);
  const reading = others.filter((action) => READING.test(action)).length;
  return others.length === 0
    ? counted
    : { ...counted, write: counted.write + others.length - reading, read: counted.read + reading };
}

function countedLevels(known: readonly number[]): PerLevel {
  let counted = amounts.get(known);
  if (counted === undefined) {
    const perLevel = { admin: 0, write: 0, read: 0 };
    for (const number of known) {
      perLevel[levelOfNumber(number)]++;
    }
    counted = perLevel;
    amounts.set(known, counted);
  }
  return counted;
}

function levelOfNumber(number: number): Level {
  const [access, name] = [actionTable().level(number), actionTable().name(number)];
  const isAdmin = (access === "permissions" && name.startsWith("iam:")) || ESCALATING.has(name);
  return isAdmin ? "admin" : access === "read" ? "read" : "write";
}
