import type { Estate } from "../../estate/estate";
import { own } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { aclWays } from "./aws-bucket-acls";
import { BUCKET, blockedFor, blockOf, bucketOf } from "./aws-bucket-blocks";
import { ownerPlace } from "./aws-policies";
import { type Focus, isMarked, type Mark, markedBy, markOf, marksOf } from "./focus";
import { isWritten, whoPeer } from "./peers";
import { type Admission, exceptOffer, policyAdmissions } from "./policies";
import { actionOffer, living, type Offer, type Peer, type Place, placeOf, type Way, way } from "./way";

const POLICY = "aws_s3_bucket_policy";
const ACL = "aws_s3_bucket_acl";

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
      ...aclWays(estate, focus, bucket, bucket, bucket.attributes),
      ...unblockedWays(estate, focus, bucket),
    ]),
    ...living(estate, POLICY).flatMap((policy) =>
      policyWays(estate, focus, policy, ownerPlace(estate, policy, "bucket", BUCKET), own(policy.attributes, "policy")),
    ),
    ...living(estate, ACL).flatMap((acl) => aclWays(estate, focus, acl, bucketOf(estate, acl), acl.attributes)),
  ];
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
    way(estate, placeOf(estate, bucket), block ?? bucket, {
      lane: "requests",
      peer,
      offer,
      undecided: true,
      opener,
      told: "unless-more",
    }),
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
