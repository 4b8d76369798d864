import { blocksOf, own, textOf, valueAt } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { age, amountOf, date, daysOfMilliseconds, type Expiry, expiry, number, origin } from "./expiry";

/** Rules of Cloud Storage. All that a rule asks has to hold: the first that can be said stands for it. */
export function bucketRules({ attributes }: Resource): readonly Expiry[] {
  return blocksOf(attributes, "lifecycle_rule")
    .filter((rule) => valueAt(rule, "action.0.type") === "Delete")
    .flatMap((rule) => blocksOf(rule, "condition").slice(0, 1))
    .flatMap(objectsOf);
}

function objectsOf(condition: Attributes): readonly Expiry[] {
  const kept = amountOf(own(condition, "num_newer_versions"));
  const superseded = amountOf(own(condition, "days_since_noncurrent_time"));
  const days = amountOf(own(condition, "age")) ?? (isAtOnce(condition) ? 0 : undefined);
  const made = origin(Date.parse(textOf(own(condition, "created_before")) ?? ""));
  const isOfVersions = own(condition, "with_state") === "ARCHIVED" || kept !== undefined || superseded !== undefined;
  const what = isOfVersions ? "superseded versions" : "objects";
  const deadlines = [
    ...(kept === undefined ? [] : [number(kept)]),
    ...(superseded === undefined ? [] : [age(superseded)]),
    ...(days === undefined ? [] : [age(days)]),
    ...(made === undefined ? [] : [made]),
  ];
  return deadlines.slice(0, 1).map((deadline) => expiry(what, deadline, filterOf(condition)));
}

/** Providers write 0 for what is not set: it is meant where they are told to send it. */
function isAtOnce(condition: Attributes): boolean {
  return own(condition, "age") === 0 && own(condition, "send_age_if_zero") === true;
}

function filterOf(condition: Attributes): Attributes {
  const names = ["matches_prefix", "matches_suffix", "matches_storage_class"];
  return Object.fromEntries(names.map((name) => [name, own(condition, name)]));
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Policies of Artifact Registry, which delete nothing in a dry run. What a policy keeps, no other deletes. */
export function versionRules({ attributes }: Resource): readonly Expiry[] {
  if (own(attributes, "cleanup_policy_dry_run") === true) {
    return [];
  }
  const policies = blocksOf(attributes, "cleanup_policies");
  const isKept = policies.some((policy) => own(policy, "action") === "KEEP");
  return policies
    .filter((policy) => own(policy, "action") === "DELETE")
    .map((policy) => versionsOf(policy, isKept ? "versions that no policy keeps" : "versions"));
}

function versionsOf(policy: Attributes, what: string): Expiry {
  const [{ older_than: older = null, newer_than: _, tag_state: state = null, ...rest } = {}] = blocksOf(
    policy,
    "condition",
  );
  return expiry(what, age(daysOf(older)), { ...rest, tag_state: state === "ANY" ? null : state });
}

function daysOf(duration: Value): number {
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(textOf(duration) ?? "") ?? [];
  return daysOfMilliseconds(Number(amount ?? 0) * (UNITS[unit] ?? 0));
}

/** Tables and partitions that are made from now on: those that are there keep what they have. */
export function datasetRules({ attributes }: Resource): readonly Expiry[] {
  return [
    ...lives(own(attributes, "default_table_expiration_ms"), "new tables"),
    ...lives(own(attributes, "default_partition_expiration_ms"), "partitions of new tables"),
  ];
}

export function tableRules({ attributes }: Resource): readonly Expiry[] {
  const time = amountOf(own(attributes, "expiration_time"));
  const from = time === undefined ? undefined : date(time);
  return [
    ...(from === undefined ? [] : [expiry("rows", from)]),
    ...lives(valueAt(attributes, "time_partitioning.0.expiration_ms"), "partitions"),
  ];
}

function lives(value: Value, what: string): readonly Expiry[] {
  const milliseconds = amountOf(value);
  return milliseconds === undefined ? [] : [expiry(what, age(daysOfMilliseconds(milliseconds)))];
}
