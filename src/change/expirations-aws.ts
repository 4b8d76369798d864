import { parseTemplated } from "../estate/joins/templated-json";
import { blocksOf, isAttributes, listOf, own, textOf, valueAt } from "../estate/joins/values";
import type { Attributes, Resource } from "../estate/resource";
import { age, amountOf, date, type Expiry, expiry, field, number } from "./expiry";

/** Rules of S3, as a resource of their own. */
export function bucketRules({ attributes }: Resource): readonly Expiry[] {
  return blocksOf(attributes, "rule")
    .filter((rule) => own(rule, "status") !== "Disabled")
    .flatMap((rule) => [...objectsOf(rule), ...versionsOf(rule, "noncurrent_days")]);
}

/** Rules that stand in the bucket, as before version 4 of the provider. */
export function rulesInBucket({ attributes }: Resource): readonly Expiry[] {
  return blocksOf(attributes, "lifecycle_rule")
    .filter((rule) => own(rule, "enabled") !== false)
    .flatMap((rule) => [...objectsOf(rule), ...versionsOf(rule, "days")]);
}

function objectsOf(rule: Attributes): readonly Expiry[] {
  const [expiration = {}] = blocksOf(rule, "expiration");
  const days = amountOf(own(expiration, "days"));
  const from = date(Date.parse(textOf(own(expiration, "date")) ?? ""));
  return [
    ...(days === undefined ? [] : [expiry("objects", age(days), filterOf(rule))]),
    ...(from === undefined ? [] : [expiry("objects", from, filterOf(rule))]),
  ];
}

/** A number of days that becomes smaller is told with the guards. */
function versionsOf(rule: Attributes, attribute: string): readonly Expiry[] {
  const [expiration = {}] = blocksOf(rule, "noncurrent_version_expiration");
  const days = amountOf(own(expiration, attribute));
  return days === undefined
    ? []
    : [{ ...expiry("superseded versions", age(days), filterOf(rule)), isToldWhenNew: true }];
}

function filterOf(rule: Attributes): Attributes {
  const [filter = {}] = blocksOf(rule, "filter");
  return { ...filter, prefix: textOf(own(filter, "prefix")) ?? own(rule, "prefix"), tags: own(rule, "tags") };
}

/** Rules of ECR. A policy that is not known says nothing. */
export function imageRules({ attributes }: Resource): readonly Expiry[] {
  const policy = parseTemplated(textOf(own(attributes, "policy")) ?? "");
  return isAttributes(policy) ? blocksOf(policy, "rules").flatMap(imagesOf) : [];
}

function imagesOf(rule: Attributes): readonly Expiry[] {
  const [selection = {}] = blocksOf(rule, "selection");
  const amount = amountOf(own(selection, "countNumber"));
  const action = valueAt(rule, "action.type");
  if (amount === undefined || (action !== null && action !== "expire")) {
    return [];
  }
  const deadline = own(selection, "countType") === "imageCountMoreThan" ? number(amount) : age(amount);
  return [expiry(imagesIn(selection), deadline)];
}

/** The images that the rule is about, by their tags, as far as these are names. */
function imagesIn(selection: Attributes): string {
  const status = own(selection, "tagStatus");
  const prefixes = listOf(own(selection, "tagPrefixList")).map((prefix) => `${textOf(prefix) ?? "?"}*`);
  const tags = [...prefixes, ...listOf(own(selection, "tagPatternList")).map((pattern) => textOf(pattern) ?? "?")];
  if (status !== "tagged") {
    return status === "untagged" ? "untagged images" : "images";
  }
  return tags.length > 0 && tags.every((tag) => /^[\w.*/-]{1,60}$/.test(tag))
    ? `images tagged ${tags.join(", ")}`
    : "tagged images";
}

/** Items whose time has passed are deleted within days of the update. */
export function itemRules({ attributes }: Resource): readonly Expiry[] {
  return blocksOf(attributes, "ttl")
    .filter((ttl) => own(ttl, "enabled") === true)
    .map((ttl) => expiry("items", field(own(ttl, "attribute_name"))));
}
