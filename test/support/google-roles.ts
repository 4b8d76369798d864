/**
 * Permissions of the predefined roles that grants use, of those that Google gives by itself, and of one that a mistake would
 * use: as `gcloud iam roles describe` prints them, collected in the repository iann0036/iam-dataset (gcp/roles at
 * commit 53c23024 and before). Permissions that concern neither objects, buckets, keys nor service accounts are left out.
 *
 * @see https://cloud.google.com/storage/docs/access-control/iam-roles
 */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  "roles/storage.objectViewer": [
    "storage.folders.get",
    "storage.folders.list",
    "storage.managedFolders.get",
    "storage.managedFolders.list",
    "storage.objects.get",
    "storage.objects.list",
  ],
  "roles/storage.objectCreator": [
    "storage.folders.create",
    "storage.managedFolders.create",
    "storage.multipartUploads.abort",
    "storage.multipartUploads.create",
    "storage.multipartUploads.listParts",
    "storage.objects.create",
    "storage.objects.createContext",
  ],
  "roles/storage.objectAdmin": [
    "storage.folders.create",
    "storage.folders.delete",
    "storage.folders.get",
    "storage.folders.list",
    "storage.folders.rename",
    "storage.managedFolders.create",
    "storage.managedFolders.delete",
    "storage.managedFolders.get",
    "storage.managedFolders.list",
    "storage.multipartUploads.abort",
    "storage.multipartUploads.create",
    "storage.multipartUploads.list",
    "storage.multipartUploads.listParts",
    "storage.objects.create",
    "storage.objects.delete",
    "storage.objects.get",
    "storage.objects.getIamPolicy",
    "storage.objects.list",
    "storage.objects.move",
    "storage.objects.overrideUnlockedRetention",
    "storage.objects.restore",
    "storage.objects.setIamPolicy",
    "storage.objects.setRetention",
    "storage.objects.update",
  ],
  "roles/storage.legacyBucketOwner": [
    "storage.buckets.enableObjectRetention",
    "storage.buckets.get",
    "storage.buckets.getIamPolicy",
    "storage.buckets.getIpFilter",
    "storage.buckets.restore",
    "storage.buckets.setIamPolicy",
    "storage.buckets.setIpFilter",
    "storage.buckets.update",
    "storage.folders.create",
    "storage.folders.delete",
    "storage.folders.get",
    "storage.folders.list",
    "storage.folders.rename",
    "storage.managedFolders.create",
    "storage.managedFolders.delete",
    "storage.managedFolders.get",
    "storage.managedFolders.getIamPolicy",
    "storage.managedFolders.list",
    "storage.managedFolders.setIamPolicy",
    "storage.multipartUploads.abort",
    "storage.multipartUploads.create",
    "storage.multipartUploads.list",
    "storage.multipartUploads.listParts",
    "storage.objects.create",
    "storage.objects.delete",
    "storage.objects.list",
    "storage.objects.restore",
    "storage.objects.setRetention",
  ],
  "roles/storage.legacyBucketReader": ["storage.buckets.get", "storage.multipartUploads.list", "storage.objects.list"],
  "roles/storage.legacyObjectOwner": [
    "storage.objects.get",
    "storage.objects.getIamPolicy",
    "storage.objects.setIamPolicy",
    "storage.objects.update",
  ],
  "roles/storage.legacyObjectReader": ["storage.objects.get"],
  "roles/iam.workloadIdentityUser": [
    "iam.serviceAccounts.get",
    "iam.serviceAccounts.getAccessToken",
    "iam.serviceAccounts.getOpenIdToken",
    "iam.serviceAccounts.list",
  ],
  "roles/cloudkms.cryptoKeyEncrypterDecrypter": [
    "cloudkms.cryptoKeyVersions.useToDecrypt",
    "cloudkms.cryptoKeyVersions.useToEncrypt",
  ],
};

/**
 * What Google puts into the policy of each new bucket with uniform access, for holders of the project's basic roles.
 *
 * @see https://cloud.google.com/storage/docs/access-control/iam#convenience-values
 */
export const CONVENIENCE_VALUES: readonly (readonly [role: string, ...holders: string[]])[] = [
  ["roles/storage.legacyBucketOwner", "projectEditor", "projectOwner"],
  ["roles/storage.legacyBucketReader", "projectViewer"],
  ["roles/storage.legacyObjectOwner", "projectEditor", "projectOwner"],
  ["roles/storage.legacyObjectReader", "projectViewer"],
];
