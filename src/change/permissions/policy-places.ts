import { exists } from "../../estate/joins/existence";
import { target } from "../../estate/joins/references";
import { own } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { isSame } from "../value-difference";
import type { Owner } from "./aws-statements";
import { isUndecided, type Side } from "./spelling";

/** Where a kind holds the policy of a resource; `link` leads to the resource, which is the kind itself without one. */
export interface PolicyPlace {
  readonly kind: string;
  readonly policy: string;
  readonly link?: string;
  readonly owner?: string;
}

export const KEY_GRANT: PolicyPlace = { kind: "aws_kms_grant", policy: "", link: "key_id", owner: "aws_kms_key" };
export const FUNCTION_PERMISSION: PolicyPlace = {
  kind: "aws_lambda_permission",
  policy: "",
  link: "function_name",
  owner: "aws_lambda_function",
};

const PLACES: readonly PolicyPlace[] = [
  { kind: "aws_s3_bucket_policy", policy: "policy", link: "bucket", owner: "aws_s3_bucket" },
  { kind: "aws_kms_key_policy", policy: "policy", link: "key_id", owner: "aws_kms_key" },
  {
    kind: "aws_secretsmanager_secret_policy",
    policy: "policy",
    link: "secret_arn",
    owner: "aws_secretsmanager_secret",
  },
  { kind: "aws_ecr_repository_policy", policy: "policy", link: "repository", owner: "aws_ecr_repository" },
  { kind: "aws_ecr_registry_policy", policy: "policy" },
  { kind: "aws_sqs_queue_policy", policy: "policy", link: "queue_url", owner: "aws_sqs_queue" },
  { kind: "aws_sns_topic_policy", policy: "policy", link: "arn", owner: "aws_sns_topic" },
  { kind: "aws_vpc_endpoint_policy", policy: "policy", link: "vpc_endpoint_id", owner: "aws_vpc_endpoint" },
  { kind: "aws_efs_file_system_policy", policy: "policy", link: "file_system_id", owner: "aws_efs_file_system" },
  { kind: "aws_dynamodb_resource_policy", policy: "policy", link: "resource_arn", owner: "aws_dynamodb_table" },
  { kind: "aws_kinesis_resource_policy", policy: "policy", link: "resource_arn", owner: "aws_kinesis_stream" },
  { kind: "aws_backup_vault_policy", policy: "policy", link: "backup_vault_name", owner: "aws_backup_vault" },
  {
    kind: "aws_cloudwatch_event_bus_policy",
    policy: "policy",
    link: "event_bus_name",
    owner: "aws_cloudwatch_event_bus",
  },
  { kind: "aws_cloudwatch_log_resource_policy", policy: "policy_document" },
  { kind: "aws_glue_resource_policy", policy: "policy" },
  {
    kind: "aws_opensearch_domain_policy",
    policy: "access_policies",
    link: "domain_name",
    owner: "aws_opensearch_domain",
  },
  { kind: "aws_api_gateway_rest_api_policy", policy: "policy", link: "rest_api_id", owner: "aws_api_gateway_rest_api" },
  { kind: "aws_s3_bucket", policy: "policy" },
  { kind: "aws_kms_key", policy: "policy" },
  { kind: "aws_kms_replica_key", policy: "policy" },
  { kind: "aws_kms_external_key", policy: "policy" },
  { kind: "aws_secretsmanager_secret", policy: "policy" },
  { kind: "aws_sqs_queue", policy: "policy" },
  { kind: "aws_sns_topic", policy: "policy" },
  { kind: "aws_vpc_endpoint", policy: "policy" },
  { kind: "aws_api_gateway_rest_api", policy: "policy" },
  { kind: "aws_opensearch_domain", policy: "access_policies" },
  KEY_GRANT,
  FUNCTION_PERMISSION,
];

/** A resource that gives something to principals, and where it says so. */
export interface PlacedPolicy {
  readonly resource: Resource;
  readonly place: PolicyPlace;
}

/**
 * Policies on resources, grants of keys and permissions of functions, of one side. Left out are those that are the same on both
 * sides when nothing else that stands on their resource changes, and copies.
 */
export function policiesIn(side: Side, other: Side): readonly PlacedPolicy[] {
  const touched = new Set([...touchedOn(side, other), ...touchedOn(other, side)]);
  const [apart, apartThere] = [separatelyGoverned(side), separatelyGoverned(other)];
  return PLACES.flatMap((place) =>
    side
      .ofKind(place.kind)
      .filter((resource) => touched.has(ownerIn(side, resource, place).scope))
      .filter((resource) => place.link !== undefined || !isCopy(other, resource, place, apart, apartThere))
      .map((resource) => ({ resource, place })),
  );
}

/** Scopes in which a policy of the side is not the same on the other. */
function touchedOn(side: Side, other: Side): readonly string[] {
  return PLACES.flatMap((place) =>
    side
      .ofKind(place.kind)
      .filter((resource) => !isUnchanged(side, other, resource, place))
      .map((resource) => ownerIn(side, resource, place).scope),
  );
}

