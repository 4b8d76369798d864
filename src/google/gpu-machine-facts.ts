/**
 * What tells the machine types with GPUs from one another.
 *
 * @see https://cloud.google.com/compute/docs/accelerator-optimized-machines
 * @see https://cloud.google.com/compute/docs/gpus
 */

/**
 * Local SSDs, of 375 GiB each (3 TiB on A3 Ultra and A4 are 32 of them), that a machine type takes, the default first. Where
 * that is not zero, the machine always carries exactly so many.
 *
 * @see https://cloud.google.com/compute/docs/disks/local-ssd
 */
const LOCAL_SSDS: Record<string, readonly number[]> = {
  ...optional(["n1-standard-4", "n1-standard-8", "n1-standard-16", "n1-standard-32"], [1, 2, 3, 4, 5, 6, 7, 8, 16, 24]),
  ...optional(["g2-standard-4", "g2-standard-8", "g2-standard-12", "g2-standard-16", "g2-standard-32"], [1]),
  ...optional(["g2-standard-24"], [2]),
  ...optional(["g2-standard-48"], [4]),
  ...optional(["g2-standard-96"], [8]),
  ...optional(["a2-highgpu-1g"], [1, 2, 4, 8]),
  ...optional(["a2-highgpu-2g"], [2, 4, 8]),
  ...optional(["a2-highgpu-4g"], [4, 8]),
  ...optional(["a2-highgpu-8g", "a2-megagpu-16g"], [8]),
  "a2-ultragpu-1g": [1],
  "a2-ultragpu-2g": [2],
  "a2-ultragpu-4g": [4],
  "a2-ultragpu-8g": [8],
  "a3-highgpu-1g": [2],
  "a3-highgpu-2g": [4],
  "a3-highgpu-4g": [8],
  "a3-highgpu-8g": [16],
  "a3-edgegpu-8g": [16],
  "a3-megagpu-8g": [16],
  "a3-ultragpu-8g": [32],
  "a4-highgpu-8g": [32],
};

/** N1 carries the GPUs that are attached to it; every other type carries its own. */
const TAKES_ATTACHED = /^n1-/;
const ATTACHED_COUNTS = [1, 2, 4];

/** A3 machines with fewer than eight GPUs are never sold on demand or by reservation. */
const FLEETING = /^a3-highgpu-[124]g$/;

/** Sold by reservation, flex-start and spot: Google promises nobody a machine of them on demand. */
const NOT_ON_DEMAND = /^(a3-ultragpu|a4)-/;

/** Intel TDX with an H100 that encrypts its memory as well. */
const CONFIDENTIAL = /^a3-highgpu-1g$/;

/** From the fourth generation on, and with A3 Ultra, machines boot from Hyperdisk alone. */
const HYPERDISK = /^(a3-ultragpu|a4|c4|c4d|n4|n4d|m4|x4|h4d)-/;

/** Numbers of GPUs that the machine type can carry, the default first. */
export function gpuCounts(machineType: string, carried: number): readonly number[] {
  return TAKES_ATTACHED.test(machineType) ? ATTACHED_COUNTS : [carried];
}

/** Numbers of local SSDs that the machine type takes, the default first. */
export function localSsdCounts(machineType: string): readonly number[] {
  return LOCAL_SSDS[machineType] ?? [0];
}

/** Type of disk that the machine type boots from. */
export function bootDiskType(machineType: string): string {
  return HYPERDISK.test(machineType) ? "hyperdisk-balanced" : "pd-balanced";
}

/**
 * Whether the machine type is sold as spot and flex-start alone.
 *
 * @see https://cloud.google.com/compute/docs/accelerator-optimized-machines#a3-high-vms
 */
export function isFleeting(machineType: string): boolean {
  return FLEETING.test(machineType);
}

/**
 * Whether the machine type cannot be had on demand, but by reservation, flex-start or spot.
 *
 * @see https://docs.cloud.google.com/cluster-director/docs/choose-consumption-option
 */
export function isNeverOnDemand(machineType: string): boolean {
  return NOT_ON_DEMAND.test(machineType);
}

/**
 * Whether the machine type encrypts the memory of its processor and its GPU.
 *
 * @see https://cloud.google.com/confidential-computing/confidential-vm/docs/supported-configurations
 */
export function isConfidential(machineType: string): boolean {
  return CONFIDENTIAL.test(machineType);
}

/** Whether nodes of the machine type can be placed close together. */
export function isCompactable(machineType: string): boolean {
  return !TAKES_ATTACHED.test(machineType);
}

/** Machine types that have no local SSDs unless they are asked for. */
function optional(machineTypes: readonly string[], counts: readonly number[]): Record<string, readonly number[]> {
  return Object.fromEntries(machineTypes.map((machineType) => [machineType, [0, ...counts]]));
}
