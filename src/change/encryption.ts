import { valueAt } from "../estate/joins/values";
import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { plainPath } from "./description";
import type { Difference } from "./value-difference";

/** The attribute that has the kind encrypt what it holds, and the word that does so where it is none of true and false. */
type Encrypting = readonly [attribute: string, word?: string];

const STORAGE: Encrypting = ["storage_encrypted"];
const SEARCH: readonly Encrypting[] = [["encrypt_at_rest.0.enabled"], ["node_to_node_encryption.0.enabled"]];

/**
 * Kinds whose data is as readable as the disk it lies on when the attribute says so. Where a service encrypts all the same, with a
 * key of its own, a key of one's own that goes is told by what guards the key.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs for the arguments
 */
export const ENCRYPTING: Readonly<Record<string, readonly Encrypting[]>> = {
  aws_db_instance: [STORAGE],
  aws_rds_cluster: [STORAGE],
  aws_rds_global_cluster: [STORAGE],
  aws_docdb_cluster: [STORAGE],
  aws_neptune_cluster: [STORAGE],
  aws_redshift_cluster: [["encrypted"]],
  aws_dynamodb_table: [["server_side_encryption.0.enabled"]],
  aws_dax_cluster: [["server_side_encryption.0.enabled"]],
  aws_elasticache_replication_group: [["at_rest_encryption_enabled"]],
  aws_opensearch_domain: SEARCH,
  aws_elasticsearch_domain: SEARCH,
  aws_ebs_volume: [["encrypted"]],
  aws_ebs_snapshot_copy: [["encrypted"]],
  aws_ebs_encryption_by_default: [["enabled"]],
  aws_efs_file_system: [["encrypted"]],
  aws_instance: [["root_block_device.0.encrypted"]],
  aws_kinesis_stream: [["encryption_type", "KMS"]],
  aws_sqs_queue: [["sqs_managed_sse_enabled"]],
  aws_workspaces_workspace: [["root_volume_encryption_enabled"], ["user_volume_encryption_enabled"]],
};

/**
 * Encryption of data that is switched off, as in `storage_encrypted: true -> false`.
 *
 * @param decided where the resource differs because somebody decided so
 */
export function encryptionLost(
  kind: string,
  decided: readonly Difference[],
  { before, after }: { readonly before: Attributes; readonly after: Attributes },
): readonly string[] {
  const all = Object.hasOwn(ENCRYPTING, kind) ? (ENCRYPTING[kind] ?? []) : [];
  const tops = new Set(decided.map(({ path }) => topOf(path)));
  return all
    .filter(([attribute]) => tops.has(topOf(attribute)))
    .flatMap(([attribute, word]) => {
      const [was, is] = [valueAt(before, attribute), valueAt(after, attribute)];
      const isLost = isEncrypting(was, word) && !isUnknown(is) && !isEncrypting(is, word);
      return isLost ? [`${plainPath(attribute)}: ${said(was)} -> ${said(is)}`] : [];
    });
}

function topOf(path: string): string {
  return path.split(".", 1)[0] ?? path;
}

function isEncrypting(value: Value, word: string | undefined): boolean {
  return word === undefined ? value === true || value === "true" : value === word;
}

function said(value: Value): string {
  return value === null || value === "" ? "not set" : String(value);
}
