import { blocksOf } from "./configuration";
import type { TestCopy } from "./copy";
import { MOTO_DRIFT, MOTO_GAPS, MOTO_LOSSES } from "./gaps";
import { isObject, type Json, type JsonObject, listOf, section } from "./json";
import { type LeftOut, leaveOut } from "./references";

/** The part of a copy that moto can hold. */
export interface ApplyCopy extends TestCopy {
  readonly leftOut: readonly LeftOut[];
}

/** The part of a test copy that moto can create, read again and destroy. */
export function applyCopy(copy: TestCopy): ApplyCopy {
  const reasons = new Map(MOTO_GAPS.map(({ type, reason }) => [type, reason]));
  const { configuration, leftOut, looseDependencies } = leaveOut(copy.configuration, ({ mode, type }) =>
    mode === "resource" ? reasons.get(type) : undefined,
  );
  const reduced = structuredClone(configuration);
  return {
    configuration: reduced,
    leftOut,
    notes: [
      ...leftOut.map(({ address, reason }) => `left to the mocked run: ${address}: ${reason}`),
      ...looseDependencies.map((entry) => `depends_on dropped: ${entry}`),
      ...orderNodeGroups(reduced),
      ...dropWhatMotoLoses(reduced),
      ...spellAnyPrincipal(reduced),
      ...emptyBucketsOnDestroy(reduced),
      ...ignoreMotoDrift(reduced),
    ],
  };
}

/**
 * Node groups wait for the add-ons, and through them for the cluster: without the add-ons, which moto lacks, nothing
 * would keep them from being made before it.
 */
function orderNodeGroups(configuration: JsonObject): string[] {
  const clusters = blocksOf(configuration)
    .filter(({ type, mode }) => mode === "resource" && type === "aws_eks_cluster")
    .map(({ address }) => address);
  const groups = blocksOf(configuration).filter(
    ({ type, mode }) => mode === "resource" && type === "aws_eks_node_group",
  );
  if (clusters.length === 0 || groups.length === 0) return [];
  for (const { body } of groups) body.depends_on = [...listOf(body.depends_on), ...clusters];
  return [`ordered after ${clusters.join(", ")}, as the add-ons did: aws_eks_node_group`];
}

/** Removes the arguments of {@link MOTO_LOSSES} from a copy. */
function dropWhatMotoLoses(configuration: JsonObject): string[] {
  const notes = new Set<string>();
  for (const { body, type, mode } of blocksOf(configuration)) {
    for (const loss of MOTO_LOSSES.filter((entry) => mode === "resource" && entry.type === type)) {
      if (remove(body, loss.attribute.split("."))) {
        notes.add(`removed, lost by moto: ${type}.${loss.attribute}: ${loss.reason}`);
      }
    }
  }
  return [...notes];
}

/** Removes the argument at a path from every block on the way. @returns whether there was one */
function remove(body: JsonObject, [name, ...deeper]: readonly string[]): boolean {
  if (name === undefined || body[name] === undefined) return false;
  if (deeper.length > 0) {
    const blocks = listOf(body[name]).filter(isObject);
    return blocks.map((block) => remove(block, deeper)).includes(true);
  }
  delete body[name];
  return true;
}

/**
 * moto 5.2 answers 500 to PutBucketLogging when the target's policy has the principal `"*"`; `{ "AWS": "*" }` is the same
 * to IAM. Without this no bucket's access log could be applied.
 */
function spellAnyPrincipal(configuration: JsonObject): string[] {
  const policies = blocksOf(configuration).filter(({ type }) => type === "aws_s3_bucket_policy");
  return policies.flatMap(({ address, body }) => {
    if (typeof body.policy !== "string") return [];
    const spelled = body.policy.replace(/("?Principal"?\s*[:=]\s*)"\*"/g, '$1{"AWS":"*"}');
    if (spelled === body.policy) return [];
    body.policy = spelled;
    return [`principal "*" written as { "AWS": "*" } for moto: ${address}`];
  });
}

/** moto delivers access logs as S3 does, so that a log bucket is not empty when it is destroyed. */
function emptyBucketsOnDestroy(configuration: JsonObject): string[] {
  const buckets = blocksOf(configuration).filter(({ type, mode }) => mode === "resource" && type === "aws_s3_bucket");
  for (const { body } of buckets) body.force_destroy = true;
  return buckets.length === 0 ? [] : ["set, so that destroy works: aws_s3_bucket.force_destroy"];
}

/** Lets `plan` overlook the attributes of {@link MOTO_DRIFT}. */
function ignoreMotoDrift(configuration: JsonObject): string[] {
  const notes = new Set<string>();
  for (const { body, type, mode } of blocksOf(configuration)) {
    for (const drift of MOTO_DRIFT.filter((entry) => mode === "resource" && entry.type === type)) {
      const lifecycle = section(body, "lifecycle");
      const ignored: Json[] = listOf(lifecycle.ignore_changes);
      if (ignored.includes("all")) continue;
      body.lifecycle = { ...lifecycle, ignore_changes: [...ignored, drift.attribute] };
      notes.add(`change ignored on moto: ${type}.${drift.attribute}: ${drift.reason}`);
    }
  }
  return [...notes];
}
