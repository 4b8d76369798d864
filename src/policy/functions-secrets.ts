import { valueAt } from "../estate/joins/values";
import type { Resource } from "../estate/resource";
import { findSecrets } from "../estate/secrets";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions about what should not stand where it can be read. */
export const SECRET_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `secrets()`: secrets that stand in the resource as they are, each `{ attribute, message }` with the kind and the
   * beginning of the secret, never the secret.
   */
  secrets: {
    arity: 0,
    call: (_, { resource }) => (resource === undefined ? [] : secretsIn(resource)),
  },
};

/** Kinds whose secrets the provider makes: nobody wrote them, and other controls ask whether there should be any. */
const MAKERS: ReadonlySet<string> = new Set([
  "aws_iam_access_key",
  "aws_iam_service_specific_credential",
  "aws_iam_user_login_profile",
  "google_service_account_key",
  "google_storage_hmac_key",
  "random_bytes",
  "random_id",
  "random_password",
  "random_string",
  "tls_locally_signed_cert",
  "tls_private_key",
]);

/** What a plan or a state repeats of secrets that a provider has made. */
const MADE =
  /^(?:(?:primary|secondary)_(?:\w+_)?(?:key|connection_string)|kube_(?:admin_)?config\b.*|master_auth\b.*)$/;

function secretsIn(resource: Resource): { attribute: string; message: string }[] {
  if (MAKERS.has(resource.kind)) {
    return [];
  }
  return findSecrets(resource)
    .filter(({ path }) => !MADE.test(path) && !isGivenBy(resource, path))
    .map(({ path, pattern, preview }) => ({
      attribute: path,
      message: `holds ${/^[aeio]/i.test(pattern) ? "an" : "a"} ${pattern}: ${preview}`,
    }));
}

/** A value that is nothing but a secret. Within a script or JSON, a reference may stand beside a literal. */
const ALONE = /^(?:[^\s{[]\S*|-----BEGIN [\s\S]*)$/;

/** Whether the value comes from another resource, as plans and states tell of what they repeat. */
function isGivenBy({ references, mode, attributes }: Resource, path: string): boolean {
  const value = valueAt(attributes, path);
  return (
    mode === "managed" &&
    (references.get(path) ?? []).length > 0 &&
    !/user_?data/.test(path) &&
    typeof value === "string" &&
    ALONE.test(value)
  );
}
