import { type GoogleCaller, PROJECT, PROJECT_NUMBER, STORAGE_AGENT } from "./google-iam";

/**
 * A pod of GKE: the service account itself, in both of the spellings that IAM knows, and every set of its pool that it
 * belongs to. Signed in, it is one of everybody too.
 */
export function pod(
  namespace: string,
  serviceAccountName: string,
  project = PROJECT,
  number = PROJECT_NUMBER,
): GoogleCaller {
  const pool = `//iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${project}.svc.id.goog`;
  return {
    members: [
      `principal:${pool}/subject/ns/${namespace}/sa/${serviceAccountName}`,
      `principalSet:${pool}/namespace/${namespace}`,
      `principalSet:${pool}/*`,
      `serviceAccount:${project}.svc.id.goog[${namespace}/${serviceAccountName}]`,
      ...everybody,
    ],
  };
}

const everybody = ["allAuthenticatedUsers", "allUsers"];

/** A Google service account, by its e-mail address. */
export function serviceAccount(email: string): GoogleCaller {
  return { members: [`serviceAccount:${email}`, ...everybody] };
}

/** A person who holds a basic role in the project: each includes those below it. */
export function person(basicRole?: "owner" | "editor" | "viewer"): GoogleCaller {
  const held = { owner: ["Owner", "Editor", "Viewer"], editor: ["Editor", "Viewer"], viewer: ["Viewer"], none: [] };
  return {
    members: [
      "user:jo@acme.example",
      ...held[basicRole ?? "none"].map((it) => `project${it}:${PROJECT}`),
      ...everybody,
    ],
  };
}

/** Google's writer of usage logs. */
export const logDelivery: GoogleCaller = { members: ["group:cloud-storage-analytics@google.com", ...everybody] };

/** Cloud Storage itself. */
export const storageAgent: GoogleCaller = { members: [STORAGE_AGENT] };

/** Whoever is on the internet, not signed in. */
export const anybody: GoogleCaller = { members: ["allUsers"] };
