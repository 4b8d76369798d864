import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { type GoogleGrant, googleGrantsIn, iamKindsOf } from "./google-grants";
import type { GoogleMember } from "./google-members";
import { googleAccountUsers, isServingMember } from "./google-workloads";
import { target } from "./references";

const READS = /^roles\/(?:owner|editor|secretmanager\.(?:admin|secretAccessor))$/;

/**
 * Namespaces of the pods that may read a secret of Secret Manager, each once; those of the platform's own are not among them. Not
 * known where there is one, and a grant may name another.
 */
export function namespacesReading(estate: Estate, secret: Resource): readonly string[] | Unknown {
  const grants = googleGrantsIn(estate, iamKindsOf(secret.kind)).filter(
    ({ from }) => target(estate, from, "secret_id", secret.kind) === secret,
  );
  const reading = grants.filter(({ role, permissions }) => !isUnknown(role) && reads(role, permissions));
  const namespaces = [...new Set(reading.flatMap(({ member }) => namespacesOf(estate, member)))];
  const isUncertain = grants.some(({ role, member }) => isUnknown(role) || isUnknown(member.type));
  return namespaces.length === 1 && isUncertain ? new Unknown() : namespaces;
}

function reads(role: string, permissions: GoogleGrant["permissions"]): boolean {
  return READS.test(role) || (Array.isArray(permissions) && permissions.includes("secretmanager.versions.access"));
}

function namespacesOf(estate: Estate, member: GoogleMember): readonly string[] {
  if (!isServingMember(estate, member)) {
    return [];
  }
  const users = member.account === undefined ? [] : googleAccountUsers(estate, member.account);
  return [member.namespace, ...users.map(({ namespace }) => namespace)].flatMap((namespace) => namespace ?? []);
}
