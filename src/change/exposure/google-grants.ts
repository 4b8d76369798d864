import type { Estate } from "../../estate/estate";
import { exists } from "../../estate/joins/existence";
import { type GoogleGrant, googleGrantsOf } from "../../estate/joins/google-grants";
import { linksTo } from "../../estate/joins/links";
import { listOf, own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { type Focus, isMarked, type Mark, markOf } from "./focus";
import { isTrue, isWritten, NETWORK, OPEN, resolved, spelling, unknownPeer, whoPeer } from "./peers";
import { actionOffer, living, type Peer, placeNamed, placeOf, type Way, way } from "./way";

const BUCKET = "google_storage_bucket";
const IAM_KIND = /^(google_\w+)_iam_(?:member|binding|policy)$/;

/** Roles on these count for everything below: who has them is for the permissions of a change to say. */
const WIDE = /^google_(?:project|folder|organization|billing_account|service_account)$/;

/** Buckets that nobody can make public. */
export function preventionMarks(estate: Estate): readonly Mark[] {
  return living(estate, BUCKET)
    .filter((bucket) => own(bucket.attributes, "public_access_prevention") === "enforced")
    .map((bucket) => markOf(estate, "prevention", bucket, [bucket]));
}

/** What everybody is given, with a Google account or without: on buckets, keys, secrets, images and programs. */
export function googleGrantWays(estate: Estate, focus: Focus): readonly Way[] {
  const grants = estate.resources
    .filter(({ kind, mode }) => mode !== "data" && IAM_KIND.test(kind))
    .filter((resource) => exists(resource) !== false)
    .flatMap((resource) => grantWays(estate, resource));
  return [
    ...grants,
    ...living(estate, BUCKET).flatMap((bucket) => unpreventedWays(estate, focus, bucket)),
    ...aclWays(estate),
    ...living(estate, "google_cloud_run_v2_service").flatMap((service) => unaskedWays(estate, service)),
  ];
}

function grantWays(estate: Estate, from: Resource): readonly Way[] {
  const kind = IAM_KIND.exec(from.kind)?.[1] ?? "";
  const everybody = WIDE.test(kind) ? [] : googleGrantsOf(estate, from).filter(isForEverybody);
  const [first] = everybody;
  if (first === undefined) {
    return [];
  }
  const owner = ownerOf(estate, from, kind);
  const prevented = owner === undefined ? null : own(owner.attributes, "public_access_prevention");
  if (prevented === "enforced") {
    return [];
  }
  const place = owner === undefined ? placeNamed(from.root, kind, nameOfOwner(from, kind)) : placeOf(estate, owner);
  return everybody.map((grant) =>
    way(estate, place, from, {
      lane: "requests",
      peer: insideOnly(owner) ? NETWORK : peerOf(grant, from),
      offer: actionOffer(spelling(grant.role)),
      undecided: isUnknown(grant.role) || isUnknown(grant.condition) || isWritten(prevented),
    }),
  );
}

/** Also members that may be anybody; an account that is not known is one. */
function isForEverybody({ member, from }: GoogleGrant): boolean {
  return isUnknown(member.type)
    ? isWritten(member.type) || !from.kind.endsWith("_member")
    : member.type === "everybody";
}

function peerOf({ member, condition }: GoogleGrant, { root }: Resource): Peer {
  if (isUnknown(member.type)) {
    return unknownPeer(member.type, root, "internet");
  }
  const limits = typeof condition === "string" ? ["a condition"] : [];
  const words = `${member.text}${limits.length === 0 ? "" : " under a condition"}`;
  return /allUsers$/i.test(member.text)
    ? whoPeer("*", "internet", words, limits)
    : whoPeer("accounts", "any-account", words, limits);
}

/** A service of Cloud Run that takes no requests from outside is called from its network, whoever may. */
function insideOnly(owner: Resource | undefined): boolean {
  return owner !== undefined && /^INGRESS_TRAFFIC_INTERNAL/.test(textOf(own(owner.attributes, "ingress")) ?? "");
}

function ownerOf(estate: Estate, from: Resource, kind: string): Resource | undefined {
  for (const link of linksOf(kind)) {
    const value = own(from.attributes, link);
    const found = value === null ? undefined : resolved(estate, from, value, kind);
    if (found?.kind === kind && found.mode !== "data") {
      return found;
    }
  }
  return undefined;
}

/** Functions are named by an attribute that their kind does not tell. */
function linksOf(kind: string): readonly string[] {
  return [...linksTo(kind), ...(kind.startsWith("google_cloudfunctions") ? ["cloud_function"] : []), "name"];
}

function nameOfOwner(from: Resource, kind: string): string {
  const link = linksOf(kind).find((name) => own(from.attributes, name) !== null);
  return link === undefined ? from.address : spelling(own(from.attributes, link));
}

/** Nothing keeps the bucket from being public, where something did: ACLs of objects count from then on. */
function unpreventedWays(estate: Estate, focus: Focus, bucket: Resource): readonly Way[] {
  if (!isMarked(focus, "prevention", bucket) || own(bucket.attributes, "public_access_prevention") === "enforced") {
    return [];
  }
  const peer = whoPeer("*", "internet", "anyone whom an ACL or a grant lets in");
  const offer = actionOffer("public access", "public access", "public access, which nothing prevents");
  return [way(estate, placeOf(estate, bucket), bucket, { lane: "requests", peer, offer, undecided: true })];
}

/** ACLs of buckets, in the three ways in which they are written. */
function aclWays(estate: Estate): readonly Way[] {
  const said: readonly (readonly [acl: Resource, entry: Value])[] = [
    ...living(estate, "google_storage_bucket_acl", "google_storage_default_object_acl").flatMap((acl) =>
      ["predefined_acl", "role_entity", "default_acl"]
        .flatMap((name) => listOf(own(acl.attributes, name)))
        .map((entry) => [acl, entry] as const),
    ),
    ...living(estate, "google_storage_bucket_access_control", "google_storage_default_object_access_control").map(
      (acl) => [acl, `${spelling(own(acl.attributes, "role"))}:${spelling(own(acl.attributes, "entity"))}`] as const,
    ),
  ];
  return said.flatMap(([acl, entry]) => {
    const [, role = "READ", members] = /^(?:(\w+):(all\w+)|public\w+|authenticatedRead)$/.exec(spelling(entry)) ?? [];
    const isAnybody = /^public/.test(spelling(entry)) || members === "allUsers";
    const isAccount = /^authenticatedRead/.test(spelling(entry)) || members === "allAuthenticatedUsers";
    const bucket = ownerOf(estate, acl, BUCKET);
    if ((!isAnybody && !isAccount) || bucket?.attributes.public_access_prevention === "enforced") {
      return [];
    }
    const place =
      bucket === undefined ? placeNamed(acl.root, BUCKET, nameOfOwner(acl, BUCKET)) : placeOf(estate, bucket);
    const peer = isAnybody
      ? whoPeer("*", "internet", "allUsers")
      : whoPeer("accounts", "any-account", "allAuthenticatedUsers");
    return [
      way(estate, place, acl, { lane: "requests", peer, offer: actionOffer(`acl:${role}`, "*", `${role} by ACL`) }),
    ];
  });
}

/** A service that does not ask who may call it. */
function unaskedWays(estate: Estate, service: Resource): readonly Way[] {
  return isTrue(own(service.attributes, "invoker_iam_disabled"))
    ? [
        way(estate, placeOf(estate, service), service, {
          lane: "requests",
          peer: insideOnly(service) ? NETWORK : OPEN,
          offer: actionOffer("roles/run.invoker"),
        }),
      ]
    : [];
}
