import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { own } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource } from "../../estate/resource";
import { isTrue, isWritten, resolved } from "./peers";
import { living } from "./way";

export const BUCKET = "aws_s3_bucket";
const BLOCK = "aws_s3_bucket_public_access_block";
const SETTINGS = ["block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets"] as const;

export function bucketOf(estate: Estate, from: Resource): Resource | undefined {
  const bucket = from.kind === BUCKET ? from : resolved(estate, from, own(from.attributes, "bucket"), BUCKET);
  return bucket?.kind === BUCKET ? bucket : undefined;
}

export type Blocked = "blocked" | "open" | "undecided";

/** What is kept from the public. */
export interface PublicBlock {
  readonly acls: Blocked;
  readonly policies: Blocked;

  /** As far as it is there already: to refuse new ones leaves it as it is. */
  readonly presentAcls: Blocked;
  readonly presentPolicies: Blocked;
  readonly blocks: readonly Resource[];
}

/** By the block of the bucket, or by that of its account, which is the one of its root. */
export const blockOf = remembered((estate: Estate, bucket: Resource): PublicBlock => {
  const found = satellites(estate, bucket, BLOCK);
  const account = living(estate, "aws_s3_account_public_access_block").filter(({ root }) => root === bucket.root);
  const blocks = [...found.found, ...account];
  const isUncertain = found.possible.length > 0;
  const answer = (names: readonly string[]): Blocked => {
    const values = blocks.flatMap(({ attributes }) => names.map((name) => own(attributes, name)));
    return values.some(isTrue) ? "blocked" : values.some(isWritten) || isUncertain ? "undecided" : "open";
  };
  return {
    acls: answer(SETTINGS.slice(0, 2)),
    policies: answer(SETTINGS.slice(2)),
    presentAcls: answer(["ignore_public_acls"]),
    presentPolicies: answer(["restrict_public_buckets"]),
    blocks: found.found,
  };
});

/**
 * What is put while new ones are refused does not come to be; what was there before stays. Without a plan nobody knows which it is.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function blockedFor(from: Resource, all: Blocked, present: Blocked): Blocked {
  if (all === present || present === "blocked" || from.actions.includes("create")) {
    return all;
  }
  return from.actions.includes("no-op") ? present : "undecided";
}
