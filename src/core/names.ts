import { createHash } from "node:crypto";
import type { IConstruct } from "constructs";

const HASH_LENGTH = 8;

/**
 * Derives the physical name of a resource from its construct path.
 *
 * Names end with a hash of the path, so that `a/b-c` and `a-b/c` differ and a shortened name stays unique. The name is
 * literal: policies can name a role or a bucket without depending on the resource, which keeps the graph free of cycles.
 *
 * @param construct the construct that owns the resource
 * @param maximumLength what the cloud allows, at least 12
 */
export function physicalName(construct: IConstruct, maximumLength: number): string {
  const path = construct.node.path;
  const hash = createHash("sha256").update(path).digest("hex").slice(0, HASH_LENGTH);
  const readable = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, maximumLength - HASH_LENGTH - 1)
    .replace(/-$/, "");
  return `${readable}-${hash}`;
}
