import type { ActionSet } from "./action-set";
import { actionTable } from "./action-table";
import type { Level } from "./grant";

/**
 * Writes of IAM that AWS does not call permissions management, and with which one is somebody else.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
 */
const ESCALATING: ReadonlySet<string> = new Set([
  "iam:AddUserToGroup",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
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
  let level: Level = "read";
  for (const number of known) {
    const [access, name] = [actionTable().level(number), actionTable().name(number)];
    if ((access === "permissions" && name.startsWith("iam:")) || ESCALATING.has(name)) {
      return "admin";
    }
    level = access === "read" ? level : "write";
  }
  return level;
}
