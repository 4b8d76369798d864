import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readJson } from "./consumer-project";

type Elements = Record<string, Record<string, unknown>>;

/** The part of a stack's Terraform JSON that is compared. */
export interface SynthesizedStack {
  readonly resource: Elements;
  readonly data?: Elements;
}

/** Stacks by name. */
export type Synthesized = Record<string, SynthesizedStack>;

/** The clouds that consumers write the same program for. */
export const CLOUDS = ["aws", "google"] as const;
export type Cloud = (typeof CLOUDS)[number];

/** What the consumers' programs make, stack by stack; not all of it, but of every part something. */
const EXPECTED: Record<Cloud, readonly string[]> = {
  aws: [
    "aws_eks_cluster",
    "aws_eks_node_group",
    "aws_iam_role",
    "aws_kms_key",
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_vpc",
  ],
  google: [
    "google_compute_firewall",
    "google_compute_network",
    "google_compute_subnetwork",
    "google_container_cluster",
    "google_container_node_pool",
    "google_kms_crypto_key",
    "google_service_account",
    "google_storage_bucket",
    "google_storage_bucket_iam_member",
  ],
};

/** What runs on either. */
const WORKLOAD = [
  "kubernetes_deployment_v1",
  "kubernetes_network_policy_v1",
  "kubernetes_service_account_v1",
  "kubernetes_service_v1",
];

/**
 * Reads the stacks of the consumers' programs; throws when a stack or a resource is missing.
 *
 * @param project where the program ran: the default state files lie there, and their paths are in the output
 */
export function readExpected(cloud: Cloud, outdir: string, project: string): Synthesized {
  return {
    cloud: readStack(outdir, "cloud", project, EXPECTED[cloud]),
    workload: readStack(outdir, "workload", project, WORKLOAD),
  };
}

/** One stack, without the metadata that CDKTF writes about itself and without the project's own place. */
export function readStack(outdir: string, name: string, project: string, types: readonly string[]): SynthesizedStack {
  const stack: Partial<SynthesizedStack> = readJson(join(outdir, "stacks", name, "cdk.tf.json"));
  const { resource = {}, data = {} } = comparable(stack, project);
  const missing = types.filter((type) => Object.keys(resource[type] ?? {}).length === 0);
  if (missing.length > 0) throw new Error(`${name}: no ${missing.join(", ")} in ${outdir}`);
  return { resource, data };
}

/** Names up to five resources that are not the same in both. */
export function requireEqual(one: Synthesized, other: Synthesized): void {
  const left = flatten(one);
  const right = flatten(other);
  const different = [...new Set([...left.keys(), ...right.keys()])].filter(
    (address) => !isDeepStrictEqual(left.get(address), right.get(address)),
  );
  if (different.length > 0) {
    throw new Error(`${different.length} differ, among them:\n${different.slice(0, 5).join("\n")}`);
  }
}

/** How many resources, in words. */
export function describe(stacks: Synthesized): string {
  return Object.entries(stacks)
    .map(([name, { resource }]) => `${name} ${Object.values(resource).flatMap(Object.keys).length}`)
    .join(", ")
    .concat(" resources");
}

function flatten(stacks: Synthesized): Map<string, unknown> {
  return new Map(
    Object.entries(stacks).flatMap(([stack, sections]) =>
      Object.entries(sections).flatMap(([section, types]: [string, Elements]) =>
        Object.entries(types).flatMap(([type, instances]) =>
          Object.entries(instances).map(([name, attributes]): [string, unknown] => [
            `${stack}: ${section}.${type}.${name}`,
            attributes,
          ]),
        ),
      ),
    ),
  );
}

function comparable<T>(json: T, project: string): T {
  return JSON.parse(
    JSON.stringify(json, (key, value) => {
      if (key === "//") return undefined;
      return typeof value === "string" ? value.replaceAll(project, "<project>") : value;
    }),
  );
}
