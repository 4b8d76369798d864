import { Token } from "cdktf";
import type { Validator } from "../core/validation";

/**
 * A service account, or one identity of a workload identity pool. `principalSet` is accepted by an attribute or a group of
 * the pool, never by the whole pool.
 */
const NAMED_MEMBER =
  /^(serviceAccount:[^\s@*]+@[a-z0-9.-]+\.gserviceaccount\.com|serviceAccount:[a-z0-9:.-]+\.svc\.id\.goog\[[a-z0-9-]+\/[a-z0-9-]+\]|principal:\/\/iam\.googleapis\.com\/.+\/subject\/[^\s*]+|principalSet:\/\/iam\.googleapis\.com\/.+\/(attribute\.\w+|group|kubernetes\.serviceaccount\.uid)\/[^\s*]+)$/;

/** Google's default identities may edit the whole project: whoever gets hold of one VM is them. */
const DEFAULT_IDENTITY =
  /^serviceAccount:(\d+-compute@developer|\d+@cloudservices|[a-z0-9-]+@appspot)\.gserviceaccount\.com$/;

/** Requires a machine's identity as IAM spells it: never everybody, a person, a group or a whole pool. A token is accepted. */
export function requireNamedMember(validator: Validator, property: string, member: string | undefined): Validator {
  if (member === undefined || Token.isUnresolved(member)) {
    return validator;
  }
  return validator.require(NAMED_MEMBER.test(member) && !DEFAULT_IDENTITY.test(member), {
    code: "MK_IAM_MEMBER",
    message: `${property} is "${member}", which is not one machine's identity.`,
    remedy:
      "Name a service account (serviceAccount:release@acme-vision.iam.gserviceaccount.com) or a workload identity (principal://...); everybody, people, whole pools and Google's default identities are refused.",
  });
}
