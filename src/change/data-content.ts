import { contentOf } from "../estate/joins/losses";
import type { Resource } from "../estate/resource";

/** What is lost with kinds of more than one cloud, in the same words. */
export const KEYED = "everything that it encrypts";
export const DATABASE = "the databases in it";
export const VOLUME = "the files on it";
export const LOGS = "the logs in it";
export const SECRET_VERSIONS = "the secret's versions";
export const SNAPSHOT = "the snapshot";
export const BACKUP = "the backup";
export const RECORDS = "the records in it";
export const ROWS = "the rows in it";
export const TABLES = "the tables in it";
export const CACHE = "the data in it";

const CONTENTS: Readonly<Record<string, string>> = {
  model: "the models in it",
  state: "the Terraform states in it",
  audit: "the audit logs in it",
};

/** What the tag says that lies in the bucket. */
export function bucketContent(resource: Resource): string {
  const content = contentOf(resource) ?? "";
  return (Object.hasOwn(CONTENTS, content) ? CONTENTS[content] : undefined) ?? "the objects in it";
}
