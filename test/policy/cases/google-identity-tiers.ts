import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, iam, SERVING, servingAccount } from "./google-iam";

const RESNET = "resnet@acme-vision.iam.gserviceaccount.com";

function clusters(first: object, second: object): EstateSource {
  return { resource: { google_container_cluster: { a: { name: "a", ...first }, b: { name: "b", ...second } } } };
}

function pooled(tier: string, pool: string): object {
  return { resource_labels: { tier }, workload_identity_config: { workload_pool: pool } };
}

const RESNET_MEMBER = `serviceAccount:${RESNET}`;

/** A bucket of a tier, somebody with a role on it, and the cluster that has the pool, of some tier. */
function tiered(tier: string, member: string, clusterTier?: string): EstateSource {
  const clusters: EstateSource["resource"] =
    clusterTier === undefined
      ? {}
      : { google_container_cluster: { it: { name: "c", ...pooled(clusterTier, "acme-vision.svc.id.goog") } } };
  return {
    resource: {
      google_storage_bucket: { it: { name: "weights", labels: { tier } } },
      google_storage_bucket_iam_member: {
        it: { bucket: "${google_storage_bucket.it.name}", role: "roles/storage.objectViewer", member },
      },
      ...clusters,
    },
  };
}

/** An account that a stack of some tier makes, with a role on a bucket of another stack. */
function stacked(stackTier: string | undefined, tier: string): EstateSource {
  const metadata = stackTier === undefined ? {} : { modelkeep: { tier: stackTier } };
  return {
    "//": { metadata },
    resource: {
      google_service_account: { resnet: { account_id: "resnet", project: "acme-vision" } },
      google_storage_bucket_iam_member: {
        it: { bucket: "weights", role: "roles/storage.objectViewer", member: RESNET_MEMBER },
      },
    },
    also: [{ name: "models", resource: { google_storage_bucket: { it: { name: "weights", labels: { tier } } } } }],
  };
}

export const GOOGLE_IDENTITY_TIERS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_IAM_TIERS_DO_NOT_CROSS",
    holds: {
      "one tier": tiered("prod", SERVING, "prod"),
      "a bucket without a tier": iam("google_storage_bucket", "roles/storage.objectViewer", SERVING),
      "a cluster that is not of the estate": tiered("prod", SERVING),
      "an account of a stack of its tier": stacked("production", "prod"),
      "an account of a stack that says no tier": stacked(undefined, "prod"),
      "one tier, whichever it is": tiered("${var.tier}", SERVING, "${var.tier}"),
      "a bucket whose tier is not known, and nobody's cluster": tiered("${var.tier}", SERVING),
    },
    fails: {
      "a workload of a cluster of another tier": tiered("prod", SERVING, "staging"),
      "an account whose pods are of a cluster of another tier": beside(
        tiered("prod", RESNET_MEMBER, "staging"),
        servingAccount(),
      ),
      "an account of a stack of another tier": stacked("staging", "prod"),
    },
    undecided: {
      "the tier of the bucket is not known": tiered("${var.tier}", SERVING, "staging"),
      "the tier of the cluster is not known": tiered("prod", SERVING, "${var.tier}"),
      "an account of a stack, and a bucket whose tier is not known": stacked("staging", "${var.tier}"),
    },
  },
  {
    control: "GOOGLE_GKE_POOL_OF_ONE_TIER",
    holds: {
      "pools of their own": clusters(
        pooled("prod", "acme-prod.svc.id.goog"),
        pooled("staging", "acme-staging.svc.id.goog"),
      ),
      "clusters of one tier": clusters(pooled("prod", "acme.svc.id.goog"), pooled("prod", "acme.svc.id.goog")),
      "one tier, whichever it is": clusters(
        pooled("${var.tier}", "acme.svc.id.goog"),
        pooled("${var.tier}", "acme.svc.id.goog"),
      ),
      "pools of projects of their own": {
        resource: {
          google_project: { a: { project_id: "${var.a}" }, b: { project_id: "${var.b}" } },
          google_container_cluster: {
            a: { name: "a", ...pooled("prod", "${google_project.a.project_id}.svc.id.goog") },
            b: { name: "b", ...pooled("staging", "${google_project.b.project_id}.svc.id.goog") },
          },
        },
      },
      "no tiers": clusters(
        { workload_identity_config: { workload_pool: "p" } },
        { workload_identity_config: { workload_pool: "p" } },
      ),
    },
    fails: {
      "one pool for staging and production": clusters(
        pooled("prod", "acme.svc.id.goog"),
        pooled("staging", "acme.svc.id.goog"),
      ),
      "one pool that is not known yet": clusters(
        pooled("prod", "${var.p}.svc.id.goog"),
        pooled("dev", "${var.p}.svc.id.goog"),
      ),
      "one pool in two stacks": {
        resource: { google_container_cluster: { a: { name: "a", ...pooled("prod", "acme.svc.id.goog") } } },
        also: [
          {
            name: "staging",
            resource: { google_container_cluster: { b: { name: "b", ...pooled("staging", "acme.svc.id.goog") } } },
          },
        ],
      },
    },
    undecided: {
      "a tier that is not known": clusters(
        pooled("prod", "acme.svc.id.goog"),
        pooled("${var.tier}", "acme.svc.id.goog"),
      ),
      "pools that are not known": clusters(
        pooled("prod", "${var.a}.svc.id.goog"),
        pooled("staging", "${var.b}.svc.id.goog"),
      ),
    },
  },
];
