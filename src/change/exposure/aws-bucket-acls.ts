import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, isAttributes, listOf, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { ownerOf } from "./accounts";
import { BUCKET, blockedFor, blockOf } from "./aws-bucket-blocks";
import { ownerPlace } from "./aws-policies";
import type { Focus, Mark } from "./focus";
import { isWritten, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Peer, placeOf, type Way, way } from "./way";

/** What canned ACLs give to everybody, and to whoever has an account of AWS. */
const CANNED: Readonly<Record<string, readonly (readonly [uri: string, permission: string])[]>> = {
  "public-read": [["AllUsers", "READ"]],
  "public-read-write": [
    ["AllUsers", "READ"],
    ["AllUsers", "WRITE"],
  ],
  "authenticated-read": [["AuthenticatedUsers", "READ"]],
};

/** Everybody, and owners of other accounts, by the ACL of a bucket. */
export function aclWays(
  estate: Estate,
  focus: Focus,
  from: Resource,
  bucket: Resource | undefined,
  attributes: Attributes,
): readonly Way[] {
  if (bucket !== undefined && areAclsOff(estate, bucket)) {
    return [];
  }
  const block = bucket === undefined ? undefined : blockOf(estate, bucket);
  const blocked = block === undefined ? "open" : blockedFor(from, block.acls, block.presentAcls);
  const place = bucket === undefined ? ownerPlace(estate, from, "bucket", BUCKET) : placeOf(estate, bucket);
  const acl = own(attributes, "acl");
  if (isWritten(acl)) {
    const peer = unknownPeer(acl, from.root, "internet");
    const offer = actionOffer("what its ACL gives");
    return blocked === "blocked" ? [] : [way(estate, place, from, { lane: "requests", peer, offer })];
  }
  const canned = Object.hasOwn(CANNED, spelling(acl)) ? (CANNED[spelling(acl)] ?? []) : [];
  const grants = grantsIn(attributes);
  const everybody = [...canned, ...grants.map(({ uri, permission }) => [uri, permission] as const)].flatMap(
    ([uri, permission]) => {
      const group = /\/?(AllUsers|AuthenticatedUsers)$/.exec(uri)?.[1];
      if (group === undefined || blocked === "blocked") {
        return [];
      }
      const peer =
        group === "AllUsers"
          ? whoPeer("*", "internet", "anyone")
          : whoPeer("accounts", "any-account", "any account of AWS");
      const undecided = blocked === "undecided";
      return [way(estate, place, from, { lane: "requests", peer, offer: offerOf(permission), undecided })];
    },
  );
  // What is blocked is what is public: a grant to another account is none.
  const others = grants.flatMap(({ owner, permission, accountOwner }) => {
    const other = otherOwner(estate, focus, from, owner, accountOwner);
    return other === undefined || focus.has(grantMark(from, textOf(owner) ?? ""))
      ? []
      : [way(estate, place, from, { lane: "requests", offer: offerOf(permission), ...other })];
  });
  return [...everybody, ...others];
}

/**
 * Whom buckets show before the change as given something: a state shows on each what its owner has, which is nothing that closes when
 * the bucket goes.
 */
export function grantMarks(before: Estate): readonly Mark[] {
  return living(before, BUCKET).flatMap((bucket) =>
    grantsIn(bucket.attributes).flatMap(({ owner }) => {
      const id = textOf(owner);
      // Only what was applied once shows grants that are not its own.
      return id === undefined || bucket.actions.length === 0 ? [] : [[grantMark(bucket, id)] as const];
    }),
  );
}

function grantMark(bucket: Resource, id: string): string {
  return `grant\u0000${keyOf(bucket)}\u0000${id}`;
}

function offerOf(permission: string): ReturnType<typeof actionOffer> {
  return actionOffer(`acl:${permission}`, "*", `${permission} by ACL`);
}

interface Grant {
  /** The group that it is for; empty where it is for an account. */
  readonly uri: string;
  readonly permission: string;

  /** Canonical id, or email, of the account that it is for. */
  readonly owner: Value;

  /** Canonical id of the account that the bucket is of, where the ACL says so. */
  readonly accountOwner: Value;
}

/** Grants of a bucket are blocks; those of an ACL that is a resource lie deeper. */
function grantsIn(attributes: Attributes): readonly Grant[] {
  const direct = blocksOf(attributes, "grant").flatMap((grant) =>
    listOf(own(grant, "permissions")).map((permission) => ({
      uri: textOf(own(grant, "uri")) ?? "",
      permission: spelling(permission),
      owner: own(grant, "id"),
      accountOwner: null,
    })),
  );
  const deep = blocksOf(attributes, "access_control_policy").flatMap((policy) => {
    const [owner] = blocksOf(policy, "owner");
    return blocksOf(policy, "grant").flatMap((grant) =>
      blocksOf(grant, "grantee").map((grantee) => ({
        uri: textOf(own(grantee, "uri")) ?? "",
        permission: textOf(own(grant, "permission")) ?? "",
        owner: own(grantee, "id") ?? own(grantee, "email_address"),
        accountOwner: owner === undefined ? null : own(owner, "id"),
      })),
    );
  });
  return [...direct, ...deep];
}

/**
 * Accounts by which AWS itself writes logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
const LOG_WRITERS: ReadonlySet<string> = new Set(["c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"]);

/** Undefined for one's own account, and for what a provider fills in. A canonical id tells nothing of its account but whether it is the same. */
function otherOwner(
  estate: Estate,
  focus: Focus,
  from: Resource,
  owner: Value,
  accountOwner: Value,
): { readonly peer: Peer; readonly undecided: boolean } | undefined {
  if (isUnknown(owner)) {
    const isOther =
      isWritten(owner) && spelling(owner) !== spelling(accountOwner) && ownerOf(estate, focus, from, owner) !== "own";
    return isOther ? { peer: unknownPeer(owner, from.root, "other-account"), undecided: true } : undefined;
  }
  const id = textOf(owner);
  if (id === undefined || id === accountOwner || LOG_WRITERS.has(id) || ownCanonicalIds(estate, from).includes(id)) {
    return undefined;
  }
  const isKnown = textOf(accountOwner) !== undefined || ownCanonicalIds(estate, from).length > 0;
  return { peer: whoPeer(`canonical ${id}`, "other-account", `canonical user ${id}`), undecided: !isKnown };
}

/** What data sources say that the root's own account is called. */
function ownCanonicalIds(estate: Estate, { root }: Resource): readonly string[] {
  return estate
    .ofKind("aws_canonical_user_id")
    .filter((one) => one.root === root)
    .flatMap(({ attributes }) => textOf(own(attributes, "id")) ?? []);
}

function areAclsOff(estate: Estate, bucket: Resource): boolean {
  return satellites(estate, bucket, "aws_s3_bucket_ownership_controls")
    .found.flatMap(({ attributes }) => listOf(own(attributes, "rule")))
    .some((rule) => isAttributes(rule) && own(rule, "object_ownership") === "BucketOwnerEnforced");
}
