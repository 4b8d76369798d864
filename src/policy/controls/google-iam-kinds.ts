import { iamKindsOf } from "../../estate/joins/google-grants";

/** Where a role counts for everything below: whoever has one here has it on every bucket, key and cluster. */
export const PROJECT_IAM = iamKindsOf("google_project", "google_folder", "google_organization");

export const BUCKET_IAM = iamKindsOf("google_storage_bucket", "google_storage_managed_folder");
export const KEY_IAM = iamKindsOf("google_kms_crypto_key");
export const KEY_RING_IAM = iamKindsOf("google_kms_key_ring");
export const SERVICE_ACCOUNT_IAM = iamKindsOf("google_service_account");

/** Every place that models, keys, secrets, images and identities are given at. */
export const ALL_IAM: readonly string[] = [
  ...PROJECT_IAM,
  ...BUCKET_IAM,
  ...KEY_IAM,
  ...KEY_RING_IAM,
  ...SERVICE_ACCOUNT_IAM,
  ...iamKindsOf("google_secret_manager_secret", "google_artifact_registry_repository"),
];

/** CEL: no grant of the resource is at fault. Expressions speak of one as `g`. */
export function noGrant(fault: string): string {
  return `!googleGrants(self).exists(g, ${fault})`;
}

/** CEL: the grants that are surely at fault, as `roles/editor to allUsers`. */
export function grantsAtFault(fault: string): string {
  return `googleGrants(self).filter(g, isLiteral(g.type) && isLiteral(g.role) && ${fault}).map(g, g.said)`;
}
