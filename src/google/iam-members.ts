import { Token } from "cdktf";
import type { Validator } from "../core/validation";

const SERVICE_ACCOUNT = /^serviceAccount:[^\s@*]+@[a-z0-9.:-]+\.gserviceaccount\.com$/;
const KUBERNETES_ACCOUNT = /^serviceAccount:[a-z0-9:.-]+\.svc\.id\.goog\[([a-z0-9-]+)\/([a-z0-9-]+)\]$/;

/** Pools of workloads belong to a project; those of workforces, which hold people, to an organisation. */
const POOL = "iam\\.googleapis\\.com/projects/\\d+/locations/global/workloadIdentityPools/[\\w.:-]+";
const WORKLOAD = new RegExp(`^principal://${POOL}/subject/[^\\s*]+$`);
const WORKLOADS = new RegExp(`^principalSet://${POOL}/(attribute\\.\\w+|kubernetes\\.serviceaccount\\.uid)/[^\\s*]+$`);

/** Claims that name no single pipeline: everything that an organisation builds has them. */
const SHARED_ATTRIBUTE = /\/attribute\.(repository_owner|repository_owner_id|aud|iss|actor_type)\//;

/** Google's default identities may edit the whole project: whoever gets hold of one VM is them. */
const DEFAULT_IDENTITY =
  /^serviceAccount:(\d+-compute@developer|\d+@cloudservices|\d+@cloudbuild|[a-z0-9:.-]+@appspot)\.gserviceaccount\.com$/;

/** Requires a machine's identity as IAM spells it: never everybody, a person, a group or a whole pool. A token is accepted. */
export function requireNamedMember(validator: Validator, property: string, member: string | undefined): Validator {
  if (member === undefined || Token.isUnresolved(member)) {
    return validator;
  }
  return validator.require(isOneMachine(member), {
    code: "MK_IAM_MEMBER",
    message: `${property} is "${member}", which is not one machine's identity.`,
    remedy:
      "Name a service account (serviceAccount:release@acme-vision.iam.gserviceaccount.com) or a workload identity (principal://...); everybody, people, whole pools and Google's default identities are refused.",
  });
}

/** A service account, or one identity of a workload identity pool; several by a claim that names a pipeline. */
function isOneMachine(member: string): boolean {
  const [, namespace, account] = KUBERNETES_ACCOUNT.exec(member) ?? [];
  if (namespace !== undefined && account !== undefined) {
    return namespace !== "default" && !namespace.startsWith("kube-") && account !== "default";
  }
  return (
    (SERVICE_ACCOUNT.test(member) && !DEFAULT_IDENTITY.test(member)) ||
    WORKLOAD.test(member) ||
    (WORKLOADS.test(member) && !SHARED_ATTRIBUTE.test(member))
  );
}
