import { DataGoogleIamPolicy } from "@cdktf/provider-google/lib/data-google-iam-policy";
import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { ProjectIamBinding } from "@cdktf/provider-google/lib/project-iam-binding";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { ServiceAccountKey } from "@cdktf/provider-google/lib/service-account-key";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamPolicy } from "@cdktf/provider-google/lib/storage-bucket-iam-policy";
import { Fn, type TerraformStack } from "cdktf";
import { at, type CheckovCase } from "./checkov-case";

export const PROJECT = "acme-vision";
const ADMIN = "GOOGLE_IAM_NO_ADMIN_SERVICE_ACCOUNT";
const POOL = "principalSet://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools";

function account(stack: TerraformStack): ServiceAccount {
  return new ServiceAccount(stack, "resnet", { accountId: "resnet" });
}

/** A role on the project for an account of the stack, referred to as CDKTF refers. */
function granted(role: string): (stack: TerraformStack) => void {
  return (stack) => {
    const { email } = account(stack);
    new ProjectIamMember(stack, "grant", { project: PROJECT, role, member: `serviceAccount:${email}` });
  };
}

/** Somebody who may act as an account of the stack. */
function actedAs(member: string): (stack: TerraformStack) => void {
  return (stack) => {
    const { name } = account(stack);
    new ServiceAccountIamMember(stack, "user", {
      serviceAccountId: name,
      role: "roles/iam.workloadIdentityUser",
      member,
    });
  };
}

/** A bucket whose whole policy is written in JSON, with the two settings that Checkov looks at. */
function publicBy(policy: (stack: TerraformStack) => string): (stack: TerraformStack) => void {
  return (stack) => {
    const bucket = new StorageBucket(stack, "weights", {
      name: "acme-weights",
      location: "EUROPE-WEST4",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
    });
    new StorageBucketIamPolicy(stack, "policy", { bucket: bucket.name, policyData: policy(stack) });
  };
}

const PUBLIC = { bindings: [{ role: "roles/storage.objectViewer", members: ["allUsers"] }] };

/** A bucket of models under a key of some location. */
function encrypted(location: string): (stack: TerraformStack) => void {
  return (stack) => {
    const ring = new KmsKeyRing(stack, "ring", { name: "ring", location });
    const key = new KmsCryptoKey(stack, "key", { name: "models", keyRing: ring.id, rotationPeriod: "7776000s" });
    new StorageBucket(stack, "weights", {
      name: "acme-weights",
      location: "EUROPE-WEST4",
      labels: { "ai-artifact": "model" },
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      encryption: { defaultKmsKeyName: key.id },
    });
  };
}

export const GOOGLE_IDENTITY_CASES: readonly CheckovCase[] = [
  {
    name: "roles/storage.admin for a service account that is referred to",
    checkov: "CKV_GCP_42 passes: it looks for a literal address",
    write: granted("roles/storage.admin"),
    output: /serviceAccount:\$\{google_service_account\.resnet\.email\}/,
    finds: at("google_project_iam_member.grant", ADMIN),
  },
  {
    name: "the same by the account's own member",
    checkov: "CKV_GCP_42 passes: it looks for a literal address",
    write: (stack) => {
      const { member } = account(stack);
      new ProjectIamMember(stack, "grant", { project: PROJECT, role: "roles/iam.securityAdmin", member });
    },
    output: /"member": "\$\{google_service_account\.resnet\.member\}"/,
    finds: at("google_project_iam_member.grant", ADMIN),
  },
  {
    name: "the same in a binding",
    checkov: "CKV_GCP_42 passes: it looks for a literal address",
    write: (stack) => {
      const { email } = account(stack);
      const members = ["group:ml@acme.example", `serviceAccount:${email}`];
      new ProjectIamBinding(stack, "grant", { project: PROJECT, role: "roles/container.admin", members });
    },
    finds: at("google_project_iam_binding.grant", ADMIN),
  },
  {
    name: "a role that does not administer for a service account that is referred to",
    checkov: "CKV_GCP_42 passes, as it passes the one that administers",
    write: granted("roles/logging.logWriter"),
    silent: at("google_project_iam_member.grant", ADMIN, "GOOGLE_IAM_NO_BASIC_ROLE"),
    clean: ["google_project_iam_member.grant"],
  },
  {
    name: "a basic role for a service account that is referred to",
    checkov: "CKV_GCP_117 and CKV_GCP_49 fail, rightly",
    write: granted("roles/editor"),
    finds: at("google_project_iam_member.grant", "GOOGLE_IAM_NO_BASIC_ROLE"),
    silent: at("google_project_iam_member.grant", ADMIN),
  },
  {
    name: "a key of a service account",
    checkov: "no finding: CKV2_GCP_3 fails only where public_key_data is set",
    write: (stack) => {
      const { name } = account(stack);
      new ServiceAccountKey(stack, "key", { serviceAccountId: name });
    },
    finds: at("google_service_account_key.key", "GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY"),
  },
  {
    name: "every workload of the project may act as a service account",
    checkov: "no finding",
    write: actedAs(`${POOL}/${PROJECT}.svc.id.goog/*`),
    finds: at("google_service_account_iam_member.user", "GOOGLE_IAM_NO_WHOLE_POOL"),
  },
  {
    name: "every pod of a namespace may act as a service account",
    checkov: "not measured",
    write: actedAs(`${POOL}/${PROJECT}.svc.id.goog/namespace/vision`),
    finds: at("google_service_account_iam_member.user", "GOOGLE_IAM_NO_WHOLE_POOL"),
  },
  {
    name: "one workload may act as a service account",
    checkov: "no finding, as for the whole pool",
    write: actedAs(`serviceAccount:${PROJECT}.svc.id.goog[vision/resnet]`),
    clean: ["google_service_account_iam_member.user", "google_service_account.resnet"],
  },
  {
    name: "a bucket for everybody, by a policy as a JSON string",
    checkov: "not measured: CKV_GCP_28 is about members and bindings",
    write: publicBy(() => JSON.stringify(PUBLIC)),
    finds: at("google_storage_bucket_iam_policy.policy", "GOOGLE_STORAGE_NO_PUBLIC_MEMBER"),
  },
  {
    name: "a bucket for everybody, by a policy through Fn.jsonencode",
    checkov: "not measured: CKV_GCP_28 is about members and bindings",
    write: publicBy(() => Fn.jsonencode(PUBLIC)),
    output: /\$\{jsonencode\(/,
    finds: at("google_storage_bucket_iam_policy.policy", "GOOGLE_STORAGE_NO_PUBLIC_MEMBER"),
  },
  {
    name: "a bucket for everybody, by a policy that a data source makes",
    checkov: "not measured: CKV_GCP_28 is about members and bindings",
    write: publicBy(
      (stack) =>
        new DataGoogleIamPolicy(stack, "public", {
          binding: [{ role: "roles/storage.objectViewer", members: ["allUsers"] }],
        }).policyData,
    ),
    output: /\$\{data\.google_iam_policy\.public\.policy_data\}/,
    finds: at("google_storage_bucket_iam_policy.policy", "GOOGLE_STORAGE_NO_PUBLIC_MEMBER"),
  },
  {
    name: "models under a key of another region",
    checkov: "not measured",
    write: encrypted("us-central1"),
    finds: at("google_storage_bucket.weights", "GOOGLE_KMS_KEY_SAME_LOCATION"),
  },
  {
    name: "models under a key of their region",
    checkov: "not measured",
    write: encrypted("europe-west4"),
    clean: ["google_storage_bucket.weights", "google_kms_crypto_key.key"],
  },
];
