/** Letters of the zones, by region. */
type Zones = Readonly<Record<string, string>>;

/** Where T4 can be attached to N1. */
const T4: Zones = {
  "asia-east1": "ac",
  "asia-east2": "ac",
  "asia-northeast1": "ac",
  "asia-northeast3": "bc",
  "asia-south1": "ab",
  "asia-southeast1": "abc",
  "asia-southeast2": "ab",
  "australia-southeast1": "ac",
  "europe-central2": "bc",
  "europe-west1": "bcd",
  "europe-west2": "ab",
  "europe-west3": "b",
  "europe-west4": "abc",
  "me-west1": "bc",
  "northamerica-northeast1": "c",
  "southamerica-east1": "abc",
  "us-central1": "abcf",
  "us-east1": "bcd",
  "us-east4": "abc",
  "us-west1": "ab",
  "us-west2": "bc",
  "us-west3": "b",
  "us-west4": "ab",
};

const L4: Zones = {
  "asia-east1": "abc",
  "asia-northeast1": "abc",
  "asia-northeast3": "ab",
  "asia-south1": "abc",
  "asia-southeast1": "abc",
  "europe-west1": "bc",
  "europe-west2": "ab",
  "europe-west3": "ab",
  "europe-west4": "abc",
  "europe-west6": "bc",
  "me-central2": "ac",
  "northamerica-northeast1": "bc",
  "northamerica-northeast2": "ab",
  "us-central1": "abc",
  "us-east1": "bcd",
  "us-east4": "ac",
  "us-west1": "abc",
  "us-west4": "ac",
};

const A2_HIGH: Zones = {
  "asia-northeast1": "ac",
  "asia-northeast3": "ab",
  "asia-southeast1": "abc",
  "europe-west4": "ab",
  "me-west1": "ac",
  "us-central1": "abcf",
  "us-east1": "b",
  "us-west1": "b",
  "us-west3": "b",
  "us-west4": "b",
};

const A2_MEGA: Zones = {
  "asia-southeast1": "ac",
  "europe-west4": "ab",
  "us-central1": "abcf",
};

const A2_ULTRA: Zones = {
  "asia-southeast1": "c",
  "europe-west4": "a",
  "us-central1": "ac",
  "us-east4": "c",
  "us-east5": "ab",
};

const A3_EDGE: Zones = {
  "asia-northeast1": "b",
  "asia-northeast3": "ac",
  "asia-south1": "c",
  "asia-southeast1": "bc",
  "europe-west2": "b",
  "europe-west3": "ac",
  "europe-west4": "bc",
  "europe-west9": "c",
  "northamerica-northeast2": "c",
  "us-central1": "abc",
  "us-east4": "abc",
  "us-east5": "a",
  "us-west1": "ab",
  "us-west4": "a",
};

/** A3 machines with fewer than eight GPUs. */
const A3_HIGH_PARTS: Zones = {
  "asia-east1": "c",
  "asia-northeast1": "b",
  "asia-south1": "c",
  "asia-south2": "b",
  "asia-southeast1": "bc",
  "australia-southeast1": "c",
  "europe-north1": "c",
  "europe-west1": "bc",
  "europe-west3": "c",
  "europe-west4": "bc",
  "europe-west8": "c",
  "europe-west9": "c",
  "us-central1": "abc",
  "us-east4": "abc",
  "us-east5": "a",
  "us-west1": "ab",
  "us-west4": "a",
};

const A3_HIGH: Zones = {
  "asia-east1": "c",
  "asia-northeast1": "b",
  "asia-south1": "c",
  "asia-south2": "b",
  "asia-southeast1": "bc",
  "australia-southeast1": "c",
  "europe-north1": "c",
  "europe-west1": "bc",
  "europe-west3": "c",
  "europe-west4": "bc",
  "europe-west9": "c",
  "us-central1": "abc",
  "us-east4": "abc",
  "us-east5": "a",
  "us-west1": "ab",
  "us-west4": "a",
};

const A3_MEGA: Zones = {
  "asia-east1": "c",
  "asia-northeast1": "b",
  "asia-southeast1": "bc",
  "australia-southeast1": "c",
  "europe-north1": "c",
  "europe-west1": "bc",
  "europe-west3": "c",
  "europe-west4": "bc",
  "us-central1": "abc",
  "us-east4": "abc",
  "us-east5": "a",
  "us-west1": "ab",
  "us-west4": "a",
};

const A3_ULTRA: Zones = {
  "asia-south1": "b",
  "asia-south2": "c",
  "europe-west1": "b",
  "europe-west4": "a",
  "us-central1": "b",
  "us-east4": "b",
  "us-east5": "a",
  "us-south1": "b",
  "us-west1": "c",
};

const A4: Zones = {
  "asia-northeast1": "b",
  "asia-southeast1": "b",
  "europe-north1": "b",
  "europe-west4": "b",
  "us-central1": "b",
  "us-east1": "b",
  "us-east4": "b",
  "us-south1": "b",
  "us-west2": "c",
  "us-west3": "bc",
};

/**
 * Zones by the first part of the machine type's name that tells its offers apart; the first that fits counts.
 *
 * Source: machine types, accelerators and zones of Compute Engine as collected by the SkyPilot catalog (v8, commit
 * 006059e0), read on 2026-11-21. Offered does not mean that machines are free.
 *
 * @see https://cloud.google.com/compute/docs/gpus/gpu-regions-zones
 */
const OFFERS: readonly (readonly [string, Zones])[] = [
  ["n1-", T4],
  ["g2-", L4],
  ["a2-highgpu-", A2_HIGH],
  ["a2-megagpu-", A2_MEGA],
  ["a2-ultragpu-", A2_ULTRA],
  ["a3-edgegpu-", A3_EDGE],
  ["a3-highgpu-8g", A3_HIGH],
  ["a3-highgpu-", A3_HIGH_PARTS],
  ["a3-megagpu-", A3_MEGA],
  ["a3-ultragpu-", A3_ULTRA],
  ["a4-highgpu-", A4],
];

/** Zones that offer the machine type with its GPUs; undefined when that is not known here. */
export function zonesOffering(machineType: string): readonly string[] | undefined {
  const zones = OFFERS.find(([prefix]) => machineType.startsWith(prefix))?.[1];
  return zones && Object.entries(zones).flatMap(([region, letters]) => [...letters].map((zone) => `${region}-${zone}`));
}
