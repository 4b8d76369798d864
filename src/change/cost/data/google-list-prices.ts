import type { PriceTable } from "../price-table";

/**
 * List prices of Google Cloud beside those of machines, written by hand, as its pages had them when they were read
 * (2026-11-21). Where a region has no source, it has no price.
 *
 * - `gke/cluster`: 0.10 an hour for every cluster, wherever and however it runs: https://cloud.google.com/kubernetes-engine/pricing
 * - `nat/vm`, `nat/gateway`: 0.0014 an hour for each VM, 0.044 at most: https://cloud.google.com/nat/pricing
 * - `forwarding/first-five`: 0.025 an hour for the first five rules: https://cloud.google.com/load-balancing/pricing; the table of
 *   global rules; in europe-west4 20.44 a month (0.028 an hour) for one to five, as the tests of google-cloud-pricing-cost-calculator
 *   have it from Google's calculator
 * - `kms/*`: a month, for each active version: https://cloud.google.com/kms/pricing
 * - `gpu/*`: https://cloud.google.com/compute/gpus-pricing as public programs quote it for us-central1; five or more agree
 *
 * What there is of Vertex AI is of another day: google-vertex-prices.ts.
 */
export const GOOGLE_LIST_PRICES: PriceTable = {
  source: "Google Cloud list prices of GKE, NAT, load balancers, KMS, attached GPUs",
  asOf: "2026-11-21",
  cloud: "google",
  table: `\
,*,europe-west4,global,us-central1
forwarding/first-five,,0.028,0.025,0.025
gke/cluster,0.1,,,
gpu/nvidia-tesla-t4,,,,0.35
gpu/nvidia-tesla-v100,,,,2.48
kms/external,3,,,
kms/hsm,1,,,
kms/hsm-asymmetric,2.5,,,
kms/software,0.06,,,
nat/gateway,0.044,,,
nat/vm,0.0014,,,
`,
};
