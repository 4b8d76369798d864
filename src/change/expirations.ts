import { target } from "../estate/joins/references";
import { valueAt } from "../estate/joins/values";
import type { Resource } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import * as aws from "./expirations-aws";
import * as google from "./expirations-google";
import type { Expiry } from "./expiry";
import type { ResourceChange, Sides } from "./sides";
import { isSame } from "./value-difference";

/** A kind with rules that delete what nobody deletes by hand. */
interface RuleKind {
  readonly expiries: (resource: Resource) => readonly Expiry[];

  /** What the rules are for, when they are a resource of their own; undefined where they stand in what they delete from. */
  readonly of?: Store;
}

interface Store {
  /** Attribute that leads to it. */
  readonly attribute: string;
  readonly kind: string;

  /** What lies in it. */
  readonly content: string;
}

type Estates = Partial<Pick<Sides, "before" | "after">>;

const KINDS: Readonly<Record<string, RuleKind>> = {
  aws_s3_bucket: { expiries: aws.rulesInBucket },
  aws_s3_bucket_lifecycle_configuration: {
    expiries: aws.bucketRules,
    of: { attribute: "bucket", kind: "aws_s3_bucket", content: "the objects in its bucket" },
  },
  aws_ecr_lifecycle_policy: {
    expiries: aws.imageRules,
    of: { attribute: "repository", kind: "aws_ecr_repository", content: "the images in its repository" },
  },
  aws_dynamodb_table: { expiries: aws.itemRules },
  google_storage_bucket: { expiries: google.bucketRules },
  google_artifact_registry_repository: { expiries: google.versionRules },
  google_bigquery_dataset: { expiries: google.datasetRules },
  google_bigquery_table: { expiries: google.tableRules },
};

/** What lies in the store that rules of the kind are for; undefined for kinds that are no rules of another. */
export function contentRuled(kind: string): string | undefined {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind]?.of?.content : undefined;
}

/** What is deleted sooner than before by rules that come or become stricter: `objects are deleted after 1 day, and were kept`. */
export function shortenedLives(change: ResourceChange, sides: Estates): readonly string[] {
  const { kind, after } = change;
  const rules = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const isMade = ["create", "update", "replace"].includes(change.action);
  if (rules === undefined || after === undefined || !isMade || !isAboutOld(change, after, rules, sides)) {
    return [];
  }
  const before = isSameStore(change, after, rules) ? change.before : undefined;
  const old = before === undefined ? [] : rules.expiries(before);
  return rules.expiries(after).flatMap((expiry) => sooner(expiry, old) ?? []);
}

/** Whether there is something that the rules can delete: rules that come with their store delete nothing that anybody has. */
function isAboutOld({ action }: ResourceChange, after: Resource, { of }: RuleKind, sides: Estates): boolean {
  return action === "update" || (of !== undefined && isThere(of, after, sides));
}

/** Where nobody declares the store, it may be there. */
function isThere({ attribute, kind }: Store, rules: Resource, { before, after }: Estates): boolean {
  const was = before === undefined ? undefined : target(before, rules, attribute, kind);
  if (!isUnknown(was)) {
    return was !== undefined;
  }
  const is = after === undefined ? undefined : target(after, rules, attribute, kind);
  return was.references.length === 0 && (is === undefined || isUnknown(is));
}

/** Rules that are replaced were for the same store, unless they say another. */
function isSameStore({ action, before }: ResourceChange, after: Resource, { of }: RuleKind): boolean {
  return (
    action !== "replace" ||
    before === undefined ||
    of === undefined ||
    isSame(valueAt(before.attributes, of.attribute), valueAt(after.attributes, of.attribute))
  );
}

/** That something is deleted sooner than by the old rules about it; undefined when it is not. */
function sooner(expiry: Expiry, old: readonly Expiry[]): string | undefined {
  const { what, part, partSaid, measure, limit, said, isToldWhenNew = false } = expiry;
  const about = old.filter((each) => each.what === what && (each.part === null || isSame(each.part, part)));
  const [before] = about.filter((each) => each.measure === measure).sort((one, other) => one.limit - other.limit);
  if (before === undefined) {
    return `${what}${partSaid} are deleted ${said}${about.length === 0 ? ", and were kept" : ""}`;
  }
  return limit < before.limit && !isToldWhenNew
    ? `${what}${partSaid} are deleted ${said}, and were ${wasSaid(before.said, said)}`
    : undefined;
}

const UNIT = / (day|hour)s?$/;

/** What was, without the unit where both have the same. */
function wasSaid(was: string, is: string): string {
  return UNIT.exec(was)?.[1] === UNIT.exec(is)?.[1] ? was.replace(UNIT, "") : was;
}
