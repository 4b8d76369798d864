import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, isAttributes, listOf, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { ownerPlace } from "./aws-policies";
import { type Focus, isMarked, type Mark, markedBy, markOf, marksOf } from "./focus";
import { isTrue, isWritten, resolved, spelling, unknownPeer, whoPeer } from "./peers";
import { type Admission, exceptOffer, policyAdmissions } from "./policies";
import { actionOffer, living, type Offer, type Peer, type Place, placeOf, type Way, way } from "./way";

const BUCKET = "aws_s3_bucket";
const BLOCK = "aws_s3_bucket_public_access_block";
const POLICY = "aws_s3_bucket_policy";
const ACL = "aws_s3_bucket_acl";
const SETTINGS = ["block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets"] as const;

/** Buckets with a policy, or a block of public access, that is a resource of its own. */
export function bucketMarks(estate: Estate): readonly Mark[] {
  const blocked = living(estate, BUCKET).flatMap((bucket) => {
    const { acls, policies, blocks } = blockOf(estate, bucket);
    return acls === "blocked" && policies === "blocked" ? [markOf(estate, "block", bucket, blocks)] : [];
  });
  return [...marksOf(estate, "policy", BUCKET, [[POLICY]]), ...blocked];
}

/** Who of other accounts, or of the whole world, reads and writes buckets: by policies, by ACLs, or as soon as one says so. */
export function bucketWays(estate: Estate, focus: Focus): readonly Way[] {
  return [
    ...living(estate, BUCKET).flatMap((bucket) => [
      ...inlinePolicyWays(estate, focus, bucket),
      ...aclWays(estate, bucket, bucket, bucket.attributes),
      ...unblockedWays(estate, focus, bucket),
    ]),
    ...living(estate, POLICY).flatMap((policy) =>
      policyWays(estate, focus, policy, ownerPlace(estate, policy, "bucket", BUCKET), own(policy.attributes, "policy")),
    ),
    ...living(estate, ACL).flatMap((acl) => aclWays(estate, acl, bucketOf(estate, acl), acl.attributes)),
  ];
}

function bucketOf(estate: Estate, from: Resource): Resource | undefined {
  const bucket = from.kind === BUCKET ? from : resolved(estate, from, own(from.attributes, "bucket"), BUCKET);
  return bucket?.kind === BUCKET ? bucket : undefined;
}

type Blocked = "blocked" | "open" | "undecided";

/** What is kept from the public. */
interface PublicBlock {
  readonly acls: Blocked;
  readonly policies: Blocked;

  /** As far as it is there already: to refuse new ones leaves it as it is. */
  readonly presentAcls: Blocked;
  readonly presentPolicies: Blocked;
  readonly blocks: readonly Resource[];
}

