import type { Level } from "./grant";

/** The policy that gives everything. */
export const ADMINISTRATOR = "AdministratorAccess";

/** Also where the partition is looked up: policies of AWS are called the same in all. */
const MANAGED = /^arn:(?:[\w-]+|\$\{[^{}]*\}):iam::aws:policy\/(?:[\w-]+\/)*([^/${}]+)$/;

/**
 * Policies that give everything, or let one give oneself everything: with IAM or Identity Center, with stacks that run as roles of
 * their own, or with every role and what runs as it.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  ADMINISTRATOR,
  "AWSAppRunnerFullAccess",
  "AWSCloudFormationFullAccess",
  "AWSLambda_FullAccess",
  "AWSSSOMasterAccountAdministrator",
  "AWSSSOMemberAccountAdministrator",
  "AmazonECS_FullAccess",
  "AmazonElasticMapReduceFullAccess",
  "IAMFullAccess",
  "PowerUserAccess",
]);

/** Name of the policy of AWS that the ARN is of; undefined for one of somebody else. */
export function managedPolicyIn(arn: string): string | undefined {
  return MANAGED.exec(arn)?.[1];
}

/**
 * What policies of AWS come to, by their names: the few that give everything or let one give oneself everything, else their ends.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 */
export function levelOfManaged(name: string): Level {
  if (ADMINISTRATORS.has(name) || name.startsWith(`${ADMINISTRATOR}-`)) {
    return "admin";
  }
  return /ReadOnly(?:Access|User)?|ViewOnly|PullOnly|^SecurityAudit$|Viewer/.test(name) ? "read" : "write";
}
