import type { ResourceChange } from "../sides";
import { DECIDING_ATTRIBUTES } from "./deciding-attributes";

/** What all kinds have that may decide what they cost: how many there are, and where. */
const ALWAYS: ReadonlySet<string> = new Set(["count", "for_each", "region", "location"]);

/** What is said about a resource and costs nothing, at whatever depth. */
const WORDS = /^(?:tags|tags_all|(?:\w+_)?labels|(?:\w+_)?annotations|description)$/;

/** Settings that never cost: names, who may use it, when it is maintained, what keeps it from being deleted. */
const SETTINGS: ReadonlySet<string> = new Set([
  "access_policies",
  "allow_major_version_upgrade",
  "apply_immediately",
  "arn",
  "auto_minor_version_upgrade",
  "backup_window",
  "ca_cert_identifier",
  "copy_tags_to_snapshot",
  "disable_api_termination",
  "display_name",
  "etag",
  "final_snapshot_identifier",
  "fingerprint",
  "force_destroy",
  "iam_instance_profile",
  "iam_role_arn",
  "iam_roles",
  "id",
  "maintenance_policy",
  "maintenance_window",
  "metadata_options",
  "name",
  "password",
  "policy",
  "preferred_maintenance_window",
  "security_group_ids",
  "security_groups",
  "self_link",
  "skip_final_snapshot",
  "status",
  "taint",
  "timeouts",
  "update_config",
  "user_data",
  "user_data_base64",
  "vpc_security_group_ids",
]);

/** All of its kin, as in `deletion_protection_enabled`. */
const PROTECTION = /^deletion_protection/;

/** Annotations of a Service that tell a cloud which load balancer to make. */
const BALANCER_ANNOTATION = /annotations\..*(?:load-?balancer|\.google\.com\/|\.amazonaws\.com\/)/i;

/** Whether the kind may cost something else when the attribute is something else: of kinds that are not known here, in doubt. */
export function canDecidePrice(kind: string, path: string): boolean {
  // Blocks of Terraform are lists of one in a plan, and may be without a list in a folder.
  const plain = path.replaceAll(/\.\d+(?=\.|$)/g, "");
  const [first = "", ...below] = plain.split(".");
  if (ALWAYS.has(first) || BALANCER_ANNOTATION.test(plain)) {
    return true;
  }
  const deciding = DECIDING_ATTRIBUTES.get(kind);
  return deciding === undefined
    ? !SETTINGS.has(first) && !PROTECTION.test(first) && ![first, ...below].some((name) => WORDS.test(name))
    : deciding.some((name) => leads(name, plain));
}

/** What is above an attribute that decides is not known or came and went as a whole: then the attribute did, too. */
function leads(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`);
}

/** Whether the change can alter what the resource costs, as far as its own attributes decide. */
export function canAlterPrice(change: ResourceChange): boolean {
  const { action, before, after, deferred, kind } = change;
  switch (action) {
    case "create":
    case "destroy":
    case "replace":
      return true;
    default:
      // What is not known to be as it was, may be anything.
      return (
        deferred !== undefined ||
        ((before === undefined || after === undefined) && action === "update") ||
        change.attributes.some(({ path }) => canDecidePrice(kind, path))
      );
  }
}
