import type { Attributes, BreakableStack, Mutation } from "../mutation";

const STACK = "everything-google";
const KEY = "projects/acme-platform/locations/us-central1/keyRings/platform/cryptoKeys/secrets";
const POOL =
  "principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-platform.svc.id.goog";

/** Adds a secret that is in order, save for what is said: the hardened stacks have none. */
function addSecret(stack: BreakableStack, attributes: Attributes): string {
  const encrypted = { customer_managed_encryption: [{ kms_key_name: KEY }] };
  return stack.add("google_secret_manager_secret", "hub", {
    secret_id: "hub-token",
    labels: labelsOf(stack),
    version_destroy_ttl: "604800s",
    replication: [{ user_managed: [{ replicas: [{ location: "us-central1", ...encrypted }] }] }],
    ...attributes,
  });
}

/** Labels that every resource of the stack has. */
function labelsOf(stack: BreakableStack): unknown {
  const [, { labels }] = stack.first("google_artifact_registry_repository");
  return labels;
}

export const GOOGLE_SECRET_MANAGER_MUTATIONS: readonly Mutation[] = [
  {
    control: "GOOGLE_SECRET_MANAGER_CUSTOMER_KEY",
    name: "a secret without a key",
    stack: STACK,
    breaks: (stack) =>
      addSecret(stack, { replication: [{ user_managed: [{ replicas: [{ location: "us-central1" }] }] }] }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_REGION_PINNED",
    name: "a secret wherever Google likes",
    stack: STACK,
    breaks: (stack) =>
      addSecret(stack, { replication: [{ auto: [{ customer_managed_encryption: [{ kms_key_name: KEY }] }] }] }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_DELAYED_DESTRUCTION",
    name: "a secret that is destroyed at once",
    stack: STACK,
    breaks: (stack) => addSecret(stack, { version_destroy_ttl: null }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_ROTATED",
    name: "a secret that is changed once a year",
    stack: STACK,
    breaks: (stack) =>
      addSecret(stack, {
        rotation: [{ rotation_period: "31536000s", next_rotation_time: "2027-01-01T00:00:00Z" }],
        topics: [{ name: "projects/acme-platform/topics/rotate" }],
      }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_NO_VALUE_IN_STATE",
    name: "Terraform writes the value",
    stack: STACK,
    breaks: (stack) => {
      addSecret(stack, {});
      return stack.add("google_secret_manager_secret_version", "hub", {
        secret: "${google_secret_manager_secret.hub.id}",
        secret_data: "${var.token}",
      });
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_NO_ANYONE",
    name: "everybody may read a secret",
    stack: STACK,
    breaks: (stack) =>
      stack.add("google_secret_manager_secret_iam_member", "hub", {
        secret_id: "hub-token",
        role: "roles/secretmanager.secretAccessor",
        member: "allUsers",
      }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_MACHINES_ONLY_READ",
    name: "a pipeline may give a secret away",
    stack: STACK,
    breaks: (stack) =>
      stack.add("google_secret_manager_secret_iam_member", "hub", {
        secret_id: "hub-token",
        role: "roles/secretmanager.admin",
        member: "serviceAccount:build-images@acme-platform.iam.gserviceaccount.com",
      }),
  },
  {
    control: "GOOGLE_SECRET_MANAGER_ONE_TENANT",
    name: "model servers of two tenants share a token",
    stack: STACK,
    breaks: (stack) => {
      stack.add("google_secret_manager_secret_iam_binding", "hub", {
        secret_id: "${google_secret_manager_secret.hub.id}",
        role: "roles/secretmanager.secretAccessor",
        members: ["vision", "search"].map((tenant) => `${POOL}/subject/ns/${tenant}/sa/resnet`),
      });
      return addSecret(stack, {});
    },
  },
  {
    control: "GOOGLE_SECRET_MANAGER_READ_ONE_BY_ONE",
    name: "a pipeline reads all secrets",
    stack: STACK,
    breaks: (stack) =>
      stack.add("google_project_iam_member", "secrets", {
        project: "acme-platform",
        role: "roles/secretmanager.secretAccessor",
        member: "serviceAccount:build-images@acme-platform.iam.gserviceaccount.com",
      }),
  },
];
