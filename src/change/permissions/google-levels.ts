import type { Level } from "./grant";

/**
 * Roles that give everything, or let one give oneself everything: the basic roles, those that change policies of projects and
 * folders, and those that let one be a service account.
 *
 * @see https://cloud.google.com/iam/docs/roles-overview
 * @see https://cloud.google.com/iam/docs/service-account-permissions
 */
const ADMIN_ROLES =
  /^roles\/(?:owner|editor|admin|writer|iam\.(?!.*(?:[vV]iewer|[rR]eviewer)$)(?:\w*[aA]dmin|serviceAccountTokenCreator|serviceAccountUser|workloadIdentityUser|serviceAccountOpenIdTokenCreator)|resourcemanager\.\w*[aA]dmin|[\w.-]+\.admin|storage\.legacyBucketOwner)$/;

/**
 * Roles that run what one likes as an account that may nearly everything, or lift what the organization forbids, or are all of a
 * cluster.
 */
const FURTHER_ROLES: ReadonlySet<string> = new Set([
  "roles/cloudbuild.builds.editor",
  "roles/container.clusterAdmin",
  "roles/deploymentmanager.editor",
  "roles/orgpolicy.policyAdmin",
]);

const READ_ROLES = /^roles\/(?:viewer|browser|reader|[\w.-]*(?:[vV]iewer|[rR]eader|[rR]eviewer|[aA]ccessor))$/;

/** Permissions that let one give oneself everything: by a policy, by a role, by being somebody else. */
const ADMIN_PERMISSIONS =
  /(?:\.setIamPolicy|^iam\.(?:roles\.(?:create|update)|serviceAccountKeys\.create|serviceAccounts\.(?:actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)))$/;

const READ_PERMISSIONS = /\.(?:get|list|getIamPolicy|listEffectiveTags|search\w*|view\w*|query|access|read\w*)$/;

/** Permissions that let one be a service account. */
const BECOMING_PERMISSIONS =
  /^iam\.serviceAccounts\.(?:actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)$/;

/** Roles that let one be a service account, when they are given on it. */
const BECOMING_ROLES: ReadonlySet<string> = new Set([
  "roles/editor",
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
  "roles/owner",
]);

/** What roles or permissions of Google come to. */
export function levelOfGoogle(names: readonly string[]): Level {
  if (names.some((name) => ADMIN_ROLES.test(name) || FURTHER_ROLES.has(name) || ADMIN_PERMISSIONS.test(name))) {
    return "admin";
  }
  const isRead = (name: string): boolean =>
    name.startsWith("roles/") ? READ_ROLES.test(name) : READ_PERMISSIONS.test(name);
  return names.length > 0 && names.every(isRead) ? "read" : "write";
}

/** Whether the role, given on a service account, lets one be it. */
export function letsBecome(role: string, permissions: readonly string[]): boolean {
  return BECOMING_ROLES.has(role) || permissions.some((permission) => BECOMING_PERMISSIONS.test(permission));
}