function isUnchanged(side: Side, other: Side, resource: Resource, place: PolicyPlace): boolean {
  const there = other.estate.at(resource.root, resource.address);
  // What a plan only deletes is still in the estate after it.
  if (there === undefined || exists(there) === false || isUndecided(resource) !== isUndecided(there)) {
    return false;
  }
  const [document, documentThere] = [own(resource.attributes, place.policy), own(there.attributes, place.policy)];
  if (place.link === undefined && document === null && documentThere === null) {
    return true;
  }
  // A document that is elsewhere can differ although the reference to it does not.
  const text = side.document(document, resource.root);
  return (
    place.policy !== "" &&
    text !== undefined &&
    text === other.document(documentThere, there.root) &&
    (there === resource || place.link === undefined || isSame(resource.attributes, there.attributes)) &&
    ownerIn(side, resource, place).name === ownerIn(other, there, place).name
  );
}

/** Owners whose policy is a resource of its own. */
function separatelyGoverned(side: Side): ReadonlySet<string> {
  return new Set(
    PLACES.filter(({ link, policy }) => link !== undefined && policy !== "").flatMap((place) =>
      side.ofKind(place.kind).flatMap((policy) => {
        const owner = ownerOf(side, policy, place);
        return owner === undefined ? [] : [keyOf(owner)];
      }),
    ),
  );
}

/**
 * Whether the policy that a resource shows is that of a resource of its own, which the provider reads back. Where that one goes,
 * the plan still shows the copy, the same as before.
 */
function isCopy(
  other: Side,
  resource: Resource,
  { policy }: PolicyPlace,
  apart: ReadonlySet<string>,
  apartThere: ReadonlySet<string>,
): boolean {
  const key = keyOf(resource);
  const there = other.estate.at(resource.root, resource.address);
  return (
    apart.has(key) ||
    (apartThere.has(key) &&
      there !== undefined &&
      isSame(own(there.attributes, policy), own(resource.attributes, policy)))
  );
}

const owners = new WeakMap<Side, Map<Resource, Owner>>();

/** What the policy stands on, as statements name it. It is asked for again and again. */
export function ownerIn(side: Side, resource: Resource, place: PolicyPlace): Owner {
  const known = owners.get(side) ?? new Map<Resource, Owner>();
  owners.set(side, known);
  let owner = known.get(resource);
  if (owner === undefined) {
    owner = findOwner(side, resource, place);
    known.set(resource, owner);
  }
  return owner;
}

function findOwner(side: Side, resource: Resource, place: PolicyPlace): Owner {
  // What an endpoint lets through is on resources of others.
  const isEndpoint = isOfEndpoint(place);
  const isBucket = (place.owner ?? place.kind) === "aws_s3_bucket";
  const owned = (name: string, scope: string, isOnBoth: boolean): Owner => ({
    name,
    scope,
    isOnBoth,
    ...(isBucket ? { objects: `${name}/*` } : {}),
  });
  if (place.link === undefined) {
    const isOfAccount = /^aws_(?:ecr_registry|glue|cloudwatch_log)/.test(place.kind);
    const name = isOfAccount || isEndpoint ? "*" : side.nameOf(resource);
    // An account has a policy or none: it is there all the same.
    return owned(name, keyOf(resource), isOfAccount || side.isOnBoth(resource));
  }
  const owner = ownerOf(side, resource, place);
  const text = side.spell(own(resource.attributes, place.link), resource.root);
  if (owner === undefined) {
    // The policy of a bucket that is made elsewhere names it by its ARN, and the attribute by its name.
    const name = isBucket && /^[a-z\d][a-z\d.-]+$/.test(text) ? `arn:aws:s3:::${text}` : text;
    return owned(isEndpoint ? "*" : name, `${place.owner ?? ""}\u0000${text}`, true);
  }
  return owned(isEndpoint ? "*" : side.nameOf(owner), keyOf(owner), side.isOnBoth(owner));
}

export function isOfEndpoint({ kind }: PolicyPlace): boolean {
  return kind === "aws_vpc_endpoint" || kind === "aws_vpc_endpoint_policy";
}

/** Address of what the policy stands on, or what leads to it. */
export function placeOf(side: Side, resource: Resource, place: PolicyPlace): string {
  const owner = place.link === undefined ? resource : ownerOf(side, resource, place);
  return owner?.address ?? side.spell(own(resource.attributes, place.link ?? ""), resource.root);
}

/** The resource that the policy stands on. */
function ownerOf(side: Side, policy: Resource, { link, owner }: PolicyPlace): Resource | undefined {
  const found = link === undefined ? undefined : target(side.estate, policy, link, owner);
  return found === undefined || isUnknown(found) || found.kind !== owner || found.mode === "data" ? undefined : found;
}
