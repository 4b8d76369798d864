import type { EstateSource, TerraformSource } from "../../support/estates";

type Resources = NonNullable<TerraformSource["resource"]>;

/** Pool of a project's clusters, and one identity in it, as a direct grant names it. */
export const POOL = "principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools";
export const SERVING = `${POOL}/acme-vision.svc.id.goog/subject/ns/vision/sa/resnet`;

/** An account that pods act as, with the binding that lets them. */
export function servingAccount(member = "serviceAccount:acme-vision.svc.id.goog[vision/resnet]"): Resources {
  return {
    google_service_account: { resnet: { account_id: "resnet", project: "acme-vision" } },
    google_service_account_iam_member: {
      resnet: {
        service_account_id: "${google_service_account.resnet.name}",
        role: "roles/iam.workloadIdentityUser",
        member,
      },
    },
  };
}

export const RESNET = "serviceAccount:${google_service_account.resnet.email}";

/** One grant as a member: `iam("google_project", "roles/viewer", "group:a@acme.example")`. */
export function iam(
  on: string,
  role: string,
  member: string,
  more: Readonly<Record<string, unknown>> = {},
): EstateSource {
  return { resource: { [`${on}_iam_member`]: { it: { ...place(on), role, member, ...more } } } };
}

/** The same as a binding with its list. */
export function binding(on: string, role: string, members: unknown): EstateSource {
  return { resource: { [`${on}_iam_binding`]: { it: { ...place(on), role, members } } } };
}

/** The same as a whole policy in JSON. */
export function policy(on: string, role: string, members: readonly string[]): EstateSource {
  return {
    resource: {
      [`${on}_iam_policy`]: { it: { ...place(on), policy_data: JSON.stringify({ bindings: [{ role, members }] }) } },
    },
  };
}

/** The same as a whole policy that Terraform encodes. */
export function encoded(on: string, role: string, member: string): EstateSource {
  const document = `{bindings = [{role = "${role}", members = ["${member}"]}]}`;
  return { resource: { [`${on}_iam_policy`]: { it: { ...place(on), policy_data: `\${jsonencode(${document})}` } } } };
}

/** The same as a whole policy by a data source. */
export function documented(on: string, role: string, members: readonly string[]): EstateSource {
  return {
    data: { google_iam_policy: { it: { binding: [{ role, members }] } } },
    resource: {
      [`${on}_iam_policy`]: { it: { ...place(on), policy_data: "${data.google_iam_policy.it.policy_data}" } },
    },
  };
}

/** A bucket of that name, wherever it lies. */
export function bucket(attributes: object): EstateSource {
  return { resource: { google_storage_bucket: { it: { name: "acme-weights", location: "EU", ...attributes } } } };
}

/** One resource alone. */
export function one(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { it: attributes } } };
}

/** Resources beside those of another estate. */
export function beside(source: EstateSource, more: Resources): EstateSource {
  return { ...source, resource: { ...source.resource, ...more } };
}

function place(on: string): Readonly<Record<string, unknown>> {
  switch (on) {
    case "google_storage_bucket":
      return { bucket: "acme-weights" };
    case "google_kms_crypto_key":
      return { crypto_key_id: "projects/acme/locations/eu/keyRings/ring/cryptoKeys/models" };
    case "google_kms_key_ring":
      return { key_ring_id: "projects/acme/locations/eu/keyRings/ring" };
    case "google_service_account":
      return { service_account_id: "projects/acme/serviceAccounts/ci@acme.iam.gserviceaccount.com" };
    case "google_organization":
      return { org_id: "123456789" };
    case "google_folder":
      return { folder: "folders/123" };
    default:
      return { project: "acme" };
  }
}
