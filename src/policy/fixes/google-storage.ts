import { decide, drop, type Fixes, set, unset } from "./fix";
import { example } from "./google-example";

export const GOOGLE_STORAGE_FIXES: Fixes = {
  GOOGLE_STORAGE_PUBLIC_ACCESS_PREVENTED: [set("public_access_prevention", "enforced")],
  GOOGLE_STORAGE_UNIFORM_ACCESS: [set("uniform_bucket_level_access", true)],
  GOOGLE_STORAGE_ACL_NOT_PUBLIC: [
    decide(
      "Who needs to read the objects: each has a role on the bucket. The ACL goes, or predefined_acl of an object does, and " +
        "access to the bucket is uniform from then on.",
      example([
        "google_storage_bucket_iam_member",
        "readers",
        {
          bucket: "acme-vision-models",
          role: "roles/storage.objectViewer",
          member: "group:ml-engineers@acme.example",
        },
      ]),
    ),
  ],
  GOOGLE_STORAGE_NO_ACLS: [drop()],
  GOOGLE_STORAGE_NO_WEBSITE: [unset("website")],
  GOOGLE_STORAGE_NO_HMAC_KEY: [drop()],
};