/** By the block of the bucket, or by that of its account, which is the one of its root. */
const blockOf = remembered((estate: Estate, bucket: Resource): PublicBlock => {
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
function blockedFor(from: Resource, all: Blocked, present: Blocked): Blocked {
  if (all === present || present === "blocked" || from.actions.includes("create")) {
    return all;
  }
  return from.actions.includes("no-op") ? present : "undecided";
}

/**
 * Nothing keeps the bucket from being public, where something did, or where a block says so itself. ACLs of objects, which no
 * Terraform tells of, count from then on. A new bucket without a block has one from S3 itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html
 */
function unblockedWays(estate: Estate, focus: Focus, bucket: Resource): readonly Way[] {
  const { acls, policies, blocks } = blockOf(estate, bucket);
  const [block] = blocks;
  const opener = block === undefined ? markedBy(focus, "block", bucket) : undefined;
  if ((acls === "blocked" && policies === "blocked") || (block === undefined && !isMarked(focus, "block", bucket))) {
    return [];
  }
  const peer = whoPeer("*", "internet", "anyone whom an ACL or a policy lets in");
  const offer = actionOffer("public access", "public access", "public access, which nothing blocks");
  return [
    way(estate, placeOf(estate, bucket), block ?? bucket, { lane: "requests", peer, offer, undecided: true, opener }),
  ];
}

function inlinePolicyWays(estate: Estate, focus: Focus, bucket: Resource): readonly Way[] {
  const policy = own(bucket.attributes, "policy");
  return isMarked(focus, "policy", bucket) || (isUnknown(policy) && !isWritten(policy))
    ? []
    : policyWays(estate, focus, bucket, placeOf(estate, bucket), policy);
}

function policyWays(estate: Estate, focus: Focus, from: Resource, place: Place, policy: Value): readonly Way[] {
  const bucket = bucketOf(estate, from);
  const block = bucket === undefined ? undefined : blockOf(estate, bucket);
  const blocked = block === undefined ? "open" : blockedFor(from, block.policies, block.presentPolicies);
  return policyAdmissions(estate, from, policy, { focus, isAnonymous: true })
    .filter(({ peer }) => !(isPublic(peer) && blocked === "blocked"))
    .map((admission) =>
      way(estate, place, from, {
        lane: "requests",
        peer: admission.peer,
        offer: offerOf(admission),
        undecided: admission.undecided || (isPublic(admission.peer) && blocked === "undecided"),
      }),
    );
}

/** What S3 calls public: everybody, with no condition that names somebody. */
function isPublic(peer: Peer): boolean {
  return (peer.type === "who" && peer.id === "*") || (peer.type === "range" && peer.source === "internet");
}

/** On objects with a prefix, on all of them, or on the bucket itself. */
function offerOf({ action, text, resource, except = [] }: Admission): Offer {
  const scope = scopeOf(resource);
  const prefix = scope.startsWith("objects/") ? scope.slice("objects/".length) : undefined;
  const isNarrow = prefix !== undefined && !/^\*+$/.test(prefix);
  const words = `${text ?? action}${isNarrow ? ` on ${prefix}` : ""}`;
  return exceptOffer(actionOffer(action, scope, words), except, scopeOf);
}

function scopeOf(resource: string): string {
  const slash = resource.replaceAll(/\$\{[^}]*\}/g, (hole) => "_".repeat(hole.length)).indexOf("/");
  return slash >= 0 ? `objects/${resource.slice(slash + 1)}` : resource === "*" ? "*" : "bucket";
}

/** What canned ACLs give to everybody, and to whoever has an account of AWS. */
const CANNED: Readonly<Record<string, readonly (readonly [uri: string, permission: string])[]>> = {
  "public-read": [["AllUsers", "READ"]],
  "public-read-write": [
    ["AllUsers", "READ"],
    ["AllUsers", "WRITE"],
  ],
  "authenticated-read": [["AuthenticatedUsers", "READ"]],
};

function aclWays(estate: Estate, from: Resource, bucket: Resource | undefined, attributes: Attributes): readonly Way[] {
  if (bucket !== undefined && areAclsOff(estate, bucket)) {
    return [];
  }
  const block = bucket === undefined ? undefined : blockOf(estate, bucket);
  const blocked = block === undefined ? "open" : blockedFor(from, block.acls, block.presentAcls);
  const place = bucket === undefined ? ownerPlace(estate, from, "bucket", BUCKET) : placeOf(estate, bucket);
  if (blocked === "blocked") {
    return [];
  }
  const acl = own(attributes, "acl");
  if (isWritten(acl)) {
    const peer = unknownPeer(acl, from.root, "internet");
    const offer = actionOffer("what its ACL gives");
    return [way(estate, place, from, { lane: "requests", peer, offer })];
  }
  const canned = Object.hasOwn(CANNED, spelling(acl)) ? (CANNED[spelling(acl)] ?? []) : [];
  return [...canned, ...grantsIn(attributes)].flatMap(([uri, permission]) => {
    const group = /\/?(AllUsers|AuthenticatedUsers)$/.exec(uri)?.[1];
    if (group === undefined) {
      return [];
    }
    const peer =
      group === "AllUsers"
        ? whoPeer("*", "internet", "anyone")
        : whoPeer("accounts", "any-account", "any account of AWS");
    const undecided = blocked === "undecided";
    const offer = actionOffer(`acl:${permission}`, "*", `${permission} by ACL`);
    return [way(estate, place, from, { lane: "requests", peer, offer, undecided })];
  });
}

/** Grants of a bucket are blocks; those of an ACL that is a resource lie deeper. */
function grantsIn(attributes: Attributes): readonly (readonly [uri: string, permission: string])[] {
  const direct = blocksOf(attributes, "grant").flatMap((grant) =>
    listOf(own(grant, "permissions")).map(
      (permission) => [textOf(own(grant, "uri")) ?? "", spelling(permission)] as const,
    ),
  );
  const deep = blocksOf(attributes, "access_control_policy")
    .flatMap((policy) => blocksOf(policy, "grant"))
    .flatMap((grant) =>
      blocksOf(grant, "grantee").map(
        (grantee) => [textOf(own(grantee, "uri")) ?? "", textOf(own(grant, "permission")) ?? ""] as const,
      ),
    );
  return [...direct, ...deep];
}

function areAclsOff(estate: Estate, bucket: Resource): boolean {
  return satellites(estate, bucket, "aws_s3_bucket_ownership_controls")
    .found.flatMap(({ attributes }) => listOf(own(attributes, "rule")))
    .some((rule) => isAttributes(rule) && own(rule, "object_ownership") === "BucketOwnerEnforced");
}
